"""Strings of JSON, sound or not."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.extract.clean import clean
from scanner.extract.strings import is_words, strings


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('{"name": "Amina Provhult", "age": 41}', ["Amina Provhult"]),
        ('["Hej", ["på", {"dig": "Anna"}]]', ["Hej", "på", "Anna"]),
        ('{"@type": "Person", "@context": "https://schema.org", "name": "Anna"}', ["Anna"]),
        (r'"Citat: \"du\" \u00e5ker\n\/hem"', ['Citat: "du" åker\n/hem']),
        ('{"url": "https://a.example/b", "path": "/a/b", "img": "data:image/png;base64,aa"}', []),
        ('["https://a.example/ är hennes sida", "//"]', ["https://a.example/ är hennes sida"]),
        ('{"id": "123", "x": "", "y": "a", "z": "😀"}', []),
        ('{"text": "klippt av mitt i', ["klippt av mitt i"]),
        ('{"text": "slutar \\', ["slutar "]),
        ('{"a": "en",, "b": "två" "c": "tre"]', ["en", "två", "tre"]),
        (r'"trasig \u12 flykt"', [r"trasig \u12 flykt"]),
        ('{"key"  :  "value"}', ["value"]),
    ],
)
def test_what_a_person_could_read_is_found(text: str, found: list[str]) -> None:
    assert list(strings(text)) == found


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=20,
)


def values_of(value: object, key: str = "") -> list[str]:
    if isinstance(value, dict):
        return [text for name, inner in value.items() for text in values_of(inner, name)]
    if isinstance(value, list):
        return [text for inner in value for text in values_of(inner)]
    return [value] if isinstance(value, str) and key not in {"@type", "@context", "@id"} else []


@given(json_values, st.booleans())
def test_the_strings_are_those_that_a_json_parser_finds(value: object, ascii_only: bool) -> None:
    text = json.dumps(value, ensure_ascii=ascii_only)
    assert list(strings(text)) == [
        cleaned for found in values_of(value) if is_words(cleaned := clean(found))
    ]


@given(st.text(alphabet='"\\:[{, a\u00e5\n', max_size=60))
def test_any_text_is_read_to_its_end(text: str) -> None:
    list(strings(text))
