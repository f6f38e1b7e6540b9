"""The public development data as trials."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from scanner.bench.names import development
from scanner.bench.names.trying import tried
from scanner.bench.names.written import Expect
from scanner.errors import UsageError

DATA = Path(__file__).parents[3] / ".." / "shared" / "data" / "names"


def write(folder: Path, *truth: Mapping[str, object]) -> None:
    folder.mkdir()
    documents = [{"id": "a", "text": "Här."}, {"id": "b", "text": "Anna Berg.\u2028Och"}]
    watched = [{"person_id": "p", "name": "Anna Berg", "given": "Anna", "surname": "Berg"}]
    for name, rows in (("docs", documents), ("truth", truth)):
        lines = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
        (folder / f"{name}.jsonl").write_text(lines + "\n", encoding="utf-8")
    (folder / "watchlist.json").write_text(json.dumps(watched), encoding="utf-8")


def test_truth_points_to_its_text(tmp_path: Path) -> None:
    hit = {"id": "b", "person_id": "p", "start": 0, "end": 9, "kind": "plain", "expect": "hit"}
    none = {"id": "a", "kind": "neg", "expect": "none", "person_id": None}
    write(tmp_path / "set", hit, none)
    trial = development.read(tmp_path / "set")
    assert trial.texts[trial.truth[0].text][0:9] == "Anna Berg"
    assert (trial.truth[1].person_id, trial.truth[1].expect) == ("", Expect.NONE)


def test_a_pair_asks_about_its_own_person_alone(tmp_path: Path) -> None:
    file = tmp_path / "pairs.csv"
    file.write_text(
        "latin,native,is_match,lang,source,category\n"
        "Anna Berg,Anna Berg,1,sv,composed,plain\n"
        "Åsa Öberg,Anna Berg,0,sv,composed,random\n",
        encoding="utf-8",
    )
    trial = development.read_pairs(file)
    reached = tried(trial).accuracy
    assert (reached.hits, reached.emitted.recall, reached.emitted.wrong) == (1, 1.0, 0)
    assert [kind.what for kind in reached.kinds] == ["sv plain"]


def test_what_is_no_development_data_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read as development data"):
        list(development.trials(tmp_path))


@pytest.mark.skipif(not DATA.exists(), reason="needs ../shared/data/names")
def test_every_set_is_there() -> None:
    sets = list(development.trials(DATA))
    assert [trial.name for trial in sets] == [*development.SETS, "pairs"]
    assert all(trial.texts and trial.people and trial.truth for trial in sets)
