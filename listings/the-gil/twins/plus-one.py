import dis

counter = 0

def work():
    global counter
    counter += 1

for instruction in dis.get_instructions(work):
    print(instruction.opname, instruction.argrepr)
