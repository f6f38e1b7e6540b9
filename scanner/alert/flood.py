"""A flood of cases in one scan: single mails for the first, one mail for all the others. Pure.

Whoever posts hundreds of smears at once could else bury the grave one among hundreds of mails.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from scanner.model.alert import Alert, AlertText
from scanner.model.assessment import Level
from scanner.model.consent import Recipient
from scanner.model.ids import Address, PersonId

MOST_OF_A_PERSON: Final = 20
"""Cases of one person that a scan tells of in single mails."""

MOST_OF_A_PAGE: Final = 50
"""The same of one page, whoever stands on it. Nobody's own mails are fewer for it."""

AT_ONCE: Final[Mapping[AlertText, AlertText]] = {
    AlertText.SECURITY: AlertText.FLOOD_SECURITY,
    AlertText.HR_NOT_YET_REVIEWED: AlertText.FLOOD_HR,
    AlertText.PERSON: AlertText.FLOOD_PERSON,
}
"""What is told instead. What HR is told of a case that an officer judged to be hers stands by
itself, always."""


class Flood:
    """What one scan has called for so far. `scan` tells it from every other."""

    def __init__(self, scan: str) -> None:
        self._scan: Final = scan
        self._of_people: Counter[PersonId] = Counter()
        self._of_pages: Counter[Address] = Counter()

    def contain(self, alerts: tuple[Alert, ...], address: Address) -> tuple[Alert, ...]:
        """How the alerts of one case, seen at `address`, are told.

        Beyond the first cases there is one mail for each recipient and level, so that a flood of
        medium ones does not keep an acute one from being told. Of acute ones there is one for each
        page: what was sent about a flood says nothing of a threat that is found elsewhere later.
        """
        for person_id in {alert.person_id for alert in alerts}:
            self._of_people[person_id] += 1
            self._of_pages[address] += 1
        return tuple(
            self._as_one(alert, address) if self._is_too_much(alert, address) else alert
            for alert in alerts
        )

    def _is_too_much(self, alert: Alert, address: Address) -> bool:
        if alert.text not in AT_ONCE:
            return False
        is_hers = alert.recipient is Recipient.PERSON
        of_page = not is_hers and self._of_pages[address] > MOST_OF_A_PAGE
        return of_page or self._of_people[alert.person_id] > MOST_OF_A_PERSON

    def _as_one(self, alert: Alert, address: Address) -> Alert:
        whose = alert.person_id if alert.recipient is Recipient.PERSON else ""
        where = address if alert.level is Level.ACUTE else ""
        return replace(
            alert,
            text=AT_ONCE[alert.text],
            idempotency_key=f"flood/{self._scan}/{alert.recipient}/{alert.level:d}/{whose}/{where}",
        )
