"""How bad it is: the tier of the words, the exposure beside them, and the level that follows."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from scanner.assess.context import AssessContext
from scanner.assess.own_post import by_herself
from scanner.assess.policy import Exposed, exposure_of, score
from scanner.assess.scene import Scene
from scanner.assess.severity.calling import uncalled
from scanner.assess.severity.client_data import client_data
from scanner.assess.severity.estimate import Estimate, worst
from scanner.assess.severity.exposure import exposed, withheld
from scanner.assess.severity.gathering import gathering
from scanner.assess.severity.going_on import going_on
from scanner.assess.severity.lexical import Hit, hits
from scanner.identifiers.relative import RELATIVE
from scanner.model.assessment import (
    Because,
    DetailMatch,
    ExposedDetail,
    Identity,
    Level,
    Severity,
    SeverityTier,
)
from scanner.model.personal import Personal
from scanner.places.lexicon import Aim
from scanner.places.sources import SourceClass

FULL: Final = 1.0
"""Weight at which a tier is reached."""

BESIDE_PRIVATE: Final = 0.5
"""What a private detail in the post adds to weak words of T3 and T4."""

BESIDE_CALL: Final = 0.5
"""What a full call to act adds to a weak threat."""

STATED: Final = (SeverityTier.T2, SeverityTier.T3, SeverityTier.T4)
"""Tiers that terms of the lexicons can reach by themselves."""

TIER_MESSAGES: Final = {
    SeverityTier.T0: "Neutral: the text names her and does nothing to her.",
    SeverityTier.T1: "Criticism: lawful, however harsh.",
    SeverityTier.T2: "Harassment: words aimed at her person.",
    SeverityTier.T3: "A call to act against her, or to find or spread her details.",
    SeverityTier.T4: "An explicit threat against her.",
}


GOES_ON: Final = "The words go on in a post of the same writer, just before or after this one."
LIST_LIKE: Final = "Withheld: more than five details of one kind stand near the name: {kind}."


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """What words say: the model of them, and the terms of the lexicons."""

    tier: SeverityTier
    estimate: Estimate
    found: Sequence[Hit]
    by_terms: SeverityTier
    goes_on: bool
    """Read together with posts of the same writer just before and after."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ruling:
    """What the words say, and what stands beside them."""

    tier: SeverityTier
    estimate: Estimate
    found: Sequence[Hit]
    details: tuple[ExposedDetail, ...]
    family: bool
    """The words expose her home, family or child."""
    is_hers: bool
    """She may have said it herself."""
    in_doubt: bool
    goes_on: bool
    """Only posts of the same writer just before or after make it so grave."""

    @property
    def exposure(self) -> Exposed:
        return exposure_of(self.details, family=self.family)

    @property
    def own(self) -> list[Hit]:
        return own_words(self.found)


def severity(
    scene: Scene, identity: Identity, context: AssessContext, *, is_own: bool = False
) -> Severity:
    """Severity of what stands in the scene; `is_own`: said under a user name of hers."""
    ruling = _ruling(scene, context, is_own=is_own)
    level, capped = _level(ruling, identity, context)
    is_call = ruling.tier >= SeverityTier.T3
    return Severity(
        tier=ruling.tier,
        level=level,
        details=ruling.details,
        score=_score(ruling, scene, context),
        because=(*_because_of(ruling, scene, context), *capped),
        gathering=gathering(ruling.estimate.passage, scene.document.text) if is_call else None,
        in_doubt=ruling.in_doubt,
    )


def _ruling(scene: Scene, context: AssessContext, *, is_own: bool) -> _Ruling:
    details = exposed(scene, context)
    read = _worst_reading(scene, details, context)
    tier, estimate, by_terms = read.tier, read.estimate, read.by_terms
    own = own_words(read.found)
    hers = exposure_of(_hers(details, context), family=False)
    # Anybody may take her user name on some site: a plain call or threat there is none of hers.
    is_hers = is_own and by_terms < SeverityTier.T3 and tier >= SeverityTier.T2
    is_sure = estimate.is_sure or _has_witness(tier, by_terms, hers, estimate)
    return _Ruling(
        tier=tier,
        estimate=estimate,
        found=read.found,
        details=details,
        family=tier >= SeverityTier.T3 and _is_of_family(own, scene),
        is_hers=is_hers,
        in_doubt=tier >= SeverityTier.T2 and (is_hers or read.goes_on or not is_sure),
        goes_on=read.goes_on,
    )


def _worst_reading(
    scene: Scene, details: Sequence[ExposedDetail], context: AssessContext
) -> _Reading:
    """What the post says, or what it says with the writer's next, if that is a call or threat.

    Two posts in a row may be of two people, so that an officer looks; without a term of the lists,
    or a model that is nearly sure, it is no sign at all.
    """
    alone = _reading(scene, details, context, goes_on=False)
    wider = going_on(scene)
    if wider is None or alone.tier is SeverityTier.T4:
        return alone
    longer = _reading(wider, details, context, goes_on=True)
    is_plain = longer.by_terms >= SeverityTier.T3 or longer.estimate.is_likely
    is_graver = longer.tier > max(alone.tier, SeverityTier.T2)
    return longer if is_plain and is_graver else alone


def _reading(
    scene: Scene, details: Sequence[ExposedDetail], context: AssessContext, *, goes_on: bool
) -> _Reading:
    found, estimate = _read(scene, details, context)
    shown = exposure_of(details, family=False)
    hers = exposure_of(_hers(details, context), family=False)
    by_terms = stated(own_words(found), shown)
    tier = _capped_tier(_said(estimate, by_terms, hers, context), shown, context)
    return _Reading(tier=tier, estimate=estimate, found=found, by_terms=by_terms, goes_on=goes_on)


def _score(ruling: _Ruling, scene: Scene, context: AssessContext) -> float:
    return score(
        tier=ruling.tier,
        details=ruling.details,
        family=ruling.family,
        base_severity=context.source.base_severity if context.source else 0,
        copies=context.copies,
        posted_at=scene.post.posted_at if scene.post else None,
        now=context.now,
    )


def _read(
    scene: Scene, details: Sequence[ExposedDetail], context: AssessContext
) -> tuple[Sequence[Hit], Estimate]:
    """Terms and estimate: those without what she is called by, where that hides what is likely."""
    found = hits(scene, context.lexicons)
    estimate = worst(scene, found, details, context)
    bare = uncalled(scene, context.organisation)
    if bare is not None:
        terms = hits(bare, context.lexicons)
        other = worst(bare, terms, details, context)
        if other.is_likely and other.gravity > estimate.gravity:
            return terms, other
    return found, estimate


def _hers(details: Iterable[ExposedDetail], context: AssessContext) -> list[ExposedDetail]:
    """Details that are known or said to be hers, or that a people-search page lists as such.

    Of others nobody knows: a number may be an office's, an address a client's.
    """
    is_register = context.source_class is SourceClass.PEOPLE_SEARCH
    return [one for one in details if is_register or one.is_said or one.match is DetailMatch.KNOWN]


def _said(
    estimate: Estimate, by_terms: SeverityTier, hers: Exposed, context: AssessContext
) -> SeverityTier:
    """The tier of the words.

    What terms say beside a private detail is sure, where the model is not. A call or threat in an
    operator's own terms comes before an officer (but see `_capped_tier`). A people-search page
    lists everybody's address: what is in doubt there is calm.
    """
    if hers >= Exposed.POSSIBLE and by_terms >= SeverityTier.T2 and not estimate.is_likely:
        return by_terms
    if by_terms >= SeverityTier.T3:
        return max(estimate.tier, by_terms)
    is_register = context.source_class is SourceClass.PEOPLE_SEARCH
    return estimate.if_lawful if is_register and not estimate.is_sure else estimate.tier


def _has_witness(
    tier: SeverityTier, by_terms: SeverityTier, hers: Exposed, estimate: Estimate
) -> bool:
    """True if something beside the model says what it is nearly sure of, or two things do.

    A term of the lexicons that says the same tier, or a private detail; or both. A detail alone
    makes no call of calm words: a people-search page that has her address says nothing against her.
    """
    is_beside, is_said = hers >= Exposed.POSSIBLE, by_terms is tier
    return (
        (is_beside and is_said)
        or (is_beside and estimate.is_likely)
        or (is_said and estimate.is_likely_beside_term)
    )


def _is_of_family(own: Iterable[Hit], scene: Scene) -> bool:
    """True if the words expose her home, family or child."""
    named = any(RELATIVE.stands_in(window.folded) for window in scene.windows)
    return named or any(hit.phrase.family for hit in own)


def own_words(found: Iterable[Hit]) -> list[Hit]:
    """Terms without those that are only reported."""
    return [hit for hit in found if not _is_told(hit)]


def _is_told(hit: Hit) -> bool:
    """Quoted after a word that tells of it: somebody reports it and does not say it."""
    return hit.quoted and hit.told


def stated(own: Sequence[Hit], exposure: Exposed) -> SeverityTier:
    """The tier that the lexicons' terms reach by themselves; T0 if none."""
    reached = [
        tier for tier in STATED if _weight(tier, own, exposure) >= FULL and _phrases(tier, own)
    ]
    return max(reached, default=SeverityTier.T0)


def _phrases(tier: SeverityTier, own: Iterable[Hit]) -> list[Hit]:
    """Hits of a tier that say something by themselves."""
    return [hit for hit in own if hit.phrase.tier is tier and hit.phrase.aim is not Aim.SUPPORT]


def _weight(tier: SeverityTier, own: Sequence[Hit], exposure: Exposed) -> float:
    """How much speaks for a tier: its words, its signs, and what strengthens them."""
    weights = {hit.phrase: hit.phrase.weight for hit in own if hit.phrase.tier is tier}
    weight = sum(weights.values())
    if tier >= SeverityTier.T3 and exposure >= Exposed.POSSIBLE:
        weight += BESIDE_PRIVATE
    calls = _phrases(SeverityTier.T3, own)
    if tier is SeverityTier.T4 and any(hit.phrase.weight >= FULL for hit in calls):
        weight += BESIDE_CALL
    return weight


def _capped_tier(tier: SeverityTier, exposure: Exposed, context: AssessContext) -> SeverityTier:
    """News reports threats; it is treated as criticism unless it exposes private details."""
    is_news = context.source_class is SourceClass.NEWS
    if is_news and exposure < Exposed.POSSIBLE:
        return min(tier, SeverityTier.T1)
    return tier


def _level(
    ruling: _Ruling, identity: Identity, context: AssessContext
) -> tuple[Level, tuple[Because, ...]]:
    """The table's level, lowered where it is unsure who is meant, who speaks or what is said."""
    level = context.policy.level(ruling.tier, ruling.exposure)
    caps = [
        (
            context.policy.cap(ruling.tier, identity.probability),
            "Capped: it is not sure enough that she is meant; an officer looks first.",
        ),
        (
            context.policy.quoted if _only_quoted(ruling) else Level.ACUTE,
            "Capped: the words may be quoted or told of; an officer looks first.",
        ),
        (
            _as_lawful(ruling.estimate.if_lawful, ruling, context)
            if ruling.in_doubt
            else Level.ACUTE,
            "Capped: it is not sure enough that the words are meant so; an officer looks first.",
        ),
        (
            _as_lawful(ruling.tier, ruling, context)
            if ruling.tier <= SeverityTier.T1
            else Level.ACUTE,
            "Capped: lawful words beside a detail that may be another's; an officer looks first.",
        ),
    ]
    reasons = tuple(Because(message=message) for cap, message in caps if cap < level)
    return min([level, *(cap for cap, _ in caps)]), reasons


def _as_lawful(tier: SeverityTier, ruling: _Ruling, context: AssessContext) -> Level:
    """The highest level of words that are lawful (`tier`), or may be: no alert without `_hers`."""
    shown = exposure_of(_hers(ruling.details, context), family=False)
    level = context.policy.level(tier, shown)
    return max(context.policy.doubted, level)


def _only_quoted(ruling: _Ruling) -> bool:
    """True if all words that make the tier stand in quotes or after words that tell of them."""
    makers = _phrases(ruling.tier, ruling.own)
    return bool(makers) and all(hit.quoted or hit.told for hit in makers)


def _because_of(ruling: _Ruling, scene: Scene, context: AssessContext) -> Iterator[Because]:
    yield from _words(ruling, scene)
    if ruling.is_hers:
        yield by_herself()
    if ruling.goes_on:
        yield Because(message=GOES_ON)
    yield from map(_detail, ruling.details)
    for kind in withheld(scene, context):
        yield Because(message=LIST_LIKE, values=(("kind", kind.value),))
    yield from client_data(scene)
    yield from _unreviewed(ruling, context)


def _words(ruling: _Ruling, scene: Scene) -> Iterator[Because]:
    """Why the tier: its sentence, with each stretch of words that carried it."""
    message = TIER_MESSAGES[ruling.tier]
    makers = [hit for hit in ruling.own if hit.phrase.tier is ruling.tier]
    terms = (_because(message, hit) for hit in makers)
    yield from [*terms, *_carried(ruling, makers, scene)] or [Because(message=message)]
    yield from (
        _because("Told of, not said: a quotation in a report.", hit)
        for hit in ruling.found
        if _is_told(hit)
    )


def _carried(ruling: _Ruling, makers: Sequence[Hit], scene: Scene) -> Iterator[Because]:
    """Stretches of words by which the model says the tier, where no term has shown them."""
    passage = ruling.estimate.passage
    if ruling.estimate.tier is ruling.tier and ruling.tier >= SeverityTier.T2:
        for first, last in ruling.estimate.stretches():
            start, end = passage.span(first, last)
            if not any(hit.start < end and start < hit.end for hit in makers):
                yield Because(
                    message=TIER_MESSAGES[ruling.tier],
                    words=Personal(scene.document.text[start:end]),
                    gloss=passage.gloss(first, last),
                )


def _unreviewed(ruling: _Ruling, context: AssessContext) -> Iterator[Because]:
    language = ruling.estimate.passage.language
    reviewed = [one.reviewed_by for one in context.lexicons if one.language == language]
    if ruling.tier >= SeverityTier.T2 and not all(reviewed):
        yield Because(
            message="No native reader has reviewed the words of this language ({language}).",
            values=(("language", language),),
        )


def _because(message: str, hit: Hit) -> Because:
    return Because(message=message, words=hit.words, gloss=hit.phrase.gloss)


def _detail(detail: ExposedDetail) -> Because:
    message = (
        "A detail that she entered as hers: {kind}, {setting}."
        if detail.match is DetailMatch.KNOWN
        else "A detail beside her name that may be hers: {kind}, {setting}."
    )
    values = (("kind", detail.kind.value), ("setting", detail.setting.value))
    return Because(message=message, values=values)
