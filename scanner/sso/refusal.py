"""Why somebody is not believed."""

from enum import StrEnum
from typing import Final


class Why(StrEnum):
    UNREACHABLE = "unreachable"
    """The provider did not answer in time, or not as such."""
    ANSWER = "answer"
    """It answered something else than was asked for, or too much."""
    ISSUER = "issuer"
    """Another provider speaks."""
    ELSEWHERE = "elsewhere"
    """It names an address that is not its own."""
    PKCE = "pkce"
    """It says that it cannot bind a code to who asked for it."""
    STATE = "state"
    """Nobody was sent there from this browser, or it is too long ago, or she came back before."""
    DENIED = "denied"
    """The provider did not let her through."""
    CODE = "code"
    """It does not know the code that the browser brought."""
    TOKEN = "token"  # noqa: S105  a reason, no secret
    """What it sent is not signed by a key of its own, or not in a way that we accept."""
    CLAIMS = "claims"
    """It is signed, but for somebody, something or some time else."""
    ACCOUNT = "account"
    """She is who she is, but no account here is hers."""


class RefusedError(Exception):
    """Somebody is not believed. Holds nothing of her."""

    def __init__(self, why: Why) -> None:
        super().__init__(why.value)
        self.why: Final = why
