import asyncio


async def deaf():
    try:
        await asyncio.sleep(60)
    except asyncio.CancelledError:
        print("told")
        await asyncio.sleep(0.001)
        print("tidied up")
    return "and finished all the same"


async def main():
    task = asyncio.create_task(deaf())
    await asyncio.sleep(0)  # it begins
    task.cancel()
    print(await task)


asyncio.run(main())
