"""Reads due pages: politely, durably, within limits, the same whoever is enrolled.

In: due addresses from the frontier. Out: `Page` or `Missed`, one for each.
"""
