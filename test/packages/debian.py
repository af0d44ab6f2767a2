# RUN: %python %s %build %t
# REQUIRES: dpkg-dev
"""Makes the Debian packages, unpacks them, and looks that each has what its name says and no other has it."""

import pathlib
import shutil
import subprocess
import sys

BUILD, OUT = map(pathlib.Path, sys.argv[1:])
PARTS = {
    "ambit-llvm22": [
        "bin/ambit", "bin/ambit-clang-tidy", "libambit-tidy.so", "libambit-tidy-llvm22.so", "checks/ambit-weak-lock.md",
    ],
    "ambit-annotations": ["include/ambit/annotations.h", "models/freertos.yaml", "cmake/Ambit/AmbitConfig.cmake"],
    "ambit-runtime": ["include/ambit/task.hpp", "port/host/host.cpp", "pkgconfig/ambit-runtime.pc"],
    "ambit-editor-llvm22": ["bin/ambit-clangd"],
}

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
    owner.update(dict.fromkeys(paths, package))
    fields = subprocess.check_output(["dpkg-deb", "--field", files[0]], text=True)
    if "llvm22" in package and "libllvm22" not in fields:
        problems.append(f"{package} does not depend on LLVM's library:\n{fields}")
    if "llvm22" not in package and "Architecture: all" not in fields:
        problems.append(f"{package} is for any machine:\n{fields}")
print("\n".join(problems))
sys.exit(bool(problems))
