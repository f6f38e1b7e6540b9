"""What `doctor` checks: everything that a new operator gets wrong, one function each."""

import asyncio
import errno
import os
import shutil
import socket
import stat
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Final

import pysqlite3
from cryptography import x509

from scanner import ocr
from scanner.assess.second_reader.opinion import SAMPLE, advice, question
from scanner.cli import whereabouts
from scanner.cli.gaps import pages
from scanner.cli.opening import clock_of, key_of
from scanner.config.settings import Config
from scanner.errors import StopError, UsageError, VarnError
from scanner.model.ids import PersonId, TenantId
from scanner.model.second_reading import FAILED, ReadingState
from scanner.outbound import mail, proxies, second_reader
from scanner.pipeline import drop_folder
from scanner.pipeline.clock import doubt
from scanner.places import watchlists
from scanner.report.gather import coverage
from scanner.sso import journey
from scanner.sso.client import client
from scanner.sso.refusal import RefusedError
from scanner.store import audit, erased_list, erasures, master_key, outbox, second_readings, turns
from scanner.store.database import KEYS_FILE, Store
from scanner.store.engine import OLDEST_SQLITE
from scanner.store.keys import KeyStore
from scanner.store.master_key import Source
from scanner.store.scans import last_scan_began

FREE_BYTES: Final = 1 << 30
"""Less free space than this will not last for a month of evidence."""

SILENCE: Final = timedelta(hours=26)
"""Longer ago than this a scan should have begun, even where it is started once a day."""

SOON: Final = timedelta(days=30)


class State(StrEnum):
    GOOD = "good"
    LOOK = "look"
    """Works, but somebody should look at it."""
    WRONG = "wrong"


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    state: State
    subject: str
    sentence: str


Check = Callable[[Config], Iterator[Result]]


def run(config: Config) -> tuple[Result, ...]:
    """Every check, in the order in which an operator would mend things.

    A mistake that several checks meet, as one in a source's file, is said by the first.
    """
    said: dict[str, Result] = {}
    for check in CHECKS:
        for result in _results(check, config):
            said.setdefault(result.sentence, result)
    return tuple(said.values())


def _results(check: Check, config: Config) -> list[Result]:
    """What a check finds; that all is good it may say only where nothing is wrong."""
    found = list(_guarded(check, config))
    is_wrong = any(one.state is State.WRONG for one in found)
    return [one for one in found if not (is_wrong and one.state is State.GOOD)]


def _guarded(check: Check, config: Config) -> Iterator[Result]:
    subject = check.__name__.strip("_").replace("_", " ")
    try:
        yield from check(config)
    except VarnError as error:
        yield _wrong(subject, str(error))
    except OSError as error:
        yield _wrong(subject, f"{error.filename or 'The system'} says: {error.strerror}.")


def _program(_: Config) -> Iterator[Result]:
    if pysqlite3.sqlite_version_info < OLDEST_SQLITE:
        yield _wrong("program", "This SQLite can corrupt the database. Install from the lock file.")
    version = ".".join(map(str, sys.version_info[:3]))
    yield _good("program", f"Python {version}, SQLite {pysqlite3.sqlite_version}.")


def _lab(config: Config) -> Iterator[Result]:
    if config.lab is not None:
        yield _look("lab", "The configuration has a [lab] section: nothing found here is real.")


def _data_folder(config: Config) -> Iterator[Result]:
    folder = config.data.folder
    if not folder.is_dir():
        yield _wrong("data folder", f"There is none at {folder}. Run init, or mount its disk.")
        return
    yield from _private(folder, "data folder")
    if misplaced := whereabouts.of_data(config):
        yield _wrong("data folder", misplaced)
    free = shutil.disk_usage(folder).free
    if free < FREE_BYTES:
        yield _look("data folder", f"Only {free >> 20} MiB are free at {folder}. Make room.")
    yield _good("data folder", f"{folder}, {free >> 30} GiB free.")


def _master_key(config: Config) -> Iterator[Result]:
    key_of(config)
    kind = master_key.source(config)
    if master_key.next_file(config).exists():
        yield _look("master key", "A rotation was not finished. Run keys rotate: it goes on.")
    if kind is Source.FILE:
        yield from _open_file(config)
    yield _good("master key", f"It comes from {kind}.")


def _open_file(config: Config) -> Iterator[Result]:
    """What a key that is under no passphrase must not lie beside."""
    path, folder = config.data.master_key_file, config.data.folder
    if misplaced := whereabouts.of_key(config):
        yield _wrong("master key", misplaced)
    elif folder.exists() and path.stat().st_dev == folder.stat().st_dev:
        yield _look(
            "master key",
            f"{path} is on the data folder's disk: who takes the disk takes both. Move it to "
            "another disk or a credential store, or put it under a passphrase with keys lock.",
        )


def _database(config: Config) -> Iterator[Result]:
    store = Store.open(config, key_of(config))
    try:
        yield from _audit(store)
        yield from _unfinished(store)
        yield from _last_scan(store, config)
        yield from _unread(store, config)
        yield from _unheard(store)
        yield _good("database", "Opens with this master key, in the shape this program needs.")
    finally:
        store.close()


def _audit(store: Store) -> Iterator[Result]:
    fault = store.read(audit.verify)
    if fault is not None:
        yield _wrong(
            "audit",
            f"The chain is broken at entry {fault}: somebody changed the database. Keep a copy, "
            "and find out who could.",
        )


def _unfinished(store: Store) -> Iterator[Result]:
    pending = store.read(erasures.pending)
    if pending:
        yield _look(
            "erasure", f"{len(pending)} not finished. They go on with the next run or serve."
        )
    troubles = Counter((one.kind, one.reason) for one in store.read(outbox.troubles))
    for (kind, reason), count in troubles.items():
        yield _look(
            "mail",
            f"Not sent so far: {count} of the kind {kind} ({reason}). Mend the [mail] section or "
            "the mailbox; serve tries again.",
        )


def _last_scan(store: Store, config: Config) -> Iterator[Result]:
    now = clock_of(config)()
    if trouble := store.read(lambda tx: doubt(tx, now)):
        yield _look("clock", trouble)
    began = store.read(last_scan_began)
    if began is None:
        yield _look("scan", "There was none yet. Start serve, or run from cron.")
    elif now - began > SILENCE:
        yield _look(
            "scan", f"The last began on {began:%Y-%m-%d %H:%M} UTC. Is serve or cron still working?"
        )
    else:
        yield _good("scan", f"The last began on {began:%Y-%m-%d %H:%M} UTC.")


def _unread(store: Store, config: Config) -> Iterator[Result]:
    """The sources of which the last scan missed something."""
    if store.read(last_scan_began) is None:
        return
    now = clock_of(config)()
    try:
        sources = watchlists.read_sources(config)
    except UsageError:  # `_watchlists` says what is wrong.
        return
    begun = store.read(turns.every)
    expired = {source.source_id for source in sources if source.has_expired(now.date())}
    for source in store.read(lambda tx: coverage(tx, sources, now)):
        if source.source_id not in begun and source.source_id not in expired:
            yield _look("source", f"{source.source_id}: not read yet. Start serve, or a run.")
        elif not source.is_whole:
            what = "not all was" if source.checked else "nothing was"
            why = f": {pages(source.missed)}" if source.missed else ""
            yield _look(
                "source",
                f"{source.source_id}: {what} read at the last scan{why}. See whether its "
                "addresses still hold.",
            )


def _unheard(store: Store) -> Iterator[Result]:
    """The cases about which the second reader said nothing that could be used."""
    counts = store.read(second_readings.counts)
    failed = {state: count for state, count in sorted(counts.items()) if state in FAILED}
    if failed:
        why = ", ".join(f"{state} {count}" for state, count in failed.items())
        yield _look(
            "second reader",
            f"Of {sum(counts.values())} cases {sum(failed.values())} have no advice: {why}. "
            "Nothing else depends on it.",
        )


def _watchlists(config: Config) -> Iterator[Result]:
    read = watchlists.read(config)
    today = clock_of(config)().date()
    for source in read.sources:
        if source.has_expired(today):
            yield _wrong(
                "source",
                f"{source.source_id} is not read since {source.expires}. Renew its decision, or "
                "remove the file.",
            )
        elif source.expires and source.expires <= today + SOON:
            yield _look("source", f"{source.source_id} expires on {source.expires}. Renew it.")
        if source.review_by <= today:
            yield _look("source", f"{source.source_id} was to be reviewed by {source.review_by}.")
    if not read.sources:
        yield _wrong(
            "source",
            "There is none, so nothing is watched. Put one in the sources folder of your "
            "watchlists (watchlists/sources/README.md shows how).",
        )
    if not read.organisation.own.names:
        yield _look(
            "organisation",
            "own.toml names no municipality, so namesakes are harder to tell apart. Copy "
            "watchlists/organisation/own.toml to your own watchlists and fill it in.",
        )
    if read.unreviewed:
        yield _look(
            "lexicon",
            f"No native reader has reviewed the words of {', '.join(read.unreviewed)} yet. Have "
            "it done (watchlists/lexicon/README.md), and read those levels with care until then.",
        )
    yield from _tips(config)
    yield _good("source", f"{len(read.sources)} to read.")


def _tips(config: Config) -> Iterator[Result]:
    """A folder that cannot be used would pass for one into which nothing is dropped."""
    folder = config.crawl.tips_folder
    if folder is not None and not (folder.is_dir() and os.access(folder, os.R_OK | os.W_OK)):
        yield _wrong(
            "tips",
            f"Files dropped into {folder} are not read: it is no folder that may be written. Make "
            "it, give it to the account that runs Värn, or mend crawl.tips_folder.",
        )
    for strange in drop_folder.in_our_place(folder) if folder is not None else ():
        yield _wrong(
            "tips",
            f"Files dropped into {folder} are not read: {strange} is no folder of the account that "
            "runs Värn. See who put it there, and remove it.",
        )


def _mail(config: Config) -> Iterator[Result]:
    secret = config.mail.password_file
    if secret is not None and secret.exists() and _is_open(secret):
        yield _wrong("mail", f"Others can read the password in {secret}. Run: chmod 600 {secret}")
    server = f"{config.mail.host}:{config.mail.port}"
    outcome = asyncio.run(mail.trouble(config.mail))
    if outcome is not None:
        yield _wrong(
            "mail",
            f"{server} does not let us in ({outcome}). Check the [mail] section, the password "
            "file and the firewall.",
        )
    yield _good("mail", f"{server} answers and lets us in.")


def _portal(config: Config) -> Iterator[Result]:
    portal = config.portal
    if not portal.base_url.startswith("https://") and config.lab is None:
        yield _wrong("portal", "base_url must begin with https://: links in mails lead there.")
    if not portal.staff_url.startswith("https://") and config.lab is None:
        yield _look(
            "portal", "staff_url is no https:// address: alert mails lead staff to this machine."
        )
    for host, port in ((portal.host, portal.port), (portal.staff_host, portal.staff_port)):
        yield from _place(host, port)
    yield _good("portal", f"Caseworkers reach it at {portal.base_url}.")


def _second_reader(config: Config) -> Iterator[Result]:
    reader = config.second_reader
    if not reader.url:
        yield _good("second reader", "Not set: nobody else reads a post.")
        return
    key = reader.key_file
    if key is not None and key.exists() and _is_open(key):
        yield _wrong("second reader", f"Others can read the key in {key}. Run: chmod 600 {key}")
    body = question(reader.model, SAMPLE)
    came = asyncio.run(second_reader.ask(reader, config.lab, body))
    state = came if isinstance(came, ReadingState) else ReadingState.UNREADABLE
    if isinstance(came, ReadingState) or advice(came) is None:
        yield _look(
            "second reader",
            f"{reader.url} gives no advice ({state}). Cases go on without it; check the "
            "[second_reader] section, the key and the model.",
        )
        return
    yield _good("second reader", f"{reader.url} answers. Its advice changes no level.")


def _pictures(_: Config) -> Iterator[Result]:
    if ocr.find() is None:
        yield _look(
            "pictures",
            "Words in pictures and scanned pages are a gap: Tesseract is not there, or lacks one "
            f"of {', '.join(ocr.LANGUAGES)} (docs/crawling.md).",
        )
        return
    yield _good("pictures", "Tesseract reads their words.")


def _keys_of_searches(config: Config) -> Iterator[Result]:
    """The files with the keys of search providers."""
    for source in watchlists.read_sources(config):
        key = source.key_file
        if key is None:
            continue
        if not os.access(key, os.R_OK):
            yield _wrong("search", f"{source.source_id}: its key {key} cannot be read.")
        elif _is_open(key):
            yield _wrong("search", f"Others can read the key in {key}. Run: chmod 600 {key}")
    yield _good("search", "The keys of all searches that ask for one are there.")


def _proxy(config: Config) -> Iterator[Result]:
    known = proxies.proxies(config.proxy, watchlists.read_sources(config))
    if config.proxy.ca_file is not None:
        yield from _authorities(config.proxy.ca_file, clock_of(config)())
    for proxy in known.every:
        secret = proxy.credentials_file
        if secret is not None and secret.exists() and _is_open(secret):
            yield _wrong(
                "proxy", f"Others can read the password in {secret}. Run: chmod 600 {secret}"
            )
        if asyncio.run(proxies.answers(proxy)):
            yield _good("proxy", f"{proxy.address} answers.")
        else:
            yield _wrong("proxy", f"Nobody answers at {proxy.address}: nothing is read through it.")
    if not known.every:
        yield _good("proxy", "Not set: sites are dialled directly.")


def _authorities(path: Path, now: datetime) -> Iterator[Result]:
    proxies.trust(path)
    for one in x509.load_pem_x509_certificates(path.read_bytes()):
        name, until = one.subject.rfc4514_string(), one.not_valid_after_utc
        if until <= now:
            yield _wrong("proxy", f"{path}: {name} has expired on {until:%Y-%m-%d}. Replace it.")
        elif until <= now + SOON:
            yield _look("proxy", f"{path}: {name} expires on {until:%Y-%m-%d}. Replace it.")


def _browser(config: Config) -> Iterator[Result]:
    program = config.crawl.browser
    if program is None:
        needed = [one.source_id for one in watchlists.read_sources(config) if one.needs_browser]
        if needed:
            yield _look(
                "browser",
                f"{', '.join(needed)}: pages that only a browser shows are not checked. Install "
                "Chromium and set crawl.browser.",
            )
        else:
            yield _good("browser", "Not set: pages that only scripts write are a gap.")
        return
    try:
        # Its driver is an extra, which most installations do without.
        from scanner.outbound.browser import starts
    except ModuleNotFoundError:
        yield _wrong("browser", 'Its driver is missing. Install Värn with its extra "browser".')
        return
    if not asyncio.run(starts(program)):
        yield _wrong(
            "browser",
            f"{program} does not start. It must be a Chromium, and run by a user who is not root: "
            "it does not shut its pages in for root.",
        )
    yield _good("browser", f"{program} starts, and reaches nothing by itself.")


def _directory(config: Config) -> Iterator[Result]:
    if not config.directory.command:
        yield _good("directory", "Not set: who opts in has a mailbox that shows her name.")
        return
    program = config.directory.command[0]
    if shutil.which(program) is None:
        yield _wrong("directory", f"There is no program {program}. Mend directory.command.")
    yield _good("directory", f"{program} is asked for the name of who reads a mailbox.")


def _sso(config: Config) -> Iterator[Result]:
    us = client(config.sso, config.portal.staff_address)
    if us is None:
        yield _good("sso", "Not set: staff log in with password and code.")
        return
    secret = config.sso.client_secret_file
    if secret is not None and _is_open(secret):
        yield _wrong("sso", f"Others can read the secret in {secret}. Run: chmod 600 {secret}")
    try:
        asyncio.run(journey.discovered(us.issuer))
    except RefusedError as error:
        yield _wrong(
            "sso",
            f"{us.issuer} cannot be used ({error.why}). Check sso.issuer, the firewall and the "
            "provider's certificate.",
        )
    yield _good("sso", f"{us.issuer} answers. Register {us.return_address} there.")


def _place(host: str, port: int) -> Iterator[Result]:
    trouble = _listening_trouble(host, port)
    if trouble == errno.EADDRINUSE:
        yield _look("portal", f"Port {port} is taken. If not by the portal, choose another port.")
    elif trouble:
        yield _wrong(
            "portal",
            f"It cannot listen on {host} port {port}: {os.strerror(trouble)}. Mend host and port "
            "of [portal].",
        )


def _listening_trouble(host: str, port: int) -> int:
    """The system's error number that keeps the portal from listening; 0 where none does."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except socket.gaierror:
            return errno.EADDRNOTAVAIL
        except OSError as error:
            return error.errno or errno.EADDRNOTAVAIL
    return 0


def _backup(config: Config) -> Iterator[Result]:
    listed = config.backup.erased_list
    if listed is None:
        yield _look(
            "backup",
            "backup.erased_list names no file: should the disk be lost, nothing says who was "
            "erased after the last key backup. Name one on another disk.",
        )
    else:
        yield from _erased_list(listed, config)
    yield _good("backup", f"Erasures are noted in {listed or 'keys.db alone'}.")


def _erased_list(listed: Path, config: Config) -> Iterator[Result]:
    if listed.absolute().is_relative_to(config.data.folder.absolute()):
        yield _look("backup", f"{listed} goes with the data folder. Keep it on another disk.")
    if misplaced := whereabouts.of_erased_list(config):
        yield _wrong("backup", misplaced)
        return
    noted = erased_list.read(listed) if listed.exists() else frozenset()
    if left_out := len(_erased(config) - noted):
        yield _wrong(
            "backup",
            f"{left_out} erased, and not noted in {listed}. Restart serve and portal, which may "
            "have begun before it was set; a run or a backup notes all of them.",
        )


def _erased(config: Config) -> frozenset[PersonId]:
    """Everybody whose key was destroyed; nobody where the key store does not open."""
    path, tenant = config.data.folder / KEYS_FILE, TenantId(config.organisation.tenant)
    try:
        with closing(KeyStore.open(path, key_of(config), tenant)) as keys:
            return keys.erased_ids()
    except StopError:  # `_database` says what is wrong.
        return frozenset()


def _reports(config: Config) -> Iterator[Result]:
    folder = config.reports.folder
    if folder.exists():
        yield from _private(folder, "reports")
    yield _good("reports", f"Written to {folder}, kept {config.reports.keep_days} days.")


def _private(folder: Path, subject: str) -> Iterator[Result]:
    """What lets others in, or keeps us out."""
    if _is_open(folder):
        yield _wrong(subject, f"Others can look into {folder}. Run: chmod 700 {folder}")
    if folder.stat().st_uid != os.getuid():
        yield _wrong(
            subject,
            f"{folder} belongs to another user than the one who runs this. Run everything of "
            "Värn as its owner, or give it to the right one with chown -R.",
        )


def _is_open(path: Path) -> bool:
    return bool(stat.S_IMODE(path.stat().st_mode) & 0o077)


def _good(subject: str, sentence: str) -> Result:
    return Result(state=State.GOOD, subject=subject, sentence=sentence)


def _look(subject: str, sentence: str) -> Result:
    return Result(state=State.LOOK, subject=subject, sentence=sentence)


def _wrong(subject: str, sentence: str) -> Result:
    return Result(state=State.WRONG, subject=subject, sentence=sentence)


CHECKS: Final[tuple[Check, ...]] = (
    _program,
    _lab,
    _data_folder,
    _master_key,
    _database,
    _watchlists,
    _keys_of_searches,
    _pictures,
    _proxy,
    _browser,
    _mail,
    _portal,
    _sso,
    _directory,
    _second_reader,
    _reports,
    _backup,
)
