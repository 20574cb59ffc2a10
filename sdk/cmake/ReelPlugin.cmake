# reel_add_plugin(weather SOURCES plugin.cpp provider.cpp … [LINK …] [DIRECTORY dir])
#
# Builds weather.so the way the daemon accepts it: hidden symbols but for the entry point, no undefined symbols, never
# unmapped, linked to the SDK alone. Used by the plugins of this tree and, through find_package(reel-sdk), by yours.

function(reel_add_plugin name)
  cmake_parse_arguments(ARG "" "DIRECTORY" "SOURCES;LINK" ${ARGN})
  set(map "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/plugin.map")
  add_library(${name} MODULE ${ARG_SOURCES})
  set_target_properties(${name} PROPERTIES
    PREFIX "" OUTPUT_NAME ${name}
    CXX_STANDARD 20 CXX_STANDARD_REQUIRED ON CXX_EXTENSIONS OFF
    CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON
    LINK_DEPENDS "${map}")
  if(ARG_DIRECTORY)
    set_target_properties(${name} PROPERTIES LIBRARY_OUTPUT_DIRECTORY "${ARG_DIRECTORY}")
  endif()
  target_link_libraries(${name} PRIVATE reel::sdk ${ARG_LINK})
  target_link_options(${name} PRIVATE "LINKER:--version-script=${map}" LINKER:-z,now LINKER:-z,nodelete)
  if(NOT REEL_SANITIZE) # sanitizers leave symbols for the program to provide
    target_link_options(${name} PRIVATE LINKER:-z,defs)
  endif()
endfunction()
