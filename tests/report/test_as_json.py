"""The machine-readable report keeps to its published schema."""

import json
from dataclasses import replace

import pytest
from jsonschema import Draft202012Validator, ValidationError

from scanner.model.assessment import UNSHOWN, Level
from scanner.model.finding import Change
from scanner.model.page import LOOKED_AT, MissReason
from scanner.model.person import DetailKind
from scanner.report.as_json import SCHEMA_FILE, as_json
from scanner.report.data import ReportData
from tests.report.cases import CALL, CASE, DATA, HOSTILE_WORDS, REVEALED, calling

SCHEMA = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)


def objects(schema: object) -> list[dict[str, object]]:
    """Every subschema of objects, at any depth."""
    if isinstance(schema, list):
        return [found for part in schema for found in objects(part)]
    if not isinstance(schema, dict):
        return []
    own = [schema] if schema.get("type") == "object" else []
    return own + [found for part in schema.values() for found in objects(part)]


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_the_schema_lets_no_unknown_field_in() -> None:
    assert objects(SCHEMA)
    for schema in objects(SCHEMA):
        extra = schema.get("additionalProperties")
        assert extra is False or "propertyNames" in schema, schema


def test_the_schema_knows_every_closed_set() -> None:
    finding = SCHEMA["$defs"]["finding"]["properties"]
    gaps = SCHEMA["$defs"]["source"]["properties"]["missed"]["propertyNames"]["enum"]
    assert set(gaps) == {reason.value for reason in set(MissReason) - LOOKED_AT}
    assert finding["change"]["enum"] == [change.value for change in Change]
    assert finding["details"]["items"]["properties"]["kind"]["enum"] == list(DetailKind)
    levels = [level.name.lower() for level in Level if level > Level.INFO]
    assert finding["severity"]["properties"]["level"]["enum"] == levels


AGAINST_ROBOTS = replace(DATA.coverage[0], robots_override_reason="Beslut SN 2026/18")


@pytest.mark.parametrize(
    "data",
    [
        DATA,
        REVEALED,
        replace(DATA, is_lab=True, unreviewed=("ar", "so")),
        replace(DATA, cases=(), coverage=()),
        replace(DATA, coverage=(AGAINST_ROBOTS,)),
        replace(DATA, cases=tuple(replace(CASE, change=change) for change in Change)),
    ],
    ids=["plain", "revealed", "lab", "empty", "against robots", "every change"],
)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_report_is_valid(data: ReportData, language: str) -> None:
    VALIDATOR.validate(json.loads(as_json(data, language)))


def test_the_validator_refuses_what_is_not_a_report() -> None:
    report = json.loads(as_json(DATA, "sv"))
    report["findings"][0]["person"]["address"] = "Lönngatan 7"
    with pytest.raises(ValidationError):
        VALIDATOR.validate(report)


def test_what_it_says() -> None:
    report = json.loads(as_json(DATA, "sv"))
    assert report["version"] == "varn.report/1"
    assert report["period"] == {"since": "2026-11-20T06:30:00Z", "until": "2026-11-21T06:30:00Z"}
    assert report["coverage"] == [
        {"source": "forum", "checked": 12, "missed": {}},
        {"source": "blog", "checked": 3, "missed": {"robots": 4, "timeout": 1}},
        {"source": "feed", "checked": 0, "missed": {}},
    ]
    against = json.loads(as_json(replace(DATA, coverage=(AGAINST_ROBOTS,)), "sv"))["coverage"]
    assert against[0]["robots_override_reason"] == "Beslut SN 2026/18"
    (finding,) = report["findings"]
    assert finding == {
        "id": "V-K7Q2M9",
        "person": {"label": "P-4F7KX2"},
        "urls": ["https://forum.example/trad/7?x=%3Cscript%3E", "https://mirror.example/kopia"],
        "details": [{"kind": "phone", "match": "known", "masked": "07•-••• •• 05"}],
        "identity": {
            "probability": 0.987,
            "evidence": [
                {"feature": "detail", "bits": 6.25, "because": "det tog för lång tid"},
                {"feature": "town", "bits": -1.5, "because": "den var för stor"},
            ],
        },
        "severity": {"level": "high", "tier": "T3", "because": ["webbplatsen nekade oss"]},
        "change": "new",
        "first_seen": "2026-11-20T06:30:00Z",
        "last_seen": "2026-11-21T06:30:00Z",
        "evidence_sha256": ["0" * 64],
    }


def test_words_stand_only_in_a_revealed_report_and_unchanged() -> None:
    assert "words" not in json.loads(as_json(DATA, "sv"))["findings"][0]["person"]
    assert json.loads(as_json(REVEALED, "sv"))["findings"][0]["person"]["words"] == HOSTILE_WORDS


def test_a_call_to_gather_says_when_and_where_only_in_a_revealed_report() -> None:
    said = json.loads(as_json(calling(REVEALED, CALL), "sv"))
    VALIDATOR.validate(said)
    assert said["findings"][0]["severity"]["gathering"] == {
        "place": "utanför Lönngatan 7",
        "time": "på fredag kl 18",
    }
    unsaid = json.loads(as_json(calling(DATA, UNSHOWN), "sv"))
    assert "gathering" not in unsaid["findings"][0]["severity"]


def test_the_file_is_ascii_without_controls() -> None:
    text = as_json(REVEALED, "sv")
    assert text.isascii()
    assert text.replace("\n", "").isprintable()
