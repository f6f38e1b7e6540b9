"""What a sighting means: new, worse, seen again, missing, gone; which posts are copies.

In: old state, new data, the time. Out: new state. Pure: touches nothing.
"""
