"""Killable worker processes: a function and its arguments in, a value out."""
