# Commands that were written for other compilers, and for shells: what clang makes of them.
#
# RUN: %python %s %ambit-command %t

import json
import pathlib
import shutil
import subprocess
import sys

ambit, directory = sys.argv[1], pathlib.Path(sys.argv[2]).resolve()
shutil.rmtree(directory, ignore_errors=True)
(directory / "sdk/include").mkdir(parents=True)
own = directory / "sdk/lib/gcc/target/12.2.1/include"
own.mkdir(parents=True)
(directory / "sdk/lib/target/include").mkdir(parents=True)
(directory / "bin").mkdir()
(directory / "sdk/include/only_here.h").write_text("typedef int only_here;\n")
(directory / "sdk/lib/target/include/of_libc.h").write_text("typedef int of_libc;\n")
(own / "stdbool.h").write_text("#error GCC's own\n")


def fake(name, log=None):
    """A compiler that knows where its headers are and cannot compile."""
    path = directory / "bin" / name
    path.write_text(
        "#!/bin/sh\n"
        f'echo "$0 $@" >> {directory}/calls\n'
        "echo '#include \"...\" search starts here:' >&2\n"
        "echo '#include <...> search starts here:' >&2\n"
        f"echo ' {own}' >&2\n"
        f"echo ' {own.parent}/../../../target/include' >&2\n"
        f"echo ' {directory}/sdk/include' >&2\n"
        f"echo ' {directory}/sdk/missing' >&2\n"
        "echo 'End of search list.' >&2\n"
    )
    path.chmod(0o755)
    return str(path)


def check(entries, *arguments, expect=0, source="int x;\n", name="a.c", says=None):
    (directory / name).write_text(source)
    (directory / "compile_commands.json").write_text(
        json.dumps([{"directory": str(directory), "file": name, **e} for e in entries])
    )
    done = subprocess.run([ambit, "check", "-p", str(directory), "--no-cache", *arguments],
                          capture_output=True, text=True, timeout=60)
    assert done.returncode == expect, (entries, done.returncode, done.stdout, done.stderr)
    if says:
        assert says in done.stderr, (says, done.stderr)
    return done


# Flags that only GCC knows are left out; those that both know stay.
gcc_only = ["-fno-tree-loop-distribute-patterns", "-Wno-maybe-uninitialized", "-mno-such-thing",
            "-fanalyzer", "-Wlogical-op", "-flto=auto", "-fconserve-stack", "--param=max-inline=3",
            "-specs=nosys.specs", "-mlongcalls", "-fstrict-volatile-bitfields"]
needs_define = "#ifndef KEPT\n#error\n#endif\n"
check([{"arguments": ["gcc", *gcc_only, "-DKEPT", "-c", "a.c"]}], source=needs_define)

# What a build precompiled was made by another compiler and without annotations: the headers are
# read themselves, and nothing is written.
(directory / "all.h").write_text("#define KEPT\n")
(directory / "other.h").write_text("#define OTHER\n")
needs_both = needs_define + "#ifndef OTHER\n#error\n#endif\n"
for suffix in ("pch", "gch"):
    stale = directory / f"all.h.{suffix}"
    stale.write_text("not a header\n")
    handed_on = ["-Xclang", "-include-pch", "-Xclang", f"{directory}/all.h.{suffix}"]
    for include in (["-include-pch", f"all.h.{suffix}"], handed_on,
                    [*handed_on, "-Xclang", "-include", "-Xclang", f"{directory}/all.h"],
                    ["-include", "all.h"], ["--include=all.h"], ["--include", "all.h"]):
        check([{"arguments": ["clang", *include, "-include", "other.h", "-c", "a.c"]}],
              source=needs_both)
        check([{"arguments": ["clang", "-include", "other.h", *include, "-c", "a.c"]}],
              source=needs_both)
    check([{"arguments": ["clang", "-Xclang", "-emit-pch", "-include", "all.h", "-x", "c-header",
                          "-o", str(stale), "-c", "a.c"]}], source=needs_define)
    assert stale.read_text() == "not a header\n"
    stale.unlink()

# What GCC takes with a warning is analysed whole. That a library has a function of the name makes it no other.
old = "int g(int *p) { return *p; }\nint f(float *x) { other(3); __wfe(); g(x); return \"a\"; }\n"
check([{"arguments": ["arm-none-eabi-gcc", "-std=gnu11", "-mcpu=cortex-m0plus", "-c", "a.c"]}], source=old)
check([{"arguments": ["gcc", "-c", "a.c"]}], source=old)
check([{"arguments": ["gcc", "-c", "a.c"]}], source=old + "int h(void) { return not_declared; }\n", expect=3)

# A response file, a launcher, quotes.
(directory / "flags.rsp").write_text('-DKEPT -DWORDS="a b"')
check([{"arguments": ["gcc", "@flags.rsp", "-c", "a.c"]}], source=needs_define)
for launcher in (["ccache"], ["/usr/bin/ccache"], ["sccache"], ["distcc"], ["ccache", "distcc"]):
    check([{"arguments": [*launcher, "gcc", "-DKEPT", "-c", "a.c"]}], source=needs_define)
quoted = 'static const char *s = TEXT;\nint f(void) { return sizeof TEXT == 6 ? (int)(long)s : *(int[N]){0}; }\n'
check([{"command": "gcc -DTEXT='\"a \\\"b\"' -DN=-1 -c a.c"}], source=quoted, expect=3)
check([{"command": "gcc -DTEXT='\"a b c\"' -DN=1 -c a.c"}], source=quoted)
check([{"command": 'gcc "-DTEXT=\\"a b c\\"" -DN=1 -c a.c'}], source=quoted)

# A file that is compiled twice is two units.
twice = check([{"arguments": ["gcc", f"-DN={n}", "-c", "a.c", "-o", f"{n}.o"]} for n in (1, 2)],
              source="int f(void) { return N; }\n")
assert "2 units" in twice.stderr

# Assembly is no unit, whether its name says so or a flag.
assembly = [{"file": f"start.{e}", "arguments": ["gcc", "-c", f"start.{e}"]} for e in ("S", "s")]
assembly.append({"file": "start.x", "arguments": ["gcc", "-x", "assembler-with-cpp", "-c", "start.x"]})
for entry in assembly:
    (directory / entry["file"]).write_text(".syntax unified\nreset: b reset\n")
done = check([{"arguments": ["gcc", "-c", "a.c"]}, *assembly])
assert "1 unit," in done.stderr or "1 units" in done.stderr, done.stderr

# Names that say a target; the compiler itself says where its headers are.
machines = {
    "arm-none-eabi-gcc": "__arm__",
    "arm-none-eabi-g++": "__arm__",
    "xtensa-esp32-elf-gcc": "__XTENSA__",
    "xtensa-esp-elf-g++": "__XTENSA__",
    "riscv32-esp-elf-gcc": "__riscv",
    "riscv32-unknown-elf-g++": "__riscv",
    "riscv-none-elf-gcc": "__riscv",
    "avr-gcc": "__AVR__",
    "avr-g++": "__AVR__",
    "aarch64-none-elf-gcc-13.2": "__aarch64__",
}
for compiler, macro in machines.items():
    cxx = "++" in compiler
    name = "m.cpp" if cxx else "m.c"
    # It names all directories that there are: those of this machine are for another.
    source = f"#ifndef {macro}\n#error not {macro}\n#endif\n#if __has_include(<signal.h>) || __has_include(<vector>)\n#error this machine's\n#endif\n#include <only_here.h>\n#include <of_libc.h>\n#include <stdbool.h>\n#include <stddef.h>\nonly_here x;\nof_libc y;\n"
    check([{"file": name, "arguments": [fake(compiler), "-c", name]}], source=source, name=name)
    asked = (directory / "calls").read_text()
    assert f"-x c++ -" in asked if cxx else "-x c -" in asked
    (directory / "calls").unlink()
    # The same by a launcher.
    check([{"file": name, "arguments": ["ccache", fake(compiler), "-c", name]}], source=source,
          name=name)
    # One that is not installed has its target, but no headers.
    check([{"file": name, "arguments": [compiler, "-c", name]}], source=source.splitlines()[0]
          + "\n#error\n#endif\n", name=name)
