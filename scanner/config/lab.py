"""The configuration of a lab in an invented town, for demo, benchmarks and tests."""

from pathlib import Path
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
)

MAILBOX: Final = "skyddsbevakning@provstad.example"


def invented(folder: Path) -> Config:
    """Everything below `folder` and on loopback, without pauses between requests."""
    return Config(
        organisation=OrganisationSettings(
            name="Provstads kommun",
            tenant="0123456789abcdef0123456789abcdef",
            controller="Socialnämnden i Provstad",
            data_protection_contact="dataskyddsombud@provstad.example",
            legal_basis="Artikel 6.1 e i dataskyddsförordningen",
        ),
        data=DataSettings(folder=folder / "data", master_key_file=folder / "master.key"),
        portal=PortalSettings(
            base_url="http://127.0.0.1:8080", mail_domains=("provstad.example",), port=0
        ),
        mail=MailSettings(host="127.0.0.1", sender=MAILBOX, security="none"),
        recipients=RecipientSettings(security=("sakerhet@provstad.example",)),
        crawl=CrawlSettings(contact=MAILBOX, delay_seconds=0.0),
        reports=ReportSettings(folder=folder / "reports"),
        lab=LabSettings(networks=("127.0.0.0/8",)),
    )
