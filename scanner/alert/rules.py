"""Which change of a finding is told to whom, in which words, and by when they must act. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo
from typing import Final

from scanner.findings import disclosure
from scanner.model.alert import Alert, AlertText
from scanner.model.assessment import Level
from scanner.model.consent import WORKPLACE, Recipient
from scanner.model.finding import Finding, Verdict

LOWEST: Final = Level.MEDIUM
"""From here somebody is told. Below, the report or her own page is enough."""

ACUTE_WITHIN: Final = timedelta(minutes=30)
HIGH_WITHIN: Final = timedelta(hours=4)
DAY_ENDS: Final = time(17)
"""Of a working day, in the organisation's time zone."""

_SATURDAY: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    recipient: Recipient
    text: AlertText
    news: str
    """Another one where there is more to tell."""


def due(
    old: Finding | None,
    new: Finding,
    *,
    chosen: frozenset[Recipient],
    now: datetime,
    zone: tzinfo,
) -> tuple[Alert, ...]:
    """What must be told now that `old` has become `new`.

    `chosen`: whom she ticked. An alert that `old` called for already is not called for again: being
    seen again, missed or gone tells nobody.
    """
    told = frozenset(_wanted(old, chosen)) if old else frozenset()
    answer_by = respond_by(new.assessment.severity.level, now, zone)
    return tuple(
        Alert(
            person_id=new.person_id,
            finding_id=new.finding_id,
            case_reference=new.case_reference,
            recipient=one.recipient,
            text=one.text,
            level=new.assessment.severity.level,
            respond_by=answer_by,
            idempotency_key=f"{new.finding_id}/{one.recipient}/{one.text}/{one.news}",
            opens_at=None if disclosure.is_open(new, now) else disclosure.opens_at(new),
        )
        for one in (*_wanted(new, chosen), *_opened(old, new, chosen, now))
        if one not in told
    )


def is_told(finding: Finding, recipient: Recipient, chosen: frozenset[Recipient]) -> bool:
    """Whether `recipient` has been told of a case as it stands now."""
    return any(one.recipient is recipient for one in _wanted(finding, chosen))


def _wanted(finding: Finding, chosen: frozenset[Recipient]) -> Iterator[_Wanted]:
    """Every alert a finding in this state calls for."""
    level, verdict = finding.assessment.severity.level, finding.verdict
    if level < LOWEST or finding.is_about_another:
        return
    graver = f"{level:d}.{finding.reopened}"
    exposed_more = f"{graver}.{finding.detail_version}"
    yield _Wanted(recipient=Recipient.SECURITY, text=AlertText.SECURITY, news=exposed_more)
    if verdict is Verdict.HER or level is Level.ACUTE:
        if Recipient.PERSON in chosen:
            yield _Wanted(recipient=Recipient.PERSON, text=AlertText.PERSON, news=exposed_more)
        for recipient in WORKPLACE:
            if recipient in chosen and level >= Level.HIGH:
                yield _Wanted(recipient=recipient, text=_workplace_text(verdict), news=graver)


def _opened(
    old: Finding | None, new: Finding, chosen: frozenset[Recipient], now: datetime
) -> Iterator[_Wanted]:
    """What she was told of while her page did not show it, and is shown by a verdict."""
    was_closed = old is not None and not disclosure.is_open(old, now)
    is_acute = new.assessment.severity.level is Level.ACUTE
    if was_closed and is_acute and new.verdict is Verdict.HER and Recipient.PERSON in chosen:
        yield _Wanted(
            recipient=Recipient.PERSON, text=AlertText.PERSON_OPEN, news=f"{new.reopened}"
        )


def _workplace_text(verdict: Verdict) -> AlertText:
    judged = verdict is Verdict.HER
    return AlertText.HR_JUDGED if judged else AlertText.HR_NOT_YET_REVIEWED


def respond_by(level: Level, now: datetime, zone: tzinfo) -> datetime:
    """By when whoever was told `now` of a case of `level` must act."""
    match level:
        case Level.ACUTE:
            return now + ACUTE_WITHIN
        case Level.HIGH:
            return now + HIGH_WITHIN
        case _:
            return _end_of_next_working_day(now, zone)


def _end_of_next_working_day(now: datetime, zone: tzinfo) -> datetime:
    # Public holidays are not known here: on them the time given is shorter, never longer.
    day = now.astimezone(zone).date() + timedelta(days=1)
    while day.weekday() >= _SATURDAY:
        day += timedelta(days=1)
    return datetime.combine(day, DAY_ENDS, zone).astimezone(now.tzinfo)
