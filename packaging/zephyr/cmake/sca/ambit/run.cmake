# Runs COMMAND, a list. Its status counts if ERRORS is set; otherwise findings (1) and units that are not wholly
# analysed (3) are only shown, and what was asked wrongly (2) is an error all the same.
cmake_minimum_required(VERSION 3.20)
execute_process(COMMAND ${COMMAND} RESULT_VARIABLE status)
set(fine 0)
if(NOT ERRORS)
  list(APPEND fine 1 3)
endif()
if(NOT status IN_LIST fine)
  message(FATAL_ERROR "ambit check: status ${status}")
endif()
