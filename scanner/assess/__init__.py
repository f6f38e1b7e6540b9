"""Is it her, and how bad is it: bits of evidence, severity tier, level; each with its reason.

In: `Document`, `Mention`s, `WatchedPerson`, `AssessContext`. Out: `Assessment`. No I/O,
but that a context that names no words reads the shipped ones, once.
"""
