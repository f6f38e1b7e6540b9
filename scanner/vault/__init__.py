"""Keys and sealing: the master key, a key for each person, keyed hashes.

In: keys and plain bytes. Out: sealed bytes, or `StopError` where a key does not open them.
Knows nothing of tables; who holds the keys is `store`'s business.
"""
