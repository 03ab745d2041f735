#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "vertexview/memory/error.hpp"
#include "vertexview/record/texts/bad_text.hpp"

namespace vertexview::detail {

/// A Python literal as the header of a NumPy file has it, or a program that describes a dtype.
struct PythonLiteral {
  enum class Kind : std::uint8_t { kString, kInteger, kTrue, kFalse, kNone, kTuple, kList, kDict };
  Kind kind = Kind::kNone;
  std::string text = {};                  ///< of a string, in UTF-8; of a name of a program, its last part
  std::uint64_t number = 0;               ///< of an integer
  std::vector<PythonLiteral> items = {};  ///< of a tuple or list; of a dict, each key followed by its value
  std::size_t at = 0;                     ///< where it begins in the text
  /// Of what stood in dtype(X, align=True): whether it is aligned; nullopt for anything else.
  std::optional<bool> aligned = std::nullopt;

  /// Returns the value of a key of a dict, or null.
  [[nodiscard]] const PythonLiteral* find(std::string_view key) const noexcept;
  [[nodiscard]] bool is_bool() const noexcept { return kind == Kind::kTrue || kind == Kind::kFalse; }
};

/// Where a literal stands.
enum class PythonText : std::uint8_t {
  kLatin1Header,  ///< in the header of a NumPy file
  kUtf8Header,    ///< in one of version 3.0
  kSource,  ///< in a program: names as np.float32 stand for strings, dtype(X) for X; comments are blanks
};

/// Parses a text, which may be untrusted. kBadFormat with the offset in the text. Only what NumPy writes is
/// understood: strings, whole numbers, True, False, None, tuples, lists and dicts; nothing is evaluated.
[[nodiscard]] Result<PythonLiteral> parse_python_literal(std::string_view text, PythonText where);

/// Returns the failing side of a Result for what is wrong with a literal.
[[nodiscard]] inline tl::unexpected<Error> refuse(const PythonLiteral& where, std::string message,
                                                  ErrorCode code = ErrorCode::kBadFormat) {
  return bad_text(where.at, std::move(message), code);
}

}  // namespace vertexview::detail
