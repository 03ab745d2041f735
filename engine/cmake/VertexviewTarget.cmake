# What all our own targets share: C++20 and, in our presets, the full set of warnings.
function(vertexview_target target)
  target_compile_features(${target} PUBLIC cxx_std_20)
  set_target_properties(${target} PROPERTIES CXX_EXTENSIONS OFF)
  if(VERTEXVIEW_WARNINGS)
    target_compile_options(
      ${target}
      PRIVATE $<$<COMPILE_LANGUAGE:CXX>:-Wall
              -Wextra
              -Wpedantic
              # In a unity build a local name would hide those that another file has for itself.
              $<$<NOT:$<BOOL:$<TARGET_PROPERTY:${target},UNITY_BUILD>>>:-Wshadow>
              # There a file's own types look as if they came from a header.
              $<$<AND:$<CXX_COMPILER_ID:GNU>,$<BOOL:$<TARGET_PROPERTY:${target},UNITY_BUILD>>>:-Wno-subobject-linkage>
              -Wconversion
              -Wsign-conversion
              -Wold-style-cast
              -Wnon-virtual-dtor
              -Woverloaded-virtual
              -Wimplicit-fallthrough>)
  endif()
endfunction()

# Says which files have names for themselves that others of their room have, too: every reader its recognises(), every
# command its Options. A unity build compiles each of them alone.
function(vertexview_compiled_alone)
  set_source_files_properties(${ARGN} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
endfunction()

# Release code of a hardened target stops where a bug would let hostile bytes take over: stack protector, checked copies of
# the C library, functions that say they may be called (CET), tables read-only once the program runs, all at addresses of
# chance. Private to our targets: what links our static libraries is compiled and linked as its own project says.
include(CheckCXXCompilerFlag)
include(CheckCXXSourceCompiles)
include(CheckLinkerFlag)
include(CheckPIESupported)

if(VERTEXVIEW_HARDENING)
  check_pie_supported(LANGUAGES C CXX)
  check_cxx_compiler_flag(-fstack-protector-strong VERTEXVIEW_HAS_STACK_PROTECTOR)
  check_cxx_compiler_flag(-fcf-protection=full VERTEXVIEW_HAS_CET)
  check_linker_flag(CXX -Wl,-z,relro,-z,now VERTEXVIEW_HAS_RELRO)
  # Level 3 also knows sizes that are computed at run time; it needs both a compiler and a C library that have it.
  set(CMAKE_REQUIRED_FLAGS "-O2 -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3")
  check_cxx_source_compiles("#include <cstring>
    #if __USE_FORTIFY_LEVEL < 3
    #error level 3 is not there
    #endif
    int main() {}" VERTEXVIEW_HAS_FORTIFY_3)
  unset(CMAKE_REQUIRED_FLAGS)
endif()

function(vertexview_harden target)
  if(NOT VERTEXVIEW_HARDENING OR VERTEXVIEW_SANITIZE)
    return()
  endif()
  get_target_property(type ${target} TYPE)
  if(type STREQUAL EXECUTABLE)
    set_target_properties(${target} PROPERTIES POSITION_INDEPENDENT_CODE ON)
  elseif(type STREQUAL STATIC_LIBRARY)
    # The program's own rooms: -fPIC, which CMake would take for them, forbids to inline what other files can call.
    target_compile_options(${target} PRIVATE $<$<NOT:$<BOOL:$<TARGET_PROPERTY:POSITION_INDEPENDENT_CODE>>>:-fPIE>)
  endif()
  set(options -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=$<IF:$<BOOL:${VERTEXVIEW_HAS_FORTIFY_3}>,3,2>)
  if(VERTEXVIEW_HAS_STACK_PROTECTOR)
    list(APPEND options -fstack-protector-strong)
  endif()
  if(VERTEXVIEW_HAS_CET)
    list(APPEND options -fcf-protection=full)
  endif()
  target_compile_options(${target} PRIVATE "$<$<CONFIG:Release,RelWithDebInfo>:${options}>")
  if(VERTEXVIEW_HAS_RELRO)
    target_link_options(${target} PRIVATE "$<$<CONFIG:Release,RelWithDebInfo>:-Wl,-z,relro,-z,now>")
  endif()
endfunction()

# vertexview_room(NAME SOURCES... ): one engine room as a library vertexview::NAME, without RTTI. Nothing in it throws.
# The headers at the top of the room are its interface and are installed; what lies in its sub-folders is private.
function(vertexview_room name)
  set(target vertexview_${name})
  add_library(${target} ${ARGN})
  add_library(vertexview::${name} ALIAS ${target})
  vertexview_target(${target})
  vertexview_harden(${target})
  set_target_properties(${target} PROPERTIES EXPORT_NAME ${name} POSITION_INDEPENDENT_CODE ON)
  # What an allocation throws passes through its code to the edge of a Task or to the caller. With -fno-exceptions no
  # destructor would run on that way: files would stay open, locks locked, and new files half written.
  target_compile_options(${target} PRIVATE $<$<COMPILE_LANGUAGE:CXX>:-fexceptions -fno-rtti>)
  target_include_directories(
    ${target} PUBLIC $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/engine> $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
  if(VERTEXVIEW_INSTALL)
    install(TARGETS ${target} EXPORT vertexview-${name} ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} LIBRARY
                                                                                DESTINATION ${CMAKE_INSTALL_LIBDIR})
    install(EXPORT vertexview-${name} NAMESPACE vertexview:: FILE vertexview-${name}.cmake
            DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/vertexview)
    install(DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR}/ DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/vertexview/${name}
            FILES_MATCHING
            PATTERN "*.hpp"
            REGEX "/${name}/[a-z_0-9]+$" EXCLUDE)
  endif()
endfunction()
