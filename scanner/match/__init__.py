"""Finds enrolled people in running text: names folded and fuzzy, details by keyed hash.

In: `WatchedPerson`s once, then texts. Out: `Mention`s with exact offsets. No I/O.
The way: `sieve` (where a name of the `watchlist` may stand) → `windows` (the words around) → `join`
(given names and surnames that stand together, by the `agreement` of each word, which is `evidence`
in bits, `traits` of both and the `score` of all) → `select` (each word serves one name) →
`matcher`; `details` adds what keyed hashes recognise.
"""
