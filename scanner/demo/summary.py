"""What a person reads at the end: each case with its reasons, what left, what was not checked."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from pathlib import Path
from typing import Final

from scanner.config.settings import ENGLISH
from scanner.model.assessment import DetailMatch, Level
from scanner.model.finding import Change
from scanner.render.certainty import certainty
from scanner.render.labels import label
from scanner.render.reasons import reason
from scanner.render.safe import visible
from scanner.report.data import ReportData, ReportedCase
from scanner.text.defang import defang

REASONS: Final = 2
"""So many reasons a case; the report has them all."""

INVENTED: Final = "Everything here is invented: the town, its people, its pages and its numbers."


def lines(
    days: Sequence[ReportData], mails: Mapping[str, int], files: Sequence[Path]
) -> tuple[str, ...]:
    """The summary of all `days`, oldest first; `mails` counts by who got them."""
    last = days[-1]
    return (
        "",
        f"What Värn found for {len(last.people)} people in {len(days)} days, worst first",
        *(line for case in last.cases for line in _case(case, days)),
        "",
        "What could not be checked",
        *(f"  {line}" for line in _gaps(last)),
        "",
        "Mails that left (none names anybody or says what was written)",
        *(f"  {count:>2}  {who}" for who, count in mails.items()),
        "",
        "The report of the last day (those before it lie beside it, a folder a day)",
        *(f"  {path}" for path in files),
        "",
        INVENTED,
    )


def day_line(number: int, data: ReportData) -> str:
    """One day in one line: what is out there by level, and what the day brought."""
    levels = (
        f"{data.count(level)} {_name(level).lower()}"
        for level in reversed(Level)
        if data.count(level)
    )
    changes = Counter(case.change for case in data.cases)
    news = (f"{changes[change]} {_name(change).lower()}" for change in Change if changes[change])
    unread = f"; {len(data.gaps)} source could not be checked" if data.gaps else ""
    return f"Day {number}: {', '.join(levels)} ({', '.join(news)}){unread}."


def _case(case: ReportedCase, days: Sequence[ReportData]) -> Iterator[str]:
    severity = case.severity
    yield ""
    name = f"{case.label}  {case.case_reference}"
    yield f"  {_name(severity.level).upper():<7} {name}: {_name(severity.tier)}"
    if details := dict.fromkeys(_details(case)):
        yield f"    exposed: {', '.join(details)}"
    reasons = dict.fromkeys(reason(because, ENGLISH) for because in severity.because)
    for sentence in list(reasons)[:REASONS]:
        yield f"    why:     {sentence}"
    yield f"    who:     {certainty(case.identity.probability)} sure that it is the person"
    first, *others = case.places
    more = f", and {len(others)} more" if others else ""
    yield f"    where:   {visible(defang(first.address))}{more}"
    yield f"    change:  {', '.join(_changes(case, days))}"


def _details(case: ReportedCase) -> Iterator[str]:
    for detail in case.severity.details:
        whose = "" if detail.match is DetailMatch.KNOWN else " (perhaps another's)"
        yield f"{_name(detail.kind)} {visible(detail.masked)}{whose}"


def _changes(case: ReportedCase, days: Sequence[ReportData]) -> Iterator[str]:
    for number, day in enumerate(days, start=1):
        for then in day.cases:
            if then.case_reference == case.case_reference:
                yield f"day {number} {_name(then.change).lower()}"


def _gaps(data: ReportData) -> Iterator[str]:
    for source in data.gaps:
        why = "; ".join(_name(missed) for missed, _ in source.missed)
        yield f"{source.name}: {why or 'nothing of it was read'}"
    if not data.gaps:
        yield "nothing"


def _name(value: Enum) -> str:
    return label(value, ENGLISH)
