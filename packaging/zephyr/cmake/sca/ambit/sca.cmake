# ZEPHYR_SCA_VARIANT=ambit: Ambit's checks on every C and C++ source when it is compiled.
#
#   AMBIT_SCA_OPTIONS  more options for clang-tidy, as a list

get_filename_component(_ambit_usr ${CMAKE_CURRENT_LIST_DIR}/../../../../../.. ABSOLUTE)
find_program(AMBIT_CLANG_TIDY NAMES ambit-clang-tidy HINTS ${_ambit_usr}/bin REQUIRED)

# What GCC is told and Clang does not know is no error of the program.
set(_ambit_command ${AMBIT_CLANG_TIDY} "--checks=-*,ambit-*" --quiet
  --extra-arg=-Wno-unknown-warning-option --extra-arg=-Wno-unused-command-line-argument
  --extra-arg=-Wno-ignored-optimization-argument)
# Flags that Clang rejects; clang-tidy takes them out (since 22).
foreach(_ambit_flag -fno-reorder-functions -fno-defer-pop -fno-printf-return-value -fno-freestanding
    -mfp16-format=ieee -fstrict-volatile-bitfields -mpreferred-stack-boundary=2 -fno-tree-loop-distribute-patterns)
  list(APPEND _ambit_command --removed-arg=${_ambit_flag})
endforeach()
# The compiler's headers and target, which GCC knows by itself.
if(CROSS_COMPILE_TARGET)
  list(APPEND _ambit_command --extra-arg-before=--target=${CROSS_COMPILE_TARGET})
endif()
list(APPEND _ambit_command ${AMBIT_SCA_OPTIONS})

# Zephyr includes this before its libraries are made, in the scope that they inherit.
set(CMAKE_C_CLANG_TIDY ${_ambit_command} CACHE STRING "by ZEPHYR_SCA_VARIANT=ambit" FORCE)
set(CMAKE_CXX_CLANG_TIDY ${_ambit_command} CACHE STRING "by ZEPHYR_SCA_VARIANT=ambit" FORCE)
