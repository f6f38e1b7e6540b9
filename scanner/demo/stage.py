"""What stands while the demo plays: the town's web, its mail, an installation and its portal."""

import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from scanner.alert.deliver import deliver_due
from scanner.config.clock import LAB_NOW, lab_clock
from scanner.demo import installation, town
from scanner.demo.mailbox import Mailbox
from scanner.demo.web import Web
from scanner.errors import StopError
from scanner.pipeline.founding import founded
from scanner.pipeline.house import House
from scanner.portal.app import make_app
from scanner.portal.server import listening


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    house: House
    sites: Web
    mailbox: Mailbox
    hands: dict[str, str]
    """What the house's clock follows."""

    def set_clock(self, moment: datetime) -> None:
        """Let it be `moment`; from there the clock runs on."""
        self.hands[LAB_NOW] = moment.isoformat()

    async def deliver(self) -> None:
        """Send what is in the outbox."""
        house = self.house
        await deliver_due(house.store, house.config.mail, house.clock)

    async def latest_mail(self, mailbox: str) -> str:
        """The plain text of the latest mail to `mailbox`. Raises `StopError` where none came."""
        await self.deliver()
        for mail in reversed(self.mailbox.to(mailbox)):
            if (body := mail.get_body(("plain",))) is not None:
                return str(body.get_content())
        raise StopError("A mail of the demo did not arrive at its mail server.")


@asynccontextmanager
async def built(reports: Path) -> AsyncIterator[Stage]:
    """The stage at the hour when people opt in; gone after the block, but for `reports`."""
    hands = {LAB_NOW: town.OPT_IN_DAY.isoformat()}
    clock = lab_clock(hands)
    with TemporaryDirectory(prefix="varn-demo-") as folder:
        async with Web() as sites, Mailbox() as mailbox:
            config = installation.config(
                folder=Path(folder),
                reports=reports,
                hosts=sites.hosts,
                portal_port=_free_port(),
                mail_port=mailbox.port,
            )
            with founded(config, clock) as house:
                yield Stage(house=house, sites=sites, mailbox=mailbox, hands=hands)


@asynccontextmanager
async def portal(house: House) -> AsyncIterator[str]:
    """The caseworkers' portal inside the block; gives its address."""
    settings = house.config.portal
    app = make_app(house.config, house.store, house.clock)
    async with listening(app, settings.host, settings.port):
        yield settings.base_url


def _free_port() -> int:
    # The portal's address stands in its configuration before it listens.
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])
