#include <array>
#include <string>
#include <utility>

#include "vertexview/vertex/query/compiler.hpp"

namespace vertexview::query {

Of<Program> Compiler::whole(const Syntax& syntax) {
  auto value = any(syntax);
  if (!value) return tl::unexpected<Error>(value.error());
  if (value->kind == Kind::kNumber && value->type == ElementType::kBool)
    value = emit(Code::kIsTrue, Kind::kCondition, *value);
  program_.result = value->kind == Kind::kCondition ? ResultKind::kCondition
                    : value->kind == Kind::kBig     ? ResultKind::kBig
                                                    : ResultKind::kNumber;
  program_.result_register = value->at;
  program_.number_registers = numbers_.count();
  program_.big_registers = bigs_.count();
  program_.condition_registers = conditions_.count();
  return std::move(program_);
}

Registers& Compiler::registers_of(Kind kind) noexcept {
  return kind == Kind::kCondition ? conditions_ : kind == Kind::kBig ? bigs_ : numbers_;
}

void Compiler::let_go(const Operand& value) {
  if (value.temporary) registers_of(value.kind).give(value.at);
}

Operand Compiler::emit(Code code, Kind kind, std::span<const Operand> operands, Relation relation) {
  Operand result{.kind = kind, .temporary = true};
  for (const Operand& operand : operands) let_go(operand);
  result.at = registers_of(kind).take();
  program_.instructions.push_back({code, relation, result.at,
                                   operands.empty() ? std::uint16_t{0} : operands[0].at,
                                   operands.size() < 2 ? std::uint16_t{0} : operands[1].at});
  return result;
}

Operand Compiler::emit(Code code, Kind kind, const Operand& a, const Operand& b) {
  const std::array both{a, b};
  return emit(code, kind, std::span<const Operand>(both));
}

Of<Operand> Compiler::any(const Syntax& syntax) {
  switch (syntax.form) {
    case Form::kNumber:
      return literal(syntax.number, syntax.whole);
    case Form::kTruth:
      program_.instructions.push_back(
          {.code = Code::kFill, .out = conditions_.take(), .a = static_cast<std::uint16_t>(syntax.number)});
      return Operand{.kind = Kind::kCondition, .at = program_.instructions.back().out, .temporary = true};
    case Form::kName:
      return named(syntax);
    case Form::kCall:
      return called(syntax);
    case Form::kCompare:
      return compared(syntax);
    case Form::kOperation:
      break;
  }
  if (syntax.text == "&&" || syntax.text == "||") return joined(syntax);
  if (syntax.text == "!") {
    auto inner = condition(syntax.operands[0]);
    if (!inner) return inner;
    return emit(Code::kNot, Kind::kCondition, *inner);
  }
  return syntax.operands.size() == 1 ? signed_number(syntax) : calculated(syntax);
}

Of<Operand> Compiler::number(const Syntax& syntax) {
  auto value = any(syntax);
  if (value && value->kind == Kind::kCondition)
    return fail_at(syntax.at, "this is a condition; expected a number");
  return value;
}

Of<Operand> Compiler::condition(const Syntax& syntax) {
  auto value = any(syntax);
  if (!value || value->kind == Kind::kCondition) return value;
  if (value->type == ElementType::kBool) return emit(Code::kIsTrue, Kind::kCondition, *value);
  return fail_at(syntax.at, "this is a number; expected a condition, such as " +
                                (syntax.form == Form::kName ? syntax.text : std::string("x")) + " != 0");
}

Operand Compiler::as_number(const Operand& value) {
  return value.kind == Kind::kBig ? emit(Code::kFromBig, Kind::kNumber, value) : value;
}

Operand Compiler::as_big(const Operand& value) {
  return value.kind == Kind::kBig ? value : emit(Code::kToBig, Kind::kBig, value);
}

Result<Program> compile(const Syntax& syntax, const Schema& schema) {
  return Compiler(schema).whole(syntax);
}

}  // namespace vertexview::query
