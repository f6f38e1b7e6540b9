"""Words that join a name and are often left out: von, el, bin."""

from typing import Final

_PARTICLES: Final = """
von af av de del della di da dos du des la le van der den ter ten zu zur al el ul abu bin ben ibn
bint binti mac mc st ال بن ابن بنت ابو عبد
"""

PARTICLES: Final = frozenset(_PARTICLES.split())
"""As keys: folded, in small letters."""
