#include "vertexview/memory/printable.hpp"

#include <algorithm>

#include "vertexview/memory/utf8.hpp"

namespace vertexview {
namespace {

bool commands_a_terminal(char32_t code) noexcept {
  const bool control = code < 0x20 || (code >= 0x7F && code < 0xA0);
  const bool turns = (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
  const bool breaks = code == 0x2028 || code == 0x2029;
  return control || turns || breaks;
}

void append_printable(std::string& out, std::string_view text, std::string_view kept) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  while (!text.empty()) {
    const auto [code, size] = utf8_letter(text);
    const std::string_view bytes = text.substr(0, std::max<std::size_t>(size, 1));
    text.remove_prefix(bytes.size());
    if (kept.find(bytes.front()) != std::string_view::npos || (size > 0 && !commands_a_terminal(code))) {
      out += bytes;
      continue;
    }
    for (const char c : bytes) {
      const auto byte = static_cast<unsigned char>(c);
      out.append("\\x").append(1, kDigits[byte >> 4U]).append(1, kDigits[byte & 15U]);
    }
  }
}

std::string without_commands(std::string_view text, std::string_view kept) {
  std::string out;
  out.reserve(text.size());
  append_printable(out, text, kept);
  return out;
}

}  // namespace

std::string printable(std::string_view text) {
  return without_commands(text, "\n\t");
}

std::string printable_name(std::string_view name) {
  return without_commands(name, "");
}

std::string in_quotes(std::string_view name, std::size_t most) {
  std::size_t end = std::min(most, name.size());
  while (end < name.size() && end > 0 && continues_letter(name[end])) --end;
  std::string out = "'";
  append_printable(out, name.substr(0, end), "");
  return out.append(end < name.size() ? "...'" : "'");
}

}  // namespace vertexview
