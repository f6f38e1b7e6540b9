"""Finds enrolled people in running text: names folded and fuzzy, details by keyed hash.

In: `WatchedPerson`s once, then texts. Out: `Mention`s with exact offsets. No I/O.
"""
