# ambit_check(TARGET [STRICT] [ERRORS] [MODELS FILE...])
#
# Analyses every C and C++ source of TARGET when it is compiled.
#   STRICT  reports at a boundary also what is unknown (Unannotated: Strict)
#   ERRORS  a finding fails the build; otherwise it is a warning
#   MODELS  model files besides those that Ambit ships
#
# A .clang-tidy above the source is read too; what is said here comes first. It is an error
# if nothing that can run the checks is installed: a build that only seems to be checked
# would be worse than one that fails.

function(ambit_check target)
  cmake_parse_arguments(PARSE_ARGV 1 arg "STRICT;ERRORS" "" "MODELS")
  if(DEFINED arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "ambit_check: no argument '${arg_UNPARSED_ARGUMENTS}'; "
      "there are STRICT, ERRORS and MODELS")
  endif()

  # One that is linked with the checks fits by itself; else the clang-tidy of their LLVM.
  find_program(AMBIT_CLANG_TIDY NAMES ambit-clang-tidy HINTS ${_AMBIT_BIN} NO_CACHE)
  if(AMBIT_CLANG_TIDY)
    set(command ${AMBIT_CLANG_TIDY})
  else()
    get_filename_component(directory ${_AMBIT_PLUGIN} DIRECTORY)
    file(GLOB names RELATIVE ${directory} ${directory}/libambit-tidy-llvm*.so)
    list(SORT names COMPARE NATURAL ORDER DESCENDING)
    list(TRANSFORM names REPLACE "libambit-tidy-llvm(.*)\\.so" "clang-tidy-\\1")
    if(names)
      find_program(AMBIT_CLANG_TIDY NAMES ${names} NO_CACHE)
    endif()
    if(NOT AMBIT_CLANG_TIDY OR NOT EXISTS ${_AMBIT_PLUGIN})
      list(APPEND names clang-tidy-22)
      list(GET names 0 name)
      message(FATAL_ERROR "ambit_check: neither ambit-clang-tidy nor ${name} with "
        "${_AMBIT_PLUGIN} is installed; install the package ambit-llvm22")
    endif()
    set(command ${AMBIT_CLANG_TIDY} --load=${_AMBIT_PLUGIN})
  endif()

  set(options "")
  if(arg_STRICT)
    string(APPEND options "  Unannotated: Strict\n")
  endif()
  if(arg_MODELS)
    set(files "")
    foreach(file IN LISTS arg_MODELS)
      get_filename_component(file ${file} ABSOLUTE)
      if(NOT EXISTS ${file})
        message(FATAL_ERROR "ambit_check: there is no model file ${file}")
      endif()
      string(APPEND files "${file};")
    endforeach()
    string(APPEND options "  Models: '${files}'\n")
  endif()
  list(APPEND command "--checks=-*,ambit-*" --quiet)
  if(options)
    set(config ${CMAKE_CURRENT_BINARY_DIR}/${target}.ambit.yaml)
    file(WRITE ${config} "InheritParentConfig: true\nCheckOptions:\n${options}")
    list(APPEND command --config-file=${config})
  endif()
  if(arg_ERRORS)
    list(APPEND command "--warnings-as-errors=ambit-*")
  endif()
  set_target_properties(${target} PROPERTIES C_CLANG_TIDY "${command}" CXX_CLANG_TIDY "${command}")
endfunction()
