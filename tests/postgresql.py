"""A real PostgreSQL server for the tests, where the system has one."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def binaries() -> Path | None:
    """The folder with initdb and pg_ctl, newest version first; None where there is none."""
    candidates = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    on_path = shutil.which("pg_ctl")
    if on_path:
        candidates.insert(0, Path(on_path).resolve().parent)
    return next((folder for folder in candidates if (folder / "initdb").exists()), None)


@contextmanager
def server(bin_folder: Path) -> Iterator[str]:
    """Run a server on a Unix socket of its own; gives the socket's folder."""
    folder = Path(tempfile.mkdtemp(prefix="varn-pg-"))
    as_user = _not_root(folder)
    run = dict(check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **as_user)
    try:
        subprocess.run(
            [bin_folder / "initdb", "-D", folder / "data", "-U", "varn", "-A", "trust", "-N"], **run
        )
        options = f"-k {folder} -c listen_addresses= -c fsync=off -c max_connections=60"
        control = [bin_folder / "pg_ctl", "-D", folder / "data", "-w"]
        subprocess.run([*control, "-o", options, "-l", folder / "log", "start"], **run)
        try:
            yield str(folder)
        finally:
            subprocess.run([*control, "-m", "immediate", "stop"], **run)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _not_root(folder: Path) -> dict[str, object]:
    """PostgreSQL refuses to run as root: then it runs as the user that its package made."""
    if os.geteuid() != 0:
        return {}
    user = pwd.getpwnam("postgres")
    os.chown(folder, user.pw_uid, user.pw_gid)
    return {"user": user.pw_uid, "group": user.pw_gid, "cwd": folder}
