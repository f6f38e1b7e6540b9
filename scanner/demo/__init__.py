"""The demo town: an invented web, five invented caseworkers, three days.

In: nothing. Out: the main job, played end to end on loopback, and a summary.
"""
