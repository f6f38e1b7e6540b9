"""An ID token as it comes: believed only if every one of its claims agrees (Core 1.0 §3.1.3.7)."""

import warnings
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from scanner.model.personal import Personal
from scanner.model.staff import Subject
from scanner.sso.refusal import RefusedError, Why
from scanner.sso.wire import Json

with suppress(ModuleNotFoundError):
    # An extra. Where it is not installed `client` says so, and nobody comes as far as here.
    from joserfc import errors, jwk, jwt

ALGORITHMS: Final = ("RS256", "ES256", "Ed25519", "EdDSA")
"""Signatures by a key that only the provider has. Never ``none``, never one of a shared secret."""

KEY_TYPES: Final = ("RSA", "EC", "OKP")
MOST_KEYS: Final = 64

LEEWAY_SECONDS: Final = 60
"""So much two clocks may differ."""

LONGEST_SUBJECT: Final = 255
"""OpenID Connect Core §2 allows no more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    issuer: str
    client_id: str
    nonce: str
    not_before: datetime
    """When she was sent to the provider: what it signed earlier was for something else."""
    acr_values: tuple[str, ...]
    max_age_seconds: int


def subject(token: str, keys: Json, expected: Expected, now: datetime) -> Subject:
    """Whom a token is about; `keys` is the provider's JWKS. Raises `RefusedError`."""
    claims = _signed(token, keys)
    try:
        _registry(expected, now).validate(claims)
    except errors.JoseError as error:
        raise RefusedError(Why.CLAIMS) from error
    name = claims["sub"]
    is_hers = (
        _is_for_us(claims, expected.client_id)
        and claims["iat"] >= expected.not_before.timestamp() - LEEWAY_SECONDS
        and _is_recent(claims, expected.max_age_seconds, now)
        and len(name) <= LONGEST_SUBJECT
    )
    if not is_hers:
        raise RefusedError(Why.CLAIMS)
    return Subject(issuer=expected.issuer, name=Personal(name))


def _signed(token: str, keys: Json) -> Json:
    known = _keys(keys)
    with warnings.catch_warnings():
        # Providers still call Ed25519 by the name that RFC 9864 has replaced.
        warnings.simplefilter("ignore", errors.SecurityWarning)
        try:
            claims: Json = jwt.decode(token, known, algorithms=ALGORITHMS).claims
        except (errors.JoseError, ValueError, TypeError, RecursionError) as error:
            raise RefusedError(Why.TOKEN) from error
    return claims


def _keys(keys: Json) -> "jwk.KeySet":
    """The provider's keys; one that we cannot read hides no other."""
    stated = keys.get("keys")
    if not isinstance(stated, list):
        raise RefusedError(Why.ANSWER)
    found = [key for one in stated[:MOST_KEYS] if (key := _key(one)) is not None]
    return jwk.KeySet(found)


def _key(stated: object) -> "jwk.Key | None":
    if not isinstance(stated, dict) or stated.get("kty") not in KEY_TYPES:
        return None
    try:
        key = jwk.import_key(stated)
        key.ensure_kid()
    except (errors.JoseError, ValueError, TypeError, KeyError):
        return None
    return key


def _registry(expected: Expected, now: datetime) -> "jwt.JWTClaimsRegistry":
    claims: dict[str, jwt.ClaimsOption] = {
        "iss": {"essential": True, "value": expected.issuer},
        "aud": {"essential": True, "value": expected.client_id},
        "nonce": {"essential": True, "value": expected.nonce},
        "sub": {"essential": True},
        "exp": {"essential": True},
        "iat": {"essential": True},
    }
    if expected.acr_values:
        claims["acr"] = {"essential": True, "values": list(expected.acr_values)}
    if expected.max_age_seconds:
        claims["auth_time"] = {"essential": True}
    return jwt.JWTClaimsRegistry(now=int(now.timestamp()), leeway=LEEWAY_SECONDS, **claims)


def _is_for_us(claims: Json, client_id: str) -> bool:
    """Whether it was made for this installation alone, or for others too but at our request."""
    is_shared = claims["aud"] not in (client_id, [client_id])
    return claims.get("azp", None if is_shared else client_id) == client_id


def _is_recent(claims: Json, max_age_seconds: int, now: datetime) -> bool:
    if not max_age_seconds:
        return True
    at, today = claims["auth_time"], now.timestamp()
    is_time = isinstance(at, int | float) and not isinstance(at, bool)
    return is_time and today - max_age_seconds - LEEWAY_SECONDS <= at <= today + LEEWAY_SECONDS
