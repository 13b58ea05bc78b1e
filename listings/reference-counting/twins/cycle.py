import gc

gc.disable()  # it shall come when we call it


class Person:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print(self.name, "is freed")


alone = Person("Ada")
del alone

ben, cleo = Person("Ben"), Person("Cleo")
ben.friend, cleo.friend = cleo, ben
del ben, cleo
print("nobody can reach Ben")
gc.collect()
