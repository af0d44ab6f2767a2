# ZEPHYR_SCA_VARIANT=ambit: after the build, Ambit's findings in all that was compiled, linked to one program.
#
#   AMBIT_SCA_OPTIONS  more options for `ambit check`, as a list
#   AMBIT_SCA_ERRORS   findings, and units that are not wholly analysed, fail the build
#
# `ambit check` asks the compiler of the build for its headers and leaves out what Clang does not know of its
# flags; clang-tidy does neither, so that it is no use here to set CMAKE_C_CLANG_TIDY.

get_filename_component(_ambit_usr ${CMAKE_CURRENT_LIST_DIR}/../../../../../.. ABSOLUTE)
find_program(AMBIT_COMMAND NAMES ambit HINTS ${_ambit_usr}/bin REQUIRED)
message(STATUS "Found SCA: Ambit (${AMBIT_COMMAND})")
zephyr_get(AMBIT_SCA_OPTIONS)
zephyr_get(AMBIT_SCA_ERRORS)

set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

# A file says that Zephyr's image is there, and with it all headers that the build makes.
set(_ambit_output ${CMAKE_BINARY_DIR}/sca/ambit)
file(MAKE_DIRECTORY ${_ambit_output})
set_property(GLOBAL APPEND PROPERTY extra_post_build_commands
  COMMAND ${CMAKE_COMMAND} -E touch ${_ambit_output}/ready)
set_property(GLOBAL APPEND PROPERTY extra_post_build_byproducts ${_ambit_output}/ready)

add_custom_target(ambit ALL
  COMMAND ${CMAKE_COMMAND} "-DCOMMAND=${AMBIT_COMMAND};check;-p;${CMAKE_BINARY_DIR};${AMBIT_SCA_OPTIONS}"
    -DERRORS=${AMBIT_SCA_ERRORS} -P ${CMAKE_CURRENT_LIST_DIR}/run.cmake
  DEPENDS ${_ambit_output}/ready
  USES_TERMINAL VERBATIM)
