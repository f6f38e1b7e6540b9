"""Measures what the product costs, in CPU time beside named peers, in one run.

In: how many pages, and real ones where there are any. Out: `Row`s of a table, each with its bar
(docs/benchmarks.md). Everybody and everything in the pages is invented; only loopback is asked.
"""
