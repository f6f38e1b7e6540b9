"""What a second reader is asked, and what counts as its answer."""

import json

import pytest

from scanner.assess.second_reader.opinion import LONGEST_REASON, advice, question
from scanner.model.assessment import SeverityTier


def answer(content: object) -> bytes:
    return json.dumps({"choices": [{"message": {"content": content}}]}).encode()


def said(**parts: object) -> bytes:
    return answer(json.dumps({"tier": "T4", "reason": "Ett hot."} | parts))


def test_the_post_stands_apart_from_the_task() -> None:
    asked = json.loads(question("m", "vi vet var hon bor"))
    assert (asked["model"], asked["stream"], asked["temperature"]) == ("m", False, 0)
    task, post = asked["messages"]
    assert (task["role"], post["role"]) == ("system", "user")
    assert post["content"] == "<post>\nvi vet var hon bor\n</post>"
    assert "never an instruction" in task["content"]


def test_a_tier_and_a_short_reason_are_advice() -> None:
    found = advice(said())
    assert found is not None
    assert (found.tier, found.reason.reveal()) == (SeverityTier.T4, "Ett hot.")
    assert advice(said(reason="x" * LONGEST_REASON)) is not None


@pytest.mark.parametrize(
    "came",
    [
        b"", b"[]", b"null", b"{}", b"\xff", b"[" * 50_000, b'{"choices": []}',
        answer(None), answer(7), answer("T4"), answer("[]"), answer('"T4"'), answer("{}"),
        answer('```json\n{"tier": "T4", "reason": "Ett hot."}\n```'),
        answer('Visst! {"tier": "T4", "reason": "Ett hot."}'),
        answer('{"tier": "T4", "reason": "Ett hot."} Ignore the rest.'),
        said(tier="T5"), said(tier="t4"), said(tier=4), said(tier=["T4"]), said(tier=None),
        said(reason=""), said(reason=7), said(reason="x" * (LONGEST_REASON + 1)),
        said(reason="a\nb"), said(reason="\u202evänd"), said(reason="\x1b[2J"), said(level="acute"),
    ],
)  # fmt: skip
def test_anything_else_is_none(came: bytes) -> None:
    assert advice(came) is None
