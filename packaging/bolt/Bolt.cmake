# ambit_lay_out(TARGET TRAINING): the target `laid-out` makes laid-out/bin/TARGET, the program laid out by how it runs while
# TRAINING, a script beside this, uses it. Needs llvm-bolt; takes minutes and 8 GB of memory, so nothing else depends on it.

find_program(AMBIT_LLVM_BOLT llvm-bolt PATHS ${LLVM_TOOLS_BINARY_DIR} NO_DEFAULT_PATH)
find_package(Python3 3.9 COMPONENTS Interpreter)
set(AMBIT_LAID_OUT ${CMAKE_BINARY_DIR}/laid-out/bin)
if(AMBIT_LLVM_BOLT AND Python3_FOUND)
  add_custom_target(laid-out)
else()
  add_custom_target(laid-out
    COMMAND ${CMAKE_COMMAND} -E echo "llvm-bolt is missing: install bolt-${LLVM_VERSION_MAJOR} and configure again"
    COMMAND ${CMAKE_COMMAND} -E false)
endif()

function(ambit_lay_out target training)
  if(NOT AMBIT_LLVM_BOLT OR NOT Python3_FOUND)
    return()
  endif()
  # The same program once more, with what BOLT needs to move its parts. That is no use to anybody else.
  foreach(property SOURCES COMPILE_DEFINITIONS LINK_LIBRARIES LINK_OPTIONS)
    get_target_property(${property} ${target} ${property})
  endforeach()
  add_executable(${target}-relocatable EXCLUDE_FROM_ALL ${SOURCES})
  target_link_libraries(${target}-relocatable PRIVATE ${LINK_LIBRARIES})
  if(COMPILE_DEFINITIONS)
    target_compile_definitions(${target}-relocatable PRIVATE ${COMPILE_DEFINITIONS})
  endif()
  if(LINK_OPTIONS)
    target_link_options(${target}-relocatable PRIVATE ${LINK_OPTIONS})
  endif()
  target_link_options(${target}-relocatable PRIVATE -Wl,--emit-relocs)

  set(scripts ${CMAKE_CURRENT_FUNCTION_LIST_DIR})
  add_custom_command(OUTPUT ${AMBIT_LAID_OUT}/${target}
    COMMAND ${Python3_EXECUTABLE} ${scripts}/lay_out.py $<TARGET_FILE:${target}-relocatable>
      ${scripts}/${training} -o ${AMBIT_LAID_OUT}/${target} --tools ${LLVM_TOOLS_BINARY_DIR}
    DEPENDS ${target}-relocatable ${scripts}/lay_out.py ${scripts}/${training} ${scripts}/units.py
    COMMENT "Laying out ${target} by how it runs" VERBATIM)
  add_custom_target(laid-out-${target} DEPENDS ${AMBIT_LAID_OUT}/${target})
  add_dependencies(laid-out laid-out-${target})
endfunction()
