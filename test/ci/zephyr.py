# RUN: %python %s %build
"""The Zephyr module in a tree that does in Zephyr's order what Zephyr's kernel.cmake does.

Zephyr includes ${SCA_ROOT}/cmake/sca/${ZEPHYR_SCA_VARIANT}/sca.cmake before it calls project(), and runs what
variants append to `extra_post_build_commands` after its image is linked. It compiles with flags of GCC.
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
(tree / "made.txt").write_text("#define MADE 1\n")
(tree / "made.c").write_text('#include "made.h"\nint number(void) { return MADE; }\n')
(tree / "CMakeLists.txt").write_text(
    f"""
cmake_minimum_required(VERSION 3.20)
function(zephyr_get name)
endfunction()
set(CMAKE_C_COMPILER gcc)
include({module}/cmake/sca/${{ZEPHYR_SCA_VARIANT}}/sca.cmake)
project(app LANGUAGES C)
add_library(zephyr_interface INTERFACE)
function(zephyr_include_directories)
  target_include_directories(zephyr_interface INTERFACE ${{ARGN}})
endfunction()
add_subdirectory({module} ambit)
add_custom_command(OUTPUT made.h
  COMMAND ${{CMAKE_COMMAND}} -E copy ${{CMAKE_CURRENT_SOURCE_DIR}}/made.txt made.h)
add_library(app STATIC ring.c made.c made.h)
target_include_directories(app PRIVATE ${{CMAKE_CURRENT_BINARY_DIR}})
target_link_libraries(app PRIVATE zephyr_interface)
target_compile_options(app PRIVATE -fno-reorder-functions -fno-defer-pop -fno-printf-return-value
  -fno-tree-loop-distribute-patterns -Wformat-overflow=2 -Os)
get_property(commands GLOBAL PROPERTY extra_post_build_commands)
get_property(made GLOBAL PROPERTY extra_post_build_byproducts)
add_custom_command(TARGET app POST_BUILD ${{commands}} BYPRODUCTS ${{made}})
"""
)


def build(*options):
    configure = ["cmake", "-G", "Ninja", "-S", tree, "-B", OUT / "build", "-DZEPHYR_SCA_VARIANT=ambit"]
    subprocess.run([*configure, *options], check=True, stdout=subprocess.DEVNULL)
    return subprocess.run(["cmake", "--build", OUT / "build", "--clean-first"], capture_output=True, text=True)


shown = build()
said = shown.stdout + shown.stderr
assert shown.returncode == 0 and "warning: lock 'ring_lock'" in said and "2 units, 1 finding" in said, said
assert build("-DAMBIT_SCA_ERRORS=ON").returncode != 0
# What is asked wrongly fails whether findings do or not.
assert build("-DAMBIT_SCA_ERRORS=OFF", "-DAMBIT_SCA_OPTIONS=--no-such-option").returncode != 0
assert build("-DAMBIT_SCA_OPTIONS=--quiet;--strict").returncode == 0

# Of the system's headers, which are another machine's, the module brings none.
assert [p.name for p in (prefix / "share/ambit/include").iterdir()] == ["ambit"]
assert (prefix / "share/ambit/include/ambit/annotations.h").exists()
