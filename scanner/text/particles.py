"""Words that join a name or stand before it, and are often left out: von, el, bin, Dr."""

from typing import Final

_PARTICLES: Final = """
von af av de del della di da dos du des la le van der den ter ten zu zur al el ul abu bin ben ibn
bint binti mac mc st dr prof rt sir
ال بن ابن بنت ابو عبد دي فان فون ای آل
фон ван де да ди дер бин ибн бен аль эль оглы оглу кызы
בן בת אבו אל דה פון ון
φον βαν ντε
"""

PARTICLES: Final = frozenset(_PARTICLES.split())
"""As keys: folded, in small letters."""
