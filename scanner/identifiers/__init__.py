"""Details that identify: one kind a file, listed once in `kinds`.

In: text. Out: candidates with offsets and a normal form; masks. No room above knows a format.
"""
