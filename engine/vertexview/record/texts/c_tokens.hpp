#pragma once
// The words of C, C++, GLSL and HLSL, as far as the declarations of a record need them. May be called from
// any thread, with untrusted text.
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "vertexview/memory/error.hpp"

namespace vertexview::detail {

enum class CTokenKind : std::uint8_t {
  kName,       ///< a name or a keyword; "std::uint8_t" is one
  kNumber,     ///< a number as it is written, suffixes included
  kString,     ///< a text in quotes
  kSign,       ///< one character of punctuation
  kDirective,  ///< a line of the preprocessor, from its # on
  kEnd,
};

struct CToken {
  CTokenKind kind = CTokenKind::kEnd;
  std::string_view text = {};  ///< "" for the end
  std::size_t at = 0;          ///< where in the text it begins

  [[nodiscard]] bool is(std::string_view wanted) const noexcept { return text == wanted; }
};

/// Returns the tokens of `text` without blanks and comments; the last is kEnd. kBadFormat for a comment or a
/// text that does not end, and for a character that none of the languages has.
[[nodiscard]] Result<std::vector<CToken>> c_tokens(std::string_view text);

}  // namespace vertexview::detail
