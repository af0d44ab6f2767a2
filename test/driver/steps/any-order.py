# What a check says does not depend on how many units are analysed at a time or on the order of the
# database.
#
# RUN: rm -rf %t && mkdir -p %t && %python %s %t && cd %t
# RUN: not %ambit-command check -p . -j 1 --quiet --json 1.json > 1.txt
# RUN: not %ambit-command check -p . -j 4 --quiet --json 4.json > 4.txt
# RUN: %python %s %t shuffled
# RUN: not %ambit-command check -p . -j 3 --quiet --json 3.json > 3.txt
# RUN: diff 1.txt 4.txt && diff 1.txt 3.txt && diff 1.json 4.json && diff 1.json 3.json
# RUN: FileCheck %s --input-file 1.txt
# CHECK: shared.h:2:{{.*}}warning: {{.*}}'counts'
import json
import os
import random
import sys

directory, is_shuffled = sys.argv[1], "shuffled" in sys.argv[2:]
UNITS = 12


def write(name, text):
    with open(os.path.join(directory, name), "w", encoding="utf-8") as out:
        out.write(text)


write("shared.h", "extern unsigned counts[];\nstatic inline void step(int i) { ++counts[0]; }\n")
commands = []
for number in range(UNITS):
    # All but the first are handlers; each of them would do as the other side of a conflict.
    attribute = f'__attribute__((annotate("ambit::isr_at", "{number}")))'
    head = "unsigned counts[4];\nint main(void)" if number == 0 else f"{attribute} void isr_{number}(void)"
    write(f"u{number}.c", f'#include "shared.h"\n{head} {{ step({number}); }}\n')
    commands.append({"directory": directory, "file": f"u{number}.c", "command": f"clang -c u{number}.c"})
if is_shuffled:
    random.Random(3).shuffle(commands)
write("compile_commands.json", json.dumps(commands))
