# One function per kind of target, so that every folder's CMakeLists.txt is a list of its files.

# The headers that nearly every file needs, compiled once for all targets. Programs are therefore compiled as libraries
# are (-fPIC, not -fPIE): a precompiled header serves one kind of code only.
function(reel_precompile target)
  if(NOT REEL_PCH)
    return()
  endif()
  if(NOT TARGET reel_pch)
    file(WRITE "${PROJECT_BINARY_DIR}/reel_pch.cpp" "")
    add_library(reel_pch OBJECT "${PROJECT_BINARY_DIR}/reel_pch.cpp")
    target_link_libraries(reel_pch PRIVATE reel::sdk)
    target_precompile_headers(reel_pch PRIVATE
      <reel/asio.hpp> <reel/tool.hpp> <boost/json.hpp> <string> <vector> <map> <memory> <functional> <optional>)
    if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
      target_compile_options(reel_pch PRIVATE -Xclang -fno-pch-timestamp)
    endif()
  endif()
  target_precompile_headers(${target} REUSE_FROM reel_pch)
  get_target_property(type ${target} TYPE)
  if(type STREQUAL "EXECUTABLE")
    set_target_properties(${target} PROPERTIES POSITION_INDEPENDENT_CODE OFF)
    target_compile_options(${target} PRIVATE -fPIC)
  endif()
endfunction()

# reel_core_module(http SOURCES … LINK …): the static library reeld_http of one folder of core/. LINK names what it may know.
function(reel_core_module name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINK" ${ARGN})
  add_library(reeld_${name} STATIC ${ARG_SOURCES})
  target_include_directories(reeld_${name} PUBLIC "${PROJECT_SOURCE_DIR}") # includes read "core/http/server.hpp"
  target_link_libraries(reeld_${name} PUBLIC reel::sdk ${ARG_LINK} PRIVATE reel_warnings)
  reel_precompile(reeld_${name})
endfunction()

# reel_add_test(unit_http SOURCES … LINK … LABELS … [ENVIRONMENT …]): one Boost.Test program, one ctest entry.
function(reel_add_test name)
  cmake_parse_arguments(ARG "" "TIMEOUT" "SOURCES;LINK;LABELS;ENVIRONMENT;DEPENDS" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  target_include_directories(${name} PRIVATE "${PROJECT_SOURCE_DIR}")
  target_link_libraries(${name} PRIVATE reel_test_support ${ARG_LINK} reel_warnings)
  reel_precompile(${name})
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/tests")
  add_test(NAME ${name} COMMAND ${name} --catch_system_errors=no)
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 120)
  endif()
  set_tests_properties(${name} PROPERTIES LABELS "${ARG_LABELS}" TIMEOUT ${ARG_TIMEOUT}
    ENVIRONMENT "REEL_BUILD_DIR=${CMAKE_BINARY_DIR};REEL_SOURCE_DIR=${PROJECT_SOURCE_DIR};${ARG_ENVIRONMENT}")
  if(ARG_DEPENDS)
    add_dependencies(${name} ${ARG_DEPENDS})
  endif()
endfunction()
