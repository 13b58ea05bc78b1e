import asyncio
import time

PAUSE = 0.05


async def latest_tick(other):
    worst = 0

    async def clock():
        nonlocal worst
        while True:
            due = time.perf_counter() + 0.002
            await asyncio.sleep(0.002)
            worst = max(worst, time.perf_counter() - due)

    ticking = asyncio.create_task(clock())
    await asyncio.sleep(0)
    await other
    await asyncio.sleep(0.004)
    ticking.cancel()
    return worst * 1000


async def block():
    time.sleep(PAUSE)


async def main():
    print(f"{await latest_tick(block()):.1f} ms late: time.sleep in a task")
    print(f"{await latest_tick(asyncio.sleep(PAUSE)):.1f} ms late: asyncio's sleep")
    print(f"{await latest_tick(asyncio.to_thread(time.sleep, PAUSE)):.1f} ms late: time.sleep in to_thread")


asyncio.run(main())
