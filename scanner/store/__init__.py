"""Keeps: the database, the key store, and every statement that is ever sent to them.

In and out: values of `model`; no row leaves this room. What is personal is sealed here on its way
in and opened on its way out. One module for each noun.
"""
