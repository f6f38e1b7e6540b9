"""One-time codes of an authenticator app: RFC 6238 with what every app knows, SHA-1, six digits."""

import base64
import hmac
import secrets
from datetime import datetime
from typing import Final

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

SECRET_BYTES: Final = 20
"""RFC 4226, 4: 160 bits."""
DIGITS: Final = 6
STEP_SECONDS: Final = 30
TOLERANCE: Final = 1
"""Steps before and after the present one: her phone's clock is not ours."""


def new_secret() -> bytes:
    return secrets.token_bytes(SECRET_BYTES)


def code(secret: bytes, step: int) -> str:
    """The code of one step: the number of half minutes since 1970."""
    return _totp(secret).generate(step * STEP_SECONDS).decode()


def step_of(now: datetime) -> int:
    return int(now.timestamp()) // STEP_SECONDS


def accepted(secret: bytes, typed: str, now: datetime, *, after: int) -> int | None:
    """The step whose code was typed; None where it is none of those near `now`.

    `after` is the last step that was accepted: a code that was looked over her shoulder, or caught
    on its way, does not open a second time.
    """
    digits = "".join(typed.split())
    present = step_of(now)
    near = range(max(after + 1, present - TOLERANCE), present + TOLERANCE + 1)
    matching = [
        one for one in near if hmac.compare_digest(code(secret, one).encode(), digits.encode())
    ]
    return matching[0] if matching else None


def address(secret: bytes, *, account: str, issuer: str) -> str:
    """The ``otpauth:`` address that an app reads from a link or a square code."""
    # Apps show a plus as a plus; one in a name is %2B already.
    return _totp(secret).get_provisioning_uri(account, issuer).replace("+", "%20")


def typed(secret: bytes) -> str:
    """The secret as somebody types it into an app: base32 in groups of four."""
    letters = base64.b32encode(secret).decode()
    return " ".join(letters[at : at + 4] for at in range(0, len(letters), 4))


def _totp(secret: bytes) -> TOTP:
    return TOTP(secret, DIGITS, SHA1(), STEP_SECONDS)  # noqa: S303 - what apps speak
