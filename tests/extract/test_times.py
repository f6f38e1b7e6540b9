"""Times as pages write them."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.extract import times

NOW = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)  # Half past midnight on the 21st in Stockholm.


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2026-11-20, 18:04", "2026-11-20 17:04"),
        ("2026-07-01 18:04:59", "2026-07-01 16:04:59"),
        ("2026-11-20T18:04:00+03:00", "2026-11-20 15:04"),
        ("2026-11-20T18:04:00.123-0130", "2026-11-20 19:34"),
        ("2026-11-20T18:04Z", "2026-11-20 18:04"),
        ("2026-11-20", "2026-11-19 23:00"),
        ("20 november 2026 kl. 18.04", "2026-11-20 17:04"),
        ("den 20:e okt. 2026 klockan 18:04", "2026-10-20 16:04"),
        ("fre 20 maj 2026, 8:04", "2026-05-20 06:04"),
        ("» Fre 20 Nov 2026, 18:04", "2026-11-20 17:04"),
        ("Fri Nov 20, 2026 6:04 pm", "2026-11-20 17:04"),
        ("November 20th, 2026 at 12:04 AM", "2026-11-19 23:04"),
        ("20 November 2026", "2026-11-19 23:00"),
        ("Idag, 00:15", "2026-11-20 23:15"),
        ("Igår 18:04", "2026-11-20 17:04"),
        ("i går kl 18:04", "2026-11-20 17:04"),
        ("Today at 0:20", "2026-11-20 23:20"),
        ("1795200000", "2026-11-20 18:40"),
        ("1795200000123", "2026-11-20 18:40"),
        ("av Amina » 2026-11-20 18:04 i Allmänt", "2026-11-20 17:04"),
    ],
)
def test_forms_that_are_understood(text: str, utc: str) -> None:
    assert times.parse(text, NOW) == datetime.fromisoformat(utc).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    ["", "för 3 timmar sedan", "2026-13-40", "99 november 2026", "2026-11-20 29:99", "0000-01-01",
     "0001-01-01 00:00", "9999-12-31T23:59:59-20:00", "120261120", "12345-11-20"],
)  # fmt: skip
def test_what_is_no_time_is_none(text: str) -> None:
    assert times.parse(text, NOW) is None


@given(st.text(alphabet="0123456789-:.,TZ+ apmnovidgår", max_size=60))
def test_any_text_gives_a_time_in_utc_or_none(text: str) -> None:
    found = times.parse(text, NOW)
    assert found is None or found.tzinfo is UTC
