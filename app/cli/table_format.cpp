#include "cli/table_format.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "cli/record_text.hpp"

namespace vertexview::cli {
namespace {

// NumPy's name of the element type, with its byte order.
std::string dtype(const Element& field) {
  constexpr std::array<std::string_view, 13> kNames{"i1", "u1", "i2", "u2", "i4", "u4", "i8",
                                                    "u8", "f2", "f4", "f8", "b1", "S"};
  const auto name = kNames[static_cast<std::size_t>(field.type)];
  if (field.type == ElementType::kBytes) return fmt::format("|S{}", field.count);
  const char order = element_size(field.type) == 1 ? '|' : field.big_endian ? '>' : '<';
  return fmt::format("{}{}", order, name);
}

// A Python string literal.
std::string quoted(std::string_view text) {
  std::string literal = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') literal += '\\';
    literal += c;
  }
  return literal + "'";
}

std::string descr(const Layout& layout) {
  auto fields = shown_fields(layout);
  std::ranges::sort(fields, {}, &Element::offset);
  std::string text = "[";
  std::uint64_t end = 0;
  const auto pad_to = [&](std::uint64_t offset) {
    if (offset > end) text += fmt::format("('', '|V{}'), ", offset - end);
  };
  for (const auto& field : fields) {
    pad_to(field.offset);
    const bool array = field.count > 1 && field.type != ElementType::kBytes;
    text += fmt::format("({}, '{}'{}), ", quoted(field.name), dtype(field),
                        array ? fmt::format(", ({},)", field.count) : "");
    end = field.offset + field.nbytes();
  }
  pad_to(layout.stride);
  return text + "]";
}

// A CSV cell (RFC 4180).
std::string cell(std::string text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  for (auto at = text.find('"'); at != std::string::npos; at = text.find('"', at + 2))
    text.insert(at, 1, '"');
  return '"' + text + '"';
}

std::string column_name(const Element& field, std::uint32_t index) {
  constexpr std::array<std::string_view, 3> kAxes{"x", "y", "z"};
  constexpr std::array<std::string_view, 3> kNormal{"nx", "ny", "nz"};
  constexpr std::array<std::string_view, 4> kChannels{"red", "green", "blue", "alpha"};
  const bool known_order = field.name == "position" || field.name == "xyz" || field.name == "color" ||
                           field.name == "rgb" || field.name == "rgba" || field.name == "normal";
  if (known_order && field.semantic == Semantic::kPosition && field.count <= 3)
    return std::string(kAxes[index]);
  if (known_order && field.semantic == Semantic::kNormal && field.count <= 3)
    return std::string(kNormal[index]);
  if (known_order && field.semantic == Semantic::kColor && field.count >= 3 && field.count <= 4)
    return std::string(kChannels[index]);
  return field.count == 1 ? field.name : fmt::format("{}_{}", field.name, index);
}

}  // namespace

std::string npy_header(const Layout& layout, std::uint64_t count) {
  const std::string dictionary =
      fmt::format("{{'descr': {}, 'fortran_order': False, 'shape': ({},), }}", descr(layout), count);
  const bool ascii = std::ranges::all_of(dictionary, [](char c) { return static_cast<signed char>(c) >= 0; });
  const bool small = dictionary.size() < 65000;
  const std::size_t length_bytes = ascii && small ? 2 : 4;
  // The records begin at a multiple of 64, after a line break.
  const std::size_t before = 8 + length_bytes;
  const std::size_t length = (before + dictionary.size() + 1 + 63) / 64 * 64 - before;
  std::string header = "\x93NUMPY";
  header += static_cast<char>(!ascii ? 3 : small ? 1 : 2);
  header += '\0';
  for (std::size_t i = 0; i < length_bytes; ++i) header += static_cast<char>((length >> (8 * i)) & 0xFFU);
  return header + dictionary + std::string(length - dictionary.size() - 1, ' ') + '\n';
}

std::vector<std::string> csv_columns(const Layout& layout) {
  std::vector<std::string> columns;
  for (const auto& field : shown_fields(layout)) {
    const std::uint32_t elements = field.type == ElementType::kBytes ? 1 : field.count;
    for (std::uint32_t i = 0; i < elements; ++i)
      columns.push_back(cell(elements == 1 ? field.name : column_name(field, i)));
  }
  return columns;
}

}  // namespace vertexview::cli
