"""The caseworkers' pages, reachable from her phone: opting in, her own page, leaving.

In: requests that `portal.guard` let through. Out: pages, and rows that the service acts on.
"""
