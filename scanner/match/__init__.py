"""Finds enrolled people in running text: names folded and fuzzy, details by keyed hash.

In: `WatchedPerson`s once, then texts. Out: `Mention`s with exact offsets. No I/O.
The way: `text` (words and what each may be, from the index in `names`) → `join` (given names and
surnames that stand together, scored by the table in `score`) → `select` (each word serves one
name) → `matcher`; `details` adds what keyed hashes recognise.
"""
