#!/usr/bin/env python3
"""Builds a program for a machine, runs it in its emulator and compares what it prints.

    run.py MACHINE PROGRAM BUILD_DIRECTORY [--runs N] [--size]

MACHINE is one of MACHINES below, PROGRAM the name of a source in programs/; beside it lies
PROGRAM.expected, or PROGRAM.MACHINE.expected. A program that does not end within its time (`Patience` says what counts),
that ends with another status than 0 (99 where the expected last line is a panic) or prints something else fails. So does an
image with a symbol of the heap.
"""

import argparse
import difflib
import os
import pathlib
import re
import shutil
import subprocess
import sys
import threading
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent.parent
PORTS = ROOT / "runtime" / "port"
LLVM = pathlib.Path("/usr/lib/llvm-22/bin")
SECONDS = int(os.environ.get("AMBIT_SECONDS", 60))  # for one run
TOO_LONG = 124

COMMON = [
    "-std=c++20", "-O2", "-g", "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-ffreestanding", "-fno-exceptions", "-fno-rtti",
    "-fno-threadsafe-statics", "-ffunction-sections", "-fdata-sections", "-nostdinc++", "-nostdlibinc",
    "-isystem", PORTS / "freestanding" / "site", "-isystem", "/usr/lib/llvm-22/include/c++/v1",
    "-isystem", PORTS / "freestanding" / "libc",
    "-I", ROOT / "annotations", "-I", ROOT / "runtime" / "include",
]


def riscv(bits, cores, qemu=(), over=None):
    """`over`: a port that is made of riscv_virt and comes before it."""
    abi = {64: "lp64", 32: "ilp32"}[bits]
    return {
        "port": "riscv_virt",
        "flags": [f"--target=riscv{bits}-unknown-elf", f"-march=rv{bits}imac_zicsr_zifencei", f"-mabi={abi}",
                  "-mcmodel=medany", f"-DAMBIT_CORES={cores}",
                  *(["-I", PORTS / over] if over else [])],
        "script": "virt.ld",
        "sources": ["riscv_virt.cpp", *([PORTS / over / f"{over}.cpp"] if over else [])],
        "qemu": [f"qemu-system-riscv{bits}", "-machine", "virt", "-smp", str(cores), "-m", "64", "-bios", "none",
                 "-nographic", "-monitor", "none", "-serial", "stdio", *qemu],
    }


def cortex_m(target, cpu, cores, machine, script, qemu=()):
    return {
        "port": "cortex_m",
        "flags": [f"--target={target}", f"-mcpu={cpu}", "-mfloat-abi=soft", f"-DAMBIT_CORES={cores}"],
        "script": script,
        "sources": ["cortex_m.cpp"],
        "qemu": ["qemu-system-arm", "-M", machine, "-nographic", "-monitor", "none", "-semihosting-config",
                 "enable=on,target=native", *qemu],
        "semihosting": True,
    }


EXACT = ["-icount", "shift=0"]
MACHINES = {
    "rv64": riscv(64, 4),
    "rv32": riscv(32, 4),
    "smp64": riscv(64, 4, over="mini_smp"),
    "smp32": riscv(32, 4, over="mini_smp"),
    "rv64-exact": riscv(64, 1, EXACT),
    "rv32-exact": riscv(32, 1, EXACT),
    "lm3s": cortex_m("thumbv7m-none-eabi", "cortex-m3", 1, "lm3s6965evb", "lm3s6965evb.ld",
                     ["-serial", "stdio", "-device", "at24c-eeprom,rom-size=256,address=0x50"]),
    "lm3s-exact": cortex_m("thumbv7m-none-eabi", "cortex-m3", 1, "lm3s6965evb", "lm3s6965evb.ld",
                           ["-serial", "null", *EXACT]),
    "an521": cortex_m("thumbv8m.main-none-eabi", "cortex-m33+nofp", 2, "mps2-an521", "an521.ld", ["-serial", "null"]),
}

def uefi(target, image, qemu):
    return {
        "port": "uefi",
        "flags": [f"--target={target}-unknown-windows", "-fshort-wchar", "-fno-stack-protector", "-mno-stack-arg-probe",
                  *(["-mno-red-zone"] if target == "x86_64" else [])],
        "sources": ["uefi.cpp"],
        "image": image,
        "qemu": [*qemu, "-m", "256", "-smp", "4", "-display", "none", "-nodefaults", "-no-reboot", "-serial", "stdio",
                 "-net", "none"],
    }


MACHINES["uefi_x64"] = uefi("x86_64", "BOOTX64.EFI", ["qemu-system-x86_64", "-machine", "q35,accel=tcg", "-cpu", "qemu64"])
MACHINES["uefi_aarch64"] = uefi("aarch64", "BOOTAA64.EFI", ["qemu-system-aarch64", "-machine", "virt", "-cpu", "cortex-a57",
                                                            "-bios", "/usr/share/qemu-efi-aarch64/QEMU_EFI.fd"])

# What is typed at the serial line, once the emulator runs.
INPUT = {"uart_riscv": "hello, core\n", "devices_lm3s": "hello, uart\n"}

HEAP = re.compile(r"\b(malloc|calloc|realloc|free|_Znwm|_Znwj|_Znam|_Znaj|_ZdlPv\w*|_ZdaPv\w*)$", re.M)


def command(*words):
    run = subprocess.run([str(w) for w in words], capture_output=True, text=True)
    if run.returncode:
        sys.exit(f"{' '.join(str(w) for w in words)}\n{run.stdout}{run.stderr}")
    return run.stdout


def source_of(program):
    """A program of this directory, or one with its path."""
    return pathlib.Path(program) if program.endswith(".cpp") else HERE / "programs" / f"{program}.cpp"


def build(machine, program, directory, extra=("-DAMBIT_DEBUG=1",)):
    m = MACHINES[machine]
    port = PORTS / m["port"]
    directory.mkdir(parents=True, exist_ok=True)
    flags = [*COMMON, *m["flags"], "-I", port, *extra]
    objects = []
    sources = [source_of(program), PORTS / "freestanding" / "memory.cpp"]
    for source in sources + [port / s for s in m["sources"]]:
        objects.append(directory / f"{source.parent.name}-{source.stem}.o")
        command("clang++-22", *flags, "-c", source, "-o", objects[-1])
    if "image" in m:
        image = directory / "esp" / "EFI" / "BOOT" / m["image"]
        image.parent.mkdir(parents=True, exist_ok=True)
        command("lld-link-22", "/nologo", "/subsystem:efi_application", "/entry:efi_main", "/nodefaultlib", "/opt:ref",
                f"/out:{image}", *objects)
        return image
    image = directory / f"{pathlib.Path(program).stem}.elf"
    command("ld.lld-22", "--gc-sections", "-T", port / m["script"], *objects, "-o", image)
    if found := HEAP.findall(command(LLVM / "llvm-nm", image)):
        sys.exit(f"{image} has symbols of the heap: {found}")
    return image


class Patience(threading.Thread):
    """Ends an emulator that has used up its seconds.

    What counts is the time that it ran, and the time in which it slept although it could have run: so a program that spins and
    one that sleeps for ever both come to an end. While it is ready to run and the host has no processor for it, its clock
    stands: on a busy machine a program takes longer and does not fail for it.
    """

    TICK = 0.25

    def __init__(self, emulator, seconds):
        super().__init__(daemon=True)
        self.emulator, self.seconds, self.over = emulator, seconds, False
        self.start()

    def look(self):
        """The processor time of all threads in seconds, and whether one of them is waiting for the host."""
        ran, waits = 0, False
        try:
            threads = list(pathlib.Path(f"/proc/{self.emulator.pid}/task").iterdir())
        except OSError:  # the emulator has ended
            threads = []
        for thread in threads:
            try:
                fields = (thread / "stat").read_text().rpartition(")")[2].split()
            except OSError:  # the thread has ended
                continue
            ran += int(fields[11]) + int(fields[12])
            waits = waits or fields[0] in "RD"
        return ran / os.sysconf("SC_CLK_TCK"), waits

    def run(self):
        used, ran_before, before = 0, 0, time.monotonic()
        while self.emulator.poll() is None:
            time.sleep(self.TICK)
            now, (ran, waits) = time.monotonic(), self.look()
            running = min(max(ran - ran_before, 0), now - before)
            used += running if waits else now - before
            ran_before, before = ran, now
            if used > self.seconds:
                self.over = True
                self.emulator.kill()
                return


def run(machine, program, image, seconds=SECONDS):
    m = MACHINES[machine]
    words = ["setpriv", "--pdeathsig", "KILL", *m["qemu"]]
    if machine == "uefi_x64":
        variables = image.parents[3] / "variables.fd"
        shutil.copyfile("/usr/share/OVMF/OVMF_VARS_4M.fd", variables)
        words += ["-drive", "if=pflash,format=raw,readonly=on,file=/usr/share/OVMF/OVMF_CODE_4M.fd",
                  "-drive", f"if=pflash,format=raw,file={variables}",
                  "-drive", f"format=raw,file=fat:rw:{image.parents[2]}"]
    else:
        words += ["-kernel", str(image)]
    typed = INPUT.get(program)
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as qemu:
        patience = Patience(qemu, seconds)
        out = ""
        if typed:
            out = qemu.stdout.read(1) if m.get("semihosting") else qemu.stdout.readline()  # it listens now
        rest, err = qemu.communicate(typed or "")
        status = TOO_LONG if patience.over else qemu.returncode
    out = rest if m.get("semihosting") else out + rest
    # QEMU 7.2 says this of each SysTick that is set up.
    err = err.replace("Timer with period zero, disabling\n", "")
    if "image" in m:  # what the firmware prints is of no interest
        out = re.sub(r"\x1b\[[0-9;=]*[A-Za-z]", "", out.replace("\r", ""))
        return status, out[out.find("begin\n"):] if "begin\n" in out else out
    return status, (err if m.get("semihosting") else out + err).replace("\r", "")


def wanted(machine, program):
    """The status and the text that a run has to give."""
    expected = HERE / "programs" / f"{program}.{machine}.expected"
    if not expected.exists():
        expected = HERE / "programs" / f"{program}.expected"
    text = expected.read_text()
    return 99 if text.splitlines()[-1].startswith("panic: ") else 0, text


def failure(machine, program, number, status, text, right):
    """`right` is what wanted() says."""
    difference = "\n".join(difflib.unified_diff(right[1].splitlines(), text.splitlines(), "expected", "printed", lineterm=""))
    return (f"{program} on {machine}, run {number + 1}: status {status}{' (took too long)' if status == TOO_LONG else ''}"
            f"\n{difference}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("machine", choices=MACHINES)
    parser.add_argument("program")
    parser.add_argument("directory", type=pathlib.Path)
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--print", action="store_true", help="show what it prints, compare nothing")
    arguments = parser.parse_args()
    machine, program = arguments.machine, arguments.program
    image = build(machine, program, arguments.directory / machine / pathlib.Path(program).stem)
    if arguments.print:
        status, text = run(machine, program, image)
        print(text, end="")
        return status
    for number in range(arguments.runs):
        status, text = run(machine, program, image)
        if (status, text) != (right := wanted(machine, program)):
            print(failure(machine, program, number, status, text, right))
            return 1
    print(f"{program} on {machine}: {arguments.runs} times as expected")
    return 0


if __name__ == "__main__":
    sys.exit(main())
