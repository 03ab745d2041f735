#pragma once
// The struct formats of the canonical types, so that memory views convert to and from views of them.
#include "vertexview/memory/format_static.hpp"
#include "vertexview/vertex/colored_vertex.hpp"

template <>
struct vertexview::FormatOf<vertexview::Vector> {
  static constexpr std::string_view value = "3f";
};
template <>
struct vertexview::FormatOf<vertexview::Color> {
  static constexpr std::string_view value = "3H";
};
template <>
struct vertexview::FormatOf<vertexview::ColoredVertex> {
  static constexpr std::string_view value = "@3f:position:3H:color:2x";
};
