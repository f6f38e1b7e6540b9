"""Lexicons: what ships is readable and honest, mistakes are named."""

from pathlib import Path

import pytest

from scanner.errors import UsageError
from scanner.model.assessment import SeverityTier
from scanner.places.lexicon import load_lexicons
from scanner.places.shelf import SHIPPED

LEXICON = """\
lexicon_id = "xx"
language = "xx"
note = "A test."
reviewed_by = "A reader"
reviewed_on = 2026-11-02
frames = ["{N} is <epithet>"]
silent = ["faith"]
[words]
we = ["we"]
[concepts]
kill = ["slay"]
[terms]
harassment = [
  { term = "monster", aim = "epithet" },
]
threat = [
  { term = "<we> come", weight = 0.5 },
]
"""


def folder(tmp_path: Path, text: str, name: str = "xx") -> Path:
    place = tmp_path / "lexicon"
    place.mkdir(exist_ok=True)
    (place / f"{name}.toml").write_text(text, encoding="utf-8")
    return tmp_path


SHIPPED_LEXICONS = load_lexicons()


def test_six_languages_ship_and_say_that_nobody_reviewed_them() -> None:
    lexicons = {one.language: one for one in SHIPPED_LEXICONS}
    assert set(lexicons) == {"sv", "ar", "ar-Latn", "en", "fa", "so", "tr", "und"}
    assert all(one.reviewed_by == "" for one in lexicons.values())


@pytest.mark.parametrize("language", ["sv", "ar", "en", "fa", "so", "tr"])
def test_every_language_has_every_tier(language: str) -> None:
    [lexicon] = [one for one in SHIPPED_LEXICONS if one.language == language and one.phrases]
    tiers = {phrase.tier for phrase in lexicon.phrases}
    assert tiers == {SeverityTier.T1, SeverityTier.T2, SeverityTier.T3, SeverityTier.T4}


def test_every_foreign_term_says_what_it_means() -> None:
    foreign = [one for one in SHIPPED_LEXICONS if one.language in ("ar", "fa", "so", "tr")]
    assert all(phrase.gloss for lexicon in foreign for phrase in lexicon.phrases)


def test_an_operators_lexicon_takes_the_place_of_the_shipped_one(tmp_path: Path) -> None:
    own = folder(tmp_path, LEXICON.replace('lexicon_id = "xx"', 'lexicon_id = "sv"'))
    lexicons = load_lexicons((SHIPPED, own))
    assert [one.reviewed_by for one in lexicons if one.language == "xx"] == ["A reader"]
    assert "sv" not in {one.language for one in lexicons if one.phrases}


def test_terms_are_compiled_with_their_lists_and_frames(tmp_path: Path) -> None:
    [lexicon] = load_lexicons([folder(tmp_path, LEXICON)])
    monster, come = lexicon.phrases
    assert monster.wording.pattern.search("\ue000\ue000 is monster")
    assert not monster.wording.pattern.search("the monster")
    assert come.wording.pattern.search("we come")
    assert come.weight == 0.5


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("<we> come", "<they> come", 'line 17: the phrase "<they> come" names the list <they>'),
        ("<we> come", "(we come", "line 17: the phrase"),
        ('["{N} is <epithet>"]', "[]", "line 14: an epithet needs frames"),
        ('["{N} is <epithet>"]', '["{M}"]', 'line 6: the phrase "{M}" holds a sign'),
        ('["we"]', '["we)"]', 'line 9: the phrase "we)" has a )'),
        ('aim = "epithet"', 'aim = "epitet"', 'Did you mean "epithet"?'),
        ("weight = 0.5", "weight = 5", '"terms.threat[1].weight" must be 0.1 to 1'),
        ("threat = [", "threats = [", 'Did you mean "threat"?'),
        ('kill = ["slay"]', 'kil = ["slay"]', 'there is no concept "kil". Did you mean "kill"?'),
        ('["slay"]', '["sl*ay"]', 'the entry "sl*ay" must be words between spaces'),
        ('["faith"]', '["(faith"]', 'line 7: the entry "(faith" must be words between spaces'),
    ],
)
def test_a_mistake_is_named_with_its_line(
    tmp_path: Path, old: str, new: str, sentence: str
) -> None:
    assert LEXICON.count(old) == 1
    with pytest.raises(UsageError) as caught:
        load_lexicons([folder(tmp_path, LEXICON.replace(old, new))])
    assert sentence in str(caught.value)
