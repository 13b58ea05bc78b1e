import asyncio
import time

PAUSE = 0.06


async def late(other):
    worst = 0

    async def clock():
        nonlocal worst
        while True:
            due = time.perf_counter() + 0.002
            await asyncio.sleep(0.002)
            worst = max(worst, time.perf_counter() - due)

    ticking = asyncio.create_task(clock())
    await asyncio.sleep(0.005)
    await other
    await asyncio.sleep(0.005)
    ticking.cancel()
    return worst * 1000


async def in_a_task():
    time.sleep(PAUSE)


async def in_an_executor(jobs):
    loop = asyncio.get_running_loop()
    await asyncio.gather(*[loop.run_in_executor(None, time.sleep, PAUSE) for _ in range(jobs)])


async def main():
    print(f"{await late(in_a_task()):.1f} ms: 1 task that blocks")
    print(f"{await late(in_an_executor(4)):.1f} ms: 4 jobs that block, in run_in_executor")


asyncio.run(main())
