import asyncio


async def burn():
    raise RuntimeError("the oven is off")


async def wait(name):
    try:
        await asyncio.sleep(3600)
    finally:
        print(name, "is cleaned up")


async def main():
    task = asyncio.create_task(burn())
    await asyncio.wait([task])
    print("an exception:", repr(task.exception()))

    task = asyncio.create_task(wait("the cancelled task"))
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.wait([task])
    print("cancelled:", task.cancelled())

    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(wait("a task of the group"))
            group.create_task(burn())
    except* RuntimeError as errors:
        print("the group's", errors.exceptions)


asyncio.run(main())
