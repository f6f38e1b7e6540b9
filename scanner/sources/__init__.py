"""Kinds of source: which links to follow. One kind a file.

In: a source of `places`, a read `Document`. Out: addresses to read.
"""
