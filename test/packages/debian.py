# RUN: %python %s %build %llvm-major %t
# REQUIRES: dpkg-dev
"""Makes the Debian packages, unpacks them, and looks that each has what its name says and no other has it."""

import pathlib
import shutil
import subprocess
import sys

BUILD, MAJOR, OUT = pathlib.Path(sys.argv[1]), sys.argv[2], pathlib.Path(sys.argv[3])
TOOL, EDITOR = f"ambit-llvm{MAJOR}", f"ambit-editor-llvm{MAJOR}"
PARTS = {
    "ambit-loader": ["lib/ambit/libambit-tidy.so"],
    TOOL: [f"lib/ambit/libambit-tidy-llvm{MAJOR}.so"],
    "ambit-annotations": ["include/ambit/annotations.h", "models/freertos.yaml", "cmake/Ambit/AmbitConfig.cmake"],
    "ambit-runtime": ["include/ambit/task.hpp", "port/host/host.cpp", "pkgconfig/ambit-runtime.pc"],
}
# The commands are for one LLVM.
if MAJOR == "22":
    PARTS[TOOL] += ["bin/ambit", "bin/ambit-clang-tidy", "checks/ambit-weak-lock.md"]
    PARTS[EDITOR] = ["bin/ambit-clangd"]

shutil.rmtree(OUT, ignore_errors=True)
OUT.mkdir(parents=True)
made = subprocess.run(
    ["cpack", "-G", "DEB", "--config", BUILD / "CPackConfig.cmake", "-B", OUT], capture_output=True, text=True
)
if made.returncode:
    sys.exit(made.stdout + made.stderr)
owner, problems = {}, []
for package, wanted in PARTS.items():
    files = list(OUT.glob(f"{package}_*.deb"))
    if len(files) != 1:
        sys.exit(f"{package}: {files}")
    listing = subprocess.check_output(["dpkg-deb", "--contents", files[0]], text=True).splitlines()
    paths = [line.split(None, 5)[5] for line in listing if not line.startswith("d")]
    problems += [f"{package} lacks {w}" for w in wanted if not any(p.endswith("/" + w) for p in paths)]
    problems += [f"{p} is in {package} and {owner[p]}" for p in paths if p in owner]
    # Those for several versions can be there together; what belongs to no LLVM is in none but the one for 22.
    if package == TOOL and MAJOR != "22":
        problems += [f"{p} is in {package}" for p in paths if f"llvm{MAJOR}" not in p]
    owner.update(dict.fromkeys(paths, package))
    fields = subprocess.check_output(["dpkg-deb", "--field", files[0]], text=True)
    # The tool has what loads plugins, which needs the shared LLVM; the editor's server has LLVM in it.
    library = f"libllvm{MAJOR}" if package == TOOL else "libstdc++6"
    if any("bin/" in p for p in paths) and library not in fields:
        problems.append(f"{package} does not depend on {library}:\n{fields}")
    # Clang's own headers, without which nothing is understood.
    if any("bin/" in p for p in paths) and f"libclang-common-{MAJOR}-dev" not in fields:
        problems.append(f"{package} does not recommend Clang's headers:\n{fields}")
    if package in ("ambit-annotations", "ambit-runtime") and "Architecture: all" not in fields:
        problems.append(f"{package} is for any machine:\n{fields}")
# With the loader in it, which nobody is to take for the one of the build.
shutil.rmtree(OUT)
print("\n".join(problems))
sys.exit(bool(problems))
