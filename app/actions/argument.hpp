#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "actions/vertex_choice.hpp"
#include "vertexview/memory/error.hpp"

namespace vertexview::app {

struct Session;

/// What an argument of an action is. It decides how the argument's text is read, checked and written, what is
/// offered while a person types it, and which type the handler is given.
enum class ArgumentKind : std::uint8_t {
  kPath,       ///< std::string: the bytes of the path of one file, blanks at its ends included
  kSource,     ///< std::string: the bytes of what is opened: a file, a folder, or a pattern, see open_path()
  kRecent,     ///< std::string: the bytes of a path that was opened before
  kIndex,      ///< VertexAddress: a vertex of the active file
  kVertices,   ///< VertexChoice: some vertices of the active file
  kCondition,  ///< std::string: a question about a vertex, see Expression
  kFile,       ///< std::uint64_t: an open file, counted from 0
  kChoice,     ///< std::string: one of `words`
  kText,       ///< std::string: what `check` accepts
  kNumbers,    ///< std::string: what `check` accepts: names of numbers of the active file's records
  kLayout,     ///< std::string: "LAYOUT [--OPTION [VALUE]]...", see parse_layout_argument()
};

/// One argument of an action, as its row in the table describes it.
struct Argument {
  ArgumentKind kind;
  std::string_view name = {};  ///< as help shows it, as in "PIXELS"; empty: its words
  /// The words with bars between them, as in "dark|light". A kChoice accepts nothing else; a kText offers
  /// them first.
  std::string_view words = {};
  /// Returns what is wrong with a text, judged without an open dataset; null: every text is accepted.
  Result<void> (*check)(std::string_view text) = nullptr;
  /// Returns the text that a person begins with; null: none.
  std::string (*begins_with)(const Session& session) = nullptr;
};

using ArgumentValue = std::variant<std::string, std::uint64_t, VertexAddress, VertexChoice>;

/// Returns whether an argument of that kind is a path: bytes, of which none is only a blank around it.
[[nodiscard]] constexpr bool is_path(ArgumentKind kind) noexcept {
  return kind == ArgumentKind::kPath || kind == ArgumentKind::kSource || kind == ArgumentKind::kRecent;
}

/// Returns the argument as help shows it: "INDEX" or "dark|light".
[[nodiscard]] std::string_view shown_name(const Argument& argument) noexcept;

/// Returns the words of "dark|light", in that order.
[[nodiscard]] std::vector<std::string_view> words_of(const Argument& argument);

/// Reads an argument; only blanks around a number are ignored. `action` names the asking action in the error:
/// kInvalidArgument for a text that can never be right.
[[nodiscard]] Result<ArgumentValue> read_argument(const Argument& argument, std::string_view action,
                                                  std::string_view text);

/// Returns the text that read_argument() reads back to an equal value.
[[nodiscard]] std::string argument_text(const ArgumentValue& value);

/// Returns whether a value has the type that `argument` takes.
[[nodiscard]] bool holds(const Argument& argument, const ArgumentValue& value) noexcept;

}  // namespace vertexview::app
