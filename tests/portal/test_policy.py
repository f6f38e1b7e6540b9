"""What the tables grant, and that they grant nothing by default."""

import pytest

from scanner.model.staff import Role
from scanner.portal.policy import (
    MAY_SEE,
    RULES,
    Field,
    Listener,
    Rule,
    Who,
    allows,
    has_page,
    rule,
    visible,
)

PAGE = Rule(method="GET", path="/x", who=(Who.SECURITY, Who.HR), shows=(Field.NOTICE, Field.WORDS))


@pytest.mark.parametrize("who", Who)
def test_a_page_opens_only_to_a_standing_that_its_line_names(who: Who) -> None:
    assert allows(PAGE, frozenset({who})) == (who in (Who.SECURITY, Who.HR))
    assert not allows(PAGE, frozenset())


def test_a_page_shows_what_both_its_line_and_the_standing_allow() -> None:
    assert visible(PAGE, frozenset({Who.SECURITY})) == {Field.NOTICE, Field.WORDS}
    assert visible(PAGE, frozenset({Who.HR})) == {Field.NOTICE}
    assert visible(PAGE, frozenset({Who.AUDITOR})) == frozenset()
    assert visible(PAGE, frozenset()) == frozenset()


def test_every_role_stands_for_itself_and_nobody_may_see_what_no_table_gives() -> None:
    assert set(Role) <= {who.value for who in Who}
    assert set(MAY_SEE) == set(Who)
    assert not MAY_SEE[Who.ANYBODY]


def test_words_and_cases_are_for_the_security_team_alone() -> None:
    for field in (Field.CASE, Field.WORDS):
        assert [who for who in Who if field in MAY_SEE[who]] == [Who.SECURITY]


@pytest.mark.parametrize("listener", Listener)
def test_every_line_stands_once_and_shows_only_what_somebody_may_see(listener: Listener) -> None:
    lines = RULES[listener]
    assert len({(line.method, line.path) for line in lines}) == len(lines)
    for line in lines:
        seen = visible(line, frozenset(line.who))
        assert seen == set(line.shows), line


def test_the_listeners_share_no_standing_but_anybody() -> None:
    hers, theirs = ({who for line in RULES[listener] for who in line.who} for listener in Listener)
    assert hers & theirs <= {Who.ANYBODY}


def test_a_route_without_a_line_is_none() -> None:
    with pytest.raises(LookupError, match=r"POST /me has no line .* caseworkers"):
        rule(Listener.CASEWORKERS, "POST", "/me")
    with pytest.raises(LookupError):
        rule(Listener.STAFF, "GET", "/me")
    assert not has_page(Listener.STAFF, "/me")
