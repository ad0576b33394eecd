// CMake parses precompiled headers on behalf of some source file.
