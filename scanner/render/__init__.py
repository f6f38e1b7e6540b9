"""The one Jinja environment, the translations, and the ways to show hostile text safely.

In: a template's name and values. Out: HTML, text, CSV cells. Escaping lives here and nowhere else.
"""
