#include "cli/terminal/terminal_text.hpp"

#include <cstdio>
#include <string>

namespace vertexview::cli {

void tell(std::string_view text) {
  std::string line = printable(text);
  // A line of its own could pass for one of this program's.
  for (auto at = line.find('\n'); at != std::string::npos; at = line.find('\n', at + 1))
    if (!std::string_view(line).substr(at + 1).starts_with("  ")) line.replace(at, 1, "\\x0A");
  std::fputs((line + "\n").c_str(), stderr);
}

void complain(std::string_view text) {
  tell(std::string("vertexview: ").append(text));
}

void complain(const Error& error) {
  complain(describe(error));
}

}  // namespace vertexview::cli
