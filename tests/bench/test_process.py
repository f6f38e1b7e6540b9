"""The time of the processor is that of all processes, those included that live on."""

import asyncio
import time

from scanner.bench.process import cpu_seconds
from scanner.sandbox import Sandbox

BURNT: float = 0.3


def burn() -> float:
    began = time.process_time()
    while time.process_time() - began < BURNT:
        pass
    return time.process_time() - began


async def test_workers_count_while_they_live() -> None:
    before, own = cpu_seconds(), time.process_time()
    sandbox = Sandbox(1, 1 << 30)
    try:
        await sandbox.run(burn, seconds=30)
        living = cpu_seconds() - before - (time.process_time() - own)
    finally:
        sandbox.close()
    assert living > 0.9 * BURNT
    # The process that workers are copies of counts them when they have ended.
    await asyncio.sleep(0.1)
    ended = cpu_seconds() - before - (time.process_time() - own)
    assert ended > 0.9 * BURNT
