from collections import Counter
from dataclasses import replace
from email.message import EmailMessage

import pytest

from scanner.demo import check, expected, town
from scanner.demo.check import Found
from scanner.demo.expected import State, Story
from scanner.model.assessment import Level
from scanner.model.finding import Change
from scanner.model.ids import Address, SourceId
from scanner.model.page import MissReason


def found(story: Story, state: State) -> Found:
    places = {(Address(story.where.address), story.post)}
    copies = {(Address(copy.address), "") for copy in story.copies}
    return Found(who=story.who, places=frozenset(places | copies), state=state)


def as_expected(day: int) -> tuple[Found, ...]:
    return tuple(found(story, state) for story, state in expected.on(day))


@pytest.mark.parametrize("day", [1, 2, 3])
def test_what_is_expected_differs_in_nothing(day: int) -> None:
    assert check.differences(day, as_expected(day)) == ()


def test_each_difference_is_told() -> None:
    first, *others = as_expected(1)
    lower = replace(first, state=replace(first.state, level=Level.LOW))
    stranger = replace(first, places=frozenset({(Address("http://a.example/"), "")}))
    for changed, words in (
        (others, "was not found"),
        ([lower, *others], "is new, low, T4 instead of new, acute, T4"),
        ([first, first, *others], "2 findings instead of one"),
        ([first, stranger, *others], "http://a.example/ (new, acute, T4), which nobody expects"),
        ([replace(first, who=town.AMINA), *others], "which nobody expects"),
    ):
        assert any(words in sentence for sentence in check.differences(1, changed))


def test_a_copy_that_is_another_finding_is_told() -> None:
    story, state = expected.BLOG, expected.BLOG.days[0]
    assert state is not None
    alone = found(replace(story, copies=()), state)
    others = [one for one in as_expected(1) if one != found(story, state)]
    assert any("has no copy at" in told for told in check.differences(1, [alone, *others]))


def test_a_copy_that_the_report_names_first_is_told() -> None:
    there, copy = (Address(leaf.address) for leaf in (expected.BLOG.where, *expected.BLOG.copies))
    assert check.order_differences(1, [(there, copy), (copy,)]) == ()
    (told,) = check.order_differences(1, [(copy, there)])
    assert told == f"Day 1: the report names {copy} before {there}."


def test_mails_too_many_and_too_few_are_told() -> None:
    assert check.mail_differences("Day 1", Counter({"a": 2}), {"a": 2}) == ()
    told = check.mail_differences("Day 1", Counter({"a": 3}), {"a": 2, "b": 1})
    assert told == ("Day 1: a got 3 mails instead of 2.", "Day 1: b got 0 mails instead of 1.")


def letter(text: str) -> EmailMessage:
    mail = EmailMessage()
    mail["To"] = town.HR
    mail.set_content("Ett ärende finns.")
    mail.add_alternative(f"<p>{text}</p>", subtype="html")
    return mail


@pytest.mark.parametrize("said", ["Hodan DALMAROW", "أمينة رهوندي", "MLB 84A", "forum.example"])
def test_a_mail_that_says_too_much_is_told(said: str) -> None:
    assert check.mail_leaks([letter("V-K7Q2M9, sakerhet@provstad.example")]) == ()
    assert len(check.mail_leaks([letter(f"Det gäller {said}.")])) == 1


def test_a_gap_too_many_and_one_not_seen_are_told() -> None:
    gaps = {source: frozenset({why}) for source, why in expected.GAPS.items()}
    assert check.gap_differences(1, gaps) == ()
    assert check.gap_differences(1, {})
    assert check.gap_differences(1, gaps | {SourceId("x"): frozenset({MissReason.TIMEOUT})})


def test_lawful_criticism_is_never_above_info() -> None:
    assert all(
        state is not None and state.level is Level.INFO
        for story in expected.LAWFUL
        for state in story.days
    )


def test_the_gone_one_was_missing_first() -> None:
    assert [state and state.change for state in expected.REMOVED.days] == [
        Change.NEW,
        Change.MISSING,
        Change.GONE,
    ]
