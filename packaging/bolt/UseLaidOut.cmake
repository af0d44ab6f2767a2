# Run by cpack before it makes packages: with -D CPACK_AMBIT_LAID_OUT=DIRECTORY the programs that were laid out
# go into the packages, in place of those as they were linked.
if(CPACK_AMBIT_LAID_OUT)
  foreach(program ambit ambit-clangd)
    file(GLOB linked ${CPACK_TEMPORARY_DIRECTORY}/*${CPACK_PACKAGING_INSTALL_PREFIX}/bin/${program})
    if(NOT linked)
      message(FATAL_ERROR "${program} is in no package")
    endif()
    file(COPY_FILE ${CPACK_AMBIT_LAID_OUT}/${program} ${linked})
  endforeach()
endif()
