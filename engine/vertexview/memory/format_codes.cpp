#include "vertexview/memory/format_codes.hpp"

#include <array>
#include <cstddef>

namespace vertexview::detail {
namespace {

constexpr std::string_view kPrefixes = "@=<>";
constexpr std::size_t kCodes = 128;  // every character of ASCII
using Table = std::array<std::array<std::shared_ptr<const Format>, kCodes>, kPrefixes.size()>;

Table make_table() {
  Table table;
  for (std::size_t p = 0; p < kPrefixes.size(); ++p)
    for (const char code : kTypeCodes) {
      auto format = Format::parse(std::string{kPrefixes[p], code});
      if (format)
        table[p][static_cast<std::size_t>(code)] = std::make_shared<const Format>(std::move(*format));
    }
  return table;
}

std::shared_ptr<const Format> format_of_code(char prefix, char code) {
  static const Table table = make_table();
  const std::size_t p = kPrefixes.find(prefix);
  const auto c = static_cast<unsigned char>(code);
  return p == std::string_view::npos || c >= kCodes ? nullptr : table[p][c];
}

}  // namespace

std::shared_ptr<const Format> format_of_code(std::string_view text) {
  if (text.size() == 1) return format_of_code('@', text[0]);
  if (text.size() == 2) return format_of_code(text[0], text[1]);
  return nullptr;
}

std::shared_ptr<const Format> shared_element_of(const FormatItem& item) {
  const bool sized = item.kind == ScalarKind::kBytes || item.kind == ScalarKind::kPascal;
  if (item.kind != ScalarKind::kRecord && !sized)
    if (auto format = format_of_code(item.prefix == '^' ? '@' : item.prefix, item.code);
        format && format->itemsize() == item.itemsize)
      return format;
  return std::make_shared<const Format>(Format::element_of(item));
}

}  // namespace vertexview::detail
