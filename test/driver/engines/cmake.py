# RUN: %python %s %ambit-command %source
"""ambit_check_program of packaging/cmake: targets as one program, with the flags they are compiled with."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "Inputs"))
from engine import ANNOTATIONS, Trial

trial = Trial(sys.argv[1])
(trial.sources / "CMakeLists.txt").write_text(
    f"""cmake_minimum_required(VERSION 3.25)
project(firmware C CXX ASM)
include("{sys.argv[2]}/packaging/cmake/AmbitProgram.cmake")
add_library(drivers OBJECT timer.c radio.cpp)
target_include_directories(drivers PRIVATE . "{ANNOTATIONS}")
add_executable(firmware main.c)
add_library(start INTERFACE)
target_sources(start INTERFACE ${{CMAKE_CURRENT_SOURCE_DIR}}/start.S)
target_link_libraries(firmware PRIVATE drivers start)
ambit_check_program(firmware drivers NAME check-firmware)
"""
)
# Of a library that brings sources along, as those of the Pico SDK do.
(trial.sources / "start.S").write_text("// no code\n")
built = trial.top / "built"
trial.run(
    "cmake", "-G", "Ninja", "-S", trial.sources, "-B", built, f"-DAMBIT_COMMAND={trial.ambit}",
    "-DCMAKE_C_COMPILER=clang-22", "-DCMAKE_CXX_COMPILER=clang++-22",
)  # fmt: skip
said = trial.run("cmake", "--build", built)
trial.expect("the check is no part of all", "Linking the facts" not in said, said)
trial.run("cmake", "--build", built, "--target", "check-firmware", status=1)
trial.expect_same(built / "check-firmware.json")

# A unit that clang does not understand is named, and what the others say is linked all the same.
with open(trial.sources / "timer.c", "a") as file:
    file.write("int odd = not_declared;\n")
said = trial.run("cmake", "--build", built, "--target", "check-firmware", status=1)
trial.expect("the unit is named", "only a part of timer.c was analysed" in said, said)
trial.expect("the program is linked", "Linking the facts" in said and "warning: " in said, said)
trial.end()
