#include "vertexview/record/texts/header_texts.hpp"

#include <algorithm>
#include <span>
#include <string>
#include <utility>

#include "vertexview/memory/blanks.hpp"
#include "vertexview/record/texts/bad_text.hpp"
#include "vertexview/record/texts/pcd_header.hpp"
#include "vertexview/record/texts/ply_layout.hpp"

namespace vertexview::detail {
namespace {

/// Returns the text as its reader takes it: without blanks before it, and with the line break that pasted
/// text lacks.
std::string whole_lines(std::string_view text) {
  return std::string(without_blanks_before(text)).append("\n");
}

/// Returns the error with its offset in `text`, of which the reader has seen whole_lines().
tl::unexpected<Error> shifted(Error error, std::string_view text) {
  const std::size_t before = text.size() - without_blanks_before(text).size();
  const auto at = static_cast<std::size_t>(error.offset.value_or(0));
  return bad_text(std::min(text.size(), before + at), std::move(error.message), error.code);
}

std::span<const std::byte> bytes_of(const std::string& text) noexcept {
  return std::as_bytes(std::span(text));
}

/// Returns where `word` stands in the text, for an error about it.
std::size_t place_of(std::string_view text, std::string_view word) noexcept {
  const std::size_t at = text.find(word);
  return at == std::string_view::npos ? 0 : at;
}

bool has_line(std::string_view text, std::string_view keyword) noexcept {
  for (std::size_t begin = 0; begin < text.size();) {
    const std::string_view line = text.substr(begin);
    if (line.starts_with(keyword) && line.size() > keyword.size() && is_blank(line[keyword.size()]))
      return true;
    begin = std::min(text.find('\n', begin), text.size() - 1) + 1;
  }
  return false;
}

}  // namespace

bool is_ply_text(std::string_view text) {
  return is_ply(bytes_of(whole_lines(text)));
}

Result<Layout> read_ply_text_header(std::string_view text) {
  const std::string lines = whole_lines(text);
  const auto header = parse_ply_header(bytes_of(lines));
  if (!header) return shifted(header.error(), text);
  const auto vertices = find_ply_vertices(*header);
  if (!vertices) return shifted(vertices.error(), text);
  if (header->encoding == PlyEncoding::kText)
    return bad_text(
        place_of(text, "ascii"),
        "expected binary_little_endian or binary_big_endian, found 'ascii': vertices that are text "
        "are no records");
  const PlyElement& vertex = header->elements[*vertices];
  if (vertex.has_lists())
    return bad_text(place_of(text, "list"),
                    "expected no property list among those of a vertex: with lists records differ in length");
  auto layout = ply_layout(vertex, header->encoding == PlyEncoding::kBigEndian);
  if (!layout) return shifted(layout.error(), text);
  layout->count = std::nullopt;  // how many there are, the file says that this is the layout of
  return layout;
}

bool is_pcd_text(std::string_view text) {
  text = without_blanks_before(text);
  return text.starts_with("# .PCD") || has_line(text, "VERSION") ||
         ((has_line(text, "FIELDS") || has_line(text, "COLUMNS")) && has_line(text, "SIZE"));
}

Result<Layout> read_pcd_text_header(std::string_view text) {
  const std::string lines = whole_lines(text);
  const auto header = parse_pcd_header(lines);
  if (!header) return shifted(header.error(), text);
  const auto fields = pcd_fields(*header);
  if (!fields) return shifted(fields.error(), text);
  if (const std::string_view data = pcd_data(*header); data != "binary")
    return bad_text(place_of(text, "DATA"),
                    "expected DATA binary, found " + found_text(data) + ": other points are no records");
  auto schema = pcd_schema(*fields);
  if (!schema) return shifted(schema.error(), text);
  return Layout{.schema = *std::move(schema)};
}

}  // namespace vertexview::detail
