"""Adds `idf.py ambit`: Ambit's checks over what the project compiles.

IDF_EXTRA_ACTIONS_PATH has to name this directory. The flags that only GCC knows are taken out of a copy of the
compilation database.
"""

import json
import os
import subprocess
import sys

# Of xtensa-esp-elf-gcc and riscv32-esp-elf-gcc; Clang's driver rejects them.
GCC_ONLY = (
    "-mlongcalls", "-mtext-section-literals", "-fstrict-volatile-bitfields", "-fno-tree-switch-conversion",
    "-fno-jump-tables", "-mdisable-hardware-atomics", "-fno-shrink-wrap", "-freorder-blocks", "-nostartfiles",
)


def clang_command(command):
    """A command of the database without what only GCC knows."""
    return " ".join(word for word in command.split() if word not in GCC_ONLY)


def database(build):
    """Writes BUILD/ambit/compile_commands.json and returns its directory and the project's own sources."""
    with open(os.path.join(build, "compile_commands.json")) as file:
        entries = json.load(file)
    idf = os.path.realpath(os.environ.get("IDF_PATH", "/nowhere"))
    for entry in entries:
        entry["command"] = clang_command(entry["command"])
    directory = os.path.join(build, "ambit")
    os.makedirs(directory, exist_ok=True)
    with open(os.path.join(directory, "compile_commands.json"), "w") as file:
        json.dump(entries, file, indent=1)
    files = [os.path.realpath(os.path.join(e["directory"], e["file"])) for e in entries]
    own = [f for f in files if not f.startswith((idf + os.sep, os.path.realpath(build) + os.sep))]
    return directory, [f for f in own if f.endswith((".c", ".cc", ".cpp", ".cxx"))]


def run(build, tool="ambit-clang-tidy", options=()):
    directory, sources = database(build)
    command = [tool, "--checks=-*,ambit-*", "--quiet", "--extra-arg=-Wno-unknown-warning-option", *options]
    return subprocess.call([*command, "-p", directory, *sources])


def action_extensions(base_actions, project_path):
    def ambit(action, context, arguments, **options):
        status = run(arguments.build_dir, options=["--warnings-as-errors=ambit-*"])
        if status:
            sys.exit(status)

    return {
        "actions": {
            "ambit": {
                "callback": ambit,
                "help": "Check which cores, threads and interrupts touch what (Ambit).",
                "dependencies": ["reconfigure"],
            }
        }
    }
