"""Public suites are counted case by case; the folder of the suites may be missing here."""

import json
from pathlib import Path

import pytest

from scanner.bench import conformance
from scanner.errors import UsageError
from tests.extract.pages import SHARED

SUITES = SHARED / "conformance"


@pytest.mark.skipif(not SUITES.exists(), reason="the suites in ../shared are not here")
def test_every_case_is_answered_as_the_suites_say() -> None:
    counted = list(conformance.count(SUITES))
    assert [one.wrong for one in counted] == [()] * len(counted)
    rfc, exact, refused, hosts, charsets = (one.cases for one in counted)
    assert (rfc, exact) == (72, 247)
    assert refused >= 199
    assert hosts > 2_000
    assert charsets >= 80


def test_a_case_that_is_answered_otherwise_is_named(tmp_path: Path) -> None:
    case = {"robots": "user-agent: *\ndisallow: /", "agent": "Bot", "google_specific": False}
    cases = [
        case | {"url": "http://a.example/x", "allowed": True},
        case | {"url": "http://a.example/y", "allowed": False},
    ]
    (tmp_path / "robots").mkdir()
    (tmp_path / "robots" / "google_rfc9309.json").write_text(json.dumps(cases), encoding="utf-8")
    counted = next(conformance.count(tmp_path))
    assert (counted.cases, counted.wrong) == (2, ("http://a.example/x",))
    assert "| 1 of 2 | 'http://a.example/x' |" in conformance.markdown(iter([counted]))


def test_a_folder_without_suites_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="google_rfc9309"):
        next(conformance.count(tmp_path))
