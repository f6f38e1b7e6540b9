"""What is missing is said before anybody is sent to the provider."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from scanner.config.settings import SsoSettings
from scanner.errors import UsageError
from scanner.sso.client import client

HERE = "https://skydd.provstad.example/"


@pytest.fixture
def settings(tmp_path: Path) -> SsoSettings:
    secret = tmp_path / "secret"
    secret.write_text("h3mligt\n", encoding="utf-8")
    return SsoSettings(
        issuer="https://id.provstad.example",
        client_id="varn",
        client_secret_file=secret,
        max_age_minutes=15,
    )


def test_it_comes_from_the_settings_and_shows_no_secret(settings: SsoSettings) -> None:
    us = client(settings, HERE)
    assert us is not None
    assert (us.secret.reveal(), us.max_age_seconds) == ("h3mligt", 900)
    assert us.return_address == "https://skydd.provstad.example/sso/back"
    assert "h3mligt" not in repr(us)


def test_without_a_provider_there_is_none() -> None:
    assert client(SsoSettings(), HERE) is None


def test_a_secret_that_cannot_be_read_is_said(settings: SsoSettings, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"sso\.client_secret_file"):
        client(replace(settings, client_secret_file=tmp_path / "none"), HERE)


def test_the_missing_extra_is_named(settings: SsoSettings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "joserfc", None)
    with pytest.raises(UsageError, match=r"pip install 'varn\[sso\]'"):
        client(settings, HERE)
