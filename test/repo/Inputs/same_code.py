"""Shows that annotations do not change what a program compiles to.

    same_code.py SOURCE ANNOTATIONS SCRATCH

Compiles the program with annotations.h, and with a header in its place that defines every macro to
nothing, by each compiler at each level of optimisation, and compares the two objects: every section
that is loaded (code, data, constants, zeroed data, tables), byte by byte, and its relocations.

The comparison has to see a difference where there is one: with -DAMBIT_ANALYSIS, which is not for
compilers, Clang's objects differ. That this is so is the reason for annotations to be empty
elsewhere.
"""

import os
import re
import struct
import subprocess
import sys

COMPILERS = {
    ".c": ["clang-22", "clang-14", "gcc-12"],
    ".cpp": ["clang++-22", "clang++-14", "g++-12"],
}
STANDARD = {".c": "-std=c11", ".cpp": "-std=c++20"}
LEVELS = ["-O0", "-O2", "-Os"]

SHT_RELA, SHT_NOBITS, SHF_ALLOC = 4, 8, 2


def loaded_sections(path):
    """What the program is made of: [(name, type, flags, alignment, size, contents)]."""
    with open(path, "rb") as file:
        data = file.read()
    # The header and the table of sections of a 64-bit little-endian ELF file.
    assert data[:6] == b"\x7fELF\x02\x01", path
    (table,) = struct.unpack_from("<Q", data, 40)
    count, names_index = struct.unpack_from("<HH", data, 60)
    headers = [struct.unpack_from("<IIQQQQIIQQ", data, table + 64 * i) for i in range(count)]

    def contents(header):
        return b"" if header[1] == SHT_NOBITS else data[header[4] : header[4] + header[5]]

    def text(strings, offset):
        return strings[offset : strings.index(b"\0", offset)].decode()

    names = contents(headers[names_index])

    def relocations(header):
        """The relocations with the symbols' names: their numbers may differ without an effect."""
        symbols = headers[header[6]]
        strings, raw = contents(headers[symbols[6]]), contents(symbols)
        for offset, info, addend in struct.iter_unpack("<QQq", contents(header)):
            name, _, _, section, value, _ = struct.unpack_from("<IBBHQQ", raw, 24 * (info >> 32))
            target = text(strings, name)
            if not target and section < count:
                target = text(names, headers[section][0])
            yield offset, info & 0xFFFFFFFF, target, value, addend

    sections = []
    for header in headers:
        name, kind, flags, size, alignment = (
            text(names, header[0]),
            header[1],
            header[2],
            header[5],
            header[8],
        )
        if flags & SHF_ALLOC:
            sections.append((name, kind, flags, alignment, size, contents(header)))
        elif kind == SHT_RELA and headers[header[7]][2] & SHF_ALLOC:
            sections.append((name, kind, flags, alignment, size, list(relocations(header))))
    return sections


def write_empty_header(include, scratch):
    """A header with the same macros, all empty. Returns the directory to include."""
    with open(f"{include}/ambit/annotations.h", encoding="utf-8") as header:
        macros = re.findall(r"^#define (AMBIT_\w+)(\([^)]*\))?", header.read(), re.M)
    os.makedirs(f"{scratch}/ambit", exist_ok=True)
    with open(f"{scratch}/ambit/annotations.h", "w", encoding="utf-8") as empty:
        for name, parameters in dict(macros).items():
            empty.write(f"#define {name}{parameters}\n")
    return scratch


def compile_object(compiler, level, source, include, output, *more):
    suffix = source[source.rindex(".") :]
    subprocess.run(
        [compiler, STANDARD[suffix], level, f"-I{include}", *more, "-c", source, "-o", output],
        check=True,
    )
    return loaded_sections(output)


def differences(one, other):
    """The names of the sections that are not the same in both."""
    return sorted(
        {section[0] for section in one + other if one.count(section) != other.count(section)}
    )


def main():
    source, include, scratch = sys.argv[1:]
    empty = write_empty_header(include, f"{scratch}/empty")
    suffix = source[source.rindex(".") :]
    failed = False
    seen = set()  # Compilers whose output the annotations would change if they were not empty.
    for compiler in COMPILERS[suffix]:
        for level in LEVELS:
            output = f"{scratch}/{compiler}{level}"
            with_annotations = compile_object(compiler, level, source, include, f"{output}.with.o")
            without = compile_object(compiler, level, source, empty, f"{output}.without.o")
            loaded = sum(section[4] for section in without)
            names = {section[0] for section in without}
            changed = differences(with_annotations, without)
            print(
                f"{compiler} {level}: {len(without)} sections, {loaded} bytes, "
                f"{'differs in ' + ', '.join(changed) if changed else 'the same'}"
            )
            failed |= bool(changed)
            if not any(name.startswith(".text") for name in names) or not names & {".data", ".bss"}:
                print("  the program has no code or no data: nothing was compared")
                failed = True
            analysed = compile_object(
                compiler, level, source, include, f"{output}.analysed.o", "-DAMBIT_ANALYSIS"
            )
            if differences(analysed, without):
                seen.add(compiler)
    if missing := {name for name in COMPILERS[suffix] if name.startswith("clang")} - seen:
        print(
            f"the comparison sees no effect of -DAMBIT_ANALYSIS with {', '.join(sorted(missing))}"
        )
        failed = True
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
