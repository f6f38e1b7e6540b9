"""Where and how to look: what `watchlists/*.toml` says, shipped and the operator's own.

In: TOML files. Out: sources, organisation words, lexicons, or `UsageError` with file, line and
suggestion. No person ever stands in these files.
"""
