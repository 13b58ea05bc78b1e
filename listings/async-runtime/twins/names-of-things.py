import asyncio


async def cook(dish, millis):
    await asyncio.sleep(millis / 1000)
    return dish


async def main():
    pasta, sauce = await asyncio.gather(cook("pasta", 20), cook("sauce", 10))
    print(pasta, "with", sauce)

    salad = asyncio.create_task(cook("salad", 10))
    print(await salad)

    try:
        print(await asyncio.wait_for(cook("roast", 10_000), 0.02))
    except TimeoutError:
        print("no roast today")

    dishes = {asyncio.ensure_future(cook("pudding", 60)), asyncio.ensure_future(cook("cheese", 10))}
    while dishes:
        done, dishes = await asyncio.wait(dishes, return_when=asyncio.FIRST_COMPLETED)
        for dish in done:
            print(dish.result())


asyncio.run(main())
