"""One person on one page: is it her, and how bad is it."""

from collections.abc import Sequence

from scanner.assess.context import AssessContext
from scanner.assess.identity.identify import clues, identify, unsilenced
from scanner.assess.identity.judged import in_sight, recalled
from scanner.assess.identity.naming import as_possible
from scanner.assess.own_post import is_own_post
from scanner.assess.scene import scene
from scanner.assess.severity.severity import severity
from scanner.model.assessment import Assessment, Level
from scanner.model.document import Document
from scanner.model.mention import Mention
from scanner.model.person import WatchedPerson


def assess(
    document: Document,
    mentions: Sequence[Mention],
    person: WatchedPerson,
    context: AssessContext,
) -> Assessment:
    """Assess `mentions` of `person`: at least one, all in one post of `document`.

    Pure. Where the probability is below ``context.policy.possible`` the caller drops the mention.
    """
    stage = scene(document, tuple(mentions), context.thread)
    alone = identify(stage, person, context)
    public = [one for one in context.judgements if not one.is_private]
    identity = recalled(alone, document, stage.post, context, public)
    is_own = is_own_post(stage.post, person, context.keyed_hash)
    bad = severity(stage, identity, context, is_own=is_own)
    if bad.level < Level.LOW:
        # Nobody but she sees it: what she set aside for herself alone counts, and tells nobody.
        identity = recalled(alone, document, stage.post, context, context.judgements)
    heard = unsilenced(alone, bad, lambda: clues(stage, person, context), context.policy)
    seen = in_sight(identity, heard, bad.level, context.policy)
    return Assessment(
        person_id=person.person_id,
        identity=as_possible(seen) if context.is_supplied else seen,
        severity=bad,
    )
