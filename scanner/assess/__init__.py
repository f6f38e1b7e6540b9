"""Is it her, and how bad is it: bits of evidence, severity tier, level; each with its reason.

In: `Document`, `Mention`s, `WatchedPerson`, `AssessContext`. Out: `Assessment`. No I/O.
"""
