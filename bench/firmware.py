#!/usr/bin/python3
"""Generates firmware-like units of any size, always the same text for the same size.

`layers` is a whole program: functions in layers that call downwards, a device per column, locks
that are taken around fields and globals, tasks and interrupt handlers. Its size can be varied
while everything that one function does stays as it is, so its cost should grow with its size.
One function in 50 has a defect: what is found has to be explained and printed, which costs too.

The others each push one dimension to where an analysis of locks may turn superlinear. `project`
writes many units with headers and a compilation database.

    bench/firmware.py SHAPE [SIZE] [--cxx] > unit.c
    bench/firmware.py project UNITS --into DIRECTORY
"""

import argparse
import json
import pathlib

PRELUDE = """\
#include <stdint.h>

typedef volatile uint32_t spin_lock_t;
uint32_t save_and_disable_interrupts(void);
void restore_interrupts(uint32_t status);
uint32_t spin_lock_blocking(spin_lock_t *lock);
void spin_unlock(spin_lock_t *lock, uint32_t saved);
void __disable_irq(void);
void __enable_irq(void);
void xTaskCreate(void (*code)(void *), const char *name, uint16_t stack, void *parameters,
                 uint32_t priority, void *created);
void vTaskDelay(uint32_t ticks);
"""
C_ONLY = """\
typedef struct { uint32_t owner; } mutex_t;
void mutex_enter_blocking(mutex_t *lock);
void mutex_exit(mutex_t *lock);
"""


def prelude(is_cxx=False):
    text = PRELUDE + C_ONLY
    return text.replace("#include <stdint.h>\n", '#include <stdint.h>\nextern "C" {\n') + "}\n" \
        if is_cxx else text


DEPTH = 200  # layers; the longest chain of calls
HANDLERS = 8
TASKS = 2
KINDS = 5  # of functions
WRONG = 50  # one function in so many forgets its lock, a multiple of KINDS


def step(n, d, counter, flags, ticks, is_wrong):
    """What step number `n` does to the device whose members begin with `d`, and to globals."""
    kind = n % KINDS
    if kind == 0:
        return [
            f"uint32_t saved = spin_lock_blocking({d}lock);",
            f"{d}head = ({d}head + 1) % 64;",
            f"{d}buffer[{d}head] = (uint8_t)value;",
            f"spin_unlock({d}lock, saved);",
        ]
    if kind == 1:
        return [
            "uint32_t saved = save_and_disable_interrupts();",
            f"if (value > {n}) {{",
            f"  {counter} += value;",
            "} else {",
            f"  {flags} |= 1u << (value & 31);",
            "}",
            "restore_interrupts(saved);",
        ]
    if kind == 2:
        return [
            f"if ({d}status & 1) {{",
            *([] if is_wrong else ["  uint32_t saved = save_and_disable_interrupts();"]),
            f"  {d}errors++;",
            *([] if is_wrong else ["  restore_interrupts(saved);"]),
            "  return 0;",
            "}",
            "for (uint32_t i = 0; i < value % 8; ++i)",
            f"  {d}buffer[i] = (uint8_t)(i ^ value);",
        ]
    if kind == 3:
        return [
            "__disable_irq();",
            f"uint32_t seen = {ticks};",
            f"{ticks} = 0;",
            "__enable_irq();",
            "value += seen;",
        ]
    return [
        f"uint32_t local = value * {n % 97 + 3};",
        "switch (local % 4) {",
        f"case 0: value += {d}status; break;",
        "case 1: value ^= local; break;",
        f"default: value -= {d}tail; break;",
        "}",
    ]


def layers(functions, is_cxx):
    """`functions` functions in DEPTH layers, each calling two of the layer below.

    What does not fill a column of all layers is one more column of the lowest ones.
    """
    depth = min(DEPTH, functions)
    columns, left = divmod(functions, depth)
    widths = [columns + (level >= depth - left) for level in range(depth)]
    firsts = [sum(widths[:level]) for level in range(depth)]  # the number of a layer's first one
    lines = [prelude(is_cxx)]
    lines += ["struct device {", "  uint32_t status, head, tail, errors;", "  uint8_t buffer[64];"]
    lines += ["  spin_lock_t *lock;", "  mutex_t access;"]
    if is_cxx:
        lines += [f"  uint32_t step_{n}(uint32_t value);" for n in range(functions)]
    lines += ["};"]
    lines += [f"static struct device device_{c};" for c in range(widths[-1])]
    lines += [f"static uint32_t counter_{c}, flags_{c};" for c in range(widths[-1])]
    lines += [f"static volatile uint32_t ticks_{h};" for h in range(HANDLERS)]

    def call(column, level, own):
        n = firsts[level] + column
        if is_cxx:
            return f"{'' if own else f'device_{column}.'}step_{n}"
        return f"step_{n}"

    for level in reversed(range(depth)):
        for column in range(widths[level]):
            n = firsts[level] + column
            d = "" if is_cxx else "d->"
            if is_cxx:
                lines.append(f"uint32_t device::step_{n}(uint32_t value) {{")
            else:
                lines.append(f"static uint32_t step_{n}(struct device *d, uint32_t value) {{")
            kind = n % KINDS
            wrong = n % WRONG == kind
            body = step(n, d, f"counter_{column}", f"flags_{column}", f"ticks_{n % HANDLERS}", wrong)
            if level + 1 < depth:
                other = (column + 1) % widths[level + 1]
                own = "value + 1" if is_cxx else "d, value + 1"
                body.append(f"value += {call(column, level + 1, True)}({own});")
                far = "value" if is_cxx else f"&device_{other}, value"
                body.append(f"if (value & {1 << (n % 16)})")
                body.append(f"  value ^= {call(other, level + 1, False)}({far});")
            body.append("return value;")
            lines += [f"  {line}" for line in body] + ["}"]

    def enter(column, level):
        n = firsts[level] + column
        return f"device_{column}.step_{n}(1)" if is_cxx else f"step_{n}(&device_{column}, 1)"

    # A handler knows the lowest layers of one device.
    extern = 'extern "C" ' if is_cxx else ""
    for handler in range(HANDLERS):
        lines += [
            f"{extern}void UART{handler}_IRQHandler(void) {{",
            f"  ++ticks_{handler};",
            f"  {enter(handler % columns, max(0, depth - 6))};",
            "}",
        ]
    for task in range(TASKS):
        lines += [f"static void task_{task}(void *unused) {{", "  (void)unused;", "  for (;;) {"]
        lines += [f"    {enter(c, min(task, depth - 1))};" for c in range(columns)]
        lines += ["    vTaskDelay(1);", "  }", "}"]
    lines += ["int main(void) {" if not is_cxx else "int main() {"]
    lines += [
        f'  xTaskCreate(task_{task}, "task", 256, 0, {task + 1}, 0);' for task in range(TASKS)
    ]
    lines += ["  for (;;) {"] + [f"    {enter(c, 0)};" for c in range(columns)] + ["  }", "}"]
    return lines


def statements(size, is_cxx):
    """One function of `size` statements: sections, branches and what they guard, in a row."""
    lines = [prelude(is_cxx), "static uint32_t value, other;", "static spin_lock_t *lock;"]
    lines += ["void UART0_IRQHandler(void) { ++value; }", "uint32_t all(uint32_t n) {"]
    lines += ["  uint32_t saved;"]
    block = [
        "saved = save_and_disable_interrupts();",
        "value += n;",
        "if (n > {i})",
        "  other = value;",
        "restore_interrupts(saved);",
        "n ^= {i};",
        "saved = spin_lock_blocking(lock);",
        "other += {i};",
        "spin_unlock(lock, saved);",
        "n += other;",
    ]
    for i in range(0, size, len(block)):
        lines += ["  " + line.format(i=i) for line in block]
    return lines + ["  return n;", "}", "int main(void) { return (int)all(1); }"]


def accesses(size, is_cxx):
    """`size` accesses to one global, in a third each from main, a task and a handler."""
    lines = [prelude(is_cxx), "static uint32_t value;"]
    per = 10
    for which in ("main", "task", "handler"):
        for f in range(size // 3 // per):
            lines += [f"static void {which}_{f}(uint32_t n) {{"]
            lines += [f"  value += n * {i};" for i in range(per)] + ["}"]
    called = range(size // 3 // per)
    lines += ["void UART0_IRQHandler(void) {"] + [f"  handler_{f}(1);" for f in called] + ["}"]
    lines += ["static void task(void *p) {", "  (void)p;"]
    lines += [f"  task_{f}(1);" for f in called] + ["  vTaskDelay(1);", "}"]
    lines += ["int main(void) {", '  xTaskCreate(task, "task", 256, 0, 1, 0);']
    return lines + [f"  main_{f}(1);" for f in called] + ["}"]


def pointers(size, is_cxx):
    """`size` functions in a chain; each is called with 30 different objects from two contexts."""
    objects = 30
    lines = [prelude(is_cxx), "struct device { uint32_t count, total; spin_lock_t *lock; };"]
    lines += [f"static struct device device_{i};" for i in range(objects)]
    for f in reversed(range(size)):
        lines += [f"static void work_{f}(struct device *d, uint32_t n) {{"]
        lines += ["  uint32_t saved = spin_lock_blocking(d->lock);", "  d->count += n;"]
        lines += ["  spin_unlock(d->lock, saved);", "  d->total += n;"]
        if f % 10 != 9 and f + 1 < size:
            lines += [f"  work_{f + 1}(d, n + 1);"]
        lines += ["}"]
    for context in ("void UART0_IRQHandler(void)", "int main(void)"):
        lines += [context + " {"]
        for f in range(size):
            lines += [f"  work_{f}(&device_{i}, 1);" for i in range(objects)]
        lines += ["}"]
    return lines


def nesting(size, is_cxx):
    """`size` locks, each taken under a condition of its own, inside each other and in a row."""
    lines = [prelude(is_cxx), "static uint32_t value;"]
    lines += [f"static mutex_t lock_{i};" for i in range(size)]
    lines += ["void row(uint32_t n) {"]
    for i in range(size):
        lines += [f"  if (n & {1 << (i % 31)}) mutex_enter_blocking(&lock_{i});", "  value += n;"]
    for i in range(size):
        lines += [f"  if (n & {1 << (i % 31)}) mutex_exit(&lock_{i});", "  value += n;"]
    lines += ["}"]
    for f in range(size // 10):
        depth = 60
        lines += [f"void nested_{f}(uint32_t n) {{"]
        for i in range(depth):
            lock = (f + i) % size
            lines += ["while (n--) {" if i % 3 == 2 else f"if (n > {i}) {{"]
            lines += [f"if (n % {i + 2}) mutex_enter_blocking(&lock_{lock});", "++value;"]
        for i in reversed(range(depth)):
            lock = (f + i) % size
            lines += [f"if (n % {i + 2}) mutex_exit(&lock_{lock});", "}"]
        lines += ["}"]
    calls = [f"  nested_{f}(1);" for f in range(size // 10)]
    lines += ["static void task(void *p) {", "  (void)p;", "  row(1);", *calls, "  vTaskDelay(1);"]
    lines += ["}", "int main(void) {", '  xTaskCreate(task, "task", 256, 0, 1, 0);']
    return lines + ["  row(2);", *calls, "}"]


def locals_(size, is_cxx):
    """One function with `size` locals that take each other's values, under conditions and locks."""
    lines = [prelude(is_cxx), "static uint32_t value;", "static mutex_t lock;"]
    lines += ["void UART0_IRQHandler(void) { ++value; }", "int main(void) {"]
    lines += ["  uint32_t v0 = value, *p0 = &v0;"]
    for i in range(1, size):
        if i % 4 == 0:
            lines += [f"  uint32_t v{i} = save_and_disable_interrupts();", "  ++value;"]
            lines += [f"  restore_interrupts(v{i});"]
        elif i % 4 == 1:
            lines += [f"  uint32_t v{i} = v{i - 1};", f"  if (v{i} == {i % 7}) ++value;"]
        elif i % 4 == 2:
            lines += [f"  mutex_enter_blocking(&lock);", f"  uint32_t v{i} = value + v{i - 1};"]
            lines += ["  mutex_exit(&lock);"]
        else:
            lines += [f"  uint32_t v{i} = 1, *p{i} = &v{i};", f"  *p{i} += v{i - 1};"]
    return lines + ["}"]


AREA = 50  # units that know each other's functions; a task and a handler each
STEPS = 20  # functions of a unit
CXX_EACH = 3  # one unit in so many is C++

GUARDED = """\
#ifdef __cplusplus
extern "C" {{
#endif
{}
#ifdef __cplusplus
}}
#endif
"""
BOARD = """\
#pragma once
/* What every unit knows. */
{}
struct device {{
  uint32_t status, head, tail, errors;
  uint8_t buffer[64];
  spin_lock_t *lock;
}};

static inline uint32_t device_left(const struct device *d) {{ return 64 - (d->head - d->tail) % 64; }}
static inline void device_clear(struct device *d) {{
  uint32_t saved = spin_lock_blocking(d->lock);
  d->head = d->tail = 0;
  spin_unlock(d->lock, saved);
}}
"""


def project(directory, units):
    """Writes a project of `units` units, in C and in C++, with its compilation database.

    They are in areas. In an area each unit calls the next one; a task of the area's first unit
    and a handler of its second enter it. All areas share a header with inline functions.
    """
    directory = pathlib.Path(directory)
    areas = [range(first, min(first + AREA, units)) for first in range(0, units, AREA)]
    (directory / "include").mkdir(parents=True)
    (directory / "include/board.h").write_text(BOARD.format(GUARDED.format(PRELUDE)))
    database = []
    for a, area in enumerate(areas):
        (directory / f"src/area_{a}").mkdir(parents=True)
        lines = [f"void task_{a}(void *unused);"]
        for u in area:
            lines += [f"uint32_t step_{u}_{i}(struct device *d, uint32_t value);" for i in (0, 10)]
            lines += [f"extern struct device device_{u};", f"extern uint32_t counter_{u};"]
        header = "#pragma once\n#include \"board.h\"\n" + GUARDED.format("\n".join(lines))
        (directory / f"include/area_{a}.h").write_text(header)
        for u in area:
            is_cxx = u % CXX_EACH == CXX_EACH - 1
            name = f"src/area_{a}/unit_{u}.{'cpp' if is_cxx else 'c'}"
            (directory / name).write_text("\n".join(part(u, a, area, areas, is_cxx)) + "\n")
            compiler = "clang++-22 -std=c++17" if is_cxx else "clang-22 -std=c11"
            command = f"{compiler} -O2 -g -Wall -Iinclude -o {name}.o -c {name}"
            database += [{"directory": str(directory), "file": name, "command": command}]
    (directory / "compile_commands.json").write_text(json.dumps(database, indent=1))


def part(u, a, area, areas, is_cxx):
    """Unit `u` of area number `a`."""
    lines = ["#include <array>", "#include <atomic>"] if is_cxx else ["#include <stddef.h>"]
    lines += ["#include <stdint.h>", "#include <string.h>", f'#include "area_{a}.h"']
    own = [f"struct device device_{u};", f"uint32_t counter_{u};"]
    own += [f"static uint32_t flags_{u};", f"static volatile uint32_t ticks_{u};"]
    for i in reversed(range(STEPS)):
        own += [f"{'' if i in (0, 10) else 'static '}uint32_t step_{u}_{i}(struct device *d, uint32_t value) {{"]
        n = u * STEPS + i
        body = step(n, "d->", f"counter_{u}", f"flags_{u}", f"ticks_{u}", n % (10 * WRONG) == 2)
        if i + 1 < STEPS:
            body += [f"value += step_{u}_{i + 1}(d, value + 1);"]
        if i % 10 == 9 and u + 1 in area:
            body += [f"value ^= step_{u + 1}_10(&device_{u + 1}, value);"]
        if i % 7 == 6:
            body += ["if (!device_left(d))", "  device_clear(d);"]
        own += [f"  {line}" for line in body + ["return value;"]] + ["}"]
    if u == area[0]:
        own += [f"void task_{a}(void *unused) {{", "  (void)unused;", "  for (;;) {"]
        own += [f"    step_{v}_0(&device_{v}, 1);" for v in area] + ["    vTaskDelay(1);", "  }", "}"]
    if u == area[0] + 1:
        own += [f"void UART{a}_IRQHandler(void);", f"void UART{a}_IRQHandler(void) {{"]
        own += [f"  ++ticks_{u};", f"  step_{u}_15(&device_{u}, 1);", "}"]
    if u == 0:
        own += [f"void task_{b}(void *unused);" for b in range(1, len(areas))]
    lines += GUARDED.format("\n".join(own)).splitlines()
    if u == 0:
        lines += ["int main(void) {"]
        lines += [f'  xTaskCreate(task_{b}, "task", 256, 0, {b % 8}, 0);' for b in range(len(areas))]
        lines += ["  for (;;)", "    vTaskDelay(1);", "}"]
    if is_cxx:
        lines += [f"static std::array<std::atomic<uint32_t>, 4> seen_{u};"]
        lines += [f"uint32_t most_{u}() {{", "  uint32_t most = 0;", f"  for (const auto &one : seen_{u})"]
        lines += ["    if (one.load() > most)", "      most = one.load();", "  return most;", "}"]
    return lines


SHAPES = {
    "layers": (layers, 5000),
    "statements": (statements, 50000),
    "accesses": (accesses, 2000),
    "pointers": (pointers, 300),
    "nesting": (nesting, 200),
    "locals": (locals_, 3000),
}


def unit(shape, size=None, is_cxx=False):
    """The text of a unit."""
    make, usual = SHAPES[shape]
    return "\n".join(make(size or usual, is_cxx)) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("shape", choices=[*SHAPES, "project"])
    parser.add_argument("size", nargs="?", type=int)
    parser.add_argument("--cxx", action="store_true", help="C++ with member functions (layers)")
    parser.add_argument("--into", help="where to write a project")
    options = parser.parse_args()
    if options.shape == "project":
        if not options.into:
            parser.error("a project is many files: --into DIRECTORY")
        project(pathlib.Path(options.into).resolve(), options.size or 2000)
        return
    print(unit(options.shape, options.size, options.cxx), end="")


if __name__ == "__main__":
    main()
