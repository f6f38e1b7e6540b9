"""Queries: words and places, never anything of a person, refused with file and line."""

from pathlib import Path

import pytest

from scanner.errors import UsageError
from scanner.places.queries import Query, load_queries

CAMPAIGN = """\
query_id = "kampanj"
words = ["#kampanj", "två ord"]
municipalities = ["Provstad", "Sandhult"]
language = "sv"
"""


def load(tmp_path: Path, text: str) -> tuple[Query, ...]:
    (tmp_path / "queries").mkdir(exist_ok=True)
    (tmp_path / "queries" / "kampanj.toml").write_text(text, encoding="utf-8")
    return load_queries([tmp_path])


def test_each_word_is_asked_for_with_each_municipality(tmp_path: Path) -> None:
    [query] = load(tmp_path, CAMPAIGN)
    assert [one.text for one in query.questions] == [
        "#kampanj Provstad", "#kampanj Sandhult", "två ord Provstad", "två ord Sandhult",
    ]  # fmt: skip


def test_words_alone_will_do(tmp_path: Path) -> None:
    [query] = load(tmp_path, 'query_id = "a"\nwords = ["#kampanj"]\n')
    assert [one.text for one in query.questions] == ["#kampanj"]


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('"kampanj"', '"Min kampanj"', 'line 1: "query_id" must be lower-case'),
        ('["#kampanj", "två ord"]', "[]", 'line 2: "words" must not be empty'),
        ('"två ord"', '"ring 070-174 06 05"', 'line 2: "words[2]" holds a mailbox or a number'),
        ('"två ord"', '"amina.provhult@provstad.example"', 'line 2: "words[2]" holds a mailbox'),
        ('"Sandhult"', '" "', 'line 3: "municipalities[2]" must be some words'),
        ('"två ord"', f'"{"x" * 201}"', 'line 2: "words[2]" must be some words'),
        ("language", "names", 'line 4: "names" is not known'),
        ('"Sandhult"', ", ".join(f'"ort {n}"' for n in range(60)), "100 are the most"),
    ],
)
def test_a_mistake_is_named_with_file_and_line(
    tmp_path: Path, old: str, new: str, sentence: str
) -> None:
    assert CAMPAIGN.count(old) == 1
    with pytest.raises(UsageError) as caught:
        load(tmp_path, CAMPAIGN.replace(old, new))
    assert sentence in str(caught.value)
    assert "kampanj.toml, line" in str(caught.value)
