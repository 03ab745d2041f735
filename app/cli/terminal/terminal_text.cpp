#include "cli/terminal/terminal_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <cstdio>

#include "vertexview/memory/utf8.hpp"

namespace vertexview::cli {
namespace {

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
    const auto [code, size] = utf8_letter(text);
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

void tell(std::string_view text) {
  std::fputs((printable(text) + "\n").c_str(), stderr);
}

void complain(std::string_view text) {
  tell(std::string("vertexview: ").append(text));
}

void complain(const Error& error) {
  complain(error.path.empty() ? error.message : printable_name(error.path) + ": " + error.message);
}

}  // namespace vertexview::cli
