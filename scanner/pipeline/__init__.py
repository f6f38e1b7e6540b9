"""The main job on one readable page: crawl, extract, match, assess, decide, tell.

In: configuration, the clock. Out: a finished scan and what could not be checked.
"""
