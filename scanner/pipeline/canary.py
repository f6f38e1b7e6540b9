"""The proof that the watch is awake: who is invented is looked for as everybody is.

The same worker, index and judgement find her. What stands of her never leaves this room: neither
evidence nor a finding is made of it, only the time of the proof is kept.
"""

from collections.abc import Iterable, Iterator, Mapping

from scanner.assess.policy import POLICY
from scanner.identifiers.kinds import normalise
from scanner.model.assessment import Assessment, DetailMatch, Level
from scanner.model.exposure import View
from scanner.model.person import DetailKind, PersonContext, Setting, WatchedDetail, WatchedPerson
from scanner.model.personal import Personal
from scanner.places.canary import canaries_of, person_id_of
from scanner.places.sources import Source
from scanner.vault.keyed_hash import keyed_hash


def watched_canaries(
    sources: Iterable[Source], employer: Personal, detail_keys: Mapping[DetailKind, bytes]
) -> Iterator[WatchedPerson]:
    """Those of the test pages among the sources, each as matching knows a person."""
    for source_id, canary in canaries_of(sources).items():
        phone = normalise(DetailKind.PHONE, canary.phone)
        assert phone is not None, "the pool holds numbers"
        digest = keyed_hash(detail_keys[DetailKind.PHONE], DetailKind.PHONE, phone)
        yield WatchedPerson(
            person_id_of(source_id),
            canary.given,
            canary.surname,
            context=PersonContext(
                role=Personal(canary.role), employer=employer, town=Personal(canary.town)
            ),
            details=(WatchedDetail(kind=DetailKind.PHONE, setting=Setting.PRIVATE, digest=digest),),
        )


def is_found(view: View) -> bool:
    """Whether somebody would be told of what was seen, were she a person."""
    return any(_is_grave(one.assessment) for one in view.exposures)


def _is_grave(assessment: Assessment) -> bool:
    """As grave as words that incite and a number that is hers make it. One alone is less: that
    words are judged and that details are known again is proved together."""
    severity = assessment.severity
    return (
        assessment.identity.probability >= POLICY.alert
        and severity.level >= Level.HIGH
        and any(one.match is DetailMatch.KNOWN for one in severity.details)
    )
