#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "vertexview/memory/error.hpp"

namespace vertexview::detail {

/// A Python literal as the header of a NumPy file has it.
struct NpyLiteral {
  enum class Kind : std::uint8_t { kString, kInteger, kTrue, kFalse, kNone, kTuple, kList, kDict };
  Kind kind = Kind::kNone;
  std::string text = {};               ///< of a string, in UTF-8
  std::uint64_t number = 0;            ///< of an integer
  std::vector<NpyLiteral> items = {};  ///< of a tuple or list; of a dict, each key followed by its value
  std::size_t at = 0;                  ///< where it begins in the header's text

  /// Returns the value of a key of a dict, or null.
  [[nodiscard]] const NpyLiteral* find(std::string_view key) const noexcept;
  [[nodiscard]] bool is_bool() const noexcept { return kind == Kind::kTrue || kind == Kind::kFalse; }
};

/// Parses the text of a header, which may be untrusted; its strings are Latin-1 unless they are `utf8`.
/// kBadFormat with the offset in the text. Only what NumPy writes is understood: strings, whole numbers,
/// True, False, None, tuples, lists and dicts; nothing is evaluated.
[[nodiscard]] Result<NpyLiteral> parse_npy_literal(std::string_view text, bool utf8);

}  // namespace vertexview::detail
