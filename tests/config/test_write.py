"""What is written reads back, and the docs say what the settings say."""

from dataclasses import replace
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scanner.config.load import load
from scanner.config.options import REQUIRED, options
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
from scanner.config.write import reference, render

REPOSITORY = Path(__file__).parents[2]

CONFIG = Config(
    organisation=OrganisationSettings(
        name="Provstad",
        tenant="0123456789abcdef0123456789abcdef",
        controller="Socialnämnden",
        data_protection_contact="dso@provstad.example",
        legal_basis="Beslut SN 2026/1",
    ),
    data=DataSettings(folder=Path("/srv/varn"), master_key_file=Path("/run/keys/master")),
    portal=PortalSettings(
        base_url="https://varn.provstad.example", mail_domains=("provstad.example",)
    ),
    mail=MailSettings(host="127.0.0.1", sender="varn@provstad.example", security="none"),
    recipients=RecipientSettings(security=("sakerhet@provstad.example",)),
    crawl=CrawlSettings(contact="https://provstad.example/varn", delay_seconds=2.5),
    reports=ReportSettings(folder=Path("/srv/reports")),
    lab=LabSettings(hosts={"forum.example": "127.0.0.1:4000"}, networks=("127.0.0.0/8",)),
)


def read_back(text: str, folder: Path) -> Config:
    path = folder / "scan.toml"
    path.write_text(text, encoding="utf-8")
    return load(path, {})


def test_what_is_written_reads_back_as_it_was(tmp_path: Path) -> None:
    assert read_back(render(CONFIG), tmp_path) == CONFIG


def test_without_a_lab_none_is_written(tmp_path: Path) -> None:
    plain = replace(CONFIG, lab=None)
    assert "[lab]" not in render(plain)
    assert read_back(render(plain), tmp_path) == plain


@given(text=st.text(st.characters(codec="utf-8")))
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_survives(tmp_path: Path, text: str) -> None:
    config = replace(CONFIG, organisation=replace(CONFIG.organisation, legal_basis=text))
    assert read_back(render(config), tmp_path) == config


def test_options_at_their_default_are_comments() -> None:
    lines = render(CONFIG).splitlines()
    assert "# port = 8080" in lines
    assert "delay_seconds = 2.5" in lines


def test_every_option_has_a_meaning_and_the_required_ones_no_default() -> None:
    assert all(option.meaning.endswith(".") for option in options())
    needed = {f"{o.section}.{o.key}" for o in options() if o.default is REQUIRED}
    assert {"organisation.name", "data.folder", "crawl.contact"} <= needed
    assert "mail.port" not in needed


def test_the_docs_hold_the_table_of_options() -> None:
    text = (REPOSITORY / "docs" / "configuration.md").read_text(encoding="utf-8")
    assert reference() in text, "docs/configuration.md: paste scanner.config.write.reference()"
