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
              -Wshadow
              -Wconversion
              -Wsign-conversion
              -Wold-style-cast
              -Wnon-virtual-dtor
              -Woverloaded-virtual
              -Wimplicit-fallthrough>)
  endif()
endfunction()

# vertexview_room(NAME SOURCES... ): one engine room as a library vertexview::NAME, without RTTI. Nothing in it throws.
# The headers at the top of the room are its interface and are installed; what lies in its sub-folders is private.
function(vertexview_room name)
  set(target vertexview_${name})
  add_library(${target} ${ARGN})
  add_library(vertexview::${name} ALIAS ${target})
  vertexview_target(${target})
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
