"""Lines of values in TOML texts."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.config.lines import lines, nearest

TEXT = '''\
# a comment with = and [brackets]
name = "one"  # [not.a.header]
long = """
[table]
key = 1
"""
words = [
  "a, b", # c
  'd]',

  { term = "e", list = [1, 2] }, "f",
]
"quoted.key" = 1
a.b = 2

[table]
inner = 3
[table."sub.one"]
x = 4

[[source]]
name = "x"
[source.limits]
pages = 1
[[source]]
name = "y"
[source.limits]
pages = 2
'''


@pytest.mark.parametrize(
    ("place", "line"),
    [
        (("name",), 2),
        (("long",), 3),
        (("words",), 7),
        (("words", 0), 8),
        (("words", 1), 9),
        (("words", 2), 11),
        (("words", 3), 11),
        (("quoted.key",), 13),
        (("a", "b"), 14),
        (("table",), 16),
        (("table", "inner"), 17),
        (("table", "sub.one", "x"), 19),
        (("source", 0, "name"), 22),
        (("source", 0, "limits", "pages"), 24),
        (("source", 1, "name"), 26),
        (("source", 1, "limits", "pages"), 28),
    ],
)
def test_every_value_is_found_on_its_line(place: tuple[str | int, ...], line: int) -> None:
    assert lines(TEXT)[place] == line


def test_what_has_no_line_of_its_own_gets_that_of_what_holds_it() -> None:
    assert nearest(lines(TEXT), ("words", 2, "list", 1)) == 11
    assert nearest(lines(TEXT), ("source", 1, "missing")) == 25
    assert nearest(lines(TEXT), ("nowhere",)) == 1


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"])), min_size=1))
def test_texts_in_an_array_never_confuse_the_count(words: list[str]) -> None:
    quoted = [f'"{word.translate({34: None, 92: None})}"' for word in words]
    text = "first = [\n" + ",\n".join(quoted) + "\n]\nlast = 1\n"
    assert tomllib.loads(text)["last"] == 1
    found = lines(text)
    assert [found[("first", index)] for index in range(len(words))] == [
        2 + index for index in range(len(words))
    ]
    assert found[("last",)] == len(words) + 3
