#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <optional>
#include <span>
#include <string>
#include <utility>

#include "vertexview/memory/number_load.hpp"
#include "vertexview/record/element_text.hpp"
#include "vertexview/record/encoding.hpp"
#include "vertexview/vertex/query/program.hpp"

namespace vertexview::query {
namespace {

/// Whole numbers of up to 53 bits are exact doubles; longer ones are Big, which has 127.
constexpr unsigned kDoubleBits = 53;
constexpr unsigned kBigBits = 126;
constexpr unsigned kWordBits = 64;

enum class Kind : std::uint8_t { kCondition, kNumber, kBig };

/// The value of a part of the expression.
struct Value {
  Kind kind = Kind::kNumber;
  std::uint16_t at = 0;                      ///< its register
  bool temporary = false;                    ///< whether nobody else needs the register
  bool whole = false;                        ///< whether the number has no fraction, and is finite
  unsigned bits = 0;                         ///< where whole: it is smaller than 2^bits, its sign apart
  bool literal = false;                      ///< whether it is a number of the text
  double number = 0;                         ///< where literal
  ElementType type = ElementType::kFloat64;  ///< whose shortest texts tell such numbers apart
  bool decoded = false;                      ///< whether the numbers are not those of `type` exactly
};

template <class T>
using Of = Result<T>;

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

/// Registers of one kind: those that are free are used again.
class Registers {
 public:
  std::uint16_t take() {
    if (free_.empty()) return count_++;
    const std::uint16_t last = free_.back();
    free_.pop_back();
    return last;
  }
  /// Returns one that no instruction writes to.
  std::uint16_t take_new() noexcept { return count_++; }
  void give(std::uint16_t one) { free_.push_back(one); }
  [[nodiscard]] std::uint16_t count() const noexcept { return count_; }

 private:
  std::vector<std::uint16_t> free_;
  std::uint16_t count_ = 0;
};

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

std::string quote(std::string_view text) {
  std::string quoted(1, '\'');
  return quoted.append(text).append(1, '\'');
}

/// Compiles one expression.
class Compiler {
 public:
  explicit Compiler(const Schema& schema) noexcept : schema_(schema) {}

  [[nodiscard]] Of<Program> whole(const Syntax& syntax) {
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

 private:
  /// An element that a register holds already.
  struct Loaded {
    Element element;
    Value value;
  };

  Registers& registers_of(Kind kind) noexcept {
    return kind == Kind::kCondition ? conditions_ : kind == Kind::kBig ? bigs_ : numbers_;
  }

  void let_go(const Value& value) {
    if (value.temporary) registers_of(value.kind).give(value.at);
  }

  /// Adds an instruction with a result of its own; its operands are needed no longer.
  Value emit(Code code, Kind kind, std::span<const Value> operands, Relation relation = Relation::kEqual) {
    Value result{.kind = kind, .temporary = true};
    for (const Value& operand : operands) let_go(operand);
    result.at = registers_of(kind).take();
    program_.instructions.push_back({code, relation, result.at,
                                     operands.empty() ? std::uint16_t{0} : operands[0].at,
                                     operands.size() < 2 ? std::uint16_t{0} : operands[1].at});
    return result;
  }
  Value emit(Code code, Kind kind, const Value& operand) { return emit(code, kind, std::span(&operand, 1)); }
  Value emit(Code code, Kind kind, const Value& a, const Value& b) {
    const std::array both{a, b};
    return emit(code, kind, std::span<const Value>(both));
  }

  Of<Value> any(const Syntax& syntax) {
    switch (syntax.form) {
      case Form::kNumber:
        return literal(syntax.number, syntax.whole);
      case Form::kTruth:
        program_.instructions.push_back(
            {.code = Code::kFill, .out = conditions_.take(), .a = static_cast<std::uint16_t>(syntax.number)});
        return Value{.kind = Kind::kCondition, .at = program_.instructions.back().out, .temporary = true};
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
      const auto inner = condition(syntax.operands[0]);
      if (!inner) return inner;
      return emit(Code::kNot, Kind::kCondition, *inner);
    }
    return syntax.operands.size() == 1 ? signed_number(syntax) : calculated(syntax);
  }

  Value literal(double number, std::optional<std::uint64_t> whole) {
    Value value{.literal = true, .number = number};
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

  std::uint16_t constant(double number) {
    const std::uint16_t at = numbers_.take_new();
    program_.numbers.push_back({at, number});
    return at;
  }

  Of<Value> named(const Syntax& syntax) {
    if (const auto element = find_number(schema_, syntax.text)) return loaded(*element, syntax);
    if (const Element* const run = schema_.find(syntax.text)) return no_number(*run, syntax);
    if (syntax.text == "index") return index();
    return unknown(syntax);
  }

  [[nodiscard]] tl::unexpected<Error> no_number(const Element& run, const Syntax& syntax) const {
    if (run.type == ElementType::kBytes || run.semantic == Semantic::kPadding)
      return fail_at(syntax.at, quote(syntax.text) + " is bytes and no number");
    std::string message =
        quote(syntax.text) + " is " + std::to_string(run.number_count()) + " numbers; expected one, such as ";
    return fail_at(syntax.at, message.append(quote(number_name(schema_, run, 0)))
                                  .append(", or length(")
                                  .append(syntax.text)
                                  .append(")"));
  }

  [[nodiscard]] tl::unexpected<Error> unknown(const Syntax& syntax) const {
    constexpr std::size_t kMostNames = 24;
    for (const Function& function : kFunctions)
      if (function.name == syntax.text)
        return fail_at(syntax.at, quote(syntax.text) + " is a function; expected '(' after it");
    std::string message = "no number is called " + quote(syntax.text) + "; expected ";
    std::size_t names = 0;
    for (const Element& element : shown_elements(schema_))
      for (std::uint32_t i = 0; i < element.number_count() && element.type != ElementType::kBytes; ++i)
        if (names++ < kMostNames) message.append(number_name(schema_, element, i)).append(", ");
    if (names > kMostNames) message.append("... ");
    return fail_at(syntax.at, message.append("or index"));
  }

  Value index() {
    program_.reads_index = true;
    Value value = emit(Code::kIndex, Kind::kNumber, std::span<const Value>());
    value.whole = true;
    value.bits = kDoubleBits;  // no file has more records
    return value;
  }

  /// Returns the number of an element, read only once in instructions that follow each other.
  Of<Value> loaded(const Element& element, const Syntax& syntax) {
    if (element.type == ElementType::kBytes)
      return fail_at(syntax.at, quote(syntax.text) + " is bytes and no number");
    for (const Loaded& one : loaded_)
      if (one.element == element) return one.value;
    const bool big = is_plain_integer_of_64_bits(element);
    const Code code = !big                                  ? Code::kLoad
                      : element.type == ElementType::kInt64 ? Code::kLoadSigned
                                                            : Code::kLoadUnsigned;
    Value value{.kind = big ? Kind::kBig : Kind::kNumber};
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

  /// Returns a number, or fails where the part is a condition.
  Of<Value> number(const Syntax& syntax) {
    auto value = any(syntax);
    if (value && value->kind == Kind::kCondition)
      return fail_at(syntax.at, "this is a condition; expected a number");
    return value;
  }

  /// Returns a condition; a truth value of the file is one.
  Of<Value> condition(const Syntax& syntax) {
    auto value = any(syntax);
    if (!value || value->kind == Kind::kCondition) return value;
    if (value->type == ElementType::kBool) return emit(Code::kIsTrue, Kind::kCondition, *value);
    return fail_at(syntax.at, "this is a number; expected a condition, such as " +
                                  (syntax.form == Form::kName ? syntax.text : std::string("x")) + " != 0");
  }

  Value as_number(const Value& value) {
    return value.kind == Kind::kBig ? emit(Code::kFromBig, Kind::kNumber, value) : value;
  }
  Value as_big(const Value& value) {
    return value.kind == Kind::kBig ? value : emit(Code::kToBig, Kind::kBig, value);
  }

  /// Reads both sides of `and` and `or`; the right one only where the left one leaves something open.
  Of<Value> joined(const Syntax& syntax) {
    const bool both = syntax.text == "&&";
    const auto left = condition(syntax.operands[0]);
    if (!left) return left;
    const std::size_t skip = program_.instructions.size();
    program_.instructions.push_back({.code = both ? Code::kSkipIfNone : Code::kSkipIfAll, .a = left->at});
    const std::size_t known = loaded_.size();
    const auto right = condition(syntax.operands[1]);
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

  Of<Value> signed_number(const Syntax& syntax) {
    auto value = number(syntax.operands[0]);
    if (!value || syntax.text == "+") return value;
    Value result = *value;
    if (value->literal && value->kind == Kind::kNumber) {
      result.number = -value->number;
      result.at = constant(result.number);
      return result;
    }
    result = emit(value->kind == Kind::kBig ? Code::kBigNegate : Code::kNegate, value->kind, *value);
    return like(result, *value);
  }

  /// Returns `result` with the kind of numbers that `value` has.
  static Value like(Value result, const Value& value) noexcept {
    result.whole = value.whole;
    result.bits = value.bits;
    result.type = value.type;
    result.decoded = value.decoded;
    return result;
  }

  Of<Value> calculated(const Syntax& syntax) {
    auto a = number(syntax.operands[0]);
    if (!a) return a;
    auto b = number(syntax.operands[1]);
    if (!b) return b;
    const std::string& sign = syntax.text;
    if (sign == "+") return sum(Code::kAdd, Code::kBigAdd, *a, *b, std::max(a->bits, b->bits) + 1);
    if (sign == "-") return sum(Code::kSubtract, Code::kBigSubtract, *a, *b, std::max(a->bits, b->bits) + 1);
    if (sign == "*") return sum(Code::kMultiply, Code::kBigMultiply, *a, *b, a->bits + b->bits);
    if (sign == "/") {
      const Value low = as_number(*a);
      return emit(Code::kDivide, Kind::kNumber, low, as_number(*b));
    }
    if (sign == "%") return modulo(syntax, *a, *b);
    return of_bits(syntax, *a, *b);
  }

  /// Adds an operation of two numbers: of whole ones exactly, as long as their bits suffice.
  Value sum(Code code, Code big, const Value& a, const Value& b, unsigned bits) {
    const bool whole = a.whole && b.whole && bits <= kBigBits;
    const bool is_big = whole && (bits > kDoubleBits || a.kind == Kind::kBig || b.kind == Kind::kBig);
    Value result;
    if (is_big) {
      const Value left = as_big(a);
      result = emit(big, Kind::kBig, left, as_big(b));
    } else {
      const Value left = as_number(a);
      result = emit(code, Kind::kNumber, left, as_number(b));
    }
    result.whole = whole;
    result.bits = bits;
    return result;
  }

  Of<Value> modulo(const Syntax& syntax, const Value& a, const Value& b) {
    const bool divides = b.literal && b.whole && (b.kind == Kind::kBig || b.number != 0);
    if (a.kind != Kind::kBig && b.kind != Kind::kBig) {
      Value result = emit(Code::kModulo, Kind::kNumber, a, b);
      result.whole = a.whole && divides;
      result.bits = b.bits;
      return result;
    }
    if (!a.whole || !divides)
      return fail_at(syntax.operands[1].at,
                     "the divisor of a 64-bit integer must be a whole number and not 0");
    const Value left = as_big(a);
    Value result = emit(Code::kBigModulo, Kind::kBig, left, as_big(b));
    result.whole = true;
    result.bits = b.bits;
    return result;
  }

  /// Adds an operation of the bits of whole numbers.
  Of<Value> of_bits(const Syntax& syntax, const Value& a, const Value& b) {
    for (const auto& [value, operand] :
         {std::pair(&a, &syntax.operands[0]), std::pair(&b, &syntax.operands[1])})
      if (!value->whole)
        return fail_at(operand->at,
                       quote(syntax.text) + " takes whole numbers; bits() gives those of others");
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

  /// Adds comparisons of neighbours, all of which have to hold.
  Of<Value> compared(const Syntax& syntax) {
    std::vector<Value> values;
    values.reserve(syntax.operands.size());
    for (const Syntax& operand : syntax.operands) {
      const auto value = number(operand);
      if (!value) return value;
      values.push_back(*value);
      values.back().temporary = false;  // an operand in the middle is compared twice
    }
    std::optional<Value> all;
    for (std::size_t i = 0; i < syntax.relations.size(); ++i) {
      const Value one = compared(syntax.relations[i], values[i], values[i + 1]);
      all = all ? emit(Code::kAnd, Kind::kCondition, *all, one) : one;
    }
    return *all;
  }

  Value compared(Relation relation, Value a, Value b) {
    if (a.kind == Kind::kBig || b.kind == Kind::kBig) return big_compared(relation, a, b);
    mean_shown(a, b);
    mean_shown(b, a);
    const std::array both{a, b};
    return emit(Code::kCompare, Kind::kCondition, both, relation);
  }

  Value big_compared(Relation relation, const Value& a, const Value& b) {
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

  /// Makes `literal`, a number of the text, the very number whose shortest text it is among those that
  /// `value` can take: 0.1 means the float32 that is shown as 0.1. A number that is the text of none stays.
  void mean_shown(Value& literal, Value& value) {
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

  Of<Value> called(const Syntax& syntax) {
    const auto* const function = std::ranges::find(kFunctions, syntax.text, &Function::name);
    if (function == kFunctions.end()) {
      std::string message = "no function is called " + quote(syntax.text) + "; expected ";
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

  Of<Value> calculated_by_function(const Syntax& syntax) {
    const std::string& name = syntax.text;
    const auto a = number(syntax.operands[0]);
    if (!a) return a;
    if (name == "min" || name == "max") {
      const auto b = number(syntax.operands[1]);
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

  /// Returns the numbers of a vector that is called by its name, or the one number of any other expression.
  Of<std::vector<Value>> parts_of(const Syntax& syntax) {
    std::vector<Value> parts;
    const Element* const run = syntax.form == Form::kName && !find_number(schema_, syntax.text)
                                   ? schema_.find(syntax.text)
                                   : nullptr;
    if (run == nullptr) {
      const auto value = number(syntax);
      if (!value) return tl::unexpected<Error>(value.error());
      parts.push_back(as_number(*value));
      return parts;
    }
    constexpr std::uint32_t kLongest = 4;
    if (run->type == ElementType::kBytes || run->number_count() > kLongest)
      return fail_at(syntax.at, quote(syntax.text) + " is no vector of two to four numbers");
    parts.reserve(run->number_count());
    for (std::uint32_t i = 0; i < run->number_count(); ++i) {
      const auto value = loaded(number_of(schema_, *run, i), syntax);
      if (!value) return tl::unexpected<Error>(value.error());
      parts.push_back(as_number(*value));
    }
    return parts;
  }

  Of<Value> length(const Syntax& syntax) {
    std::vector<Value> parts;
    for (const Syntax& operand : syntax.operands) {
      const auto more = parts_of(operand);
      if (!more) return tl::unexpected<Error>(more.error());
      parts.insert(parts.end(), more->begin(), more->end());
    }
    if (parts.size() < 2) return fail_at(syntax.at, "length() takes a vector, or two to four numbers");
    std::optional<Value> squares;
    for (Value part : parts) {
      const bool temporary = std::exchange(part.temporary, false);  // it is needed twice
      const Value square = emit(Code::kMultiply, Kind::kNumber, part, part);
      if (temporary) numbers_.give(part.at);
      squares = squares ? emit(Code::kAdd, Kind::kNumber, *squares, square) : square;
    }
    return emit(Code::kSqrt, Kind::kNumber, *squares);
  }

  /// Adds isnan, isinf (of any part of a vector) or isfinite (of all parts).
  Of<Value> classified(const Syntax& syntax) {
    const auto parts = parts_of(syntax.operands[0]);
    if (!parts) return tl::unexpected<Error>(parts.error());
    const bool finite = syntax.text == "isfinite";
    const Code code = finite ? Code::kIsFinite : syntax.text == "isnan" ? Code::kIsNan : Code::kIsInf;
    std::optional<Value> all;
    for (const Value& part : *parts) {
      const Value one = emit(code, Kind::kCondition, part);
      all = all ? emit(finite ? Code::kAnd : Code::kOr, Kind::kCondition, *all, one) : one;
    }
    return *all;
  }

  /// Returns a number as it is stored, or its bits.
  Of<Value> stored(const Syntax& syntax) {
    const Syntax& name = syntax.operands[0];
    const auto element = name.form == Form::kName ? find_number(schema_, name.text) : std::nullopt;
    if (!element) {
      if (name.form == Form::kName) return named(name);  // tells what is wrong with the name
      return fail_at(name.at, syntax.text + "() takes the name of a number");
    }
    Element read = *element;
    if (syntax.text == "bits") {
      if (read.type == ElementType::kBytes)
        return fail_at(name.at, quote(name.text) + " is bytes and no number");
      read = stored_element(read);
      read.type = bits_type(read.type);
      return loaded(read, name);
    }
    if (component_count(read.encoding) > 1)
      return fail_at(name.at, quote(name.text) + " is packed with others; bits() gives them all");
    return loaded(stored_element(read), name);
  }

  const Schema& schema_;
  Program program_;
  Registers numbers_;
  Registers bigs_;
  Registers conditions_;
  std::vector<Loaded> loaded_;
};

}  // namespace

std::vector<std::string_view> function_names() {
  std::vector<std::string_view> names;
  names.reserve(kFunctions.size());
  for (const Function& function : kFunctions) names.push_back(function.name);
  return names;
}

Result<Program> compile(const Syntax& syntax, const Schema& schema) {
  return Compiler(schema).whole(syntax);
}

}  // namespace vertexview::query
