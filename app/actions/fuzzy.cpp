#include "actions/fuzzy.hpp"

#include <algorithm>

#include "vertexview/memory/ascii.hpp"

namespace vertexview::app {
namespace {

bool starts_word(std::string_view text, std::size_t at) noexcept {
  if (at == 0) return true;
  const char before = text[at - 1];
  return before == ' ' || before == '-' || before == '_' || before == '/' || before == '.';
}

std::optional<int> score_from(std::string_view pattern, std::string_view text, std::size_t start) noexcept {
  int score = 0;
  std::size_t at = start;
  std::size_t last = text.size();
  for (const char wanted : pattern) {
    while (at < text.size() && lower_case(text[at]) != lower_case(wanted)) ++at;
    if (at == text.size()) return std::nullopt;
    score += 1;
    if (starts_word(text, at)) score += 8;
    if (last + 1 == at) score += 5;
    last = at++;
  }
  return score * 16 - static_cast<int>(std::min<std::size_t>(text.size(), 100));
}

}  // namespace

std::optional<int> fuzzy_score(std::string_view pattern, std::string_view text) noexcept {
  if (pattern.empty()) return 0;
  std::optional<int> best;
  for (std::size_t start = 0; start < text.size(); ++start) {
    if (lower_case(text[start]) != lower_case(pattern.front())) continue;
    const auto score = score_from(pattern, text, start);
    if (!score) break;
    if (!best || *score > *best) best = score;
  }
  return best;
}

}  // namespace vertexview::app
