"""An installation for the demo, set up as `init` would, in a folder that is thrown away after."""

from pathlib import Path
from secrets import token_hex
from typing import Final

from scanner.config.settings import (
    Config,
    CrawlSettings,
    DataSettings,
    LabSettings,
    MailSettings,
    OrganisationSettings,
    PortalSettings,
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
    return Config(
        organisation=OrganisationSettings(
            name=town.MUNICIPALITY,
            tenant=token_hex(16),
            controller="Socialnämnden i Provstad",
            data_protection_contact="dataskyddsombud@provstad.example",
            legal_basis="Artikel 6.1 e i dataskyddsförordningen",
        ),
        data=DataSettings(folder=folder / "data", master_key_file=folder / "master.key"),
        portal=PortalSettings(
            base_url=f"http://127.0.0.1:{portal_port}",
            mail_domains=(town.MAIL_DOMAIN,),
            port=portal_port,
            staff_url="https://skydd.provstad.example",
            help_phone="031-390 06 12",
        ),
        mail=MailSettings(
            host="127.0.0.1",
            port=mail_port,
            security="none",
            sender="skyddsbevakning@provstad.example",
        ),
        recipients=RecipientSettings(security=(town.SECURITY,), hr=(town.HR,)),
        crawl=CrawlSettings(contact="skyddsbevakning@provstad.example", delay_seconds=0),
        watchlists=WatchlistSettings(folder=WATCHLISTS),
        reports=ReportSettings(folder=reports),
        lab=LabSettings(hosts=hosts, networks=("127.0.0.0/8",)),
    )
