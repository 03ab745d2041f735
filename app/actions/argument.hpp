#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "vertexview/memory/error.hpp"
#include "vertexview/memory/number_text.hpp"

namespace vertexview::app {

/// What an argument of an action is. It decides how the argument's text is read, checked and written, what is
/// offered while a person types it, and which type the handler is given.
enum class ArgumentKind : std::uint8_t {
  kPath,    ///< std::string: the bytes of a path, blanks at its ends included
  kIndex,   ///< Amount: a whole number from 0, or a share of all that there are
  kFile,    ///< std::uint64_t: an open file, counted from 0
  kChoice,  ///< std::string: one of `words`
  kText,    ///< std::string: what `check` accepts
  kLayout,  ///< std::string: "LAYOUT [--OPTION [VALUE]]...", see parse_layout_argument()
};

/// One argument of an action, as its row in the table describes it.
struct Argument {
  ArgumentKind kind;
  std::string_view name = {};  ///< as help shows it, as in "PIXELS"; empty: its words
  /// With bars between, as in "dark|light". A kChoice accepts nothing else; a kText offers them first.
  std::string_view words = {};
  /// What is wrong with a text before anything is open; null: nothing can be.
  Result<void> (*check)(std::string_view text) = nullptr;
};

using ArgumentValue = std::variant<std::string, std::uint64_t, Amount>;

/// "INDEX" or "dark|light".
[[nodiscard]] std::string_view shown_name(const Argument& argument) noexcept;

/// The words of "dark|light", in that order.
[[nodiscard]] std::vector<std::string_view> words_of(const Argument& argument);

/// Reads a text, which is taken as it is but for blanks around a number. `action` is who asks, for the error:
/// kInvalidArgument for a text that can never be right.
[[nodiscard]] Result<ArgumentValue> read_argument(const Argument& argument, std::string_view action,
                                                  std::string_view text);

/// The text that read_argument() reads back to an equal value.
[[nodiscard]] std::string argument_text(const ArgumentValue& value);

/// Whether a value has the type of such an argument.
[[nodiscard]] bool holds(const Argument& argument, const ArgumentValue& value) noexcept;

}  // namespace vertexview::app
