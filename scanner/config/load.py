"""Finds `scan.toml`, lays the environment over it, and hands out a `Config`."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Any, Final, TypeVar, get_origin
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import tomli

from scanner.config.clock import LAB_NOW
from scanner.config.options import Option, options
from scanner.config.proxy import NO_PROXY, is_proxy
from scanner.config.settings import PACE_FLOOR_SECONDS, Config
from scanner.config.strict import (
    Mismatch,
    Problem,
    TomlFile,
    did_you_mean,
    read,
    structure,
)
from scanner.errors import UsageError

PLACES: Final = (Path("scan.toml"), Path("/etc/varn/scan.toml"))
"""Where a configuration is looked for that nobody named."""

NAMED_BY: Final = "VARN_CONFIG"
"""The environment variable that names it."""

OTHER_VARIABLES: Final = frozenset({NAMED_BY, LAB_NOW})
"""`VARN_*` variables that are not options."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """An option set outside the file."""

    option: Option
    text: str


def load(path: Path | None, environment: Mapping[str, str]) -> Config:
    """The configuration: `VARN_*` variables over the file over defaults.

    `path` is what ``--config`` names. Relative paths in the file are relative to the file, those
    of variables to the working folder.
    Raises `UsageError` that names every problem, where it stands and how to mend it.
    """
    file = read(find(path, environment))
    overrides = tuple(_from_environment(environment))
    try:
        config = _config(_laid_over(file.values, overrides), file.values)
    except Mismatch as mismatch:
        raise _refusal(file, overrides, mismatch.problems) from mismatch
    return _anchored(config, file.path.absolute().parent)


def understood(texts: Mapping[str, str]) -> Config:
    """The configuration that options mean which are in no file yet, as ``section.key`` and text.

    Text is read as that of a variable is. Raises `UsageError` that names every problem.
    """
    known = {f"{option.section}.{option.key}": option for option in options()}
    overrides = tuple(Override(option=known[name], text=text) for name, text in texts.items())
    values = _laid_over({}, overrides)
    try:
        return _config(values, values)
    except Mismatch as mismatch:
        raise UsageError(_sentences(mismatch.problems)) from mismatch


def find(path: Path | None, environment: Mapping[str, str]) -> Path:
    """The file to read: ``--config``, ``VARN_CONFIG``, then `PLACES`. `UsageError` if none."""
    if path is not None:
        return path
    if named := environment.get(NAMED_BY):
        return Path(named)
    for place in PLACES:
        if place.exists():
            return place
    looked = " nor ".join(str(place) for place in PLACES)
    raise UsageError(
        f"No configuration: there is neither {looked}."
        f" Make one with `init`, or name one with --config or {NAMED_BY}."
    )


def _from_environment(environment: Mapping[str, str]) -> Iterator[Override]:
    known = {option.variable: option for option in options()}
    for variable, text in sorted(environment.items()):
        if not variable.startswith("VARN_") or variable in OTHER_VARIABLES:
            continue
        if variable not in known:
            hint = did_you_mean(variable, [*known, *OTHER_VARIABLES])
            raise UsageError(f"The environment variable {variable} is not known.{hint} Unset it.")
        yield Override(option=known[variable], text=text)


def _laid_over(values: Mapping[str, Any], overrides: tuple[Override, ...]) -> dict[str, Any]:
    laid = {key: dict(part) if isinstance(part, dict) else part for key, part in values.items()}
    for one in overrides:
        section = laid.setdefault(one.option.section, {})
        if isinstance(section, dict):
            section[one.option.key] = _value(one.text, one.option.kind)
    return laid


def _value(text: str, kind: Any) -> Any:
    """What `text` would be in the file; text that cannot be `kind` is left for the complaint."""
    if get_origin(kind) is tuple:
        return [part.strip() for part in text.split(",") if part.strip()]
    if kind in (Path, Path | None):
        return str(Path(text).expanduser().absolute()) if text else text
    try:
        value = tomli.loads(f"value = {text}")["value"]
    except tomli.TOMLDecodeError:
        return text
    return value if isinstance(value, int | float | dict) and kind is not str else text


def _config(values: dict[str, Any], stated: Mapping[str, Any]) -> Config:
    """What `values` mean, of which the file has `stated` some. Raises `Mismatch` with all that is
    wrong."""
    try:
        config = structure(values, Config)
    except Mismatch as mismatch:
        further = _contradictions_of_the_rest(values, stated, mismatch.problems)
        raise Mismatch((*mismatch.problems, *further)) from mismatch
    if problems := tuple(_contradictions(config, stated)):
        raise Mismatch(problems)
    return config


def _contradictions_of_the_rest(
    values: Mapping[str, Any], stated: Mapping[str, Any], known: tuple[Problem, ...]
) -> tuple[Problem, ...]:
    """What contradicts beside the `known` problems, as far as it does not rest on one of them.

    Nothing where without them it means nothing.
    """
    wrong = {one.place[:2] for one in known}
    # An option that is there and cannot be read: what is said beside it may agree with it.
    unread = {option.section for option in options() if (option.section, option.key) in wrong}
    rest = {
        section: {key: value for key, value in part.items() if (section, key) not in wrong}
        if isinstance(part, dict)
        else part
        for section, part in values.items()
        if (section,) not in wrong
    }
    try:
        config = structure(rest, Config)
    except Mismatch:
        return ()
    return tuple(one for one in _contradictions(config, stated) if one.place[0] not in unread)


def _refusal(
    file: TomlFile, overrides: tuple[Override, ...], problems: tuple[Problem, ...]
) -> UsageError:
    """Problems of the file with their lines, problems of overrides with their variable."""
    said = {(one.option.section, one.option.key): one.option.variable for one in overrides}
    outside = [one for one in problems if one.place[:2] in said]
    inside = [one for one in problems if one.place[:2] not in said]
    told = [str(file.refusal(inside))] if inside else []
    told += [f"{said[one.place[:2]]}: {one.sentence}" for one in outside]  # type: ignore[index]
    return UsageError("\n".join(told))


def _sentences(problems: tuple[Problem, ...]) -> str:
    return "\n".join(problem.sentence for problem in problems)


def _contradictions(config: Config, stated: Mapping[str, Any]) -> Iterator[Problem]:
    """What each value alone cannot show."""
    yield from _mail_problems(config)
    yield from _portal_problems(config)
    yield from _sso_problems(config)
    yield from _second_reader_problems(config)
    if (address := config.proxy.address) and not is_proxy(address):
        yield _problem("proxy.address", NO_PROXY)
    elif address and config.lab and not _is_loopback(urlsplit(address).hostname or ""):
        yield _problem("proxy.address", "must be on this machine: a lab never leads out of it.")
    if not _is_loopback(config.service.metrics_host):
        yield _problem("service.metrics_host", "must be an address of this machine only.")
    yield from _lab_problems(config)
    if not _is_zone(config.organisation.timezone):
        yield _problem("organisation.timezone", "is no time zone. Write one like Europe/Stockholm.")
    if urlsplit(str(stated.get("data", {}).get("database_url", ""))).password:
        yield _problem(
            "data.database_url",
            "holds a password. Take it out, and give the whole address in the environment"
            " variable VARN_DATA_DATABASE_URL, or the password in a ~/.pgpass.",
        )


def _mail_problems(config: Config) -> Iterator[Problem]:
    mail = config.mail
    if mail.security == "none" and not _is_loopback(mail.host):
        yield _problem("mail.security", 'may be "none" for a server on this machine only.')
    if mail.user and mail.password_file is None:
        yield _problem("mail.password_file", "is needed where mail.user is set.")
    for key, mailboxes in (
        ("mail.sender", (mail.sender,)),
        ("recipients.security", config.recipients.security),
        ("recipients.hr", config.recipients.hr),
        ("recipients.manager", config.recipients.manager),
        ("recipients.safety_representative", config.recipients.safety_representative),
    ):
        if not all(re.fullmatch(r"[^@\s]+@[^@\s]+", mailbox) for mailbox in mailboxes):
            yield _problem(key, "must be e-mail addresses.")
    if not config.recipients.security:
        yield _problem("recipients.security", "must name at least one mailbox.")


def _portal_problems(config: Config) -> Iterator[Problem]:
    portal = config.portal
    for key, address in (("base_url", portal.base_url), ("staff_url", portal.staff_url)):
        if address and not re.fullmatch(r"https?://[^\s/]+(/\S*)?", address):
            yield _problem(f"portal.{key}", "must be an address such as https://varn.provstad.se.")
    gateway = config.contact.sms_gateway
    if gateway and not re.fullmatch(r"[^@\s]*\{number\}[^@\s]*@[^@\s]+", gateway):
        yield _problem("contact.sms_gateway", 'must be as "{number}@sms.example".')
    if not portal.mail_domains:
        yield _problem("portal.mail_domains", "must name at least one domain.")
    if any("@" in domain or "." not in domain for domain in portal.mail_domains):
        yield _problem("portal.mail_domains", "must be domains such as provstad.se, without @.")


def _sso_problems(config: Config) -> Iterator[Problem]:
    sso = config.sso
    if not sso.issuer:
        if sso.required:
            yield _problem("sso.required", "needs sso.issuer: nobody could log in.")
        return
    if not _is_issuer(sso.issuer, is_lab=config.lab is not None):
        yield _problem(
            "sso.issuer",
            "must be an address such as https://id.provstad.se/realm, without ? and #; in a lab"
            " one of this machine.",
        )
    if not sso.client_id:
        yield _problem("sso.client_id", "is needed where sso.issuer is set.")
    if sso.client_secret_file is None:
        yield _problem("sso.client_secret_file", "is needed where sso.issuer is set.")


def _is_issuer(address: str, *, is_lab: bool) -> bool:
    if not re.fullmatch(r"https?://[^\s/?#@]+(/[^\s?#]*)?", address):
        return False
    if is_lab:
        # A lab never leads out of the machine; there plain http is safe.
        return _is_loopback(urlsplit(address).hostname or "")
    return address.startswith("https://")


def _second_reader_problems(config: Config) -> Iterator[Problem]:
    reader = config.second_reader
    if not reader.url:
        return
    if not _is_endpoint_address(reader.url, is_lab=config.lab is not None):
        yield _problem(
            "second_reader.url",
            "must be an address such as https://reader.provstad.se/v1/chat/completions; with"
            " http:// or in a lab one of this machine.",
        )
    if not reader.model:
        yield _problem("second_reader.model", "is needed where second_reader.url is set.")


def _is_endpoint_address(address: str, *, is_lab: bool) -> bool:
    if not re.fullmatch(r"https?://[^\s/?#@]+/[^\s?#]*", address):
        return False
    try:
        host, _ = urlsplit(address).hostname or "", urlsplit(address).port
    except ValueError:
        return False
    return _is_loopback(host) if is_lab or address.startswith("http:") else bool(host)


def _lab_problems(config: Config) -> Iterator[Problem]:
    lab = config.lab
    if lab is None:
        if config.crawl.delay_seconds < PACE_FLOOR_SECONDS:
            yield _problem("crawl.delay_seconds", "must be 1 or more; less is for a lab only.")
        if not config.portal.activation_hours:
            yield _problem("portal.activation_hours", "must be 1 or more; 0 is for a lab only.")
        return
    yield from (
        _problem(
            f"lab.hosts.{host}",
            'must be an address and port of this machine, such as "127.0.0.1:8000".',
        )
        for host, where in lab.hosts.items()
        if not _is_endpoint(where)
    )
    if not all(_is_network(block) for block in lab.networks):
        yield _problem("lab.networks", 'must be address blocks such as "127.0.0.0/8".')


def _problem(option: str, complaint: str) -> Problem:
    section, key, *rest = option.split(".", 2)
    return Problem(place=(section, key, *rest), sentence=f'"{option}" {complaint}')


def _is_zone(zone: str) -> bool:
    try:
        ZoneInfo(zone)
    except (KeyError, ValueError, OSError):
        return False
    return True


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _is_endpoint(where: str) -> bool:
    host, _, port = where.rpartition(":")
    try:
        return ip_address(host.strip("[]")).is_loopback and 0 < int(port) < 65536
    except ValueError:
        return False


def _is_network(block: str) -> bool:
    try:
        return ip_network(block).version > 0
    except ValueError:
        return False


def _anchored(config: Config, folder: Path) -> Config:
    """`config` with every path absolute: relative ones are meant from the file's folder."""
    sections = {field.name: getattr(config, field.name) for field in fields(config)}
    return replace(
        config,
        **{name: _anchored_section(one, folder) for name, one in sections.items() if one},
    )


def _anchored_section(section: T, folder: Path) -> T:
    values = {field.name: getattr(section, field.name) for field in fields(section)}  # type: ignore[arg-type]
    paths = {key: folder / value for key, value in values.items() if isinstance(value, Path)}
    return replace(section, **paths)  # type: ignore[type-var]
