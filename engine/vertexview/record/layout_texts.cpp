#include "vertexview/record/layout_texts.hpp"

#include <algorithm>
#include <utility>

#include "vertexview/record/record_limits.hpp"
#include "vertexview/record/schema_presets.hpp"
#include "vertexview/record/schema_text.hpp"
#include "vertexview/record/texts/c_struct.hpp"
#include "vertexview/record/texts/header_texts.hpp"
#include "vertexview/record/texts/migoto_format.hpp"
#include "vertexview/record/texts/numpy_text.hpp"
#include "vertexview/record/texts/point_fields.hpp"

namespace vertexview {
namespace {

/// A kind of text, and what reads it.
struct Kind {
  std::string_view name;
  bool (*begins)(std::string_view text);
  Result<Layout> (*read)(std::string_view text);
};

/// The first that a text begins as is its kind: those that are told for sure come first.
constexpr Kind kKinds[]{
    {"PLY header", detail::is_ply_text, detail::read_ply_text_header},
    {"PCD header", detail::is_pcd_text, detail::read_pcd_text_header},
    {"3DMigoto .fmt", detail::is_migoto_format, detail::read_migoto_format},
    {"NumPy dtype", detail::is_numpy_dtype, detail::read_numpy_dtype},
    {"PointField list", detail::is_point_field_list, detail::read_point_fields},
    {"C struct", detail::is_c_struct, detail::read_c_struct},
};

/// Returns the kind of a text that is neither a preset nor a format string; null where it is none.
const Kind* kind_of(std::string_view text) {
  const auto* const found = std::ranges::find_if(kKinds, [&](const Kind& kind) { return kind.begins(text); });
  return found == std::end(kKinds) ? nullptr : found;
}

bool is_schema_text(std::string_view text) {
  return text.size() > kMostLayoutText || find_preset(text) != nullptr || Format::parse(text).has_value();
}

/// Returns the error with the kind of the text before it, and the line and the column of its offset.
Error told(Error error, const Kind& kind, std::string_view text) {
  const auto at = static_cast<std::size_t>(std::min<std::uint64_t>(error.offset.value_or(0), text.size()));
  const std::string_view before = text.substr(0, at);
  const auto line = std::ranges::count(before, '\n') + 1;
  const std::size_t column = at - (before.rfind('\n') + 1) + 1;  // npos + 1 is 0
  std::string message(kind.name);
  message.append(", ").append(std::to_string(line)).append(":").append(std::to_string(column)).append(": ");
  error.message = message.append(error.message);
  error.offset = at;
  return error;
}

}  // namespace

std::string_view layout_text_kind(std::string_view text) {
  const Kind* const kind = is_schema_text(text) ? nullptr : kind_of(text);
  return kind == nullptr ? std::string_view() : kind->name;
}

Result<Layout> parse_layout_text(std::string_view text) {
  if (const Kind* const kind = is_schema_text(text) ? nullptr : kind_of(text)) {
    auto layout = kind->read(text);
    return layout ? std::move(layout) : tl::unexpected<Error>(told(layout.error(), *kind, text));
  }
  auto schema = parse_schema(text);
  if (!schema) return tl::unexpected<Error>(std::move(schema.error()));
  return Layout{.schema = *std::move(schema)};
}

}  // namespace vertexview
