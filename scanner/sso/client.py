"""What this installation is to the identity provider."""

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from scanner.config.settings import SsoSettings
from scanner.errors import UsageError
from scanner.model.personal import Personal

RETURN_PATH: Final = "/sso/back"

MISSING: Final = (
    "The setting sso.issuer needs the package joserfc. Install Värn with its extra: "
    "pip install 'varn[sso]'. Or empty the setting: staff then log in with password and code."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    issuer: str
    client_id: str
    secret: Personal
    """Not of a person, but it must no more be shown."""
    return_address: str
    """Where browsers come back to: exactly as registered with the provider."""
    acr_values: tuple[str, ...] = ()
    max_age_seconds: int = 0


def client(settings: SsoSettings, staff_address: str) -> Client | None:
    """As the settings say, for the staff's pages at an address; None where no provider is set.

    Raises `UsageError` where the package or the secret is missing.
    """
    if not settings.issuer:
        return None
    if find_spec("joserfc") is None:
        raise UsageError(MISSING)
    return Client(
        issuer=settings.issuer,
        client_id=settings.client_id,
        secret=_secret(settings.client_secret_file),
        return_address=staff_address.rstrip("/") + RETURN_PATH,
        acr_values=settings.acr_values,
        max_age_seconds=60 * settings.max_age_minutes,
    )


def _secret(path: Path | None) -> Personal:
    # `config.load` refuses any other.
    assert path is not None, "an installation has a secret"
    try:
        return Personal(path.read_text("utf-8").strip())
    except (OSError, UnicodeDecodeError):
        raise UsageError(
            f"The client secret in {path} cannot be read. Check the setting "
            "sso.client_secret_file and the file's permissions."
        ) from None
