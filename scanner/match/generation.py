"""Which state the matcher is in. Apart from it, for a scan begins without loading the matcher."""

from typing import Final

GENERATION: Final = "4"
"""Raise it when the matcher finds more than before: every page is then read once for it."""
