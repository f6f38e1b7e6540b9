"""What turns words round is seen alike in Swedish, English and Arabic."""

from typing import Final

import pytest

from scanner.assess.context import AssessContext
from scanner.assess.passage import passages
from scanner.assess.scene import scene
from scanner.assess.severity.traits import traits
from scanner.bench.severity.texts import page
from tests.assess.stage import NOW

CUES: Final = {
    "k:not": ("Ingen rör {N}.", "Nobody touches {N}.", "لا أحد يلمس {N}."),
    "k:peace": ("Vi samlas fredligt, {N}.", "We gather peacefully, {N}.", "نتجمع بسلمية يا {N}."),
    "k:convicted": (
        "Han får kontaktförbud mot {N}.",
        "He got a restraining order, says {N}.",
        "صدر أمر بعدم الاقتراب من {N}.",
    ),
    "k:regret": ("Förlåt {N}.", "Sorry {N}.", "أعتذر يا {N}."),
    "k:hate": ("Jag är så förbannad på {N}.", "Angry with {N}.", "معصب من {N}."),
    "k:game": ("{N} i fortnite.", "{N} in fortnite.", "{N} في فورتنايت."),
    "k:leisure": ("{N} spelar tennis.", "{N} plays tennis.", "{N} تلعب تنس."),
    "k:wrote": ('"Nej", skrev han till {N}.', '"No," he wrote to {N}.', "«لا»، كتب إلى {N}."),
    "g:quotes": ('"Nej", skrev han till {N}.', '"No," he wrote to {N}.', "«لا»، كتب إلى {N}."),
    "k:threaten": ("{N} blev hotad.", "{N} was threatened.", "{N} تهددت."),
    "k:police": ("Polisen och {N}.", "The police and {N}.", "الشرطة و {N}."),
    "k:agency": ("Kommunen och {N}.", "The council and {N}.", "البلدية و {N}."),
    "k:everyone": ("Alla ringer {N}.", "Everyone calls {N}.", "الكل يتصل {N}."),
    "k:if": ("Om {N} kommer.", "If {N} comes.", "إذا جاءت {N}."),
}
"""What a cue is called, and a sentence that has it in each language."""


@pytest.mark.parametrize(
    ("cue", "text"), [(cue, text) for cue, texts in CUES.items() for text in texts]
)
def test_a_cue_is_seen_in_each_language(cue: str, text: str) -> None:
    document, mentions = page(text)
    stage = scene(document, mentions, ())
    seen = {
        trait.name
        for passage in passages(stage, AssessContext(now=NOW).lexicons)
        for trait in traits(passage, (), ())
    }
    assert cue in seen
