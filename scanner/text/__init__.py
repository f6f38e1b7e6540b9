"""Folding of text with a map back to the original, and defanging of addresses.

In: strings. Out: strings and offset maps. Every offset handed out points into the original text.
"""
