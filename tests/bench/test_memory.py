"""Memory is that of a program with all its processes."""

import os
import subprocess
import sys
import time

from scanner.bench import memory

PARENT = """
import subprocess, sys
child = subprocess.Popen([sys.executable, "-c", {child!r}], stdin=subprocess.PIPE)
print(flush=True)
sys.stdin.read()
child.stdin.close()
child.wait()
"""
CHILD = """
import sys
held = b"x" * (50 * 1024 * 1024)
sys.stdin.read()
"""


def test_children_count() -> None:
    program = subprocess.Popen(
        [sys.executable, "-c", PARENT.format(child=CHILD)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    with program, memory.watched(program.pid) as held:
        assert program.stdin is not None
        until = time.monotonic() + 20
        while held.peak < 50 and time.monotonic() < until:
            time.sleep(0.05)
        program.stdin.close()
    assert 50 < held.peak < 100


def test_what_has_ended_holds_nothing() -> None:
    program = subprocess.Popen([sys.executable, "-c", ""])
    program.wait()
    assert memory.megabytes(program.pid) == 0
    assert memory.megabytes(os.getpid()) > 5
