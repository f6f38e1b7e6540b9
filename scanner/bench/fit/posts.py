"""Posts that are about a caseworker, whoever she is: the training texts of severity.

Nobody else stands in them, so they decide nothing by themselves; but they hold the words in which
people of six languages speak of her work, and each counts a little for her.
"""

from collections.abc import Iterator
from random import Random
from typing import Final

from scanner.assess.context import AssessContext
from scanner.assess.identity.binding import readings
from scanner.assess.identity.story import names_of, tellings
from scanner.assess.scene import scene
from scanner.bench.fit.severity import TEXTS
from scanner.bench.fit.story import Heard
from scanner.bench.identity.question import NOW
from scanner.bench.severity.texts import PERSON, page, read
from scanner.bench.town.organisation import provstad
from scanner.model.assessment import SeverityTier

SEED: Final = 5
POSTS: Final = 6000
COUNTS: Final = 0.01
"""Of a post, beside a written page's 1: the best of 0.01, 0.03, 0.09 where hands are left out."""


def posts_of_her() -> Iterator[Heard]:
    """What neutral, lawful and rude posts tell; of threats most say nothing of her work."""
    context = AssessContext(now=NOW, organisation=provstad())
    posts = [one for one in read(TEXTS) if not one.ambiguous and one.tier <= SeverityTier.T2]
    for one in Random(SEED).sample(posts, POSTS):  # noqa: S311 - repeatable on purpose
        document, mentions = page(one.text)
        stage = scene(document, mentions, ())
        found = tellings(stage, readings(stage, PERSON), PERSON, context)
        yield Heard("posts", names_of(found), is_her=True, decidable=True, weight=COUNTS)
