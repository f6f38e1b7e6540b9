"""How bad it is: the tier of the words, the exposure beside them, and the level that follows."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from scanner.assess.context import AssessContext
from scanner.assess.own_post import by_herself
from scanner.assess.policy import Exposed, exposure_of, score
from scanner.assess.scene import Scene
from scanner.assess.severity.calling import uncalled
from scanner.assess.severity.client_data import client_data
from scanner.assess.severity.exposure import exposed
from scanner.assess.severity.gathering import gathering
from scanner.assess.severity.lexical import Hit, hits
from scanner.assess.severity.verdict import Verdict, worst
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


def severity(
    scene: Scene, identity: Identity, context: AssessContext, *, is_own: bool = False
) -> Severity:
    """Severity of what stands in the scene; `is_own`: said under a user name of hers."""
    details = exposed(scene, context)
    found, verdict = _read(scene, details, context)
    own = own_words(found)
    shown = exposure_of(details, family=False)
    by_terms = stated(own, shown)
    said = _said(verdict, by_terms, shown, context)
    tier = _capped_tier(said, shown, context)
    # Anybody may take her user name on some site: a plain call or threat there is none of hers.
    is_hers = is_own and by_terms < SeverityTier.T3 and tier >= SeverityTier.T2
    family = tier >= SeverityTier.T3 and _is_of_family(own, scene)
    exposure = exposure_of(details, family=family)
    sure = verdict.is_sure or _has_witness(tier, by_terms, shown, verdict)
    in_doubt = tier >= SeverityTier.T2 and (is_hers or not sure)
    calm = context.policy.level(verdict.if_lawful, shown)
    # Words in doubt lower nothing that the details would be beside lawful ones.
    doubt = max(context.policy.doubted, calm) if in_doubt else Level.ACUTE
    level, capped = _level(tier, exposure, own, identity, context, doubt)
    return Severity(
        tier=tier,
        level=level,
        details=details,
        score=score(
            tier=tier,
            details=details,
            family=family,
            base_severity=context.source.base_severity if context.source else 0,
            copies=context.copies,
            posted_at=scene.post.posted_at if scene.post else None,
            now=context.now,
        ),
        because=(
            *_words(tier, found, verdict, scene),
            *((by_herself(),) if is_hers else ()),
            *map(_detail, details),
            *client_data(scene),
            *_unreviewed(tier, verdict, context),
            *capped,
        ),
        gathering=gathering(verdict.passage, scene.document.text)
        if tier >= SeverityTier.T3
        else None,
        in_doubt=in_doubt,
    )


def _read(
    scene: Scene, details: Sequence[ExposedDetail], context: AssessContext
) -> tuple[Sequence[Hit], Verdict]:
    """Terms and verdict; those without what she is called by, where that hides what is likely."""
    found = hits(scene, context.lexicons)
    verdict = worst(scene, found, details, context)
    bare = uncalled(scene, context.organisation)
    if bare is not None:
        terms = hits(bare, context.lexicons)
        other = worst(bare, terms, details, context)
        if other.is_likely and other.gravity > verdict.gravity:
            return terms, other
    return found, verdict


def _said(
    verdict: Verdict, by_terms: SeverityTier, shown: Exposed, context: AssessContext
) -> SeverityTier:
    """The tier of the words.

    What terms say beside a private detail is sure, where the model is not. A call or threat in an
    operator's own terms always comes before an officer. A people-search page lists everybody's
    address: what is in doubt there is calm.
    """
    if shown >= Exposed.POSSIBLE and by_terms >= SeverityTier.T2 and not verdict.is_likely:
        return by_terms
    if by_terms >= SeverityTier.T3:
        return max(verdict.tier, by_terms)
    is_register = context.source_class is SourceClass.PEOPLE_SEARCH
    return verdict.if_lawful if is_register and not verdict.is_sure else verdict.tier


def _has_witness(
    tier: SeverityTier, by_terms: SeverityTier, shown: Exposed, verdict: Verdict
) -> bool:
    """True if something beside the model says what it is nearly sure of, or two things do.

    A term of the lexicons that says the same tier, or a private detail; or both. A detail alone
    makes no call of calm words: a people-search page that has her address says nothing against her.
    """
    is_beside, is_said = shown >= Exposed.POSSIBLE, by_terms is tier
    return (
        (is_beside and is_said)
        or (is_beside and verdict.is_likely)
        or (is_said and verdict.is_named)
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
    tier: SeverityTier,
    exposure: Exposed,
    own: Sequence[Hit],
    identity: Identity,
    context: AssessContext,
    doubt: Level,
) -> tuple[Level, tuple[Because, ...]]:
    """The table's level, lowered where it is unsure who is meant, who speaks or what is said.

    `doubt` is the highest level that the words themselves allow.
    """
    level = context.policy.level(tier, exposure)
    caps = [
        (
            context.policy.cap(tier, identity.probability),
            "Capped: it is not sure enough that she is meant; an officer looks first.",
        ),
        (
            context.policy.quoted if _only_quoted(tier, own) else Level.ACUTE,
            "Capped: the words may be quoted or told of; an officer looks first.",
        ),
        (
            doubt,
            "Capped: it is not sure enough that the words are meant so; an officer looks first.",
        ),
    ]
    reasons = tuple(Because(message=message) for cap, message in caps if cap < level)
    return min([level, *(cap for cap, _ in caps)]), reasons


def _only_quoted(tier: SeverityTier, own: Sequence[Hit]) -> bool:
    """True if all words that make the tier stand in quotes or after words that tell of them."""
    makers = _phrases(tier, own)
    return bool(makers) and all(hit.quoted or hit.told for hit in makers)


def _words(
    tier: SeverityTier, found: Sequence[Hit], verdict: Verdict, scene: Scene
) -> Iterator[Because]:
    """Why the tier: its sentence, with each stretch of words that carried it."""
    message = TIER_MESSAGES[tier]
    makers = [hit for hit in found if hit.phrase.tier is tier and not _is_told(hit)]
    carried = verdict.stretches() if verdict.tier is tier and tier >= SeverityTier.T2 else []
    reasons = [_because(message, hit) for hit in makers]
    for first, last in carried:
        start, end = verdict.passage.span(first, last)
        if not any(hit.start < end and start < hit.end for hit in makers):
            words = Personal(scene.document.text[start:end])
            gloss = verdict.passage.gloss(first, last)
            reasons.append(Because(message=message, words=words, gloss=gloss))
    yield from reasons or [Because(message=message)]
    yield from (
        _because("Told of, not said: a quotation in a report.", hit)
        for hit in found
        if _is_told(hit)
    )


def _unreviewed(tier: SeverityTier, verdict: Verdict, context: AssessContext) -> Iterator[Because]:
    language = verdict.passage.language
    reviewed = [one.reviewed_by for one in context.lexicons if one.language == language]
    if tier >= SeverityTier.T2 and not all(reviewed):
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
