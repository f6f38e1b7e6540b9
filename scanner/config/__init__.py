"""Configuration: one `scan.toml`, read once, handed out as frozen values.

In: a file, `VARN_*` variables. Out: `Config`, or `UsageError` with file, line, suggestion.
"""
