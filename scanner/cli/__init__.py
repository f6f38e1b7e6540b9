"""Commands: parse, call one function, print, exit code. The composition root.

In: arguments. Out: text or JSON on stdout, progress and errors on stderr, an exit code.
"""
