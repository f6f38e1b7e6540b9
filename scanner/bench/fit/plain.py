"""Plain cases: one fact beside the name, alone and before posts of every tone.

A threat says nothing of who is meant. So each text of severity's stands once behind a fact for her,
once behind one against, and once behind none: what the words tell must come from the fact.
"""

from collections.abc import Iterator, Mapping
from random import Random
from typing import Final, NamedTuple

from scanner.assess.scene import scene
from scanner.bench.fit.severity import TEXTS
from scanner.bench.identity.question import Question
from scanner.bench.severity.texts import PERSON, page, read
from scanner.bench.town.organisation import provstad

SEED: Final = 17
POSTS: Final = 300
HANDS: Final = ("plain 1", "plain 2")
"""Half of the facts and posts each, so that each half is told by a model that knows the other."""


class Plain(NamedTuple):
    """A question whose answer is plain, or that nothing decides."""

    hand: str
    question: Question
    is_her: bool
    decidable: bool


FOR: Final[Mapping[str, tuple[str, ...]]] = {
    "sv": (
        "Socialsekreterare {N}.", "{N} på socialtjänsten i Provstad.",
        "Socialsekreterare {N} skrev utredningen.", "Handläggaren {N} på soc i Provstad ringde.",
        "{N} på socialtjänsten.", "{N}, socialsekreterare i Provstad.",
        "{N} är socialsekreterare.", "Vår handläggare på soc heter {N}.",
    ),
    "en": (
        "Social worker {N}.", "{N} at social services in Provstad.",
        "Social worker {N} wrote this.", "Our caseworker in Provstad is {N}.",
        "{N} at social services.", "{N}, social worker in Provstad.",
    ),
    "ar": (
        "الأخصائية الاجتماعية {N}.", "{N} من السوسيال في بروفستاد.",
        "الأخصائية الاجتماعية {N} كتبت هذا.", "موظفة السوسيال {N} في بروفستاد.",
        "{N} من السوسيال.", "{N}، موظفة في الخدمات الاجتماعية.",
    ),
}  # fmt: skip
AGAINST: Final[Mapping[str, tuple[str, ...]]] = {
    "sv": (
        "Fotbollsspelaren {N} vann.", "Tandläkaren {N} i Malmö.", "{N} i Göteborg.",
        "{N}, musiklärare.", "{N} är inte socialsekreterare.", "Mamman {N} klagade på soc.",
        "Jag heter {N} men jobbar inte på soc.", "{N} (S), kommunalråd.",
    ),
    "en": (
        "The footballer {N} won.", "{N}, dentist in Gothenburg.", "{N} in London.",
        "I am {N}, not the social worker.", "{N}, mother of two, got a social worker.",
        "The author {N} lives in Paris.",
    ),
    "ar": (
        "اللاعبة {N} فازت.", "الطبيبة {N} في مالمو.", "{N} في يوتيبوري.",
        "{N} ليست الموظفة، تشابه أسماء.", "الأم {N} اشتكت من السوسيال.", "المغنية {N} في بيروت.",
    ),
}  # fmt: skip
OPEN: Final[Mapping[str, tuple[str, ...]]] = {
    "sv": ("{N}.", "I går träffade jag {N} på torget.", "Jag träffade {N} i Provstad."),
    "en": ("{N}.", "I met {N} in the square yesterday.", "I met {N} in Provstad."),
    "ar": ("{N}.", "رأيت {N} أمس في الساحة.", "قابلت {N} في بروفستاد."),
}
"""Nothing that decides."""


def plain_cases() -> Iterator[Plain]:
    """Every fact alone, then each post behind one fact of each kind."""
    chance = Random(SEED)  # noqa: S311 - repeatable on purpose
    posts = [one for one in read(TEXTS) if one.lang in FOR and not one.ambiguous]
    for facts, is_her, decidable in (
        (FOR, True, True),
        (AGAINST, False, True),
        (OPEN, True, False),
    ):
        for some in facts.values():
            for at, fact in enumerate(some):
                yield Plain(HANDS[at % 2], _question(fact), is_her, decidable)
        for at, post in enumerate(chance.sample(posts, POSTS)):
            fact = chance.choice(facts[post.lang][at % 2 :: 2])
            text = f"{fact} {post.text}"
            yield Plain(HANDS[at % 2], _question(text), is_her, decidable)


def _question(text: str) -> Question:
    document, mentions = page(text)
    return Question(person=PERSON, scene=scene(document, mentions, ()), organisation=provstad())
