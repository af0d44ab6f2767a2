# RUN: %python %s %source %clangd
"""Types three drivers character by character and looks that the server survives every prefix.

clangd would skip a version when the next one is there; `wantDiagnostics` has it build each. What stands
above the first declaration (a comment, includes) is there from the beginning: its prefixes hold no code.
For the same reason a comment and an indentation are typed at once. Then each line in turn is taken away
and put back, as when someone edits in the middle.
"""

import concurrent.futures
import pathlib
import re
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent / "Inputs"))
import lsp

SOURCE, CLANGD = pathlib.Path(sys.argv[1]), sys.argv[2:]

DRIVERS = [
    # the library's own, an async one in C++, one in C; with the flags they need
    ("runtime/include/ambit/drivers/ns16550a.hpp", "-xc++", "-std=c++20", "-Iruntime/include", "-Iruntime/port/host"),
    ("examples/esp_async_driver/pinned.cpp", "-std=c++20", "-isystem", "examples/esp_async_driver/sdk"),
    ("examples/pico_dual_core_sensor/main.c", "-std=c11", "-isystem", "examples/pico_dual_core_sensor/sdk"),
]

KEYSTROKE = re.compile(r"//[^\n]*|/\*.*?\*/|\n[ \n]*|.", re.DOTALL | re.MULTILINE)

# Versions that may wait in the server: enough that it never waits for us.
AHEAD = 50


def first_declaration(text):
    """Where the last #include ends."""
    return text.index("\n", text.rindex("#include")) + 1


def position(text, at):
    return {"line": text.count("\n", 0, at), "character": at - (text.rfind("\n", 0, at) + 1)}


def type_all(path, *flags):
    """How many versions of the driver were built, and how many had findings of Ambit's."""
    text = (SOURCE / path).read_text()
    with tempfile.TemporaryDirectory() as directory:
        place = pathlib.Path(directory)
        flags = [f if f.startswith("-") else f"{SOURCE}/{f}" for f in flags]
        flags = [f.replace("-I", f"-I{SOURCE}/") for f in flags]
        flags += [f"-I{SOURCE}/annotations", f"-I{(SOURCE / path).parent}"]
        (place / "compile_flags.txt").write_text("\n".join(flags) + "\n")
        (place / ".clang-tidy").write_text("Checks: '-*,ambit-*'\n")
        unit = place / pathlib.Path(path).name
        server = lsp.Server([*CLANGD, "--log=error", "--background-index=0"], place)
        version, answered, told = 1, 0, 0

        def wait(until):
            nonlocal answered, told
            while answered < until:
                answered += 1
                told += any(d.get("source") == "ambit" for d in server.diagnostics(unit, answered))

        def edit(start, end, new):
            nonlocal version
            version += 1
            change = {"range": {"start": start, "end": end}, "text": new}
            server.change(unit, [change], version, True)
            wait(version - AHEAD)

        begin = first_declaration(text)
        server.open(unit, text[:begin])
        for stroke in KEYSTROKE.finditer(text, begin):
            here = position(text, stroke.start())
            edit(here, here, stroke[0])
        lines = text.splitlines(keepends=True)
        for number in range(text[:begin].count("\n"), len(lines)):
            here, below = {"line": number, "character": 0}, {"line": number + 1, "character": 0}
            edit(here, below, "")
            edit(here, here, lines[number])
        wait(version)
        errors = [d["message"] for d in server.diagnostics(unit, version) if d["severity"] == 1]
        if errors:
            sys.exit(f"{path}: the whole file does not parse: {errors}")
        if server.stop():
            sys.exit(f"{path}: the server ended badly")
        return version, told


with concurrent.futures.ThreadPoolExecutor() as pool:
    for driver, (versions, told) in zip(DRIVERS, pool.map(lambda driver: type_all(*driver), DRIVERS)):
        print(f"{driver[0]}: {versions} versions, {told} of them with findings")
