#!/usr/bin/env python3
"""Counts the instructions of the runtime's steps, exactly, and the bytes it takes.

`./dev bench runtime` runs this. Bare machines count under QEMU's -icount; on the host callgrind counts, and the difference of
two runs of different length leaves out start and end. `--update` writes bench/runtime/golden.json, which
test/runtime/bench.test compares; the targets are those of the issue.
"""

import argparse
import importlib.util
import json
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
GOLDEN = HERE / "golden.json"
TARGETS = {
    "x86_64": {"yield": 30, "signal_to_resume": 50},
    "rv64": {"yield": 26, "signal_to_resume": 55},
    "rv32": {},
    "cortex_m3": {"yield": 45, "signal_to_resume": 85},
    "sizes": {"thumb_code": 2048, "smallest_task": 24},
    "instructions that locked<T, irq_lock> adds to the mask and unmask": {m: 0 for m in ("rv64", "rv32", "cortex_m3")},
}
# What is measured eight awaits deep, and the same at depth 0.
DEEP = {"yield_at_depth_8": "yield", "set_to_resumed_at_depth_8": "set_to_resumed"}

spec = importlib.util.spec_from_file_location("qemu_run", ROOT / "test" / "runtime" / "qemu" / "run.py")
qemu = importlib.util.module_from_spec(spec)
spec.loader.exec_module(qemu)


def bare(machine, directory):
    image = qemu.build(machine, str(HERE / "bare.cpp"), directory / machine, ["-DAMBIT_DEBUG=0", f"-I{HERE}"])
    status, text = qemu.run(machine, "bench", image)
    if status:
        sys.exit(f"{machine}: status {status}: {text}")
    return {name: int(tenths) / 10 for name, tenths in (line.split() for line in text.split("\n") if line)}


def count(words, directory):
    run = subprocess.run(
        ["valgrind", "--tool=callgrind", f"--callgrind-out-file={directory / 'callgrind'}", *map(str, words)],
        capture_output=True, text=True,
    )
    found = re.search(r"Collected : (\d+)", run.stderr)
    if run.returncode or not found:
        sys.exit(run.stderr)
    return int(found[1])


def hosted(directory):
    binary = directory / "hosted"
    flags = ["-std=c++20", "-O2", "-DNDEBUG", "-fno-exceptions", "-fno-rtti", f"-I{ROOT}/annotations", f"-I{ROOT}/runtime/include",
             f"-I{ROOT}/runtime", f"-I{ROOT}/runtime/port/host"]
    qemu.command("clang++-22", *flags, "-fno-pie", "-no-pie", HERE / "hosted.cpp", ROOT / "runtime/port/host/host.cpp", "-o", binary, "-lpthread")
    result = {}
    for what, name in [("yield", "yield"), ("deep_yield", "yield_at_depth_8"), ("signal", "signal_to_resume"),
                       ("deep_signal", "signal_at_depth_8")]:
        counts = [count([binary, what, n], directory) for n in (1000, 3000)]
        result[name] = round((counts[1] - counts[0]) / 2000, 1)
    return result


def asio(directory):
    binary = directory / "asio"
    qemu.command("g++-12", "-std=c++20", "-O2", "-DNDEBUG", HERE / "asio.cpp", "-o", binary, "-lpthread")
    result = {}
    for what, name in [("yield", "yield"), ("wake", "signal_to_resume")]:
        counts = [count([binary, what, n], directory) for n in (1000, 3000)]
        result[name] = round((counts[1] - counts[0]) / 2000, 1)
    return result


def sizes(directory):
    """Bytes of Thumb at -Os of everything that is neither start-up code nor the program's own."""
    image = qemu.build("lm3s", str(HERE / "sizes.cpp"), directory / "sizes", ["-DAMBIT_DEBUG=0", "-Os", f"-I{HERE}"])
    symbols = qemu.command(qemu.LLVM / "llvm-nm", "--print-size", "--size-sort", "--demangle", image)
    code = 0
    for line in symbols.splitlines():
        _, size, kind, name = line.split(" ", 3)
        if kind.lower() in "tw" and ("ambit::" in name or "core_main" in name or "blink" in name):
            code += int(size, 16)
    return {"thumb_code": code, "smallest_task": smallest(directory)}


def smallest(directory):
    """Bytes of the smallest frame that holds a task, on 32 bits: the build fails with a smaller one."""
    for size in range(24, 80, 8):
        sizes = []
        for machine in ("lm3s", "rv32"):
            flags = [*qemu.COMMON, *qemu.MACHINES[machine]["flags"], "-I", qemu.PORTS / qemu.MACHINES[machine]["port"]]
            built = subprocess.run(
                [str(w) for w in ("clang++-22", *flags, f"-DSIZE={size}", "-c", HERE / "smallest.cpp", "-o", directory / "smallest.o")],
                capture_output=True, text=True,
            )
            if built.returncode and "larger than its storage" not in built.stderr:
                sys.exit(built.stderr)
            sizes.append(built.returncode == 0)
        if all(sizes):
            return size
    sys.exit("no size is enough for the smallest task")


def locked(machine, directory):
    """How many instructions a function with locked<T, irq_lock> has more than the one by hand. Each differs from it in nothing."""
    extra = 0
    for level in ("-O2", "-Os"):
        flags = [*qemu.COMMON, *qemu.MACHINES[machine]["flags"], "-I", qemu.PORTS / qemu.MACHINES[machine]["port"]]
        code = directory / f"locked-{machine}.o"
        qemu.command("clang++-22", *flags, level, "-g0", "-DAMBIT_DEBUG=0", "-c", HERE / "locked.cpp", "-o", code)
        text = qemu.command(qemu.LLVM / "llvm-objdump", "-dr", "--no-show-raw-insn", "--no-leading-addr", "--no-leading-headers", code)
        functions, lines = {}, []
        for line in text.splitlines():
            if name := re.fullmatch(r"<(\w+)>:", line):
                functions[name[1]] = lines = []
            elif line.startswith(" "):
                lines.append(" ".join(line.split()))
        for name in [n for n in functions if n.endswith("_locked")]:
            by_hand = functions[name.replace("_locked", "_by_hand")]
            if functions[name] != by_hand:
                print(f"{machine} {level} {name}:", *functions[name], "by hand:", *by_hand, sep="\n  ", file=sys.stderr)
                extra += max(1, len(functions[name]) - len(by_hand))
    return extra


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--update", action="store_true", help="write golden.json")
    parser.add_argument("--check", action="store_true", help="compare the bare machines and sizes with golden.json")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        directory = pathlib.Path(name)
        measured = {
            "rv64": bare("rv64-exact", directory),
            "rv32": bare("rv32-exact", directory),
            "cortex_m3": bare("lm3s-exact", directory),
            "sizes": sizes(directory),
            "instructions that locked<T, irq_lock> adds to the mask and unmask": {
                name: locked(machine, directory)
                for name, machine in (("rv64", "rv64-exact"), ("rv32", "rv32-exact"), ("cortex_m3", "lm3s"))
            },
        }
        reproduced = list(measured)
        if arguments.check:
            golden = json.loads(GOLDEN.read_text())
            wrong = {k: (golden[k], v) for k, v in measured.items() if golden[k] != v}
            for what, (before, now) in wrong.items():
                print(f"{what}: golden {before}, measured {now}; bench/runtime/measure.py --update if this is meant")
            return 1 if wrong else 0
        measured["x86_64"] = hosted(directory)
        measured["asio on x86_64"] = asio(directory)
    for machine, values in measured.items():
        print(machine)
        for what, value in values.items():
            target = TARGETS.get(machine, {}).get(what)
            if what in DEEP:
                target = values[DEEP[what]] + 2
            print(f"  {what:26} {value:8}" + (f"   target {target}: {'met' if value <= target else 'missed'}" if target is not None else ""))
    if arguments.update:
        GOLDEN.write_text(json.dumps({k: v for k, v in measured.items() if k in reproduced}, indent=2) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
