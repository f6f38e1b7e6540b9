"""The provider proves who she is, the account says what she may do, and no lie opens anything."""

from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from yarl import URL

from scanner.config.settings import Config, SsoSettings
from scanner.model.personal import Personal
from scanner.model.staff import Role, Subject
from scanner.portal.app import PAGES, make_staff_app
from scanner.portal.policy import CASEWORKERS
from scanner.portal.server import listening
from scanner.sso import wire
from scanner.sso.refusal import Why
from scanner.store import audit, staff
from scanner.store.database import Store
from tests.conftest import MORNING, make_config
from tests.portal.conftest import Clock
from tests.portal.staff.member import COOKIE, PASSWORD, Member
from tests.portal.staff.provider import (
    ABSENT,
    CLIENT_ID,
    SECRET,
    Provider,
    by_another_key,
    by_the_public_key,
    changed,
    drip,
    flood,
    leading,
    nested,
    new_key,
    no_object,
    providing,
    saying,
    settings_of,
    silence,
    unsigned,
)
from tests.portal.visitor import Answer, Visitor

Somebody = Callable[[Role], Member]
Lie = Callable[[Provider], Any]

DISCOVERY = "/.well-known/openid-configuration"
HER = "c0ffee-1"


@pytest.fixture
async def provider(clock: Clock) -> AsyncIterator[Provider]:
    async with providing(clock) as provider:
        yield provider


@pytest.fixture
def config(tmp_path: Path, provider: Provider) -> Config:
    return replace(make_config(tmp_path), sso=settings_of(provider, tmp_path))


async def sent_away(member: Member) -> str:
    """The address at the provider that she is sent to."""
    away = await member.press(await member.open("/"), "/sso")
    assert away.status == 200, away.words
    return link_of(away)


def link_of(away: Answer) -> str:
    link = away.html.find("a", string="Fortsätt")
    assert link is not None
    return str(link["href"])


async def log_in(member: Member, provider: Provider, subject: str = HER) -> Answer:
    return await member.open(await provider.authorize(await sent_away(member), subject))


async def join(member: Member, provider: Provider, subject: str = HER) -> Answer:
    page = await member.open(f"/invitation/{member.invitation()}")
    away = await member.press(page, "/sso/invitation", name=member.name, mail=member.mail)
    return await member.open(await provider.authorize(link_of(away), subject))


def is_in(member: Member) -> bool:
    return any(cookie.key == COOKIE for cookie in member._session.cookie_jar)


@pytest.fixture
async def joined(browser: Somebody, provider: Provider) -> Member:
    """Somebody of the security team with an account that the provider opens, logged out."""
    member = browser(Role.SECURITY)
    await join(member, provider)
    await member.leave()
    return member


# ---- the honest way ---------------------------------------------------------------------------


@pytest.mark.parametrize("role", Role)
async def test_who_was_invited_joins_and_logs_in_by_the_provider(
    browser: Somebody, provider: Provider, store: Store, role: Role
) -> None:
    member = browser(role)
    assert (await join(member, provider)).heading == "Du är inloggad"
    assert member.name in (await member.open("/account")).words
    await member.leave()
    assert not is_in(member)
    assert (await log_in(member, provider)).status == 200
    assert member.name in (await member.open("/account")).words
    (account,) = store.read(staff.everybody)
    assert (account.member.role, account.issuer) == (role, provider.issuer)


@pytest.mark.parametrize("algorithm", ["ES256", "RS256", "EdDSA", "Ed25519"])
async def test_signatures_of_each_kind_that_we_accept_open(
    joined: Member, provider: Provider, algorithm: str
) -> None:
    provider.algorithm, provider.key = algorithm, new_key(algorithm, "next")
    await log_in(joined, provider)
    assert is_in(joined)


async def test_a_key_that_was_renewed_opens_and_the_old_one_no_more(
    joined: Member, provider: Provider
) -> None:
    old = provider.key
    provider.key = new_key(kid="second")
    assert (await log_in(joined, provider)).status == 200
    await joined.leave()
    provider.keys = [provider.key.as_dict(private=False)]
    provider.key = old
    assert (await log_in(joined, provider)).status == 403


async def test_a_key_that_nobody_can_read_hides_no_other(
    joined: Member, provider: Provider
) -> None:
    good = provider.key.as_dict(private=False)
    provider.keys = [7, {"kty": "post-quantum"}, {"kty": "RSA"}, {"kty": "EC", "crv": "P-1"}, good]
    assert (await log_in(joined, provider)).status == 200


async def test_a_provider_that_says_less_of_itself_opens_too(
    joined: Member, provider: Provider
) -> None:
    provider.discovery = {
        "authorization_response_iss_parameter_supported": ABSENT,
        "code_challenge_methods_supported": ABSENT,
    }
    provider.returned = {"iss": ABSENT}
    assert (await log_in(joined, provider)).status == 200


async def test_each_log_in_is_noted_as_one_by_the_provider(
    joined: Member, provider: Provider, store: Store
) -> None:
    await log_in(joined, provider)
    deeds = store.read(lambda tx: audit.deeds(tx, but=frozenset(), before=None, limit=9))
    assert [deed.action for deed in deeds].count("staff.sso_log_in") == 2


async def test_the_role_is_the_invitations_whatever_the_provider_says(
    browser: Somebody, provider: Provider, store: Store
) -> None:
    provider.claims = {"role": "operator", "roles": ["operator"], "groups": ["operator"]}
    await join(browser(Role.HR), provider)
    (account,) = store.read(staff.everybody)
    assert account.member.role is Role.HR


async def test_the_provider_is_asked_who_she_is_and_nothing_more(
    joined: Member, provider: Provider
) -> None:
    asked = URL(await sent_away(joined)).query
    assert asked["scope"] == "openid"
    assert asked["redirect_uri"] == "http://127.0.0.1:8081/sso/back"
    assert set(asked) == {
        "response_type", "scope", "client_id", "redirect_uri", "state", "nonce", "code_challenge",
        "code_challenge_method",
    }  # fmt: skip
    assert SECRET not in str(asked)


async def test_only_the_cookie_of_the_way_there_comes_along_from_elsewhere(
    browser: Somebody, provider: Provider, joined: Member
) -> None:
    page = await joined.open("/")
    away = await joined.post("/sso", page.fields("/sso"))
    (mark,) = [c for c in away.headers.getall("Set-Cookie") if c.startswith("varn-staff-sso=")]
    assert {"HttpOnly", "Path=/", "SameSite=Lax", "Max-Age=600"} <= set(mark.split("; "))
    back = await joined.open(await provider.authorize(link_of(away), HER))
    cookies = back.headers.getall("Set-Cookie")
    (session,) = [c for c in cookies if c.startswith(f"{COOKIE}=")]
    assert {"HttpOnly", "SameSite=Strict"} <= set(session.split("; "))
    assert any(c.startswith('varn-staff-sso="";') for c in cookies)


async def test_the_operators_see_how_each_account_logs_in(operator: Member, joined: Member) -> None:
    words = (await operator.open("/accounts")).words
    assert "Loggar in med lösenord och kod." in words
    assert "Loggar in med organisationens konto." in words


# ---- lies -------------------------------------------------------------------------------------


def claiming(**claims: object) -> Lie:
    return lambda provider: provider.claims.update(claims)


def signing(how: Callable[..., str]) -> Lie:
    return lambda provider: setattr(provider, "sign", how)


def answering(path: str, handler: Callable[..., Any]) -> Lie:
    return lambda provider: provider.instead.update({path: handler})


def describing(**said: object) -> Lie:
    return lambda provider: provider.discovery.update(said)


def returning(**brought: object) -> Lie:
    return lambda provider: provider.returned.update(brought)


def publishing(*keys: object) -> Lie:
    return lambda provider: setattr(provider, "keys", list(keys))


def heading(**header: object) -> Lie:
    return lambda provider: provider.header.update(header)


def early(provider: Provider) -> None:
    provider.claims["iat"] = int(provider.clock().timestamp()) - 600


def over(provider: Provider) -> None:
    provider.claims["exp"] = int(provider.clock().timestamp()) - 61


def ahead(provider: Provider) -> None:
    provider.claims["iat"] = int(provider.clock().timestamp()) + 600


def not_yet(provider: Provider) -> None:
    provider.claims["nbf"] = int(provider.clock().timestamp()) + 600


def key_for_something_else(provider: Provider) -> None:
    provider.keys = [provider.key.as_dict(private=False) | {"use": "enc"}]


def shared_secret_as_key(provider: Provider) -> None:
    provider.keys = [provider.key.as_dict(private=False), {"kty": "oct", "kid": "o", "k": "c2Vj"}]
    provider.sign = by_the_public_key


LIES: dict[Why, dict[str, Lie]] = {
    Why.CLAIMS: {
        "another issuer signs": claiming(iss="https://id.elsewhere.example"),
        "no issuer": claiming(iss=ABSENT),
        "for another client": claiming(aud="other"),
        "for other clients": claiming(aud=["other", "third"]),
        "for us and others, at another's request": claiming(aud=[CLIENT_ID, "other"], azp="other"),
        "for us and others, at nobody's request": claiming(aud=[CLIENT_ID, "other"]),
        "for us at another's request": claiming(azp="other"),
        "for nobody": claiming(aud=ABSENT),
        "another nonce": claiming(nonce="n" * 43),
        "no nonce": claiming(nonce=ABSENT),
        "over": over,
        "never over": claiming(exp=ABSENT),
        "over at no time": claiming(exp="tomorrow"),
        "made before she was sent": early,
        "made in the future": ahead,
        "made at no time": claiming(iat=ABSENT),
        "not valid yet": not_yet,
        "about nobody": claiming(sub=ABSENT),
        "about a number": claiming(sub=7),
        "about an empty name": claiming(sub=""),
        "about a very long name": claiming(sub="s" * 256),
    },
    Why.ACCOUNT: {"about somebody without an account": claiming(sub="stranger")},
    Why.TOKEN: {
        "unsigned": signing(unsigned),
        "signed with the public key as a secret": signing(by_the_public_key),
        "signed with a published secret": shared_secret_as_key,
        "signed with another key of that name": signing(by_another_key),
        "changed after it was signed": signing(changed),
        "no token at all": signing(lambda *_: ""),
        "a token of another shape": signing(lambda *_: "a.b.c.d.e"),
        "a key that is not published": heading(kid="unknown"),
        "no key is published": publishing(),
        "a key for something else": key_for_something_else,
        "an extension that must be understood": heading(crit=["b64"], b64=False),
        "an answer without a token": answering("/token", saying({})),
        "a token that is no text": answering("/token", saying({"id_token": {}})),
    },
    Why.ANSWER: {
        "keys in no list": answering("/keys", saying({"keys": 7})),
        "keys in no object": answering("/keys", no_object),
        "keys without end": answering("/keys", flood),
        "keys nested without end": answering("/keys", nested),
        "keys elsewhere": answering("/keys", leading("/other")),
    },
    Why.UNREACHABLE: {
        "keys that drip": answering("/keys", drip),
        "a token that never comes": answering("/token", silence),
        "a token that drips": answering("/token", drip),
    },
    Why.CODE: {
        "a token without end": answering("/token", flood),
        "a token elsewhere": answering("/token", leading("/other")),
        "an invented code": returning(code="x"),
    },
    Why.ISSUER: {
        "another provider sends her back": returning(iss="https://id.elsewhere.example"),
        "nobody says who sends her back": returning(iss=ABSENT),
    },
    Why.DENIED: {
        "no code": returning(code=ABSENT),
        "she was not let through": returning(error="access_denied", code=ABSENT),
        "an error and a code": returning(error="access_denied"),
    },
    Why.STATE: {
        "another state": returning(state="s" * 43),
        "no state": returning(state=ABSENT),
    },
}

LIES_AT_THE_START: dict[Why, dict[str, Lie]] = {
    Why.ISSUER: {
        "it is another issuer": describing(issuer="https://id.elsewhere.example"),
        "it is nobody": describing(issuer=ABSENT),
    },
    Why.ELSEWHERE: {
        "browsers go elsewhere": describing(authorization_endpoint="https://elsewhere.example/a"),
        "the code goes elsewhere": describing(token_endpoint="http://127.0.0.1:1/token"),
        "keys from elsewhere": describing(jwks_uri="http://169.254.169.254/keys"),
        "keys from a file": describing(jwks_uri="file:///etc/passwd"),
        "no keys": describing(jwks_uri=ABSENT),
        "keys at a number": describing(jwks_uri=7),
    },
    Why.PKCE: {
        "no binding of codes": describing(code_challenge_methods_supported=["plain"]),
        "binding of codes by a number": describing(code_challenge_methods_supported=7),
    },
    Why.UNREACHABLE: {
        "it is silent": answering(DISCOVERY, silence),
        "it drips": answering(DISCOVERY, drip),
    },
    Why.ANSWER: {
        "it leads elsewhere": answering(DISCOVERY, leading("/other")),
        "it is without end": answering(DISCOVERY, flood),
        "it is nested without end": answering(DISCOVERY, nested),
        "it is no object": answering(DISCOVERY, no_object),
    },
}


@pytest.fixture
def patience(why: Why, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who is silent or drips does so for four seconds: less is waited for them only."""
    if why is Why.UNREACHABLE:
        monkeypatch.setattr(wire, "WHOLE_SECONDS", 2.0)


def refusals(caplog: pytest.LogCaptureFixture) -> list[str]:
    """The reasons in the log."""
    noted = (message.partition("sso.refused reason=") for message in caplog.messages)
    return [why for _, found, why in noted if found]


@pytest.mark.parametrize("why", LIES, ids=str)
async def test_every_lie_is_refused_with_the_one_same_answer(
    joined: Member,
    provider: Provider,
    store: Store,
    clock: Clock,
    caplog: pytest.LogCaptureFixture,
    patience: None,
    why: Why,
) -> None:
    plain = await joined.open("/sso/back")
    for name, lie in LIES[why].items():
        before = store.read(audit.head)
        lie(provider)
        refused = await log_in(joined, provider)
        assert (refused.status, refused.text) == (403, plain.text), name
        assert refusals(caplog)[-1] == why, name
        assert not is_in(joined), name
        assert store.read(audit.head) == before, name
        provider.repent()
        assert (await log_in(joined, provider)).status == 200, name
        await joined.leave()
        clock.pass_time(minutes=10)
    assert "/other" not in provider.asked


@pytest.mark.parametrize("why", LIES_AT_THE_START, ids=str)
async def test_a_provider_that_lies_of_itself_is_not_gone_to(
    joined: Member,
    provider: Provider,
    caplog: pytest.LogCaptureFixture,
    patience: None,
    why: Why,
) -> None:
    plain = await joined.open("/sso/back")
    for name, lie in LIES_AT_THE_START[why].items():
        lie(provider)
        refused = await joined.press(await joined.open("/"), "/sso")
        assert (refused.status, refused.words) == (403, plain.words), name
        assert refusals(caplog)[-1] == why, name
        provider.repent()
    assert "/other" not in provider.asked


async def test_the_way_back_opens_once(joined: Member, provider: Provider) -> None:
    back = await provider.authorize(await sent_away(joined), HER)
    assert (await joined.open(back)).status == 200
    await joined.leave()
    assert (await joined.open(back)).status == 403
    assert not is_in(joined)


async def test_a_code_of_one_journey_opens_no_other(joined: Member, provider: Provider) -> None:
    first = URL(await provider.authorize(await sent_away(joined), HER))
    second = URL(await provider.authorize(await sent_away(joined), HER))
    mixed = second.update_query(code=first.query["code"])
    assert (await joined.open(str(mixed))).status == 403


async def test_who_was_not_sent_from_this_browser_does_not_come_back_to_it(
    joined: Member, browser: Somebody, provider: Provider
) -> None:
    thief = browser(Role.SECURITY)
    back = await provider.authorize(await sent_away(joined), HER)
    assert (await thief.open(back)).status == 403
    await sent_away(thief)
    back = await provider.authorize(await sent_away(joined), HER)
    assert (await thief.open(back)).status == 403
    assert not is_in(thief)


async def test_the_way_back_is_open_for_ten_minutes(
    joined: Member, provider: Provider, clock: Clock
) -> None:
    link = await sent_away(joined)
    clock.pass_time(minutes=10)
    assert (await joined.open(await provider.authorize(link, HER))).status == 403


@pytest.mark.parametrize("more", ["code=x", "state=x", "iss=x&iss=y", "error=x&error=y"])
async def test_where_a_name_stands_twice_nobody_is_believed(
    joined: Member, provider: Provider, more: str
) -> None:
    provider.discovery = {"authorization_response_iss_parameter_supported": False}
    provider.returned = {"iss": ABSENT}
    back = await provider.authorize(await sent_away(joined), HER)
    assert (await joined.open(f"{back}&{more}")).status == 403
    assert (await joined.open(back)).status == 200


async def test_a_shut_account_opens_to_nobody(
    joined: Member, provider: Provider, store: Store
) -> None:
    (account,) = store.read(staff.everybody)
    store.write(lambda tx: staff.disable(tx, account.member.staff_id, MORNING))
    assert (await log_in(joined, provider)).status == 403


async def test_a_name_that_another_provider_gives_is_another_name(
    joined: Member, provider: Provider, store: Store
) -> None:
    other = Subject(issuer="https://id.elsewhere.example", name=Personal(HER))
    assert store.read(lambda tx: staff.by_subject(tx, other)) is None


async def test_starting_again_and_again_makes_wait(joined: Member, provider: Provider) -> None:
    page = await joined.open("/")
    answers = [await joined.press(page, "/sso") for _ in range(60)]
    assert [answer.status for answer in answers][-1] == 429


# ---- joining ----------------------------------------------------------------------------------


async def test_nobody_has_two_accounts_by_the_provider(
    joined: Member, browser: Somebody, provider: Provider, store: Store
) -> None:
    assert (await join(browser(Role.AUDITOR), provider)).status == 403
    assert len(store.read(staff.everybody)) == 1


async def test_an_invitation_opens_once_whichever_way(
    browser: Somebody, provider: Provider, store: Store
) -> None:
    first, second = browser(Role.HR), browser(Role.HR)
    token = first.invitation()
    ways = []
    for member in (first, second):
        page = await member.open(f"/invitation/{token}")
        away = await member.press(page, "/sso/invitation", name=member.name, mail=member.mail)
        ways.append(await provider.authorize(link_of(away), member.mail))
    assert [(await m.open(w)).status for m, w in zip((first, second), ways, strict=True)] == [
        200,
        403,
    ]
    assert len(store.read(staff.everybody)) == 1


async def test_what_is_wrong_is_said_before_she_goes(
    security: Member, browser: Somebody, provider: Provider
) -> None:
    member = browser(Role.HR)
    page = await member.open(f"/invitation/{member.invitation()}")
    for mail, told in (("eva", "Skriv din e-postadress"), (security.mail, "redan ett konto")):
        refused = await member.press(page, "/sso/invitation", name=member.name, mail=mail)
        assert (refused.status, told in refused.words) == (400, True)
    assert provider.asked == []


async def test_without_an_invitation_nobody_learns_who_has_an_account(
    security: Member, browser: Somebody, provider: Provider
) -> None:
    member = browser(Role.HR)
    page = await member.open(f"/invitation/{member.invitation()}")
    fields = page.fields("/sso/invitation") | {"token": ["x" * 43], "name": ["Eva"]}
    mails = (security.mail, "nobody@provstad.example")
    answers = [await member.post("/sso/invitation", fields | {"mail": [m]}) for m in mails]
    assert [answer.status for answer in answers] == [410, 410]
    assert answers[0].text == answers[1].text


# ---- beside passwords -------------------------------------------------------------------------


async def test_no_password_opens_an_account_of_the_providers(
    joined: Member, provider: Provider, store: Store
) -> None:
    joined.phone.secret = b"\0" * 20
    for password in ("", PASSWORD):
        assert (await joined.log_in(password=password)).status == 403
    await log_in(joined, provider)
    account = await joined.open("/account")
    assert account.html.find("form", action="/account/password") is None
    fields = account.fields("/leave") | {"present": [""], "password": ["fyra stolar utan rygg"]}
    fields |= {"again": fields["password"]}
    assert (await joined.post("/account/password", fields)).status == 403
    (kept,) = store.read(staff.everybody)
    assert not kept.has_password


async def test_passwords_open_beside_it(security: Member) -> None:
    await security.leave()
    assert (await security.log_in()).path == "/cases"


@pytest.fixture
async def strict_address(
    config: Config, store: Store, clock: Clock, security: Member, operator: Member
) -> AsyncIterator[str]:
    """The same installation after passwords have been shut."""
    strict = replace(config, sso=replace(config.sso, required=True))
    async with listening(make_staff_app(strict, store, clock), "127.0.0.1", 0) as port:
        yield f"http://127.0.0.1:{port}"


async def test_where_it_is_required_only_operators_keep_their_passwords(
    strict_address: str, security: Member, operator: Member
) -> None:
    for member, status in ((security, 403), (operator, 200)):
        member._address = strict_address
        member._session.cookie_jar.clear()
        assert (await member.log_in()).status == status


async def test_where_it_is_required_no_account_with_a_password_is_made(
    strict_address: str, browser: Somebody, store: Store
) -> None:
    member = browser(Role.OPERATOR)
    member._address = strict_address
    page = await member.open(f"/invitation/{member.invitation()}")
    assert page.html.find("form", action="/invitation") is None
    member.phone.secret = bytes.fromhex(page.fields("/sso/invitation")["secret"][0])
    fields = page.fields("/sso/invitation") | {
        "name": [member.name],
        "mail": [member.mail],
        "password": [PASSWORD],
        "code": [member.phone.code()],
    }
    assert (await member.post("/invitation", fields)).status == 400
    assert len(store.read(staff.everybody)) == 2


@pytest.mark.parametrize(
    ("claims", "is_enough"),
    [
        ({"acr": "loa3", "auth_time": 0}, True),
        ({"acr": "loa1", "auth_time": 0}, False),
        ({"auth_time": 0}, False),
        ({"acr": "loa3"}, False),
        ({"acr": "loa3", "auth_time": -1200}, False),
        ({"acr": "loa3", "auth_time": 1200}, False),
        ({"acr": "loa3", "auth_time": 10**400}, False),
        ({"acr": "loa3", "auth_time": "now"}, False),
    ],
)
async def test_the_provider_must_have_proved_it_so_well_and_so_lately(
    joined: Member, config: Config, store: Store, clock: Clock, provider: Provider,
    claims: dict[str, Any], is_enough: bool,
) -> None:  # fmt: skip
    sso = replace(config.sso, acr_values=("loa3", "loa4"), max_age_minutes=15)
    now = int(clock().timestamp())
    if isinstance(claims.get("auth_time"), int):
        claims = claims | {"auth_time": now + claims["auth_time"]}
    provider.claims = claims
    app = make_staff_app(replace(config, sso=sso), store, clock)
    async with listening(app, "127.0.0.1", 0) as port:
        joined._address = f"http://127.0.0.1:{port}"
        link = await sent_away(joined)
        assert URL(link).query["acr_values"] == "loa3 loa4"
        assert URL(link).query["max_age"] == "900"
        answer = await joined.open(await provider.authorize(link, HER))
    assert answer.status == (200 if is_enough else 403)


# ---- where there is none ----------------------------------------------------------------------


async def test_caseworkers_have_no_such_way_in(visitor: Visitor) -> None:
    assert not [path for _, path, _ in PAGES if "sso" in path]
    assert not [rule.path for rule in CASEWORKERS if "sso" in rule.path]
    assert (await visitor.open("/sso/back")).status == 404
    assert "/sso" not in (await visitor.open("/")).text


async def test_without_the_setting_there_is_no_such_page(
    config: Config, store: Store, clock: Clock, browser: Somebody
) -> None:
    app = make_staff_app(replace(config, sso=SsoSettings()), store, clock)
    async with listening(app, "127.0.0.1", 0) as port:
        member = browser(Role.HR)
        member._address = f"http://127.0.0.1:{port}"
        start = await member.open("/")
        assert start.html.find("form", action="/sso") is None
        assert (await member.open("/sso/back")).status == 404
        for path in ("/sso", "/sso/invitation"):
            assert (await member.post(path, start.fields("/log-in"))).status == 404
