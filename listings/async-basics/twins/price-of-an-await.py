import asyncio
import time

TURNS = 20_000


def sleeps():
    """How often the kernel has switched this thread out because it had to wait."""
    with open("/proc/thread-self/status") as status:
        for line in status:
            if line.startswith("voluntary_ctxt_switches:"):
                return int(line.split()[1])


def timed(way, turns, everything):
    before = sleeps()
    start = time.perf_counter()
    everything()
    nanos = (time.perf_counter() - start) * 1e9 / turns
    slept = (sleeps() - before) * 1000 // turns
    print(f"{nanos:.0f} ns, {slept} sleeps: {way}")


def call(turn):
    return turn


def calls():
    for turn in range(TURNS):
        call(turn)


def pauses(turns):
    for _ in range(turns):
        yield


def two_generators():
    one, other = pauses(TURNS // 2), pauses(TURNS // 2)
    for _ in one:
        next(other, None)


async def yields(turns):
    for _ in range(turns):
        await asyncio.sleep(0)


async def two_tasks():
    await asyncio.gather(yields(TURNS // 2), yields(TURNS // 2))


async def waits():
    for _ in range(50):
        await asyncio.sleep(0.001)


async def waits_at_once():
    for _ in range(10):
        await asyncio.gather(*[asyncio.sleep(0.001) for _ in range(1000)])


timed("a call and its return", TURNS, calls)
timed("two generators, continued in turn", TURNS, two_generators)
timed("two tasks of asyncio", TURNS, lambda: asyncio.run(two_tasks()))
timed("waits, one after the other", 50, lambda: asyncio.run(waits()))
timed("waits, a thousand at once", 10_000, lambda: asyncio.run(waits_at_once()))
