# What a plugin author gets: headers, libreel-sdk.so, and find_package(reel-sdk) with reel::sdk and reel_add_plugin().
include(CMakePackageConfigHelpers)
set(package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/reel-sdk")

install(TARGETS reel_sdk EXPORT reel-sdk
  LIBRARY DESTINATION "${CMAKE_INSTALL_LIBDIR}" COMPONENT runtime NAMELINK_COMPONENT sdk)
install(DIRECTORY include/reel DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}" COMPONENT sdk FILES_MATCHING PATTERN "*.hpp")
install(EXPORT reel-sdk NAMESPACE reel:: FILE reel-sdk-targets.cmake DESTINATION "${package_dir}" COMPONENT sdk)

string(REGEX MATCH "^[0-9]+" REEL_COMPILER_MAJOR "${CMAKE_CXX_COMPILER_VERSION}")
configure_package_config_file(cmake/reel-sdk-config.cmake.in "${CMAKE_CURRENT_BINARY_DIR}/reel-sdk-config.cmake"
  INSTALL_DESTINATION "${package_dir}")
write_basic_package_version_file("${CMAKE_CURRENT_BINARY_DIR}/reel-sdk-config-version.cmake"
  VERSION 1.0.0 COMPATIBILITY SameMajorVersion)
install(FILES "${CMAKE_CURRENT_BINARY_DIR}/reel-sdk-config.cmake" "${CMAKE_CURRENT_BINARY_DIR}/reel-sdk-config-version.cmake"
  cmake/ReelPlugin.cmake cmake/plugin.map DESTINATION "${package_dir}" COMPONENT sdk)
install(FILES docs/writing-a-plugin.md docs/abi.md DESTINATION "${CMAKE_INSTALL_DOCDIR}" COMPONENT sdk)
