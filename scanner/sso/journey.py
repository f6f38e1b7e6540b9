"""Somebody's way to the identity provider and back: authorization code flow with PKCE.

OpenID Connect Core 1.0 §3.1, Discovery 1.0, RFC 7636 (PKCE), RFC 9207 (who answers). Nothing is
kept from one journey to the next: a key that the provider has withdrawn opens nothing any more.
"""

import hashlib
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import quote, urlencode

from aiohttp import encode_basic_auth
from yarl import URL

from scanner.model.staff import Subject
from scanner.sso import id_token, wire
from scanner.sso.client import Client
from scanner.sso.refusal import RefusedError, Why
from scanner.sso.wire import Json

WELL_KNOWN: Final = "/.well-known/openid-configuration"


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoints:
    """Where the provider does what, all at its own origin."""

    authorization: str
    token: str
    keys: str
    names_itself: bool
    """Whether it says who it is when it sends a browser back (RFC 9207)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Journey:
    """What must agree when she comes back. Each value is random, 256 bits, and used once."""

    endpoints: Endpoints
    began_at: datetime
    state: str
    nonce: str
    verifier: str


async def begin(client: Client, now: datetime) -> Journey:
    """A new journey, to where the provider is today. Raises `RefusedError`."""
    return Journey(
        endpoints=await discovered(client.issuer),
        began_at=now,
        state=secrets.token_urlsafe(32),
        nonce=secrets.token_urlsafe(32),
        verifier=secrets.token_urlsafe(32),
    )


def address(client: Client, journey: Journey) -> str:
    """Where her browser goes. Asks for who she is and nothing more: no name, no mail address."""
    asked = {
        "response_type": "code",
        "scope": "openid",
        "client_id": client.client_id,
        "redirect_uri": client.return_address,
        "state": journey.state,
        "nonce": journey.nonce,
        "code_challenge": _challenge(journey.verifier),
        "code_challenge_method": "S256",
    }
    if client.acr_values:
        asked["acr_values"] = " ".join(client.acr_values)
    if client.max_age_seconds:
        asked["max_age"] = str(client.max_age_seconds)
    base = journey.endpoints.authorization
    return f"{base}{'&' if '?' in base else '?'}{urlencode(asked)}"


async def finish(
    client: Client, journey: Journey, brought: Mapping[str, str], now: datetime
) -> Subject:
    """Who came back with what her browser `brought`. Raises `RefusedError`."""
    named = brought.get("iss")
    if named != client.issuer and (named is not None or journey.endpoints.names_itself):
        raise RefusedError(Why.ISSUER)
    code = brought.get("code", "")
    if "error" in brought or not code:
        raise RefusedError(Why.DENIED)
    token = await _token(client, journey, code)
    keys = await wire.get(journey.endpoints.keys)
    expected = id_token.Expected(
        issuer=client.issuer,
        client_id=client.client_id,
        nonce=journey.nonce,
        not_before=journey.began_at,
        acr_values=client.acr_values,
        max_age_seconds=client.max_age_seconds,
    )
    return id_token.subject(token, keys, expected, now)


async def discovered(issuer: str) -> Endpoints:
    """What the provider says of itself. Raises `RefusedError`."""
    said = await wire.get(issuer.rstrip("/") + WELL_KNOWN)
    if said.get("issuer") != issuer:
        raise RefusedError(Why.ISSUER)
    methods = said.get("code_challenge_methods_supported", ["S256"])
    if not isinstance(methods, list) or "S256" not in methods:
        raise RefusedError(Why.PKCE)
    return Endpoints(
        authorization=_own(said, "authorization_endpoint", issuer),
        token=_own(said, "token_endpoint", issuer),
        keys=_own(said, "jwks_uri", issuer),
        names_itself=said.get("authorization_response_iss_parameter_supported") is True,
    )


async def _token(client: Client, journey: Journey, code: str) -> str:
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": client.return_address,
        "code_verifier": journey.verifier,
    }
    # RFC 6749 §2.3.1: both are encoded before they are joined.
    login = encode_basic_auth(
        quote(client.client_id, safe=""), quote(client.secret.reveal(), safe="")
    )
    try:
        answer = await wire.post(journey.endpoints.token, form, login)
    except RefusedError as error:
        raise RefusedError(Why.CODE if error.why is Why.ANSWER else error.why) from error
    token = answer.get("id_token")
    if not isinstance(token, str):
        raise RefusedError(Why.TOKEN)
    return token


def _own(said: Json, name: str, issuer: str) -> str:
    """An endpoint. One elsewhere, even inside, is not dialled, nor is a browser sent there."""
    stated = said.get(name)
    try:
        is_own = isinstance(stated, str) and URL(stated).origin() == URL(issuer).origin()
    except ValueError:
        is_own = False
    if not is_own:
        raise RefusedError(Why.ELSEWHERE)
    return str(stated)


def _challenge(verifier: str) -> str:
    return urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
