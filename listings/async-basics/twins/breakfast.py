import asyncio
import time


async def boil_water():
    await asyncio.sleep(0.03)


async def cut_fruit():
    await asyncio.sleep(0.01)


def since(start):
    return round((time.monotonic() - start) * 1000)


async def main():
    start = time.monotonic()
    await boil_water()
    await cut_fruit()
    print(f"{since(start)} ms: in turn")

    start = time.monotonic()
    water = boil_water()
    fruit = cut_fruit()
    await water
    await fruit
    print(f"{since(start)} ms: both made, then awaited")

    start = time.monotonic()
    await asyncio.gather(boil_water(), cut_fruit())
    print(f"{since(start)} ms: joined")

    start = time.monotonic()
    water = asyncio.create_task(boil_water())
    fruit = asyncio.create_task(cut_fruit())
    await water
    await fruit
    print(f"{since(start)} ms: both made as tasks, then awaited")


asyncio.run(main())
