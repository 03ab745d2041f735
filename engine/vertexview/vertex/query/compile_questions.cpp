#include <array>
#include <cmath>
#include <optional>

#include "vertexview/memory/number_load.hpp"
#include "vertexview/record/element_text.hpp"
#include "vertexview/vertex/query/compiler.hpp"

namespace vertexview::query {

Of<Operand> Compiler::joined(const Syntax& syntax) {
  const bool both = syntax.text == "&&";
  auto left = condition(syntax.operands[0]);
  if (!left) return left;
  const std::size_t skip = program_.instructions.size();
  program_.instructions.push_back({.code = both ? Code::kSkipIfNone : Code::kSkipIfAll, .a = left->at});
  const std::size_t known = loaded_.size();
  auto right = condition(syntax.operands[1]);
  if (!right) return right;
  // What was read behind the skip may not have been read.
  for (; loaded_.size() > known; loaded_.pop_back())
    registers_of(loaded_.back().value.kind).give(loaded_.back().value.at);
  program_.instructions.push_back(
      {.code = both ? Code::kAnd : Code::kOr, .out = left->at, .a = left->at, .b = right->at});
  program_.instructions[skip].out = static_cast<std::uint16_t>(program_.instructions.size() - skip - 1);
  let_go(*right);
  return left;
}

Of<Operand> Compiler::compared(const Syntax& syntax) {
  std::vector<Operand> values;
  values.reserve(syntax.operands.size());
  for (const Syntax& operand : syntax.operands) {
    auto value = number(operand);
    if (!value) return value;
    values.push_back(*value);
    values.back().temporary = false;  // an operand in the middle is compared twice
  }
  std::optional<Operand> all;
  for (std::size_t i = 0; i < syntax.relations.size(); ++i) {
    const Operand one = compared(syntax.relations[i], values[i], values[i + 1]);
    all = all ? emit(Code::kAnd, Kind::kCondition, *all, one) : one;
  }
  return *all;
}

Operand Compiler::compared(Relation relation, Operand a, Operand b) {
  if (a.kind == Kind::kBig || b.kind == Kind::kBig) return big_compared(relation, a, b);
  mean_shown(a, b);
  mean_shown(b, a);
  const std::array both{a, b};
  return emit(Code::kCompare, Kind::kCondition, both, relation);
}

Operand Compiler::big_compared(Relation relation, const Operand& a, const Operand& b) {
  constexpr std::array kTurned{Relation::kGreater,   Relation::kGreaterEqual, Relation::kLess,
                               Relation::kLessEqual, Relation::kEqual,        Relation::kNotEqual};
  std::array both{a, b};
  if (a.whole && b.whole) {
    both = {as_big(a), as_big(b)};
    return emit(Code::kBigCompare, Kind::kCondition, both, relation);
  }
  if (b.kind == Kind::kBig) {
    both = {b, a};
    relation = kTurned[static_cast<std::size_t>(relation)];
  }
  return emit(Code::kBigCompareNumber, Kind::kCondition, both, relation);
}

void Compiler::mean_shown(Operand& literal, Operand& value) {
  if (!literal.literal || !std::isfinite(literal.number)) return;
  if (value.type != ElementType::kFloat32 && value.type != ElementType::kFloat16) return;
  const bool half = value.type == ElementType::kFloat16;
  bool overflow = false;
  const double nearest = half ? double_from_half(half_from_double(literal.number, overflow))
                              : static_cast<double>(static_cast<float>(literal.number));
  if (overflow || !std::isfinite(nearest) || shortest_number(nearest, value.type) != literal.number) return;
  if (nearest != literal.number) literal.at = constant(nearest);
  if (value.decoded) value = emit(half ? Code::kToFloat16 : Code::kToFloat32, Kind::kNumber, value);
}

}  // namespace vertexview::query
