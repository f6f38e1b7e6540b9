"""The caseworkers' web pages: opt in, see, withdraw. No JavaScript, nothing from elsewhere.

In: HTTP from her browser. Out: HTML; for everything else it writes a row that others act on.
"""
