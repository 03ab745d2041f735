#include <algorithm>
#include <bit>
#include <utility>

#include "vertexview/memory/printable.hpp"
#include "vertexview/record/element_text.hpp"
#include "vertexview/record/encoding.hpp"
#include "vertexview/vertex/query/compiler.hpp"

namespace vertexview::query {
namespace {

/// Whole numbers of up to 53 bits are exact doubles; longer ones are Big, which has 127.
constexpr unsigned kDoubleBits = 53;
constexpr unsigned kBigBits = 126;
constexpr unsigned kWordBits = 64;

bool is_plain_integer_of_64_bits(const Element& element) noexcept {
  return element.encoding == Encoding::kPlain &&
         (element.type == ElementType::kInt64 || element.type == ElementType::kUint64);
}

/// Returns the bits of a plain integer, or nullopt for any other number.
std::optional<unsigned> integer_bits(const Element& element) noexcept {
  if (element.encoding != Encoding::kPlain) return std::nullopt;
  switch (element.type) {
    case ElementType::kFloat16:
    case ElementType::kFloat32:
    case ElementType::kFloat64:
    case ElementType::kBytes:
      return std::nullopt;
    case ElementType::kBool:
      return 1;
    default:
      return 8 * element_size(element.type);
  }
}

}  // namespace

Operand Compiler::literal(double number, std::optional<std::uint64_t> whole) {
  Operand value{.literal = true, .number = number};
  value.whole = whole.has_value();
  value.bits = whole ? static_cast<unsigned>(std::bit_width(*whole)) : 0;
  if (value.bits > kDoubleBits) {
    value.kind = Kind::kBig;
    value.at = bigs_.take_new();
    program_.bigs.push_back({value.at, static_cast<Big>(*whole)});
    return value;
  }
  value.at = constant(number);
  return value;
}

std::uint16_t Compiler::constant(double number) {
  const std::uint16_t at = numbers_.take_new();
  program_.numbers.push_back({at, number});
  return at;
}

Of<Operand> Compiler::named(const Syntax& syntax) {
  if (const auto element = find_number(schema_, syntax.text)) return loaded(*element, syntax);
  if (const Element* const run = schema_.find(syntax.text)) return no_number(*run, syntax);
  if (syntax.text == "index") return index();
  return unknown(syntax);
}

tl::unexpected<Error> Compiler::no_number(const Element& run, const Syntax& syntax) const {
  if (run.type == ElementType::kBytes || run.semantic == Semantic::kPadding)
    return fail_at(syntax.at, in_quotes(syntax.text) + " is bytes and no number");
  std::string message = in_quotes(syntax.text) + " is " + std::to_string(run.number_count()) +
                        " numbers; expected one, such as ";
  return fail_at(syntax.at, message.append(in_quotes(number_name(schema_, run, 0)))
                                .append(", or length(")
                                .append(syntax.text)
                                .append(")"));
}

tl::unexpected<Error> Compiler::unknown(const Syntax& syntax) const {
  constexpr std::size_t kMostNames = 24;
  for (const std::string_view name : function_names())
    if (name == syntax.text)
      return fail_at(syntax.at, in_quotes(syntax.text) + " is a function; expected '(' after it");
  std::string message = "no number is called " + in_quotes(syntax.text) + "; expected ";
  std::size_t names = 0;
  for (const Element& element : shown_elements(schema_))
    for (std::uint32_t i = 0; i < element.number_count() && element.type != ElementType::kBytes; ++i)
      if (names++ < kMostNames) message.append(number_name(schema_, element, i)).append(", ");
  if (names > kMostNames) message.append("... ");
  return fail_at(syntax.at, message.append("or index"));
}

Operand Compiler::index() {
  program_.reads_index = true;
  Operand value = emit(Code::kIndex, Kind::kNumber, std::span<const Operand>());
  value.whole = true;
  value.bits = kDoubleBits;  // no file has more records
  return value;
}

Of<Operand> Compiler::loaded(const Element& element, const Syntax& syntax) {
  if (element.type == ElementType::kBytes)
    return fail_at(syntax.at, in_quotes(syntax.text) + " is bytes and no number");
  for (const Loaded& one : loaded_)
    if (one.element == element) return one.value;
  const bool big = is_plain_integer_of_64_bits(element);
  const Code code = !big                                  ? Code::kLoad
                    : element.type == ElementType::kInt64 ? Code::kLoadSigned
                                                          : Code::kLoadUnsigned;
  Operand value{.kind = big ? Kind::kBig : Kind::kNumber};
  value.at = registers_of(value.kind).take();
  const auto bits = integer_bits(element);
  value.whole = bits.has_value();
  value.bits = bits.value_or(0);
  value.type = value_type(element);
  value.decoded = element.encoding != Encoding::kPlain;
  program_.instructions.push_back(
      {.code = code, .out = value.at, .a = static_cast<std::uint16_t>(program_.readers.size())});
  program_.readers.emplace_back(element);
  loaded_.push_back({element, value});
  return value;
}

Of<Operand> Compiler::signed_number(const Syntax& syntax) {
  auto value = number(syntax.operands[0]);
  if (!value || syntax.text == "+") return value;
  Operand result = *value;
  if (value->literal && value->kind == Kind::kNumber) {
    result.number = -value->number;
    result.at = constant(result.number);
    return result;
  }
  result = emit(value->kind == Kind::kBig ? Code::kBigNegate : Code::kNegate, value->kind, *value);
  return like(result, *value);
}

Operand Compiler::like(Operand result, const Operand& value) noexcept {
  result.whole = value.whole;
  result.bits = value.bits;
  result.type = value.type;
  result.decoded = value.decoded;
  return result;
}

Of<Operand> Compiler::calculated(const Syntax& syntax) {
  auto a = number(syntax.operands[0]);
  if (!a) return a;
  auto b = number(syntax.operands[1]);
  if (!b) return b;
  const std::string& sign = syntax.text;
  if (sign == "+") return sum(Code::kAdd, Code::kBigAdd, *a, *b, std::max(a->bits, b->bits) + 1);
  if (sign == "-") return sum(Code::kSubtract, Code::kBigSubtract, *a, *b, std::max(a->bits, b->bits) + 1);
  if (sign == "*") return sum(Code::kMultiply, Code::kBigMultiply, *a, *b, a->bits + b->bits);
  if (sign == "/") {
    const Operand low = as_number(*a);
    return emit(Code::kDivide, Kind::kNumber, low, as_number(*b));
  }
  if (sign == "%") return modulo(syntax, *a, *b);
  return of_bits(syntax, *a, *b);
}

Operand Compiler::sum(Code code, Code big, const Operand& a, const Operand& b, unsigned bits) {
  const bool whole = a.whole && b.whole && bits <= kBigBits;
  const bool is_big = whole && (bits > kDoubleBits || a.kind == Kind::kBig || b.kind == Kind::kBig);
  Operand result;
  if (is_big) {
    const Operand left = as_big(a);
    result = emit(big, Kind::kBig, left, as_big(b));
  } else {
    const Operand left = as_number(a);
    result = emit(code, Kind::kNumber, left, as_number(b));
  }
  result.whole = whole;
  result.bits = bits;
  return result;
}

Of<Operand> Compiler::modulo(const Syntax& syntax, const Operand& a, const Operand& b) {
  const bool divides = b.literal && b.whole && (b.kind == Kind::kBig || b.number != 0);
  if (a.kind != Kind::kBig && b.kind != Kind::kBig) {
    Operand result = emit(Code::kModulo, Kind::kNumber, a, b);
    result.whole = a.whole && divides;
    result.bits = b.bits;
    return result;
  }
  if (!a.whole || !divides)
    return fail_at(syntax.operands[1].at, "the divisor of a 64-bit integer must be a whole number and not 0");
  const Operand left = as_big(a);
  Operand result = emit(Code::kBigModulo, Kind::kBig, left, as_big(b));
  result.whole = true;
  result.bits = b.bits;
  return result;
}

Of<Operand> Compiler::of_bits(const Syntax& syntax, const Operand& a, const Operand& b) {
  for (const auto& [value, operand] :
       {std::pair(&a, &syntax.operands[0]), std::pair(&b, &syntax.operands[1])})
    if (!value->whole)
      return fail_at(operand->at,
                     in_quotes(syntax.text) + " takes whole numbers; bits() gives those of others");
  const bool left_shift = syntax.text == "<<";
  unsigned bits = std::max(a.bits, b.bits) + 1;
  if (left_shift || syntax.text == ">>") {
    if (!b.literal || b.kind == Kind::kBig || b.number < 0 || b.number >= kWordBits)
      return fail_at(syntax.operands[1].at, "a shift is a whole number from 0 to 63");
    bits = a.bits + (left_shift ? static_cast<unsigned>(b.number) : 0);
  }
  if (bits > kBigBits) return fail_at(syntax.at, "the result has more than 126 bits");
  const auto [code, big] = left_shift            ? std::pair(Code::kShiftLeft, Code::kBigShiftLeft)
                           : syntax.text == ">>" ? std::pair(Code::kShiftRight, Code::kBigShiftRight)
                           : syntax.text == "&"  ? std::pair(Code::kBitAnd, Code::kBigBitAnd)
                           : syntax.text == "|"  ? std::pair(Code::kBitOr, Code::kBigBitOr)
                                                 : std::pair(Code::kBitXor, Code::kBigBitXor);
  return sum(code, big, a, b, bits);
}

}  // namespace vertexview::query
