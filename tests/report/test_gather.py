"""What goes into a report and what never does."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from scanner.config.settings import Config
from scanner.findings.clusters import start
from scanner.findings.decide import look
from scanner.model.assessment import UNSHOWN, Because, Gathering, Level
from scanner.model.consent import ConsentKind
from scanner.model.finding import Change, Finding, Sketch, Verdict
from scanner.model.ids import (
    Address,
    CaseReference,
    ClusterId,
    FindingId,
    PersonId,
    SourceId,
    StaffId,
)
from scanner.model.page import MissReason
from scanner.model.personal import Personal
from scanner.places.sources import Source, SourceClass, SourceKind
from scanner.report.data import Period, ReportData
from scanner.report.gather import Reveal, gather
from scanner.store import audit, clusters, consents, findings, frontier, people
from scanner.store.database import Store, Transaction
from tests.findings.cast import DAY_1, DAY_2, DAY_3, THREAD, found
from tests.store.cast import AMINA, ANNA, enrol, profile

DAY = timedelta(days=1)
SOURCES = tuple(
    Source(
        source_id=SourceId(source_id),
        name=name,
        kind=SourceKind.PAGES,
        addresses=(Address(f"https://{source_id}.example/"),),
        source_class=SourceClass.FORUM,
        owner="säkerhetsfunktionen",
        legal_note="invented",
        review_by=date(2027, 1, 1),
    )
    for source_id, name in (("forum", "Forumet"), ("blog", "Bloggen"))
)
REVEAL = Reveal(actor="security", reason="briefing of the police")


MIRROR = replace(SOURCES[0], source_id=SourceId("mirror"), source_class=SourceClass.MIRROR)


@pytest.fixture
def home(store: Store) -> Store:
    store.write(lambda tx: enrol(tx, AMINA, expires_at=DAY_3 + DAY))
    store.write(lambda tx: enrol(tx, ANNA, profile("Anna", "Testholm"), expires_at=DAY_3 + 2 * DAY))
    return store


def finding(number: int, level: Level = Level.MEDIUM, person_id: PersonId = AMINA) -> Finding:
    return replace(
        found(level),
        finding_id=FindingId(f"{number:032x}"),
        cluster_id=ClusterId(f"{number:032x}"),
        case_reference=CaseReference(f"V-22222{number}"),
        person_id=person_id,
        excerpt=replace(found().excerpt, text=Personal("Amina Provhult, ring henne")),
    )


def worded(finding: Finding) -> Finding:
    because = (Because(message="the site refused us", words=Personal("ring henne"), gloss="ring"),)
    severity = replace(finding.assessment.severity, because=because)
    return replace(finding, assessment=replace(finding.assessment, severity=severity))


def keep(store: Store, *kept: Finding, now: datetime = DAY_1) -> None:
    def work(tx: Transaction) -> None:
        for one in kept:
            sketch = Sketch(scale=1, hashes=frozenset())
            clusters.save(
                tx, one.person_id, start(one.cluster_id, (THREAD, one.finding_id), sketch, DAY_1)
            )
            assert findings.save(tx, one, now=now)

    store.write(work)


def report(
    store: Store,
    config: Config,
    since: datetime = DAY_1 - DAY,
    until: datetime = DAY_1 + DAY,
    reveal: Reveal | None = None,
    only: CaseReference | None = None,
) -> ReportData:
    return store.write(
        lambda tx: gather(
            tx,
            config,
            Period(since=since, until=until),
            SOURCES,
            reveal=reveal,
            only=only,
        )
    )


def references(data: ReportData) -> list[str]:
    return [case.case_reference for case in data.cases]


def test_worst_first_and_what_is_gone_last(home: Store, config: Config) -> None:
    gone = replace(finding(3, Level.ACUTE), change=Change.GONE, changed_at=DAY_1)
    keep(home, finding(1, Level.LOW), finding(2, Level.HIGH), gone)
    assert references(report(home, config)) == ["V-222222", "V-222221", "V-222223"]


def test_a_mirror_is_named_last_even_where_it_was_seen_first(home: Store, config: Config) -> None:
    (place,) = finding(1).places
    copy = replace(
        place,
        source_id=MIRROR.source_id,
        address=Address("https://mirror.example/1"),
        first_seen=place.first_seen - DAY,
    )
    keep(home, replace(finding(1), places=(copy, place)))
    period = Period(since=DAY_1 - DAY, until=DAY_1 + DAY)
    data = home.read(lambda tx: gather(tx, config, period, (*SOURCES, MIRROR)))
    assert data.cases[0].places == (place, copy)


def test_neutral_mentions_and_criticism_are_never_in_it(home: Store, config: Config) -> None:
    keep(home, finding(1, Level.INFO), finding(2, Level.LOW))
    assert references(report(home, config)) == ["V-222222"]


@pytest.mark.parametrize("verdict", [Verdict.NOT_HER, Verdict.SET_ASIDE])
def test_what_is_about_somebody_else_is_listed_apart_and_not_counted(
    home: Store, config: Config, verdict: Verdict
) -> None:
    keep(home, replace(finding(1), verdict=verdict), finding(2))
    data = report(home, config)
    assert references(data) == ["V-222222"]
    assert [case.case_reference for case in data.set_aside] == ["V-222221"]
    assert data.count(finding(1).assessment.severity.level) == 1


def test_what_a_clock_that_ran_ahead_has_found_is_in_it(home: Store, config: Config) -> None:
    keep(home, finding(1))
    ahead = finding(1).first_seen
    assert references(report(home, config, ahead - DAY, ahead - timedelta(hours=1))) == ["V-222221"]


def test_nobody_whose_opt_in_has_ended_is_in_it(home: Store, config: Config) -> None:
    keep(home, finding(1), finding(2, person_id=ANNA))
    at = DAY_3 + DAY
    assert references(report(home, config, DAY_1, at)) == ["V-222222"]


def test_nobody_who_withdrew_is_in_it(home: Store, config: Config) -> None:
    keep(home, finding(1), finding(2, person_id=ANNA))
    home.write(lambda tx: people.start_erasing(tx, AMINA))
    assert references(report(home, config)) == ["V-222222"]


def test_gone_is_reported_once_and_then_no_more(home: Store, config: Config) -> None:
    first = finding(1)
    keep(home, first)
    missing = look(first, THREAD, present=frozenset(), at=DAY_2)
    keep(home, missing, now=DAY_2)
    assert report(home, config, DAY_2, DAY_2 + DAY / 2).cases[0].change is Change.MISSING
    gone = look(missing, THREAD, present=frozenset(), at=DAY_3 + DAY / 4)
    keep(home, gone, now=DAY_3)
    assert gone.change is Change.GONE
    assert report(home, config, DAY_3, DAY_3 + DAY / 2).cases[0].change is Change.GONE
    assert report(home, config, DAY_3 + DAY / 2, DAY_3 + DAY).cases == ()


def test_new_is_said_of_the_period_that_brought_it(home: Store, config: Config) -> None:
    first = finding(1)
    keep(home, first)
    again = replace(first, change=Change.SEEN_AGAIN, changed_at=DAY_1 + DAY / 4)
    keep(home, again)
    assert report(home, config).cases[0].change is Change.NEW
    later = report(home, config, DAY_1 + DAY / 4, DAY_1 + DAY)
    assert later.cases[0].change is Change.SEEN_AGAIN


def test_labels_stand_for_names_and_words_are_not_there(home: Store, config: Config) -> None:
    keep(home, worded(finding(1)))
    (case,) = report(home, config).cases
    assert case.label == home.read(lambda tx: people.label(tx, AMINA))
    assert case.excerpt is None
    assert not any(because.words or because.gloss for because in case.severity.because)
    assert home.read(lambda tx: audit.head(tx).number) == 0


def test_revealed_words_are_there_and_the_audit_log_knows(home: Store, config: Config) -> None:
    keep(home, worded(finding(1)), finding(2, person_id=ANNA))
    data = report(home, config, reveal=REVEAL)
    case = next(case for case in data.cases if case.person_id == AMINA)
    assert data.is_revealed
    assert case.excerpt is not None
    assert case.severity.because[0].words == Personal("ring henne")
    (entry,) = home.read(lambda tx: audit.about(tx, AMINA))
    assert (entry.actor, entry.action) == ("security", "report.reveal")
    assert entry.matter.object_id == "V-222221"
    assert entry.matter.reason == Personal("briefing of the police")


def test_every_source_is_there_and_what_was_not_read_is_a_gap(home: Store, config: Config) -> None:
    forum = (Address("https://forum.example/1"), Address("https://forum.example/2"))
    home.write(lambda tx: frontier.seed(tx, SourceId("forum"), forum, DAY_1))
    data = report(home, config)
    assert [(source.name, source.checked, source.missed) for source in data.coverage] == [
        ("Forumet", 0, ((MissReason.NOT_REACHED, 2),)),
        ("Bloggen", 0, ()),
    ]
    assert data.gaps == data.coverage


def test_one_case_may_be_asked_for_and_only_it_is_revealed(home: Store, config: Config) -> None:
    keep(home, finding(1), finding(2, person_id=ANNA), finding(3, Level.INFO))
    asked = CaseReference("V-222222")
    assert references(report(home, config, reveal=REVEAL, only=asked)) == ["V-222222"]
    assert home.read(lambda tx: audit.about(tx, AMINA)) == ()
    assert references(report(home, config, only=CaseReference("V-222223"))) == []
    assert references(report(home, config, only=CaseReference("V-ZZZZZZ"))) == []


@pytest.mark.parametrize(
    "chosen", [{"excluded": frozenset({StaffId("0" * 32)})}, {"is_protected": True}]
)
def test_what_the_whole_team_reads_holds_nobody_who_shuts_one_of_it_out(
    home: Store, config: Config, chosen: dict[str, object]
) -> None:
    keep(home, finding(1), finding(2, person_id=ANNA))
    both = report(home, config)
    last = home.read(lambda tx: consents.latest(tx, ANNA))
    choices = replace(last.choices, **chosen)
    event = replace(last, number=2, kind=ConsentKind.CHANGED, choices=choices)
    home.write(lambda tx: consents.append(tx, event))
    hers_alone = report(home, config)
    assert {case.person_id for case in both.cases} == {AMINA, ANNA}
    assert {case.person_id for case in hers_alone.cases} == {AMINA}
    # Nothing of it tells that there is another.
    assert hers_alone == replace(both, cases=hers_alone.cases)


def test_that_it_calls_people_to_gather_is_there_and_when_and_where_only_revealed(
    home: Store, config: Config
) -> None:
    call = Gathering(place=Personal("torget"), time=Personal("på fredag"))
    one = finding(1)
    severity = replace(one.assessment.severity, gathering=call)
    keep(home, replace(one, assessment=replace(one.assessment, severity=severity)), finding(2))
    masked = {case.case_reference: case.severity for case in report(home, config).cases}
    assert masked["V-222221"].gathering == UNSHOWN
    assert masked["V-222222"].gathering is None
    shown = report(home, config, reveal=REVEAL, only=CaseReference("V-222221"))
    assert shown.cases[0].severity.gathering == call
