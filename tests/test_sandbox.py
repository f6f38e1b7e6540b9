"""Functions run in processes that can be killed, and nothing is left of them."""

import asyncio
import os
import pickle
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from scanner import sandbox as sandbox_module
from scanner.model.document import Block, BlockKind
from scanner.model.ids import Address, Sha256, SourceId
from scanner.model.page import Page
from scanner.sandbox import Named, Sandbox, SandboxFailed, SandboxTimeout
from scanner.worker import Birth
from tests.sandboxed import (
    MEMORY,
    answer_with_a_lookup,
    answer_with_a_trap,
    body_of,
    complain,
    core_limit,
    double,
    environment,
    parent_id,
    print_both,
    process_id,
    read_nowhere,
    sleep,
    spin_in_c,
    take_memory,
    unpicklable,
)

REPOSITORY = Path(__file__).parents[1]


def runs(process: int) -> bool:
    try:
        status = Path(f"/proc/{process}/stat").read_text(encoding="ascii")
    except (FileNotFoundError, ProcessLookupError):
        return False
    return status.rpartition(")")[2].split()[0] not in "ZX"  # ended, or about to be forgotten


def names_in(folder: Path) -> list[str]:
    return [entry.name for entry in folder.iterdir()]


def nothing_of(module: str) -> Named[None]:
    return Named(module, "nothing")


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    made = Sandbox(1, MEMORY)
    yield made
    made.close()


async def test_a_value_comes_back_and_the_worker_stays(sandbox: Sandbox) -> None:
    assert await sandbox.run(double, "åß", seconds=5) == "åßåß"
    first = await sandbox.run(process_id, seconds=5)
    assert first != os.getpid()
    assert await sandbox.run(process_id, seconds=5) == first


async def test_pages_go_in_and_model_values_come_out(sandbox: Sandbox) -> None:
    page = Page(
        source_id=SourceId("s"),
        asked=Address("https://a.example/"),
        final=Address("https://a.example/"),
        fetched_at=datetime(2026, 11, 20, tzinfo=UTC),
        status=200,
        headers=(),
        body=b"x" * 3_000_000,
        digest=Sha256("0" * 64),
    )
    block, at = await sandbox.run(body_of, page, seconds=5)
    assert block == Block(kind=BlockKind.BODY, start=0, end=3_000_000)
    assert at == page.fetched_at


@pytest.mark.parametrize(("function", "arguments"), [(sleep, (60,)), (spin_in_c, ())])
async def test_a_late_worker_is_killed_and_replaced(
    sandbox: Sandbox, function: object, arguments: tuple[object, ...]
) -> None:
    first = await sandbox.run(process_id, seconds=5)
    with pytest.raises(SandboxTimeout, match=r"longer than 0\.2 s"):
        await sandbox.run(function, *arguments, seconds=0.2)  # type: ignore[arg-type]
    assert not runs(first)
    assert await sandbox.run(process_id, seconds=5) != first


@pytest.mark.parametrize("function", [take_memory, read_nowhere])
async def test_a_worker_that_dies_fails_its_call_only(sandbox: Sandbox, function: object) -> None:
    first = await sandbox.run(process_id, seconds=5)
    with pytest.raises(SandboxFailed, match="died"):
        await sandbox.run(function, seconds=10)  # type: ignore[arg-type]
    assert not runs(first)
    assert await sandbox.run(double, "ab", seconds=5) == "abab"


async def test_an_exception_is_told_by_its_kind_never_by_its_words(sandbox: Sandbox) -> None:
    with pytest.raises(SandboxFailed) as failed:
        await sandbox.run(complain, "Amina Provhult", seconds=5)
    assert "ValueError in tests.sandboxed.complain" in str(failed.value)
    assert "Amina" not in str(failed.value)
    assert failed.value.__cause__ is None
    assert await sandbox.run(double, "a", seconds=5) == "aa"


@pytest.mark.parametrize("function", [answer_with_a_trap, answer_with_a_lookup, unpicklable])
async def test_an_answer_cannot_run_anything_here(
    sandbox: Sandbox, function: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SandboxFailed):
        await sandbox.run(function, seconds=5)  # type: ignore[arg-type]
    assert names_in(tmp_path) == []


async def test_a_worker_prints_nowhere_dumps_no_core_and_has_no_secret(
    sandbox: Sandbox, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VARN_MAIL_PASSWORD", "hemligt")
    assert await sandbox.run(print_both, "Amina Provhult", seconds=5) == "printed"
    assert capfd.readouterr() == ("", "")
    assert await sandbox.run(core_limit, seconds=5) == 0
    assert not [name for name in await sandbox.run(environment, seconds=5) if "VARN" in name]


async def test_calls_share_the_workers_in_turn() -> None:
    sandbox = Sandbox(2, MEMORY)
    answers = await asyncio.gather(*(sandbox.run(process_id, seconds=5) for _ in range(8)))
    assert len(set(answers)) == 2
    sandbox.close()
    assert not any(runs(process) for process in answers)


async def test_a_cancelled_call_leaves_no_worker_at_work(sandbox: Sandbox) -> None:
    first = await sandbox.run(process_id, seconds=5)
    call = asyncio.create_task(sandbox.run(sleep, 60, seconds=60))
    await asyncio.sleep(0.1)
    call.cancel()
    with pytest.raises(asyncio.CancelledError):
        await call
    assert not runs(first)


async def test_close_ends_busy_workers_too() -> None:
    sandbox = Sandbox(1, MEMORY)
    first = await sandbox.run(process_id, seconds=5)
    call = asyncio.create_task(sandbox.run(sleep, 60, seconds=60))
    await asyncio.sleep(0.1)
    sandbox.close()
    assert not runs(first)
    with pytest.raises(SandboxFailed, match="died"):
        await call


async def test_a_call_cancelled_while_its_worker_starts_leaves_none(sandbox: Sandbox) -> None:
    call = asyncio.create_task(sandbox.run(sleep, 60, seconds=60))
    await asyncio.sleep(0)
    call.cancel()
    with pytest.raises(asyncio.CancelledError):
        await call
    assert await sandbox.run(double, "a", seconds=5) == "aa"


async def test_one_that_still_starts_is_ended_by_closing(monkeypatch: pytest.MonkeyPatch) -> None:
    started = []

    class Slow(sandbox_module._Worker):
        def __init__(self, birth: Birth) -> None:
            time.sleep(0.2)
            super().__init__(birth)
            started.append(self)

    monkeypatch.setattr(sandbox_module, "_Worker", Slow)
    sandbox = Sandbox(1, MEMORY)
    call = asyncio.create_task(sandbox.run(double, "a", seconds=5))
    await asyncio.sleep(0)
    call.cancel()
    with pytest.raises(asyncio.CancelledError):
        await call
    sandbox.close()
    (worker,) = started
    assert worker._socket.fileno() == -1


async def test_workers_start_again_when_the_process_they_are_copies_of_is_ended(
    sandbox: Sandbox,
) -> None:
    worker = await sandbox.run(process_id, seconds=5)
    origin = await sandbox.run(parent_id, seconds=5)
    os.kill(origin, signal.SIGKILL)
    assert await sandbox.run(process_id, seconds=5) == worker
    with pytest.raises(SandboxTimeout):
        await sandbox.run(sleep, 60, seconds=0.1)
    assert await sandbox.run(double, "a", seconds=5) == "aa"
    assert await sandbox.run(parent_id, seconds=5) != origin


async def test_what_workers_are_copies_of_has_one_thread(sandbox: Sandbox) -> None:
    # Another thread's locks would stay locked in every copy.
    origin = await sandbox.run(parent_id, seconds=5)
    for module in (
        "scanner.pipeline.seeing",
        "scanner.pipeline.exposures",
        "scanner.extract.posts",
    ):
        other = Sandbox(1, 1024 * 1024 * 1024)
        with suppress(SandboxFailed):
            await other.run(nothing_of(module), seconds=30)
        other.close()
    assert len(names_in(Path(f"/proc/{origin}/task"))) == 1


async def test_what_workers_are_copies_of_is_the_same_for_all(sandbox: Sandbox) -> None:
    other = Sandbox(1, MEMORY)
    try:
        pairs = [(await one.run(process_id, seconds=5), await one.run(parent_id, seconds=5))
                 for one in (sandbox, other)]  # fmt: skip
    finally:
        other.close()
    assert pairs[0][0] != pairs[1][0]
    assert pairs[0][1] == pairs[1][1]


@pytest.mark.parametrize("work", ["idle", "busy"])
def test_workers_end_by_themselves_when_the_parent_is_killed(work: str) -> None:
    program = f"""
        import asyncio
        from scanner.sandbox import Sandbox
        from tests.sandboxed import process_id, spin_in_c

        async def main():
            sandbox = Sandbox(1, {MEMORY})
            print(await sandbox.run(process_id, seconds=5), flush=True)
            if {work!r} == "busy":
                await sandbox.run(spin_in_c, seconds=0.5)
            await asyncio.sleep(60)

        asyncio.run(main())
    """
    parent = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(program)],
        cwd=REPOSITORY, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    with parent:
        assert parent.stdout is not None
        worker = int(parent.stdout.readline())
        time.sleep(0.2)
        assert runs(worker)
        parent.send_signal(signal.SIGKILL)
    until = time.monotonic() + 5
    while runs(worker) and time.monotonic() < until:
        time.sleep(0.02)
    assert not runs(worker)


def test_a_worker_starts_without_the_rest_of_the_house() -> None:
    program = "import sys, scanner.sandbox; print(*sys.modules)"
    modules = subprocess.run(
        [sys.executable, "-c", program], cwd=REPOSITORY, capture_output=True, text=True, check=True
    ).stdout.split()
    assert not {"aiohttp", "sqlalchemy", "bs4", "selectolax", "feedparser"} & set(modules)


class ByGetattr:
    """Pickles as Python 3.11.0 to 3.11.3 pickle the members of enums."""

    def __init__(self, of: object, name: str) -> None:
        self.of, self.name = of, name

    def __reduce__(self) -> tuple[object, ...]:
        return getattr, (self.of, self.name)


def answered(value: object) -> object:
    return sandbox_module._answer(bytearray(pickle.dumps(("", value), pickle.HIGHEST_PROTOCOL)))[1]


def test_a_member_of_an_enum_comes_whichever_way_it_is_named() -> None:
    assert answered(ByGetattr(BlockKind, "QUOTE")) is BlockKind.QUOTE
    assert answered(Block(kind=BlockKind.QUOTE, start=1, end=2)).kind is BlockKind.QUOTE


@pytest.mark.parametrize("name", ["mro", "__subclasses__", "__init__", "name"])
@pytest.mark.parametrize("of", [BlockKind, Block, datetime])
def test_nothing_but_members_of_enums_is_reached_by_name(of: object, name: str) -> None:
    with pytest.raises(pickle.UnpicklingError):
        answered(ByGetattr(of, name))


async def test_a_function_may_be_named_and_is_imported_there_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "far_away.py").write_text("def twice(number): return 2 * number\n")
    monkeypatch.syspath_prepend(tmp_path)
    twice: Named[int] = Named("far_away", "twice")
    sandbox = Sandbox(1, MEMORY)
    try:
        assert await sandbox.run(twice, 21, seconds=5) == 42
    finally:
        sandbox.close()
    assert "far_away" not in sys.modules


@pytest.mark.parametrize(("module", "name"), [("colorsys", "nothing"), ("scanner.nothing", "read")])
async def test_a_name_of_nothing_fails(sandbox: Sandbox, module: str, name: str) -> None:
    with pytest.raises(SandboxFailed, match=f"{module}.{name}"):
        await sandbox.run(Named(module, name), seconds=5)
