"""How severity is measured: counted by hand on a few texts."""

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from scanner.bench.severity.diagram import TALL, WIDE, diagram
from scanner.bench.severity.judging import HELD, Measure, Share, judged, parity, trial
from scanner.bench.severity.run import ALL, LANGUAGES, run, written
from scanner.bench.severity.run import read as read_run
from scanner.bench.severity.tables import markdown, reached
from scanner.bench.severity.texts import carried, page, read

SVG = "{http://www.w3.org/2000/svg}"
LINES = [
    ("sv", "T4", "Vi ska döda {N}.", "g", False, []),
    ("en", "T4", "Intervju med {N}.", "g", False, []),
    ("sv", "T0", "{F} skrev.", "", False, []),
    ("sv", "T1", "Fel beslut, {S}.", "", False, ["home_address"]),
    ("sv", "T2", "{N} är en barntjuv.", "", True, []),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    lines = [
        {
            "id": f"x-{number}",
            "lang": lang,
            "tier": tier,
            "text": text,
            "carried_by": "döda {N}" if "döda" in text else "",
            "details": details,
            "parity": group or None,
            "ambiguous": ambiguous,
        }
        for number, (lang, tier, text, group, ambiguous, details) in enumerate(LINES)
    ]
    written = "".join(json.dumps(line) + "\n" for line in lines)
    (tmp_path / "anna_01.jsonl").write_text(written, encoding="utf-8")
    return tmp_path


def test_texts_become_pages_with_a_mention_for_each_place(folder: Path) -> None:
    text = read(folder)[0]
    document, mentions = page(text.text)
    assert text.writer == "anna"
    assert document.text == "Vi ska döda Amina Testsson."
    assert [document.text[one.start : one.end] for one in mentions] == ["Amina Testsson"]
    start, end = carried(text)
    assert document.text[start:end] == "döda Amina Testsson"


def test_figures_count_each_text_once_and_leave_the_ambiguous_out(folder: Path) -> None:
    found = judged(read(folder))
    figures = trial(found)
    assert sum(map(sum, figures.confusion)) == 4
    assert figures.shares[Measure.THREATS] == Share(count=1, of=2)
    assert figures.shares[Measure.ALERTS] == Share(count=0, of=1)
    assert figures.shares[Measure.BASELINE] == Share(count=1, of=2)
    assert [sum(row) for row in figures.done] == [1, 1, 0, 0, 2]


def test_the_diagram_has_a_stretch_for_each_thing_that_was_done() -> None:
    done = ((90, 10, 0), (80, 20, 0), (5, 5, 0), (1, 2, 1), (0, 3, 1))
    root = ElementTree.fromstring(diagram(done))
    stretches = [one for one in root.iter(f"{SVG}rect") if one.get("height") == str(TALL)]
    assert [float(one.get("width", 0)) for one in stretches[:3]] == [WIDE * 0.9, WIDE * 0.1, 0]
    assert len(stretches) == 15


def test_a_group_with_two_tiers_is_a_violation(folder: Path) -> None:
    assert parity(judged(read(folder))) == Share(count=1, of=1)


def test_what_is_told_holds_no_text(folder: Path) -> None:
    told = run(judged(read(folder)))
    shown = markdown(told) + written(told)
    assert "| Swedish |" in shown
    assert not any(word in shown for word in ("döda", "Intervju", "barntjuv"))


def test_a_run_is_read_as_it_was_written(folder: Path) -> None:
    told = run(judged(read(folder)))
    assert read_run(json.loads(written(told))) == told
    assert json.loads(written(told))["severity"][ALL]["threats"] == "1/2"


def test_a_bar_stands_beside_its_figure_and_is_reached_or_not(folder: Path) -> None:
    told = run(judged(read(folder)))
    assert "| all | 0.50 (1/2); bar ≥ 0.9 | " in markdown(told)
    assert " | 0/1; bar ≤ 0 | " in markdown(told)
    assert list(reached(told)) == [False, True]


def test_the_held_out_texts_are_there_and_no_training_text_is_among_them() -> None:
    held = read(HELD)
    assert {one.lang for one in held} == set(LANGUAGES)
    training = {one.text for one in read(Path(__file__).parents[3] / "scanner/bench/fit/texts")}
    assert training.isdisjoint(one.text for one in held)
