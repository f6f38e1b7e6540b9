"""An identity provider on loopback that can lie in every way.

Honest unless somebody changes what it says: `discovery`, `claims`, `header`, `keys` and the answers
in `instead` take the place of what it would have said.
"""

import asyncio
import hashlib
import hmac
import json
import secrets
import warnings
from base64 import b64decode, urlsafe_b64encode
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from aiohttp import ClientSession, web
from joserfc import errors, jwk, jwt
from yarl import URL

from scanner.config.settings import SsoSettings

Claims = dict[str, Any]
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

CLIENT_ID = "varn"
SECRET = "s3cret with spaces & signs:"
ABSENT = object()
"""A value that is left out."""


def new_key(kind: str = "ES256", kid: str = "first") -> jwk.Key:
    made: dict[str, Callable[[], jwk.Key]] = {
        "ES256": lambda: jwk.ECKey.generate_key("P-256", {"kid": kid}),
        "RS256": lambda: jwk.RSAKey.generate_key(2048, {"kid": kid}),
        "EdDSA": lambda: jwk.OKPKey.generate_key("Ed25519", {"kid": kid}),
        "Ed25519": lambda: jwk.OKPKey.generate_key("Ed25519", {"kid": kid}),
    }
    return made[kind]()


def encoded(part: bytes) -> str:
    return urlsafe_b64encode(part).rstrip(b"=").decode()


@dataclass
class Grant:
    """What a code stands for."""

    subject: str
    nonce: str
    challenge: str
    return_address: str


@dataclass
class Provider:
    clock: Callable[[], datetime]
    issuer: str = ""
    algorithm: str = "ES256"
    key: jwk.Key = field(default_factory=new_key)
    keys: list[Any] | None = None
    """The JWKS; None: the public half of `key`."""
    discovery: Claims = field(default_factory=dict)
    claims: Claims = field(default_factory=dict)
    header: Claims = field(default_factory=dict)
    returned: Claims = field(default_factory=dict)
    """What browsers are sent back with, beside or instead of code, state and iss."""
    instead: dict[str, Handler] = field(default_factory=dict)
    """Another handler for a path."""
    sign: Callable[["Provider", Claims], str] | None = None
    asked: list[str] = field(default_factory=list)
    """The paths that were asked for."""
    grants: dict[str, Grant] = field(default_factory=dict)

    def repent(self) -> None:
        """Be honest again."""
        for lies in (self.discovery, self.claims, self.header, self.returned, self.instead):
            lies.clear()
        self.keys = self.sign = None

    async def authorize(self, address: str, subject: str) -> str:
        """Somebody logs in there, as `subject`: the path and query that she is sent back to."""
        async with (
            ClientSession() as session,
            session.get(
                URL(address), headers={"X-Subject": subject}, allow_redirects=False
            ) as answer,
        ):
            assert answer.status == 302, await answer.text()
            return URL(answer.headers["Location"]).raw_path_qs

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(request.path)
        other = self.instead.get(request.path)
        if other is not None:
            return await other(request)
        return await {
            "/.well-known/openid-configuration": self._discover,
            "/authorize": self._authorize,
            "/token": self._redeem,
            "/keys": self._keys,
        }[request.path](request)

    async def _discover(self, _: web.Request) -> web.Response:
        said = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "authorization_response_iss_parameter_supported": True,
            "code_challenge_methods_supported": ["S256"],
        }
        return web.json_response(present(said | self.discovery))

    async def _authorize(self, request: web.Request) -> web.Response:
        return self.send_back(request, request.headers["X-Subject"])

    def send_back(self, request: web.Request, subject: str) -> web.Response:
        """Whoever asked to log in is `subject`."""
        asked = request.query
        assert asked["client_id"] == CLIENT_ID
        assert asked["response_type"] == "code"
        assert asked["code_challenge_method"] == "S256"
        code = secrets.token_urlsafe(16)
        self.grants[code] = Grant(
            subject=subject,
            nonce=asked["nonce"],
            challenge=asked["code_challenge"],
            return_address=asked["redirect_uri"],
        )
        brought = {"code": code, "state": asked["state"], "iss": self.issuer} | self.returned
        where = URL(asked["redirect_uri"]).with_query(present(brought))
        return web.Response(status=302, headers={"Location": str(where)})

    async def _redeem(self, request: web.Request) -> web.Response:
        form = await request.post()
        kind, _, login = request.headers["Authorization"].partition(" ")
        client, _, secret = b64decode(login).decode().partition(":")
        grant = self.grants.pop(str(form["code"]), None)
        is_good = (
            grant is not None
            and kind == "Basic"
            and (unquote(client), unquote(secret)) == (CLIENT_ID, SECRET)
            and form["grant_type"] == "authorization_code"
            and form["redirect_uri"] == grant.return_address
            and encoded(hashlib.sha256(str(form["code_verifier"]).encode()).digest())
            == grant.challenge
        )
        if grant is None or not is_good:
            return web.json_response({"error": "invalid_grant"}, status=400)
        return web.json_response({"id_token": self.id_token(grant), "token_type": "Bearer"})

    async def _keys(self, _: web.Request) -> web.Response:
        keys = [self.key.as_dict(private=False)] if self.keys is None else self.keys
        return web.json_response({"keys": keys})

    def id_token(self, grant: Grant) -> str:
        at = int(self.clock().timestamp())
        claims = {
            "iss": self.issuer,
            "sub": grant.subject,
            "aud": CLIENT_ID,
            "nonce": grant.nonce,
            "iat": at,
            "exp": at + 300,
        }
        claims = present(claims | self.claims)
        if self.sign is not None:
            return self.sign(self, claims)
        header = present({"alg": self.algorithm, "kid": self.key.kid} | self.header)
        with warnings.catch_warnings():
            # EdDSA has another name since RFC 9864; providers go on to say this one.
            warnings.simplefilter("ignore", errors.SecurityWarning)
            return jwt.encode(header, claims, self.key, algorithms=[self.algorithm])


def settings_of(provider: Provider, folder: Path) -> SsoSettings:
    secret = folder / "client_secret"
    secret.write_text(f"{SECRET}\n", encoding="utf-8")
    return SsoSettings(issuer=provider.issuer, client_id=CLIENT_ID, client_secret_file=secret)


def present(values: Claims) -> Claims:
    return {name: value for name, value in values.items() if value is not ABSENT}


@asynccontextmanager
async def providing(clock: Callable[[], datetime]) -> AsyncIterator[Provider]:
    provider = Provider(clock)
    app = web.Application()
    app.router.add_route("*", "/{anything:.*}", provider.answer)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    provider.issuer = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield provider
    finally:
        await runner.cleanup()


def unsigned(_: Provider, claims: Claims) -> str:
    return f"{_part({'alg': 'none'})}.{_part(claims)}."


def by_the_public_key(provider: Provider, claims: Claims) -> str:
    """HS256, with what everybody knows as the secret."""
    assert not isinstance(provider.key, jwk.OctKey)
    signed = f"{_part({'alg': 'HS256', 'kid': provider.key.kid})}.{_part(claims)}"
    known = provider.key.as_pem(private=False)
    return f"{signed}.{encoded(hmac.digest(known, signed.encode(), 'sha256'))}"


def by_another_key(provider: Provider, claims: Claims) -> str:
    other = new_key(kid=str(provider.key.kid))
    return jwt.encode({"alg": "ES256", "kid": other.kid}, claims, other)


def changed(provider: Provider, claims: Claims) -> str:
    """What was signed for one, said of another."""
    head, _, seal = jwt.encode(
        {"alg": "ES256", "kid": provider.key.kid}, claims, provider.key
    ).split(".")
    return f"{head}.{_part(claims | {'sub': 'somebody else'})}.{seal}"


async def drip(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse()
    await response.prepare(request)
    for _ in range(200):
        await response.write(b" ")
        await asyncio.sleep(0.02)
    return response


async def silence(_: web.Request) -> web.StreamResponse:
    await asyncio.sleep(4)
    return web.Response()


async def flood(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse()
    await response.prepare(request)
    for _ in range(64):
        await response.write(b" " * 64 * 1024)
    return response


async def nested(_: web.Request) -> web.StreamResponse:
    return web.Response(text="[" * 100_000)


async def no_object(_: web.Request) -> web.StreamResponse:
    return web.json_response(["keys"])


def leading(where: str) -> Handler:
    async def redirect(_: web.Request) -> web.StreamResponse:
        return web.Response(status=307, headers={"Location": where})

    return redirect


def saying(value: object) -> Handler:
    async def say(_: web.Request) -> web.StreamResponse:
        return web.json_response(value)

    return say


def _part(value: object) -> str:
    return encoded(json.dumps(value).encode())
