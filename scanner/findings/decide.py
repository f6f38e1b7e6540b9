"""What a look at the web means for a finding: old state and new data in, new state out."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import reduce
from typing import Final

from scanner.findings.clusters import SAME
from scanner.findings.places import (
    looked_for,
    merged,
    present_on,
    seen_as_before,
    standing,
    with_sighting,
)
from scanner.findings.sketch import MOST_HASHES, SHINGLE, containment, sketch
from scanner.model.assessment import Assessment, DetailMatch, ExposedDetail, Level, SeverityTier
from scanner.model.finding import (
    Change,
    Excerpt,
    Finding,
    FindingEvent,
    Sighting,
    Sketch,
    Verdict,
)
from scanner.model.ids import Address, CaseReference, FindingId, Sha256
from scanner.model.judgement import MOST_SIGNS, Judgement, Sign, Speaker
from scanner.model.person import DetailKind

_NEWS: Final = frozenset({Change.NEW, Change.WORSE})

_FIRST_TO_COUNT: Final = (Verdict.HER, Verdict.UNJUDGED, Verdict.SET_ASIDE, Verdict.NOT_HER)

_NUMBER: Final = re.compile(r"\d+")


def see(
    old: Finding | None,
    sighting: Sighting,
    *,
    since: datetime,
    finding_id: FindingId,
    case_reference: CaseReference,
) -> Finding:
    """The finding after a sighting. The id and the reference are used where there is no `old`.

    A place that was seen from `since` on, which no report has told of yet, is not seen again.
    """
    if old is None:
        return _first(sighting, finding_id, case_reference)
    assessment = worst(old.assessment, sighting.assessment)
    fresh = _newly_exposed(old.assessment, sighting.assessment)
    raised = assessment.severity.level > old.assessment.severity.level
    is_reopened = old.is_about_another and (
        raised or bool(fresh) or _says_more(old, sighting.excerpt)
    )
    worse = bool(fresh) or raised or is_reopened or _is_another_threat(old, sighting)
    change = Change.WORSE if worse else _seen_again(old, sighting, since)
    is_news = worse or change is not old.change
    return replace(
        old,
        change=change,
        changed_at=sighting.seen_at if is_news else old.changed_at,
        assessment=assessment,
        detail_version=old.detail_version + bool(fresh),
        verdict=Verdict.UNJUDGED if is_reopened else old.verdict,
        excerpt=sighting.excerpt if worse else old.excerpt,
        places=with_sighting(old.places, sighting),
        evidence_sha256=_united(old.evidence_sha256, (sighting.evidence_sha256,)),
        last_seen=max(old.last_seen, sighting.seen_at),
        words=_with_words(old.words, _words(sighting.excerpt)),
        reopened=old.reopened + is_reopened,
        # Of words that are not there any more nobody said anything.
        signs=sighting.signs if is_reopened else _with_signs(old.signs, sighting.signs),
    )


def _is_another_threat(old: Finding, sighting: Sighting) -> bool:
    """True where a place that was known holds a call or threat now, or another call to gather.

    A post can be edited, and of a page that cannot be cut the next threat stands below the last. A
    copy elsewhere is none: what is around it differs from page to page.
    """
    severity, before = sighting.assessment.severity, old.assessment.severity
    is_known = any(
        (place.address, place.post_key) == (sighting.address, sighting.post_key)
        for place in old.places
    )
    is_grave = severity.tier >= SeverityTier.T3 and severity.level >= Level.MEDIUM
    gathers = severity.gathering is not None and severity.gathering != before.gathering
    return is_known and (gathers or (is_grave and _says_more(old, sighting.excerpt)))


def _says_more(finding: Finding, excerpt: Excerpt) -> bool:
    """True where the words around her are not those that were shown of the finding before.

    One changed word, or a counter that went on, is no difference.
    """
    now = _words(excerpt)
    fresh = now.hashes - finding.words.hashes
    return bool(fresh) and (len(fresh) > SHINGLE or containment(now, finding.words) < SAME)


def adds_nothing(
    known: Sequence[Finding], assessment: Assessment, lines: Sequence[Excerpt]
) -> bool:
    """True where a page that could not be cut into posts says of her what is known from its posts.

    `lines`: those of the page that name her. Around them stand words of other posts, which are no
    news; a graver level or another detail always is.
    """
    if not known:
        return False
    before = reduce(worst, (finding.assessment for finding in known))
    return (
        assessment.severity.level <= before.severity.level
        and not _newly_exposed(before, assessment)
        and all(any(_shows(finding, line) for finding in known) for line in lines)
    )


def shows_one(finding: Finding, lines: Iterable[Excerpt]) -> bool:
    """True where one of these lines was shown of the finding before."""
    return any(_shows(finding, line) for line in lines)


def _shows(finding: Finding, line: Excerpt) -> bool:
    # A line of few words makes no shingle: it is looked for as it stands.
    now = _words(line).hashes
    return now <= finding.words.hashes or _plain(line) in _plain(finding.excerpt)


def look(finding: Finding, address: Address, *, present: frozenset[str], at: datetime) -> Finding:
    """The finding after its page was read, or was said to be gone.

    `present`: keys of the posts on that page in which she was seen just now. The finding's other
    posts on the page were looked for and not found.
    """
    places = looked_for(finding.places, address, present=present, at=at)
    return _changed(replace(finding, places=places), standing(finding.change, places), at=at)


def unchanged(finding: Finding, address: Address, *, at: datetime) -> Finding:
    """The finding after its page was found as it was last read (304, or the same bytes)."""
    places = seen_as_before(finding.places, address, at=at)
    present = present_on(places, address)
    found = replace(finding, places=places, last_seen=max(p.last_seen for p in places))
    if present:
        found = _changed(found, Change.SEEN_AGAIN, at=at)
    return look(found, address, present=present, at=at)


def judge(finding: Finding, verdict: Verdict) -> Finding:
    """The finding after an officer, or she herself, said whether it is her."""
    return replace(finding, verdict=verdict)


def remembered(finding: Finding, by: Speaker, at: datetime) -> Judgement | None:
    """What is kept of the latest word on a finding for the next time; None of one taken back.

    Who speaks later has the other's word before them. But no officer's "not her" undoes her own
    "it is me": she knows, and an error there would silence what comes next. Her word that neutral
    or lawful criticism is about her is not kept: an officer who reads why another page is hers must
    not learn of it.
    """
    is_her = finding.is_claimed or finding.verdict is Verdict.HER
    if not is_her and not finding.is_about_another:
        return None
    if is_her and finding.assessment.severity.level < Level.LOW:
        return None
    speaker = Speaker.HERSELF if finding.is_claimed else by
    is_private = finding.assessment.severity.level < Level.LOW
    return Judgement(is_her=is_her, by=speaker, at=at, signs=finding.signs, is_private=is_private)


def unite(survivor: Finding, other: Finding) -> Finding:
    """Two findings of one person as one, after their clusters turned out to be the same post.

    What was said of both holds: "not her" of one text says nothing of another.
    """
    later = max(survivor, other, key=lambda f: f.changed_at)
    places = merged((*survivor.places, *other.places))
    return replace(
        survivor,
        assessment=worst(survivor.assessment, other.assessment),
        verdict=agreed((survivor.verdict, other.verdict)),
        change=standing(later.change, places),
        changed_at=later.changed_at,
        detail_version=max(survivor.detail_version, other.detail_version)
        + bool(_newly_exposed(survivor.assessment, other.assessment)),
        places=places,
        evidence_sha256=_united(survivor.evidence_sha256, other.evidence_sha256),
        first_seen=min(survivor.first_seen, other.first_seen),
        last_seen=max(survivor.last_seen, other.last_seen),
        words=_with_words(survivor.words, other.words),
        reopened=max(survivor.reopened, other.reopened),
        signs=_with_signs(survivor.signs, other.signs),
    )


def news(finding: Finding, events: Iterable[FindingEvent], since: datetime) -> Change:
    """What a report of the time from `since` says of a finding, given what the looks at it brought.

    That it is not there any more goes before what it was. That it became new or worse is not lost
    when a later look in that time saw it again; that it was new is not said again when a later
    look saw it.
    """
    if finding.change in (Change.MISSING, Change.GONE):
        return finding.change
    changes = {event.change for event in events if event.at >= since}
    return next((one for one in (Change.NEW, Change.WORSE) if one in changes), finding.change)


def agreed(verdicts: Iterable[Verdict]) -> Verdict:
    """What was said of several findings, taken together: somebody else only where all say so."""
    return min(verdicts, key=_FIRST_TO_COUNT.index, default=Verdict.UNJUDGED)


def worst(one: Assessment, other: Assessment) -> Assessment:
    """The graver of two, with the details of both; the first where neither is.

    A call to gather is lost with neither; where both have one, the later says where people go now.
    """
    graver = max(one, other, key=gravity)
    # Later ones win: what is known to be hers stays known, the graver's offsets stay together.
    found = (*one.severity.details, *other.severity.details, *graver.severity.details)
    details = {_what(d): d for d in sorted(found, key=_is_known)}
    gathering = other.severity.gathering or one.severity.gathering
    severity = replace(graver.severity, details=tuple(details.values()), gathering=gathering)
    return replace(graver, severity=severity)


def gravity(assessment: Assessment) -> tuple[float, ...]:
    """Orders assessments: the graver, the greater."""
    severity = assessment.severity
    return severity.level, severity.tier, severity.score, assessment.identity.probability


def _first(sighting: Sighting, finding_id: FindingId, case_reference: CaseReference) -> Finding:
    return Finding(
        finding_id=finding_id,
        person_id=sighting.person_id,
        cluster_id=sighting.cluster_id,
        case_reference=case_reference,
        change=Change.NEW,
        changed_at=sighting.seen_at,
        verdict=Verdict.UNJUDGED,
        assessment=sighting.assessment,
        detail_version=1,
        excerpt=sighting.excerpt,
        places=with_sighting((), sighting),
        evidence_sha256=(sighting.evidence_sha256,),
        first_seen=sighting.seen_at,
        last_seen=sighting.seen_at,
        words=_words(sighting.excerpt),
        signs=sighting.signs,
    )


def _with_signs(known: tuple[Sign, ...], now: tuple[Sign, ...]) -> tuple[Sign, ...]:
    return tuple(dict.fromkeys((*known, *now)))[:MOST_SIGNS]


def _words(excerpt: Excerpt) -> Sketch:
    return sketch(_plain(excerpt))


def _plain(excerpt: Excerpt) -> str:
    """Without line breaks, and without what a counter changes."""
    return _NUMBER.sub("0", " ".join(excerpt.text.reveal().split()))


def _with_words(known: Sketch, now: Sketch) -> Sketch:
    hashes = known.hashes | now.hashes
    # Who writes new words at every look is asked about at every look, and fills no store.
    return replace(known, hashes=hashes) if len(hashes) <= MOST_HASHES else now


def _seen_again(old: Finding, sighting: Sighting, since: datetime) -> Change:
    # A copy found in the same scan is no second look, nor is what a killed scan saw there already:
    # what is new stays new.
    where = sighting.address, sighting.post_key
    before = {(p.address, p.post_key) for p in old.places if p.last_seen < since}
    return old.change if where not in before and old.change in _NEWS else Change.SEEN_AGAIN


def _what(detail: ExposedDetail) -> tuple[DetailKind, str]:
    return detail.kind, detail.masked


def _is_known(detail: ExposedDetail) -> bool:
    return detail.match is DetailMatch.KNOWN


def _newly_exposed(before: Assessment, now: Assessment) -> tuple[ExposedDetail, ...]:
    """Details that were not there before, or were not known to be hers."""
    known = {_what(d): _is_known(d) for d in sorted(before.severity.details, key=_is_known)}
    return tuple(d for d in now.severity.details if _is_known(d) > known.get(_what(d), -1))


def _changed(finding: Finding, change: Change, *, at: datetime) -> Finding:
    if change is finding.change:
        return finding
    return replace(finding, change=change, changed_at=at)


def _united(one: tuple[Sha256, ...], other: tuple[Sha256, ...]) -> tuple[Sha256, ...]:
    return tuple(dict.fromkeys((*one, *other)))
