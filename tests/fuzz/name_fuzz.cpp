// Reads any bytes as a name: what of it reaches a terminal or a shell, which files it means, and what lies
// beside it. Names come from files, folders and command lines, and nothing of them may command whoever reads
// them.
#include <algorithm>
#include <cstdint>

#include "promises.hpp"
#include "session/folder.hpp"
#include "session/layout_argument.hpp"
#include "vertexview/memory/printable.hpp"
#include "vertexview/memory/utf8.hpp"
#include "vertexview/vertex/companion.hpp"
#include "vertexview/vertex/layout_sidecar.hpp"
#include "vertexview/vertex/member_path.hpp"

namespace {

using namespace vertexview;
using fuzz::require;

/// Requires letters alone, without control characters but those in `kept`.
void require_harmless(std::string_view text, std::string_view kept) {
  while (!text.empty()) {
    const auto [code, size] = utf8_letter(text);
    require(size > 0);
    const bool control = code < 0x20 || (code >= 0x7F && code < 0xA0);
    require(!control || kept.find(text.front()) != std::string_view::npos);
    text.remove_prefix(size);
  }
}

void check_shown(std::string_view name) {
  const std::string shown = printable_name(name);
  require_harmless(shown, "");
  require(printable_name(shown) == shown);
  require_harmless(printable(name), "\n\t");
  require(in_quotes(name) == "'" + shown + "'");
  constexpr std::size_t kMost = 8;
  require(in_quotes(name, kMost).size() <= 4 * kMost + 5);
  require_harmless(in_quotes(name, kMost), "");
  const std::string word = app::shell_word(name);
  require_harmless(word, "");
  require(!word.empty());
}

void check_meant(std::string_view name) {
  require(name.starts_with(parse_member_path(name).file));
  const auto layout = folder_layout_path(name);
  require(layout.empty() || layout.ends_with(".layout"));
  require(sidecar_path(name).ends_with(".layout"));
  if (!app::is_pattern(name)) require(app::matches_pattern(name, name));
  require(app::matches_pattern("*", name));
}

/// Looks at a companion, unless its name or layout leaves the folder that this runs in, that of the seeds.
void check_companion(std::string_view text) {
  if (text.find_first_of("/~") != std::string_view::npos || text.find("..") != std::string_view::npos) return;
  const auto companion = parse_companion(text);
  if (!companion && companion.error().path.empty()) return fuzz::require_told(companion.error(), text.size());
  if (companion) require(text.starts_with(companion->path));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view name = fuzz::text_of(data, size);
  check_shown(name);
  // A zero byte ends a name of a file.
  if (name.find('\0') != std::string_view::npos) return 0;
  check_meant(name);
  check_companion(name);
  return 0;
}
