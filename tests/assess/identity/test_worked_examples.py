"""The worked examples of docs/identity.md, worked out anew: a sum made by hand must fit."""

import re
from pathlib import Path

import pytest

from scanner.model.person import WatchedPerson
from tests.assess.identity.test_identity import identity
from tests.assess.stage import COMMON, RARE

PAPER = (Path(__file__).parents[3] / "docs" / "identity.md").read_text(encoding="utf-8")
EXAMPLES = PAPER.partition("## Worked examples\n")[2].partition("\n## ")[0].split("\n\n")[1:]
NAMES = {"Anna Andersson": COMMON, "Amina Testsson": RARE}


def told(example: str) -> tuple[str, WatchedPerson, str]:
    """The text that is judged with ``{N}`` for her, who she is, and what is said of it."""
    quoted = re.match(r'\*"(?P<text>.*?)"\*(?P<said>.*)', example.replace("\n", " "))
    assert quoted is not None
    name = next(name for name in NAMES if name in quoted["text"])
    return quoted["text"].replace(name, "{N}"), NAMES[name], quoted["said"]


def test_there_are_some() -> None:
    assert len(EXAMPLES) == 6


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: one[:24])
def test_an_example_says_what_the_program_says(example: str) -> None:
    text, person, said = told(example)
    found = identity(text, person)
    weights = [float(one.replace("−", "-")) for one in re.findall(r"[+−]\d+\.\d+", said)]
    assert sorted(weights) == sorted(round(one.bits, 2) for one in found.evidence)
    (probability,) = re.findall(r"(?<!factor of )(?<![\d.+−])0\.\d+", said)
    assert float(probability) == round(found.probability, len(probability) - 2)
