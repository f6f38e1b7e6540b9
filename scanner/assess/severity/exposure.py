"""Which details of hers stand in the post: known ones, and those that stand beside her name."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from scanner.assess.context import AssessContext
from scanner.assess.scene import Scene, Window
from scanner.identifiers.candidate import Candidate
from scanner.identifiers.kinds import KINDS, find_folded, mask, normalise
from scanner.identifiers.phone import is_mobile_number
from scanner.model.assessment import DetailMatch, ExposedDetail
from scanner.model.mention import Mention
from scanner.model.person import DetailKind, Setting, WatchedDetail
from scanner.places.organisation import Organisation
from scanner.places.sources import SourceClass

WORDS_BESIDE: Final = 60
"""Characters on either side of a detail in which a word says whether it is one of work or home."""

MOST_NEARBY: Final = 3
"""Details of one kind beside her name; where more stand, the page is a list and the nearest
count."""

MOST_SUPPLIED: Final = 5
"""Of one kind near her name in a text that somebody handed in; more of them are withheld."""

ROLE_MAIL: Final = re.compile(
    r"(?:info|kontakt|contact|registrator|diarium|reception|vaxel|press|support|office|complaints"
    r"|klagomal|social[a-z]*|kommun[a-z]*|[a-z]*namnd(?:en)?|[a-z]*forvaltning(?:en)?)@"
)
"""Mailboxes of an office, whosever domain: nobody's own."""

UNREADABLE: Final = "•••"


def exposed(scene: Scene, context: AssessContext) -> tuple[ExposedDetail, ...]:
    """The details in the post, masked, in order; a known one is not counted as nearby too."""
    known = [
        _known(mention, mention.watched, scene, context)
        for mention in scene.mentions
        if mention.watched
    ]
    nearby = [
        detail
        for detail in _nearby(scene, context)
        if not any(detail.start < one.end and one.start < detail.end for one in known)
    ]
    # A number in the text and in its tel: link is one detail.
    once = {(one.kind, one.masked): one for one in reversed([*known, *nearby])}
    return tuple(sorted(once.values(), key=lambda one: (one.start, one.end)))


def _known(
    mention: Mention, hers: WatchedDetail, scene: Scene, context: AssessContext
) -> ExposedDetail:
    normal = normalise(hers.kind, scene.document.text[mention.start : mention.end])
    return ExposedDetail(
        kind=hers.kind,
        match=DetailMatch.NEARBY if context.is_supplied else DetailMatch.KNOWN,
        setting=hers.setting,
        masked=mask(hers.kind, normal) if normal else UNREADABLE,
        start=mention.start,
        end=mention.end,
    )


def _nearby(scene: Scene, context: AssessContext) -> Iterator[ExposedDetail]:
    words = context.organisation
    candidates = [
        one for window in scene.windows for one in _candidates(window) if window.names and one.sure
    ]
    for kind in DetailKind:
        of_kind = [one for one in candidates if one.kind is kind]
        if context.is_supplied and is_list_like(of_kind):
            continue
        for one in sorted(of_kind, key=lambda one: scene.distance(one.start, one.end))[
            :MOST_NEARBY
        ]:
            said = _said(one, scene, words)
            if setting := said or _unsaid(one, context):
                yield ExposedDetail(
                    kind=kind,
                    match=DetailMatch.NEARBY,
                    setting=setting,
                    masked=one.masked,
                    start=one.start,
                    end=one.end,
                    is_said=said not in (None, Setting.WORK)
                    and not _is_the_writers(one, scene, words),
                )


def is_list_like(of_kind: Sequence[Candidate]) -> bool:
    """Whether so many details of one kind stand near her name that whoever wrote them may be
    trying which is hers."""
    return len({one.normal.reveal() for one in of_kind}) > MOST_SUPPLIED


def withheld(scene: Scene, context: AssessContext) -> tuple[DetailKind, ...]:
    """Kinds of details that are not told of because the text lists them."""
    if not context.is_supplied:
        return ()
    candidates = [
        one for window in scene.windows for one in _candidates(window) if window.names and one.sure
    ]
    kinds = {kind: [one for one in candidates if one.kind is kind] for kind in DetailKind}
    return tuple(kind for kind, of_kind in kinds.items() if is_list_like(of_kind))


def _candidates(window: Window) -> Iterator[Candidate]:
    """Details in a window, with their places in the document."""
    for one in find_folded(window.folded):
        yield replace(one, start=window.start + one.start, end=window.start + one.end)


def _is_work(kind: DetailKind, normal: str, organisation: Organisation) -> bool:
    own = organisation.own
    if kind is DetailKind.EMAIL:
        is_role = ROLE_MAIL.match(normal.lower()) is not None
        return is_role or normal.rpartition("@")[2] in own.mail_domains
    return normal in own.work_phones or normal in own.offices


def _said(one: Candidate, scene: Scene, words: Organisation) -> Setting | None:
    """The setting that the organisation or a word beside a detail says; None if none does.

    The nearest word says it. Those that an office uses too, the children or a mobile, say it only
    where no word of work stands beside the detail.
    """
    if _is_work(one.kind, one.normal.reveal(), words):
        return Setting.WORK
    before, after = _beside(one, scene)
    work = min(_gaps(words.at_work.pattern, before, after), default=None)
    home = min(
        [
            *_gaps(words.at_home.pattern, before, after),
            *_gaps(words.private.pattern, before, after),
        ],
        default=None,
    )
    if home is not None and (work is None or home < work):
        return KINDS[one.kind].beyond_work
    if work is not None:
        return Setting.WORK
    is_either = words.either.pattern.search(before) or words.either.pattern.search(after)
    return KINDS[one.kind].beyond_work if is_either else None


def _beside(one: Candidate, scene: Scene) -> tuple[str, str]:
    """The words before a detail and after it; her name is a sign."""
    before = scene.shown(max(0, one.start - WORDS_BESIDE), one.start)
    return before, scene.shown(one.end, one.end + WORDS_BESIDE)


def _is_the_writers(one: Candidate, scene: Scene, words: Organisation) -> bool:
    """True where the words before a detail say that it is the writer's own: "jag bor på", "my
    number". Her neighbour's complaint gives away his own number, not hers."""
    return words.writers.pattern.search(_beside(one, scene)[0]) is not None


def _gaps(pattern: re.Pattern[str], before: str, after: str) -> Iterator[int]:
    yield from (len(before) - match.end() for match in pattern.finditer(before))
    yield from (match.start() for match in pattern.finditer(after))


def _unsaid(one: Candidate, context: AssessContext) -> Setting | None:
    """What a detail is where no word says it; None where it is not about her.

    "Tipsa oss: 08-…" stands under every article. On the organisation's own pages it is of work,
    as is a fixed telephone anywhere: offices have them, homes hardly any more. An address is a
    home where a people-search page lists it; beside criticism it may be the office's.
    """
    of_source = context.source_class
    if of_source is SourceClass.NEWS:
        return None
    is_fixed = one.kind is DetailKind.PHONE and not is_mobile_number(one.normal.reveal())
    if is_fixed or of_source is SourceClass.OWN:
        return Setting.WORK
    if one.kind is DetailKind.ADDRESS and of_source is not SourceClass.PEOPLE_SEARCH:
        return Setting.PRIVATE
    return KINDS[one.kind].beyond_work
