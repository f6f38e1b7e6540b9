"""The master key: one file outside the data folder, and a code on paper that restores it.

The code is the key itself (32 bytes) and a checksum (3 bytes) in base32, 14 groups of 4: whoever
holds the paper holds the key. The file holds the same code, open or under a passphrase.
"""

import base64
import hashlib
import re
import stat
from dataclasses import dataclass, field
from pathlib import Path

from scanner import files
from scanner.errors import StopError, UsageError
from scanner.model.personal import Personal
from scanner.vault import passphrase
from scanner.vault.sealing import KEY_BYTES, key_id, new_key

CHECKSUM_BYTES = 3
GROUP = 4
CODE_LETTERS = (KEY_BYTES + CHECKSUM_BYTES) * 8 // 5
FIRST_LINE = "varn master key 1"
LOCKED_LINE = "varn master key 1 under a passphrase"


@dataclass(frozen=True, slots=True, kw_only=True)
class MasterKey:
    key: bytes = field(repr=False)
    """32 bytes."""

    @property
    def key_id(self) -> bytes:
        """8 bytes that name the key's generation."""
        return key_id(self.key)


def create() -> MasterKey:
    return MasterKey(key=new_key())


def write(master: MasterKey, path: Path, words: Personal | None = None) -> None:
    """Write the key to a new file that only its owner may read, under a passphrase if one is given.

    Raises `StopError` where there is a file already (it is never overwritten: all that is sealed
    under it would be lost) or where it cannot be written.
    """
    try:
        files.create(path, _content(master, words).encode("ascii"))
    except FileExistsError:
        raise StopError(
            f"There is a master key already at {path}, and it is not overwritten. "
            "Move it to a safe place first, or name another file."
        ) from None
    except OSError as error:
        raise StopError(
            f"The master key could not be written to {path}: {error.strerror}."
        ) from None


def load(path: Path) -> MasterKey:
    """Read the key. Raises `StopError` for a file that is missing, open to others, or no key."""
    return parse(read(path), str(path))


def read(path: Path) -> str:
    """What a key's file holds. Raises `StopError` where it is missing or open to others."""
    try:
        mode = path.stat().st_mode
        text = path.read_text(encoding="ascii")
    except FileNotFoundError:
        raise StopError(
            f"There is no master key at {path}. Mount the disk that holds it, set "
            "data.master_key_file, or restore it from its recovery code: `init --restore-key`."
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise StopError(f"The master key at {path} cannot be read: {_cause(error)}.") from None
    if stat.S_IMODE(mode) & 0o077:
        raise StopError(
            f"The master key at {path} can be read by other users of this machine. "
            f"Run: chmod 600 {path}"
        )
    return text


def parse(text: str, where: str) -> MasterKey:
    """The key that stands open in `text`, which came from `where`. Raises `StopError`."""
    first, _, code = text.partition("\n")
    if first != FIRST_LINE:
        raise StopError(f"The file at {where} is not a master key. Check data.master_key_file.")
    return _loaded(code, where)


def is_locked(text: str) -> bool:
    """True where `text` holds a key under a passphrase."""
    return text.startswith(f"{LOCKED_LINE}\n")


def unlock(text: str, words: Personal, where: str) -> MasterKey:
    """The key that `text` holds under a passphrase. Raises `StopError` for another passphrase."""
    try:
        locked = base64.b64decode(text.partition("\n")[2])
    except ValueError:
        locked = b""
    return _loaded(passphrase.unlock(words, LOCKED_LINE, locked).decode("ascii"), where)


def recovery_code(master: MasterKey) -> str:
    """The key as text to print: 14 groups of 4 letters and digits."""
    letters = base64.b32encode(master.key + _checksum(master.key)).decode("ascii")
    return " ".join(letters[at : at + GROUP] for at in range(0, len(letters), GROUP))


def restore(code: str) -> MasterKey:
    """The key that a recovery code stands for; spaces, hyphens and case do not matter.

    Raises `UsageError` where the code was mistyped.
    """
    letters = re.sub(r"[\s-]", "", code).upper()
    if len(letters) != CODE_LETTERS:
        raise UsageError(
            f"The recovery code has {len(letters)} letters and digits; it should have "
            f"{CODE_LETTERS}. Type all {CODE_LETTERS // GROUP} groups."
        )
    try:
        # 0, 1 and 8 are not letters of the code: whoever types them misread O, I and B.
        raw = base64.b32decode(letters.replace("8", "B"), map01="I")
    except ValueError:
        raise UsageError("The recovery code holds a sign that no code has: A–Z and 2–7.") from None
    key, checksum = raw[:KEY_BYTES], raw[KEY_BYTES:]
    if checksum != _checksum(key):
        raise UsageError("The recovery code was mistyped somewhere: its last group disagrees.")
    return MasterKey(key=key)


def _content(master: MasterKey, words: Personal | None) -> str:
    code = recovery_code(master)
    if words is None:
        return f"{FIRST_LINE}\n{code}\n"
    locked = passphrase.lock(words, LOCKED_LINE, code.encode("ascii"))
    return f"{LOCKED_LINE}\n{base64.b64encode(locked).decode('ascii')}\n"


def _loaded(code: str, where: str) -> MasterKey:
    try:
        return restore(code)
    except UsageError:
        raise StopError(
            f"The master key at {where} is damaged. Move it away, then restore it from its "
            "recovery code: `init --restore-key`."
        ) from None


def _checksum(key: bytes) -> bytes:
    return hashlib.sha256(b"varn recovery code" + key).digest()[:CHECKSUM_BYTES]


def _cause(error: OSError | UnicodeDecodeError) -> str:
    return error.strerror or "unknown" if isinstance(error, OSError) else "it is not plain text"
