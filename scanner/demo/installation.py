"""An installation for the demo, set up as `init` would, in a folder that is thrown away after."""

from dataclasses import replace
from pathlib import Path
from typing import Final

from scanner.config.lab import invented
from scanner.config.settings import (
    Config,
    LabSettings,
    RecipientSettings,
    ReportSettings,
    WatchlistSettings,
)
from scanner.demo import town

WATCHLISTS: Final = Path(__file__).parent / "watchlists"


def config(
    *, folder: Path, reports: Path, hosts: dict[str, str], portal_port: int, mail_port: int
) -> Config:
    """The demo's configuration: a lab, everything on loopback, no pause between requests.

    `folder` takes data and key; `reports` receives the reports; `hosts` says where the town's web
    is.
    """
    lab = invented(folder)
    return replace(
        lab,
        portal=replace(
            lab.portal,
            base_url=f"http://127.0.0.1:{portal_port}",
            port=portal_port,
            staff_url="https://skydd.provstad.example",
            help_phone="031-390 06 12",
        ),
        mail=replace(lab.mail, port=mail_port),
        recipients=RecipientSettings(security=(town.SECURITY,), hr=(town.HR,)),
        watchlists=WatchlistSettings(folder=WATCHLISTS),
        reports=ReportSettings(folder=reports),
        lab=LabSettings(hosts=hosts, networks=("127.0.0.0/8",)),
    )
