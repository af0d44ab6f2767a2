# RUN: %python %s %build
"""Installs into a clean directory, moves it, and uses it from a project of its own.

Nothing may lead back to the build tree: the header, the plugin, the models, the pages, the ports.
"""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

BUILD = pathlib.Path(sys.argv[1])
# Outside the repository, whose .clang-tidy would be found.
SCRATCH = tempfile.TemporaryDirectory()
OUT = pathlib.Path(SCRATCH.name).resolve()
HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "editor/Inputs"))
import lsp

failures = []


def expect(title, condition, shown=""):
    if not condition:
        failures.append(title)
        print(f"FAILED: {title}\n{shown}")


def run(*command, fails=False, **more):
    result = subprocess.run(list(map(str, command)), capture_output=True, text=True, **more)
    said = result.stdout + result.stderr
    expect(f"{' '.join(map(str, command))}: status {result.returncode}", bool(result.returncode) == fails, said)
    return said


first, prefix = OUT / "first", OUT / "moved to here"
run("cmake", "--install", BUILD, "--prefix", first)
first.rename(prefix)

# A project that finds it.
project, built = OUT / "project", OUT / "project/build"
shutil.copytree(HERE / "Inputs/consumer", project)
said = run("cmake", "-G", "Ninja", "-S", project, "-B", built, f"-DCMAKE_PREFIX_PATH={prefix}")
said = run("cmake", "--build", built)
expect(
    "ambit_check reports when the target is compiled",
    "warning: lock 'ring_lock' does not keep out 'uart_isr', which writes 'head' [ambit-weak-lock]" in said,
    said,
)
expect(
    "STRICT and MODELS reach the checks",
    "nothing says whether 'opaque', which it leads to, is sync" in said and "(model 'bus')" in said,
    said,
)
said = run("cmake", "--build", built, "--target", "failing", fails=True)
expect("ERRORS makes a finding an error", "error: lock 'ring_lock'" in said, said)
said = run("cmake", "--build", built, "--target", "program", fails=True)
expect("the package brings the check of a program", "Linking the facts" in said and "1 unit, 1 finding" in said, said)
expect("the runtime runs", run(built / "blink") == "toggled 3 times\n")

# ambit_check without a tool does not pass silently.
shutil.copytree(prefix, OUT / "no tool")
for tool in (OUT / "no tool").glob("**/*ambit*tidy*"):
    tool.unlink()
shutil.rmtree(built)
said = run("cmake", "-G", "Ninja", "-S", project, "-B", built, f"-DCMAKE_PREFIX_PATH={OUT / 'no tool'}", fails=True)
expect("a missing tool is said", "ambit_check: neither ambit-clang-tidy nor clang-tidy-" in " ".join(said.split()), said)

# pkg-config.
environment = {**os.environ, "PKG_CONFIG_PATH": next(str(p.parent) for p in prefix.glob("**/ambit-runtime.pc"))}
flags = run("pkg-config", "--cflags", "ambit-runtime", env=environment)
include = pathlib.Path(flags.replace("\\ ", " ").split("-I")[1].strip()).resolve()
expect("pkg-config knows the header", (include / "ambit/annotations.h").exists(), flags)
models = run("pkg-config", "--variable=models", "ambit-annotations", env=environment).strip().replace("\\ ", " ")
expect("pkg-config knows the models", (pathlib.Path(models) / "freertos.yaml").exists(), models)

# The plugin in any clang-tidy of its LLVM, and the tool by itself.
unit = ["--checks=-*,ambit-*", "--config={}", "--quiet", project / "ring.c", "--", f"-I{prefix / 'include'}"]
plugin = next(prefix.glob("**/libambit-tidy.so"))
expect("the plugin works", "[ambit-weak-lock]" in run("clang-tidy-22", f"--load={plugin}", *unit))
expect("the tool works", "[ambit-weak-lock]" in run(prefix / "bin/ambit-clang-tidy", *unit))

# The command finds what is installed with it.
(project / "compile_commands.json").write_text(
    json.dumps([{"directory": str(project), "file": "ring.c", "arguments": ["cc", "-c", "ring.c"]}])
)
said = run(prefix / "bin/ambit", "doctor", "-p", project)
expect("the command finds the plugin", f"ok      plugin: {plugin.resolve()} fits" in said, said)
(project / "compile_commands.json").unlink()

# A compiler for another machine gets the headers and not those of this system.
expect("the headers lie alone", [p.name for p in include.iterdir()] == ["ambit"] and
       (include / "ambit/task.hpp").exists(), str(include))

# The editor's server.
(project / "compile_flags.txt").write_text(f"-I{prefix}/include\n")
server = lsp.Server([prefix / "bin/ambit-clangd", "--log=error", "--background-index=0"], project)
server.open(project / "ring.c")
(warning,) = server.diagnostics(project / "ring.c")
page = warning["codeDescription"]["href"]
expect("a finding leads to the installed page", page.startswith(lsp.uri(prefix.resolve())), page)
server.stop()

expect("nothing refers to the build", not run("grep", "-rIl", BUILD, prefix, fails=True))

sys.exit(bool(failures))
