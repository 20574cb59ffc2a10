# The compiler, and how everything is compiled.

if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 14)
  message(FATAL_ERROR
    "g++ ${CMAKE_CXX_COMPILER_VERSION} silently miscompiles aggregate temporaries inside co_await expressions (corrupt "
    "strings, double frees; fixed in g++ 14). Use clang-19:\n"
    "  apt-get install clang-19 && cmake --preset debug\n")
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 17)
  message(FATAL_ERROR "clang ${CMAKE_CXX_COMPILER_VERSION} is too old; clang-19 is packaged by Debian 12 and 13")
endif()

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_CXX_VISIBILITY_PRESET hidden)
set(CMAKE_VISIBILITY_INLINES_HIDDEN ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(THREADS_PREFER_PTHREAD_FLAG ON)

option(REEL_WERROR "Warnings are errors" OFF)
option(REEL_PCH "Precompile the heavy headers" ON)
set(REEL_SANITIZE "" CACHE STRING "address,undefined or thread; empty: none")

add_library(reel_warnings INTERFACE)
target_compile_options(reel_warnings INTERFACE -Wall -Wextra -Wpedantic -Wshadow-uncaptured-local
  -Wnon-virtual-dtor -Woverloaded-virtual $<$<BOOL:${REEL_WERROR}>:-Werror>)
if(NOT CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  set_target_properties(reel_warnings PROPERTIES INTERFACE_COMPILE_OPTIONS
    "-Wall;-Wextra;-Wnon-virtual-dtor;-Woverloaded-virtual;$<$<BOOL:${REEL_WERROR}>:-Werror>")
endif()

if(REEL_SANITIZE)
  add_compile_options(-fsanitize=${REEL_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${REEL_SANITIZE})
endif()

find_program(REEL_CCACHE ccache)
if(REEL_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env
    CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
    CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1 ${REEL_CCACHE})
  set(CMAKE_C_COMPILER_LAUNCHER ${CMAKE_CXX_COMPILER_LAUNCHER})
endif()

find_program(REEL_LLD ld.lld-19 ld.lld)
if(REEL_LLD AND CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  add_link_options(-fuse-ld=lld)
endif()
