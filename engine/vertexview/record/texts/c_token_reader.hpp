#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "vertexview/record/texts/bad_text.hpp"
#include "vertexview/record/texts/c_tokens.hpp"

namespace vertexview::detail {

/// Reads tokens one after the other. The tokens have to outlive it; the last of them is kEnd.
class CTokenReader {
 public:
  explicit CTokenReader(const std::vector<CToken>& tokens) noexcept : tokens_(tokens) {}

  /// Returns the token `ahead` places further on, or the end.
  [[nodiscard]] const CToken& peek(std::size_t ahead = 0) const noexcept {
    return tokens_[at_ + ahead < tokens_.size() ? at_ + ahead : tokens_.size() - 1];
  }
  [[nodiscard]] bool at_end() const noexcept { return peek().kind == CTokenKind::kEnd; }
  [[nodiscard]] bool next_is(std::string_view text) const noexcept { return peek().is(text); }
  [[nodiscard]] bool next_is_name() const noexcept { return peek().kind == CTokenKind::kName; }

  /// Takes the next token; the end stays.
  const CToken& take() noexcept {
    const CToken& token = peek();
    if (!at_end()) ++at_;
    return token;
  }
  /// Takes the next token if it is `text`.
  bool take_if(std::string_view text) noexcept {
    if (at_end() || !next_is(text)) return false;
    ++at_;
    return true;
  }

  [[nodiscard]] tl::unexpected<Error> expected(std::string_view what) const {
    std::string message = "expected ";
    message.append(what).append(", found ").append(found_text(peek().text));
    return bad_text(peek().at, std::move(message));
  }
  [[nodiscard]] Result<void> expect(std::string_view text, std::string_view what) {
    if (take_if(text)) return {};
    return expected(what);
  }

  /// Takes the brackets that come next and all between them: "(...)", "{...}" or "[...]".
  [[nodiscard]] Result<void> skip_brackets() {
    const CToken& open = peek();
    std::size_t depth = 0;
    do {
      if (at_end()) return bad_text(open.at, "the bracket " + found_text(open.text) + " is never closed");
      const std::string_view text = take().text;
      if (text == "(" || text == "{" || text == "[") ++depth;
      if (text == ")" || text == "}" || text == "]") --depth;
    } while (depth > 0);
    return {};
  }

 private:
  const std::vector<CToken>& tokens_;
  std::size_t at_ = 0;
};

}  // namespace vertexview::detail
