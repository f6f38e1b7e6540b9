"""Bytes to text: charset, HTML, plain text, feeds; posts and comments on pages with a hit.

In: `Page`. Out: `Document`, whose offsets every later room uses. No I/O; runs in a sandbox.
"""
