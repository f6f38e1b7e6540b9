"""Whether the town's days showed what they must: pure comparison of found and expected."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Final

from scanner.demo import expected
from scanner.demo.expected import State, Story
from scanner.demo.sites import HOSTS
from scanner.demo.town import CASEWORKERS, MAIL_DOMAIN, Caseworker
from scanner.model.ids import Address, SourceId
from scanner.model.page import MissReason

_SECRETS: Final = (
    *(who.surname for who in CASEWORKERS),
    *(spelling for who in CASEWORKERS for spelling in who.spellings),
    *(detail.value for who in CASEWORKERS for detail in who.details),
    *(host for host in HOSTS if host != MAIL_DOMAIN),
)
"""What no mail may hold, whoever gets it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One finding as it stands after a day's scan."""

    who: Caseworker
    places: frozenset[tuple[Address, str]]
    """(page address, post key) of every place."""
    state: State


def differences(day: int, found: Sequence[Found]) -> tuple[str, ...]:
    """A sentence for each story that is not as it must be on `day`, and each finding too many."""
    stories = {story: _of(story, found) for story, _ in expected.on(day)}
    told = [one for ones in stories.values() for one in ones]
    return (
        *(sentence for story, ones in stories.items() for sentence in _wrong(day, story, ones)),
        *(
            f"Day {day}: found {_where(one)}, which nobody expects."
            for one in found
            if one not in told
        ),
    )


def order_differences(day: int, cases: Sequence[tuple[Address, ...]]) -> tuple[str, ...]:
    """A sentence for each copy that a case of the report names before what it is a copy of.

    `cases`: the addresses of each, in the report's order.
    """
    return tuple(
        f"Day {day}: the report names {copy.address} before {story.where.address}."
        for story, _ in expected.on(day)
        for copy in story.copies
        for addresses in cases
        if {copy.address, story.where.address} <= set(addresses)
        and addresses.index(Address(copy.address)) < addresses.index(Address(story.where.address))
    )


def mail_differences(when: str, sent: Counter[str], wanted: Mapping[str, int]) -> tuple[str, ...]:
    """A sentence for each mailbox that got more or fewer mails than it must."""
    return tuple(
        f"{when}: {mailbox} got {sent[mailbox]} mails instead of {wanted.get(mailbox, 0)}."
        for mailbox in sorted({*sent, *wanted})
        if sent[mailbox] != wanted.get(mailbox, 0)
    )


def gap_differences(day: int, gaps: Mapping[SourceId, frozenset[MissReason]]) -> tuple[str, ...]:
    """A sentence where other sources could not be checked than those that forbid it."""
    wanted = {source: frozenset({reason}) for source, reason in expected.GAPS.items()}
    if gaps == wanted:
        return ()
    return (f"Day {day}: could not check {_listed(gaps)} instead of {_listed(wanted)}.",)


def mail_leaks(mails: Sequence[EmailMessage]) -> tuple[str, ...]:
    """A sentence for each mail that names somebody, or says a detail or where it was found."""
    return tuple(
        f"A mail to {mail['To']} says {said!r}."
        for mail in mails
        for said in _SECRETS
        if said.casefold() in _text(mail).casefold()
    )


def recipients(mails: Sequence[EmailMessage]) -> Counter[str]:
    """How many of `mails` went to each mailbox."""
    return Counter(str(mail["To"]) for mail in mails)


def _text(mail: EmailMessage) -> str:
    parts = (part for part in mail.walk() if part.get_content_maintype() == "text")
    return "\n".join(str(part.get_content()) for part in parts)


def _of(story: Story, found: Sequence[Found]) -> tuple[Found, ...]:
    place = Address(story.where.address), story.post
    return tuple(one for one in found if one.who == story.who and place in one.places)


def _wrong(day: int, story: Story, ones: tuple[Found, ...]) -> Iterator[str]:
    wanted = story.days[day - 1]
    name = f"Day {day}: {story.where.address} {story.post} of {story.who.mail}"
    if not ones:
        yield f"{name} was not found."
    for one in ones:
        if one.state != wanted:
            yield f"{name} is {_state(one.state)} instead of {_state(wanted)}."
        places = {address for address, _ in one.places}
        if missing := [copy.address for copy in story.copies if copy.address not in places]:
            yield f"{name} has no copy at {', '.join(missing)}."
    if len(ones) > 1:
        yield f"{name} is {len(ones)} findings instead of one."


def _where(one: Found) -> str:
    places = ", ".join(f"{address} {post}".strip() for address, post in sorted(one.places))
    return f"{one.who.mail} at {places} ({_state(one.state)})"


def _state(state: State | None) -> str:
    if state is None:
        return "absent"
    return f"{state.change}, {state.level.name.lower()}, {state.tier.name}"


def _listed(gaps: Mapping[SourceId, frozenset[MissReason]]) -> str:
    shown = (f"{source} ({', '.join(sorted(why))})" for source, why in sorted(gaps.items()))
    return "; ".join(shown) or "nothing"
