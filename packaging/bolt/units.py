"""What the programs are trained with: examples, tests of checks and of the runtime, with how to compile them."""

import pathlib

SOURCE = pathlib.Path(__file__).resolve().parent.parent.parent
INCLUDE = [f"-I{SOURCE / part}" for part in ("annotations", "runtime/include", "runtime/port/host")]


def flags_of(unit):
    flags = unit.parent / "compile_flags.txt"
    if flags.exists():
        return flags.read_text().split()
    return ["-std=c11" if unit.suffix == ".c" else "-std=c++20", *INCLUDE, f"-I{unit.parent}"]


def find(pattern):
    return sorted(unit for unit in SOURCE.glob(pattern) if unit.suffix in (".c", ".cpp"))


def all_units():
    """(path, flags) of C and C++, with small and with large headers."""
    cxx = find("test/checks/*/*.cpp")[::6]
    units = [*find("examples/*/*"), *find("test/checks/*/*.c"), *cxx, *find("test/runtime/unit/*")[::4]]
    return [(unit, flags_of(unit)) for unit in units]


def edited_units():
    """Those of one's own that a person would edit: the longer ones."""
    units = [(path, flags) for path, flags in all_units() if "runtime" not in path.parts]
    units.sort(key=lambda unit: unit[0].stat().st_size, reverse=True)
    return [u for u in units if u[0].suffix == ".c"][:4] + [u for u in units if u[0].suffix == ".cpp"][:6]
