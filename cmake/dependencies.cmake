# Everything the server is built from, as Debian 12 packages it (packaging/install_dependencies.sh).
find_package(Threads REQUIRED)
find_package(Boost 1.81 REQUIRED COMPONENTS json url program_options)
find_package(spdlog REQUIRED)
find_package(fmt REQUIRED)
find_package(tomlplusplus REQUIRED)
find_package(ICU REQUIRED COMPONENTS i18n uc data)
find_package(SQLite3 REQUIRED)
find_package(OpenSSL 3.0 REQUIRED)
find_package(ZLIB REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(sodium REQUIRED IMPORTED_TARGET libsodium)
# The core library only: the server answers scrapes itself.
pkg_check_modules(prometheus REQUIRED IMPORTED_TARGET prometheus-cpp-core)
pkg_check_modules(mariadb REQUIRED IMPORTED_TARGET libmariadb)

# SOCI 4.0 ships neither a CMake config nor a pkg-config file on Debian.
find_path(SOCI_INCLUDE_DIR soci/soci.h REQUIRED)
add_library(nscl_soci INTERFACE)
target_include_directories(nscl_soci SYSTEM INTERFACE ${SOCI_INCLUDE_DIR} ${SOCI_INCLUDE_DIR}/soci)
foreach(part core sqlite3 mysql)
    find_library(SOCI_${part}_LIBRARY soci_${part} REQUIRED)
    target_link_libraries(nscl_soci INTERFACE ${SOCI_${part}_LIBRARY})
endforeach()
target_link_libraries(nscl_soci INTERFACE SQLite::SQLite3 PkgConfig::mariadb)

if(BUILD_TESTING)
    find_package(GTest REQUIRED)
endif()
