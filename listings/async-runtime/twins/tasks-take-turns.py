import asyncio


async def count_down(name, start):
    for left in range(start, 0, -1):
        print(name, left)
        await asyncio.sleep(0)


async def main():
    await asyncio.gather(count_down("a", 3), count_down("b", 2))


asyncio.run(main())
