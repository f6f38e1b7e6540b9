"""Who reads her mailbox is not she: only her second factor opens what is hers."""

from datetime import timedelta

import pytest

from scanner.config.settings import Config
from scanner.enrol import factor, optin
from scanner.enrol.optin import OptedIn
from scanner.store import audit, second_factors, sessions
from scanner.store.database import Store
from scanner.vault import totp
from tests.conftest import MORNING
from tests.enrol.cast import ANNAS_MAIL, FORM, begin, log_in, person_of

STEP = timedelta(seconds=totp.STEP_SECONDS)


async def enrolled_by_app(store: Store, config: Config) -> bytes:
    """She is enrolled; the key in her app."""
    session = await begin(store, config)
    assert isinstance(await optin.submit(store, config, session, FORM, MORNING), OptedIn)
    return factor.offer(session).secret


async def enrolled_by_words(store: Store, config: Config) -> tuple[str, ...]:
    session = await log_in(store, config)
    words = factor.offer(session).words
    assert await factor.choose_words(store, session, MORNING)
    assert isinstance(await optin.submit(store, config, session, FORM, MORNING), OptedIn)
    return words


def code(secret: bytes, at=MORNING + STEP) -> str:
    return totp.code(secret, totp.step_of(at))


async def give(store: Store, session: str, typed: str, now=MORNING + STEP) -> str | None:
    return await factor.give(store, session, typed, now)


def is_hers(store: Store, token: str, now=MORNING + STEP) -> bool:
    session = store.read(lambda tx: sessions.find(tx, token, now))
    return session is not None and session.person_id == person_of(store)


async def test_a_code_of_her_app_opens_once(any_store: Store, config: Config) -> None:
    secret = await enrolled_by_app(any_store, config)
    one, other = await log_in(any_store, config), await log_in(any_store, config)
    token = await give(any_store, one, code(secret))
    assert token is not None
    assert is_hers(any_store, token)
    assert any_store.read(lambda tx: sessions.find(tx, one, MORNING)) is None
    assert await give(any_store, other, code(secret)) is None
    later = MORNING + 2 * STEP
    assert await give(any_store, other, code(secret, later), later) is not None


async def test_the_code_that_she_chose_it_with_opens_nothing(store: Store, config: Config) -> None:
    secret = await enrolled_by_app(store, config)
    session = await log_in(store, config)
    assert await give(store, session, code(secret, MORNING), MORNING) is None


async def test_her_ten_words_open_each_time(any_store: Store, config: Config) -> None:
    words = await enrolled_by_words(any_store, config)
    for typed in (" ".join(words), "\n".join(words).upper()):
        token = await give(any_store, await log_in(any_store, config), typed)
        assert token is not None
        assert is_hers(any_store, token)


@pytest.mark.parametrize("wrong", ["", "000000", "sol måne", "١٢٣٤٥٦", "0" * 200, "ö" * 200])
async def test_nothing_else_opens(store: Store, config: Config, wrong: str) -> None:
    await enrolled_by_words(store, config)
    assert await give(store, await log_in(store, config), wrong) is None


async def test_nine_of_ten_words_or_another_order_open_nothing(
    store: Store, config: Config
) -> None:
    words = await enrolled_by_words(store, config)
    session = await log_in(store, config)
    assert await give(store, session, " ".join(words[:9])) is None
    assert await give(store, session, " ".join(reversed(words))) is None


async def test_one_kind_is_not_the_other(store: Store, config: Config) -> None:
    session = await begin(store, config)
    unused = factor.offer(session).words
    await optin.submit(store, config, session, FORM, MORNING)
    assert await give(store, await log_in(store, config), " ".join(unused)) is None


async def test_where_nobody_is_enrolled_nothing_opens(store: Store, config: Config) -> None:
    session = await log_in(store, config, ANNAS_MAIL)
    for typed in ("123456", "sol måne"):
        assert await give(store, session, typed) is None
    assert await give(store, "invented", "123456") is None


async def test_she_sees_that_somebody_has_tried(store: Store, config: Config) -> None:
    await enrolled_by_app(store, config)
    session = await log_in(store, config)
    await give(store, session, "000000")
    await give(store, session, "sol måne")
    entries = store.read(lambda tx: audit.about(tx, person_of(store)))
    tries = [(entry.actor, entry.action) for entry in entries if entry.action == "factor.refuse"]
    assert tries == [("mailbox", "factor.refuse")] * 2


async def test_an_app_that_answers_wrongly_is_not_taken(store: Store, config: Config) -> None:
    session = await log_in(store, config)
    assert not await factor.choose_app(store, session, "000000", MORNING)
    right = totp.code(factor.offer(session).secret, totp.step_of(MORNING))
    assert not await factor.choose_app(store, "invented", right, MORNING)
    found = store.read(lambda tx: sessions.find(tx, session, MORNING))
    assert found is not None
    assert found.factor is None


async def test_every_session_is_offered_something_else(store: Store, config: Config) -> None:
    one, other = await log_in(store, config), await log_in(store, config)
    assert factor.offer(one) == factor.offer(one)
    assert factor.offer(one).secret != factor.offer(other).secret
    assert factor.offer(one).words != factor.offer(other).words
    assert factor.offer(one).words[0] not in repr(factor.offer(one))


async def test_the_words_are_kept_as_a_slow_hash(store: Store, config: Config) -> None:
    await enrolled_by_words(store, config)
    kept = store.read(lambda tx: second_factors.find(tx, person_of(store)))
    assert kept is not None
    assert kept.secret.reveal().startswith("$argon2id$")
