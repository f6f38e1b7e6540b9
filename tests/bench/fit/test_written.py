"""What was written by hand to learn from can be read, and is sound."""

import json
from pathlib import Path
from typing import Any

import scanner.bench.fit
from scanner.bench.fit.identity import HANDS, RIDDLES
from scanner.model.assessment import SeverityTier

FIT = Path(scanner.bench.fit.__file__).parent
HELD = FIT.parent / "held"


def lines(folder: Path, names: str = "*.jsonl") -> list[dict[str, Any]]:
    paths = sorted(folder.glob(names))
    return [json.loads(line) for path in paths for line in path.read_text("utf-8").splitlines()]


def test_training_texts_have_a_tier_a_place_for_her_and_the_words_that_decide() -> None:
    texts = lines(FIT / "texts")
    assert len({one["id"] for one in texts}) == len(texts) > 10_000
    for one in texts:
        assert one["tier"] in SeverityTier.__members__, one["id"]
        assert any(place in one["text"] for place in ("{N}", "{F}", "{S}")), one["id"]
        assert (one["carried_by"] or "") in one["text"], one["id"]


def test_no_held_out_text_is_learned_from() -> None:
    held = {one["text"] for one in lines(HELD / "texts")}
    assert held.isdisjoint(one["text"] for one in lines(FIT / "texts"))


def test_development_pages_name_people_whom_they_know() -> None:
    for hand in (*HANDS, *RIDDLES):
        people = json.loads((FIT / "pages" / f"{hand}people.json").read_text("utf-8"))
        known = {one["id"] for one in people}
        pages = lines(FIT / "pages", f"{hand}pages*.jsonl")
        assert len(pages) > 20
        assert {about["person"] for page in pages for about in page["about"]} <= known
