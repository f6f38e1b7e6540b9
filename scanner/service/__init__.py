"""What runs by itself: mail leaves the outbox, erasures finish, scans start when due.

In: configuration, the clock, a stop signal. Out: the same work that the commands do.
"""
