#include "vertexview/record/texts/c_tokens.hpp"

#include <algorithm>

#include "vertexview/memory/ascii.hpp"
#include "vertexview/memory/blanks.hpp"
#include "vertexview/record/texts/bad_text.hpp"

namespace vertexview::detail {
namespace {

constexpr bool begins_name(char c) noexcept {
  return is_letter(c) || c == '_' || c == '$';
}
constexpr bool in_name(char c) noexcept {
  return begins_name(c) || is_digit(c);
}

class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) {}

  Result<std::vector<CToken>> run() {
    for (;;) {
      if (auto skipped = skip(); !skipped) return tl::unexpected<Error>(skipped.error());
      if (at_ >= text_.size()) break;
      const std::size_t begin = at_;
      const auto kind = take();
      if (!kind) return tl::unexpected<Error>(kind.error());
      tokens_.push_back({*kind, text_.substr(begin, at_ - begin), begin});
      line_begins_ = false;
    }
    tokens_.push_back({CTokenKind::kEnd, {}, text_.size()});
    return std::move(tokens_);
  }

 private:
  [[nodiscard]] bool next_is(std::string_view what) const noexcept {
    return text_.substr(at_).starts_with(what);
  }

  /// Moves over blanks and comments.
  Result<void> skip() {
    while (at_ < text_.size()) {
      if (is_blank(text_[at_]) || text_[at_] == '\f' || text_[at_] == '\v') {
        line_begins_ = line_begins_ || text_[at_] == '\n';
        ++at_;
      } else if (next_is("//")) {
        at_ = std::min(text_.find('\n', at_), text_.size());
      } else if (next_is("/*")) {
        const std::size_t end = text_.find("*/", at_ + 2);
        if (end == std::string_view::npos) return bad_text(at_, "the comment does not end: expected '*/'");
        at_ = end + 2;
      } else {
        break;
      }
    }
    return {};
  }

  /// Moves over the next token.
  Result<CTokenKind> take() {
    const char c = text_[at_];
    if (c == '#' && line_begins_) {
      at_ = std::min(text_.find('\n', at_), text_.size());
      return CTokenKind::kDirective;
    }
    if (begins_name(c)) return take_name();
    if (is_digit(c) || (c == '.' && at_ + 1 < text_.size() && is_digit(text_[at_ + 1]))) {
      while (at_ < text_.size() && (in_name(text_[at_]) || text_[at_] == '.' || text_[at_] == '\'')) ++at_;
      return CTokenKind::kNumber;
    }
    if (c == '"' || c == '\'') return take_string(c);
    constexpr std::string_view kSigns = "{}[]();,:=<>*&+-/|!~^%?.@";
    if (kSigns.find(c) == std::string_view::npos)
      return bad_text(at_, "expected a declaration, found " + found_text(text_.substr(at_, 1)));
    ++at_;
    return CTokenKind::kSign;
  }

  CTokenKind take_name() {
    for (;;) {
      while (at_ < text_.size() && in_name(text_[at_])) ++at_;
      if (!next_is("::") || at_ + 2 >= text_.size() || !begins_name(text_[at_ + 2])) return CTokenKind::kName;
      at_ += 2;
    }
  }

  Result<CTokenKind> take_string(char quote) {
    const std::size_t begin = at_++;
    while (at_ < text_.size() && text_[at_] != quote && text_[at_] != '\n')
      at_ += text_[at_] == '\\' && at_ + 1 < text_.size() ? std::size_t{2} : 1;
    if (at_ >= text_.size() || text_[at_] != quote) return bad_text(begin, "the text in quotes does not end");
    ++at_;
    return CTokenKind::kString;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  bool line_begins_ = true;
  std::vector<CToken> tokens_;
};

}  // namespace

Result<std::vector<CToken>> c_tokens(std::string_view text) {
  return Lexer(text).run();
}

}  // namespace vertexview::detail
