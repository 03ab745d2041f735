#pragma once
// The grammar of expressions. Not for callers: expression.hpp is.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "vertexview/memory/error.hpp"

namespace vertexview::query {

/// What a part of an expression is.
enum class Form : std::uint8_t {
  kNumber,     ///< Syntax::number, and whole where it is one
  kTruth,      ///< true or false: Syntax::number is 1 or 0
  kName,       ///< Syntax::text
  kCall,       ///< Syntax::text of the operands
  kOperation,  ///< Syntax::text, an operator, of one or two operands
  kCompare,    ///< one operand more than there are `relations` between them: a < b <= c
};

/// How two numbers are compared.
enum class Relation : std::uint8_t { kLess, kLessEqual, kGreater, kGreaterEqual, kEqual, kNotEqual };

/// A part of an expression, and where in the text it stands.
struct Syntax {
  Form form = Form::kNumber;
  std::size_t at = 0;  ///< the byte at which it begins
  std::string text;    ///< a name without quotes; an operator: + - * / % & | ^ << >> && || !
  double number = 0;
  std::optional<std::uint64_t> whole;  ///< the same number, exactly
  std::vector<Relation> relations;
  std::vector<Syntax> operands;
};

/// Reads an expression. From the weakest to the strongest: or ||; and &&; not !; comparisons, which may be
/// chained, and `in A..B`; | ; ^ ; & ; << >> ; + - ; * / % ; the signs + -. kBadFormat with the byte at which
/// the text is wrong. A text of any length and depth is safe to read: there are limits, which the error
/// tells.
[[nodiscard]] Result<Syntax> parse(std::string_view text);

}  // namespace vertexview::query
