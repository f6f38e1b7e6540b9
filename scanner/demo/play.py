"""The play: five people opt in, three days are scanned, an officer judges a case each evening."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final

from scanner.demo import check, enrolment, expected, stage, summary, town
from scanner.demo.check import Found
from scanner.demo.expected import Judged, State
from scanner.demo.sites import HOSTS
from scanner.demo.stage import Stage
from scanner.demo.town import CASEWORKERS, MORNINGS, Caseworker
from scanner.findings.decide import news
from scanner.model.finding import Finding, Verdict
from scanner.model.ids import Address, CaseReference, SourceId
from scanner.model.page import MissReason
from scanner.model.personal import Personal
from scanner.pipeline import cases
from scanner.pipeline.rounds import Progress
from scanner.pipeline.run import run
from scanner.report.data import ReportData
from scanner.report.write import WrittenReport
from scanner.store import findings
from scanner.store.database import Transaction

Say = Callable[[str], None]
"""Shows one line to whoever watches."""

OFFICER: Final = "demo officer"
READS_REPORT: Final = timedelta(hours=1)
"""The officer judges so long after the scan began."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    summary: tuple[str, ...]
    """Lines for whoever watched."""
    problems: tuple[str, ...]
    """A sentence for everything that was not as it must be."""


async def play(reports: Path, say: Say, progress: Progress) -> Outcome:
    """Play the three days on loopback; the reports are in `reports` after.

    Raises `UsageError` where the mail server's package is missing.
    """
    async with stage.built(reports) as built:
        say(f"A town on loopback: {len(HOSTS)} sites, a mail server, a portal. All is invented.")
        await _everybody_opts_in(built, say)
        at_opt_in = len(built.mailbox.mails)
        days, problems = [], []
        for number in range(1, len(MORNINGS) + 1):
            say(f"Day {number}: the scan begins.")
            report, wrong = await _day(built, number, reports, progress)
            say(summary.day_line(number, report.data))
            problems += [*wrong, *await _evening(built, number, report.data, say)]
            days.append(report)
        problems += check.mail_leaks(built.mailbox.mails)
        mails = _by_role(built, at_opt_in)
        shown = summary.lines([day.data for day in days], mails, days[-1].files)
        return Outcome(summary=shown, problems=tuple(problems))


async def _everybody_opts_in(built: Stage, say: Say) -> None:
    async with stage.portal(built.house) as address:
        for who in CASEWORKERS:
            await enrolment.opt_in(who, address, built.latest_mail)
    await built.deliver()
    say(
        f"{len(CASEWORKERS)} caseworkers opted in through the portal's form, each with ten words "
        "on paper as a second factor. Their watch begins a day later."
    )


async def _day(
    built: Stage, number: int, reports: Path, progress: Progress
) -> tuple[WrittenReport, tuple[str, ...]]:
    """Scan one day; what was reported, and what was not as it must be."""
    morning = MORNINGS[number - 1]
    built.sites.day = number
    built.set_clock(morning)
    before = len(built.mailbox.mails)
    # The last day's report lies on top, the earlier ones in folders beside it.
    folder = reports if number == len(MORNINGS) else reports / f"day-{number}"
    result = await run(built.house, folder=folder, progress=progress)
    found = await built.house.store.aread(lambda tx: _found(tx, number))
    sent = check.recipients(built.mailbox.mails[before:])
    return result.report, (
        *check.differences(number, found),
        *check.order_differences(number, _addresses(result.report.data)),
        *check.mail_differences(f"Day {number}", sent, expected.MAILS[number - 1]),
        *check.gap_differences(number, _gaps(result.report.data)),
    )


async def _evening(built: Stage, number: int, data: ReportData, say: Say) -> tuple[str, ...]:
    """An officer judges what the day asks for; what was not as it must be."""
    built.set_clock(MORNINGS[number - 1] + READS_REPORT)
    problems: list[str] = []
    for judged in expected.JUDGEMENTS:
        if judged.day == number:
            problems += await _judge(built, judged, data, say)
    return tuple(problems)


async def _judge(built: Stage, judged: Judged, data: ReportData, say: Say) -> tuple[str, ...]:
    reference = _reference(data, judged)
    if reference is None:
        return (f"Day {judged.day}: the case to judge is not in the report.",)
    before = len(built.mailbox.mails)
    house = built.house
    await house.store.awrite(
        lambda tx: cases.judge(
            tx,
            reference,
            Verdict.HER,
            officer=OFFICER,
            config=house.config,
            now=house.clock(),
        )
    )
    await built.deliver()
    sent = check.recipients(built.mailbox.mails[before:])
    say(f"Day {judged.day}: an officer judged {reference}: it is the person. HR is told now.")
    return check.mail_differences(f"Evening {judged.day}", sent, judged.mails)


def _reference(data: ReportData, judged: Judged) -> CaseReference | None:
    place = judged.story.where.address, judged.story.post
    for case in data.cases:
        if any((one.address, one.post_key) == place for one in case.places):
            return case.case_reference
    return None


def _found(tx: Transaction, day: int) -> tuple[Found, ...]:
    return tuple(
        _as_found(tx, who, finding, day)
        for who in CASEWORKERS
        if (person_id := tx.keys.find_login(Personal(who.mail))) is not None
        for finding in findings.for_person(tx, person_id)
    )


def _as_found(tx: Transaction, who: Caseworker, finding: Finding, day: int) -> Found:
    severity = finding.assessment.severity
    change = news(finding, findings.events(tx, finding.finding_id), MORNINGS[day - 1])
    return Found(
        who=who,
        places=frozenset((place.address, place.post_key) for place in finding.places),
        state=State(change=change, level=severity.level, tier=severity.tier),
    )


def _addresses(data: ReportData) -> tuple[tuple[Address, ...], ...]:
    return tuple(tuple(place.address for place in case.places) for case in data.cases)


def _gaps(data: ReportData) -> Mapping[SourceId, frozenset[MissReason]]:
    return {
        source.source_id: frozenset(reason for reason, _ in source.missed) for source in data.gaps
    }


def _by_role(built: Stage, at_opt_in: int) -> Mapping[str, int]:
    """How many mails went to whom; the first were a link and a confirmation to each."""
    sent = check.recipients(built.mailbox.mails[at_opt_in:])
    functional = {"security team": sent.pop(town.SECURITY, 0), "HR": sent.pop(town.HR, 0)}
    return {"at opt-in": at_opt_in, **functional, "caseworkers themselves": sent.total()}
