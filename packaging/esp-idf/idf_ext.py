"""Adds `idf.py ambit`: Ambit's findings in what the project compiles, linked to one program.

IDF_EXTRA_ACTIONS_PATH has to name this directory. `ambit check` reads the response files that ESP-IDF puts its flags into, leaves
out what only GCC knows, and asks the cross compiler for its headers.
"""

import json
import os
import shutil
import subprocess
import sys


def own_sources(build):
    """The project's own sources: what is not ESP-IDF's, not downloaded and not made by the build."""
    with open(os.path.join(build, "compile_commands.json")) as file:
        entries = json.load(file)
    others = [os.path.realpath(build), os.path.realpath(os.environ.get("IDF_PATH", "/nowhere"))]
    files = {os.path.realpath(os.path.join(e["directory"], e["file"])) for e in entries}
    return sorted(
        f
        for f in files
        if f.endswith((".c", ".cc", ".cpp", ".cxx"))
        and not f.startswith(tuple(o + os.sep for o in others))
        and "managed_components" not in f.split(os.sep)
    )


def run(build, everything=False, tool=None, options=()):
    tool = tool or shutil.which("ambit")
    if not tool:
        print("idf.py ambit: there is no program 'ambit'; install the package ambit-llvm22", file=sys.stderr)
        return 2
    sources = [] if everything else own_sources(build)
    if not everything and not sources:
        print("idf.py ambit: the project has no sources of its own", file=sys.stderr)
        return 2
    return subprocess.call([tool, "check", "-p", build, *options, *sources])


def action_extensions(base_actions, project_path):
    def ambit(action, context, arguments, **options):
        status = run(arguments.build_dir, options["everything"])
        if status:
            sys.exit(status)

    return {
        "version": "1",
        "actions": {
            "ambit": {
                "callback": ambit,
                "help": "Find which cores, threads and interrupts touch what without keeping each other out (Ambit).",
                "dependencies": ["reconfigure"],
                "options": [
                    {
                        "names": ["--everything"],
                        "help": "ESP-IDF's components and downloaded ones, too.",
                        "is_flag": True,
                        "default": False,
                    }
                ],
            }
        },
    }
