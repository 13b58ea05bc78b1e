def tea(cups):
    print(f"water on for {cups}")
    yield
    spoons = cups + 1
    print(f"{spoons} spoons in")
    yield
    print(f"{cups} cups of {spoons} spoons")


pots = [tea(1), tea(4)]
while pots:
    for pot in list(pots):
        try:
            next(pot)
        except StopIteration:
            pots.remove(pot)
