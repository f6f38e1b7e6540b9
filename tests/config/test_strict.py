"""Every mistake in a file is named with its line and a mend."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal, NewType

import pytest

from scanner.config.strict import Between, read, read_as
from scanner.errors import UsageError

Code = NewType("Code", str)


class Colour(StrEnum):
    RED = "red"
    GREEN = "green"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    pages: Annotated[int, Between(low=1, high=9)]
    pace: float = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Shop:
    name: str
    code: Code
    colour: Colour = Colour.RED
    language: Literal["sv", "en"] = "sv"
    since: date | None = None
    folder: Path | None = None
    open: bool = False
    words: tuple[str, ...] = ()
    limits: tuple[Limit, ...] = ()
    hosts: dict[str, str] = field(default_factory=dict)


def code(value: object) -> Code:
    if not isinstance(value, str) or not value.isupper():
        raise ValueError("must be capitals")
    return Code(value)


def told(tmp_path: Path, text: str) -> str:
    path = tmp_path / "shop.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        read_as(path, Shop, {Code: code})
    return str(caught.value).replace(f"{path}, ", "")


def test_a_right_file_becomes_frozen_values(tmp_path: Path) -> None:
    path = tmp_path / "shop.toml"
    path.write_text(
        """
name = "Hörnet"
code = "AB"
colour = "green"
since = 2026-03-01
folder = "data"
words = ["a", "b"]
limits = [{ pages = 3, pace = 2 }]
[hosts]
"forum.example" = "127.0.0.1:1"
""",
        encoding="utf-8",
    )
    assert read_as(path, Shop, {Code: code}) == Shop(
        name="Hörnet",
        code=Code("AB"),
        colour=Colour.GREEN,
        since=date(2026, 3, 1),
        folder=Path("data"),
        words=("a", "b"),
        limits=(Limit(pages=3, pace=2.0),),
        hosts={"forum.example": "127.0.0.1:1"},
    )


GOOD = 'name = "x"\ncode = "AB"\n'


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('name = "x"\n', 'line 1: "code" is missing. Add it.'),
        (GOOD + 'colur = "red"', 'line 3: "colur" is not known. Did you mean "colour"?'),
        (GOOD + 'colour = "reed"', 'must be one of red, green. Did you mean "red"?'),
        (GOOD + 'language = "se"', 'line 3: "language" must be one of sv, en.'),
        (GOOD + "open = 1", 'line 3: "open" must be true or false'),
        (GOOD + 'words = "abc"', 'line 3: "words" must be a list in [ ]'),
        (GOOD + 'words = [\n"a",\n1]', 'line 5: "words[2]" must be text in quotes'),
        (GOOD + 'since = "2026"', 'line 3: "since" must be a date'),
        (GOOD + "since = 2026-01-01T00:00:00Z", 'line 3: "since" must be a date'),
        (GOOD + "[[limits]]\npages = true", 'line 4: "limits[1].pages" must be a whole number'),
        (GOOD + "[[limits]]\npages = 10", 'line 4: "limits[1].pages" must be 1 to 9'),
        (GOOD + "limits = [1]", 'line 3: "limits[1]" must be a table'),
        (GOOD + "[[limits]]\npage = 1", '"limits[1].page" is not known. Did you mean "pages"?'),
        (GOOD + "hosts = 1", 'line 3: "hosts" must be a table'),
        (GOOD + "[hosts]\nx = 1", 'line 4: "hosts.x" must be text in quotes'),
        (GOOD + 'folder = ""', 'line 3: "folder" must be a path in quotes'),
        ('name = "x"\ncode = "ab"', 'line 2: "code" must be capitals'),
        ('name = "x', "is not valid TOML"),
    ],
)
def test_a_mistake_is_named_with_its_line(tmp_path: Path, text: str, sentence: str) -> None:
    assert sentence in told(tmp_path, text)


def test_several_mistakes_are_told_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = 'open = 3\ncode = "ab"\nname = "x"\nzzz = 1\n'
    assert [line.split(":")[0] for line in told(tmp_path, text).splitlines()] == [
        "line 1",
        "line 2",
        "line 4",
    ]


def test_a_file_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"cannot be read: No such file.*Check the name"):
        read(tmp_path / "none.toml")


def test_a_file_in_another_encoding_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "latin.toml"
    path.write_bytes("name = 'Hörnet'".encode("latin-1"))
    with pytest.raises(UsageError, match="not UTF-8"):
        read(path)
