#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "vertexview/memory/printable.hpp"
#include "vertexview/record/element_text.hpp"
#include "vertexview/record/encoding.hpp"
#include "vertexview/vertex/query/compiler.hpp"

namespace vertexview::query {
namespace {

struct Function {
  std::string_view name;
  std::size_t fewest;
  std::size_t most;
  std::string_view operands;  ///< what an error says is expected
};

constexpr std::array<Function, 14> kFunctions{{{"abs", 1, 1, "a number"},
                                               {"sqrt", 1, 1, "a number"},
                                               {"floor", 1, 1, "a number"},
                                               {"ceil", 1, 1, "a number"},
                                               {"round", 1, 1, "a number"},
                                               {"min", 2, 2, "two numbers"},
                                               {"max", 2, 2, "two numbers"},
                                               {"length", 1, 4, "a vector, or two to four numbers"},
                                               {"isnan", 1, 1, "a number or a vector"},
                                               {"isinf", 1, 1, "a number or a vector"},
                                               {"isfinite", 1, 1, "a number or a vector"},
                                               {"raw", 1, 1, "the name of a number"},
                                               {"bits", 1, 1, "the name of a number"},
                                               {"index", 0, 0, "nothing"}}};

/// Returns the unsigned type of the same size.
ElementType bits_type(ElementType type) noexcept {
  switch (element_size(type)) {
    case 1:
      return ElementType::kUint8;
    case 2:
      return ElementType::kUint16;
    case 4:
      return ElementType::kUint32;
    default:
      return ElementType::kUint64;
  }
}

}  // namespace

Of<Operand> Compiler::called(const Syntax& syntax) {
  const auto* const function = std::ranges::find(kFunctions, syntax.text, &Function::name);
  if (function == kFunctions.end()) {
    std::string message = "no function is called " + in_quotes(syntax.text) + "; expected ";
    for (const Function& one : kFunctions)
      message.append(one.name).append(&one == &kFunctions.back() ? "" : ", ");
    return fail_at(syntax.at, std::move(message));
  }
  const std::size_t count = syntax.operands.size();
  if (count < function->fewest || count > function->most)
    return fail_at(syntax.at, syntax.text + "() takes " + std::string(function->operands) + ", found " +
                                  std::to_string(count));
  if (syntax.text == "index") return index();
  if (syntax.text == "raw" || syntax.text == "bits") return stored(syntax);
  if (syntax.text == "length") return length(syntax);
  if (syntax.text.starts_with("is")) return classified(syntax);
  return calculated_by_function(syntax);
}

Of<Operand> Compiler::calculated_by_function(const Syntax& syntax) {
  const std::string& name = syntax.text;
  auto a = number(syntax.operands[0]);
  if (!a) return a;
  if (name == "min" || name == "max") {
    auto b = number(syntax.operands[1]);
    if (!b) return b;
    const bool least = name == "min";
    return sum(least ? Code::kMin : Code::kMax, least ? Code::kBigMin : Code::kBigMax, *a, *b,
               std::max(a->bits, b->bits));
  }
  if (name == "abs") {
    const bool big = a->kind == Kind::kBig;
    return like(emit(big ? Code::kBigAbs : Code::kAbs, a->kind, *a), *a);
  }
  if (name == "sqrt") return emit(Code::kSqrt, Kind::kNumber, as_number(*a));
  if (a->whole) return a;  // nothing is left to be rounded
  const Code code = name == "floor" ? Code::kFloor : name == "ceil" ? Code::kCeil : Code::kRound;
  return emit(code, Kind::kNumber, *a);
}

Of<std::vector<Operand>> Compiler::parts_of(const Syntax& syntax) {
  std::vector<Operand> parts;
  const Element* const run =
      syntax.form == Form::kName && !find_number(schema_, syntax.text) ? schema_.find(syntax.text) : nullptr;
  if (run == nullptr) {
    auto value = number(syntax);
    if (!value) return tl::unexpected<Error>(value.error());
    parts.push_back(as_number(*value));
    return parts;
  }
  constexpr std::uint32_t kLongest = 4;
  if (run->type == ElementType::kBytes || run->number_count() > kLongest)
    return fail_at(syntax.at, in_quotes(syntax.text) + " is no vector of two to four numbers");
  parts.reserve(run->number_count());
  for (std::uint32_t i = 0; i < run->number_count(); ++i) {
    auto value = loaded(number_of(schema_, *run, i), syntax);
    if (!value) return tl::unexpected<Error>(value.error());
    parts.push_back(as_number(*value));
  }
  return parts;
}

Of<Operand> Compiler::length(const Syntax& syntax) {
  std::vector<Operand> parts;
  for (const Syntax& operand : syntax.operands) {
    auto more = parts_of(operand);
    if (!more) return tl::unexpected<Error>(more.error());
    parts.insert(parts.end(), more->begin(), more->end());
  }
  if (parts.size() < 2) return fail_at(syntax.at, "length() takes a vector, or two to four numbers");
  std::optional<Operand> squares;
  for (Operand part : parts) {
    const bool temporary = std::exchange(part.temporary, false);  // it is needed twice
    const Operand square = emit(Code::kMultiply, Kind::kNumber, part, part);
    if (temporary) numbers_.give(part.at);
    squares = squares ? emit(Code::kAdd, Kind::kNumber, *squares, square) : square;
  }
  return emit(Code::kSqrt, Kind::kNumber, *squares);
}

Of<Operand> Compiler::classified(const Syntax& syntax) {
  auto parts = parts_of(syntax.operands[0]);
  if (!parts) return tl::unexpected<Error>(parts.error());
  const bool finite = syntax.text == "isfinite";
  const Code code = finite ? Code::kIsFinite : syntax.text == "isnan" ? Code::kIsNan : Code::kIsInf;
  std::optional<Operand> all;
  for (const Operand& part : *parts) {
    const Operand one = emit(code, Kind::kCondition, part);
    all = all ? emit(finite ? Code::kAnd : Code::kOr, Kind::kCondition, *all, one) : one;
  }
  return *all;
}

Of<Operand> Compiler::stored(const Syntax& syntax) {
  const Syntax& name = syntax.operands[0];
  const auto element = name.form == Form::kName ? find_number(schema_, name.text) : std::nullopt;
  if (!element) {
    if (name.form == Form::kName) return named(name);  // tells what is wrong with the name
    return fail_at(name.at, syntax.text + "() takes the name of a number");
  }
  Element read = *element;
  if (syntax.text == "bits") {
    if (read.type == ElementType::kBytes)
      return fail_at(name.at, in_quotes(name.text) + " is bytes and no number");
    read = stored_element(read);
    read.type = bits_type(read.type);
    return loaded(read, name);
  }
  if (component_count(read.encoding) > 1)
    return fail_at(name.at, in_quotes(name.text) + " is packed with others; bits() gives them all");
  return loaded(stored_element(read), name);
}

std::vector<std::string_view> function_names() {
  std::vector<std::string_view> names;
  names.reserve(kFunctions.size());
  for (const Function& function : kFunctions) names.push_back(function.name);
  return names;
}

}  // namespace vertexview::query
