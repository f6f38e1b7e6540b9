"""Configuration: one `scan.toml`, read once, handed out as frozen values.

In: a file, `VARN_*` variables, flags. Out: `Config`, or `UsageError` with file, line, suggestion.
"""
