#include "cli/terminal/terminal_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <cstdio>

namespace vertexview::cli {
namespace {

/// A letter of UTF-8 and how many bytes it takes; 0 bytes where none begins.
struct Letter {
  char32_t code = 0;
  std::size_t size = 0;
};

Letter letter_at(std::string_view text) noexcept {
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
  const unsigned first = byte(0);
  if (first < 0x80) return {first, 1};
  const std::size_t size = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || text.size() < size) return {};
  char32_t code = first & (0x7FU >> size);
  for (std::size_t i = 1; i < size; ++i) {
    if ((byte(i) & 0xC0U) != 0x80U) return {};
    code = code << 6U | (byte(i) & 0x3FU);
  }
  constexpr char32_t kFirstOf[]{0, 0, 0x80, 0x800, 0x10000};  // what fewer bytes can hold is no letter
  const bool surrogate = code >= 0xD800 && code < 0xE000;
  return code < kFirstOf[size] || surrogate || code > 0x10FFFF ? Letter{} : Letter{code, size};
}

bool commands_a_terminal(char32_t code) noexcept {
  const bool control = code < 0x20 || (code >= 0x7F && code < 0xA0);
  const bool turns = (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
  const bool breaks = code == 0x2028 || code == 0x2029;
  return control || turns || breaks;
}

std::string without_commands(std::string_view text, std::string_view kept) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const auto [code, size] = letter_at(text);
    const std::string_view bytes = text.substr(0, std::max<std::size_t>(size, 1));
    if (kept.find(text.front()) != std::string_view::npos || (size > 0 && !commands_a_terminal(code)))
      out += bytes;
    else
      for (const char byte : bytes) out += fmt::format("\\x{:02X}", static_cast<unsigned char>(byte));
    text.remove_prefix(bytes.size());
  }
  return out;
}

}  // namespace

std::string printable(std::string_view text) {
  return without_commands(text, "\n\t");
}

std::string printable_name(std::string_view name) {
  return without_commands(name, "");
}

void complain(std::string_view text) {
  std::fputs(("vertexview: " + printable(text) + "\n").c_str(), stderr);
}

void complain(const Error& error) {
  complain(error.path.empty() ? error.message : printable_name(error.path) + ": " + error.message);
}

}  // namespace vertexview::cli
