#pragma once
// The words of expressions. Not for callers.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "vertexview/memory/error.hpp"

namespace vertexview::query {

/// One word of an expression.
struct Token {
  enum class Kind : std::uint8_t { kEnd, kNumber, kName, kQuotedName, kSign };
  Kind kind = Kind::kEnd;
  std::size_t at = 0;  ///< the byte of the text at which it begins
  std::string text;    ///< a name without quotes; `and`, `or` and `not` are the signs &&, || and !
  double number = 0;
  std::optional<std::uint64_t> whole;

  [[nodiscard]] bool is(std::string_view sign) const noexcept { return kind == Kind::kSign && text == sign; }
  /// Returns the token as an error quotes it.
  [[nodiscard]] std::string quoted() const;
};

/// Gives one token of a text after the other; after the last one, kEnd.
class Tokens {
 public:
  explicit Tokens(std::string_view text) noexcept : text_(text) {}
  /// Returns the next token; kBadFormat for a character that begins none, and for what is no number.
  [[nodiscard]] Result<Token> next();

 private:
  [[nodiscard]] Result<Token> number();
  [[nodiscard]] Result<Token> quoted_name();
  [[nodiscard]] Token name();

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace vertexview::query
