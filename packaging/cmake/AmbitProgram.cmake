# ambit_check_program(TARGET... [NAME name] [STRICT] [MODELS FILE...]): targets as one program.
#
#   find_package(Ambit REQUIRED)
#   ambit_check_program(firmware drivers NAME check-firmware)
#
# makes the target `check-firmware` (`ambit-check-firmware` if no name is given): the whole-program
# counterpart of ambit_check(), which looks at each unit alone while it is compiled. It analyses each
# unit again when the unit or a header that it reads has changed, with the flags with which the
# generator would compile it, as many at a time as it would compile; then it links. It is not part
# of `all`. It fails if there are findings, or units that clang does not wholly understand, which are named and do
# not keep it from linking the others; check-firmware.json in the binary directory has the findings.
#
# To be called in the directory of the targets, after their sources are known. For Ninja and
# Makefile generators.

include_guard(GLOBAL)

find_program(AMBIT_COMMAND ambit HINTS ${_AMBIT_BIN} DOC "The command of Ambit")

function(ambit_check_program)
  cmake_parse_arguments(PARSE_ARGV 0 arg "STRICT" "NAME" "MODELS")
  set(targets ${arg_UNPARSED_ARGUMENTS})
  if(NOT targets)
    message(FATAL_ERROR "ambit_check_program: no targets are given")
  endif()
  if(NOT AMBIT_COMMAND)
    message(FATAL_ERROR "ambit_check_program: there is no ambit on PATH; set AMBIT_COMMAND")
  endif()
  if(NOT arg_NAME)
    list(GET targets 0 first)
    set(arg_NAME ambit-check-${first})
  endif()
  set(models "")
  set(link ${AMBIT_COMMAND} link --root "${CMAKE_SOURCE_DIR}")
  set(unit ${AMBIT_COMMAND} unit --as-compiler --keep-going --root "${CMAKE_SOURCE_DIR}")
  if(arg_STRICT)
    list(APPEND link --strict)
    list(APPEND unit --strict)
  endif()
  foreach(model IN LISTS arg_MODELS)
    get_filename_component(model "${model}" ABSOLUTE)
    list(APPEND unit --model "${model}")
    list(APPEND models "${model}")
  endforeach()

  # Another version of the command or of a model finds other things: the command lines change.
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${AMBIT_COMMAND}" ${models})
  set(stamp "")
  foreach(file IN LISTS AMBIT_COMMAND models)
    file(SHA256 "${file}" hash)
    string(SUBSTRING "${hash}" 0 16 hash)
    string(APPEND stamp "${hash}")
  endforeach()
  list(APPEND unit --stamp "${stamp}")

  # The units of a target are a library of the same sources, options and libraries. What would be
  # its objects are facts: the command that would compile one is given to `ambit unit` instead.
  set(facts "")
  foreach(target IN LISTS targets)
    set(units ${arg_NAME}-${target})
    get_target_property(sources ${target} SOURCES)
    list(FILTER sources INCLUDE REGEX "\\.(c|cc|cpp|cxx|c\\+\\+|C)$")
    add_library(${units} OBJECT EXCLUDE_FROM_ALL ${sources})
    foreach(property IN ITEMS C_STANDARD C_EXTENSIONS CXX_STANDARD CXX_EXTENSIONS
                              POSITION_INDEPENDENT_CODE MANUALLY_ADDED_DEPENDENCIES)
      get_target_property(value ${target} ${property})
      if(NOT value STREQUAL "value-NOTFOUND")
        if(property STREQUAL MANUALLY_ADDED_DEPENDENCIES)
          add_dependencies(${units} ${value})
        else()
          set_target_properties(${units} PROPERTIES ${property} "${value}")
        endif()
      endif()
    endforeach()
    target_compile_options(${units} PRIVATE "$<TARGET_PROPERTY:${target},COMPILE_OPTIONS>")
    target_compile_definitions(${units} PRIVATE "$<TARGET_PROPERTY:${target},COMPILE_DEFINITIONS>")
    target_include_directories(${units} PRIVATE "$<TARGET_PROPERTY:${target},INCLUDE_DIRECTORIES>")
    target_link_libraries(${units} PRIVATE "$<TARGET_PROPERTY:${target},LINK_LIBRARIES>")
    # A precompiled header would be one of facts; its text serves.
    get_target_property(headers ${target} PRECOMPILE_HEADERS)
    if(headers)
      foreach(header IN LISTS headers)
        string(REGEX REPLACE "^[<\"]|[>\"]$" "" header "${header}")
        target_compile_options(${units} PRIVATE "SHELL:-include \"${header}\"")
      endforeach()
    endif()
    set_target_properties(${units} PROPERTIES
      DISABLE_PRECOMPILE_HEADERS ON
      C_COMPILER_LAUNCHER "${unit};--"
      CXX_COMPILER_LAUNCHER "${unit};--")
    list(APPEND facts "$<TARGET_OBJECTS:${units}>")
  endforeach()

  # Libraries bring assembly along, of which there are objects and no facts. And there may be more files
  # than a command line holds.
  set(list "${CMAKE_CURRENT_BINARY_DIR}/${arg_NAME}.list")
  file(GENERATE OUTPUT "${list}" CONTENT "\"$<JOIN:$<FILTER:${facts},EXCLUDE,[.](S|s|sx|asm)[.]o(bj)?$>,\"\n\">\"\n")
  add_custom_target(
    ${arg_NAME}
    COMMAND ${link} -o "${CMAKE_CURRENT_BINARY_DIR}/${arg_NAME}.json" "@${list}"
    DEPENDS ${facts}
    COMMENT "Linking the facts of ${targets}"
    VERBATIM)
endfunction()
