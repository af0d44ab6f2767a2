# RUN: %python %s %build
"""The Zephyr module in a tree that includes variants as Zephyr's cmake/modules/sca.cmake does.

Zephyr looks for ${SCA_ROOT}/cmake/sca/${ZEPHYR_SCA_VARIANT}/sca.cmake in the roots that modules name, and
compiles with flags of GCC.
"""

import pathlib
import shutil
import subprocess
import sys
import tempfile

BUILD = pathlib.Path(sys.argv[1])
# Outside the repository, whose .clang-tidy would be found.
SCRATCH = tempfile.TemporaryDirectory()
OUT = pathlib.Path(SCRATCH.name).resolve()
prefix, tree = OUT / "usr", OUT / "app"
subprocess.run(["cmake", "--install", BUILD, "--prefix", prefix], check=True, stdout=subprocess.DEVNULL)
module = prefix / "share/ambit/zephyr"
settings = (module / "zephyr/module.yml").read_text()
assert "sca_root: ." in settings and "cmake: ." in settings

tree.mkdir()
shutil.copy(pathlib.Path(__file__).parent.parent / "packages/Inputs/consumer/ring.c", tree)
(tree / "CMakeLists.txt").write_text(
    f"""
cmake_minimum_required(VERSION 3.20)
project(app LANGUAGES C)
add_library(zephyr_interface INTERFACE)
function(zephyr_include_directories)
  target_include_directories(zephyr_interface INTERFACE ${{ARGN}})
endfunction()
include({module}/cmake/sca/${{ZEPHYR_SCA_VARIANT}}/sca.cmake)
add_subdirectory({module} ambit)
add_library(app OBJECT ring.c)
target_link_libraries(app PRIVATE zephyr_interface)
target_compile_options(app PRIVATE -fno-reorder-functions -fno-defer-pop -Wformat-overflow=2 -Os)
"""
)


def build(*options):
    configure = ["cmake", "-G", "Ninja", "-S", tree, "-B", OUT / "build", "-DCMAKE_C_COMPILER=gcc", "-DZEPHYR_SCA_VARIANT=ambit"]
    subprocess.run([*configure, *options], check=True, stdout=subprocess.DEVNULL)
    return subprocess.run(["cmake", "--build", OUT / "build", "--clean-first"], capture_output=True, text=True)


shown = build()
assert shown.returncode == 0 and "warning: lock 'ring_lock'" in shown.stdout and "unknown argument" not in shown.stdout, shown.stdout
assert build("-DAMBIT_SCA_OPTIONS=--warnings-as-errors=ambit-*").returncode != 0
