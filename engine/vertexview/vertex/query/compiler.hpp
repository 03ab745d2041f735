#pragma once
// How an expression becomes a program. Not for callers: compile() of program.hpp is.
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "vertexview/memory/error.hpp"
#include "vertexview/record/schema.hpp"
#include "vertexview/vertex/query/program.hpp"
#include "vertexview/vertex/query/tokens.hpp"

namespace vertexview::query {

enum class Kind : std::uint8_t { kCondition, kNumber, kBig };

/// The value of a part of the expression.
struct Operand {
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

template <class T>
using Of = Result<T>;

/// Compiles one expression, part by part: each function adds the instructions of a part of the text and
/// returns where its value is. An Error points at the byte of the text that is wrong.
class Compiler {
 public:
  explicit Compiler(const Schema& schema) noexcept : schema_(schema) {}

  [[nodiscard]] Of<Program> whole(const Syntax& syntax);

 private:
  /// An element that a register holds already.
  struct Loaded {
    Element element;
    Operand value;
  };
  Registers& registers_of(Kind kind) noexcept;
  void let_go(const Operand& value);

  /// Adds an instruction with a result of its own; its operands are needed no longer.
  Operand emit(Code code, Kind kind, std::span<const Operand> operands, Relation relation = Relation::kEqual);
  Operand emit(Code code, Kind kind, const Operand& operand) {
    return emit(code, kind, std::span(&operand, 1));
  }
  Operand emit(Code code, Kind kind, const Operand& a, const Operand& b);
  Of<Operand> any(const Syntax& syntax);

  // Numbers and what is calculated of them: compile_numbers.cpp.
  Operand literal(double number, std::optional<std::uint64_t> whole);
  std::uint16_t constant(double number);
  Of<Operand> named(const Syntax& syntax);
  [[nodiscard]] tl::unexpected<Error> no_number(const Element& run, const Syntax& syntax) const;
  [[nodiscard]] tl::unexpected<Error> unknown(const Syntax& syntax) const;
  Operand index();

  /// Returns the number of an element, read only once in instructions that follow each other.
  Of<Operand> loaded(const Element& element, const Syntax& syntax);

  /// Returns a number, or fails where the part is a condition.
  Of<Operand> number(const Syntax& syntax);

  /// Returns a condition; a truth value of the file is one.
  Of<Operand> condition(const Syntax& syntax);
  Operand as_number(const Operand& value);
  Operand as_big(const Operand& value);

  // Conditions: compile_questions.cpp.

  /// Reads both sides of `and` and `or`; the right one only where the left one leaves something open.
  Of<Operand> joined(const Syntax& syntax);
  Of<Operand> signed_number(const Syntax& syntax);

  /// Returns `result` with the kind of numbers that `value` has.
  static Operand like(Operand result, const Operand& value) noexcept;
  Of<Operand> calculated(const Syntax& syntax);

  /// Adds an operation of two numbers: of whole ones exactly, as long as their bits suffice.
  Operand sum(Code code, Code big, const Operand& a, const Operand& b, unsigned bits);
  Of<Operand> modulo(const Syntax& syntax, const Operand& a, const Operand& b);

  /// Adds an operation of the bits of whole numbers.
  Of<Operand> of_bits(const Syntax& syntax, const Operand& a, const Operand& b);

  /// Adds comparisons of neighbours, all of which have to hold.
  Of<Operand> compared(const Syntax& syntax);
  Operand compared(Relation relation, Operand a, Operand b);
  Operand big_compared(Relation relation, const Operand& a, const Operand& b);

  /// Makes `literal`, a number of the text, the very number whose shortest text it is among those that
  /// `value` can take: 0.1 means the float32 that is shown as 0.1. A number that is the text of none stays.
  void mean_shown(Operand& literal, Operand& value);

  // Functions: compile_functions.cpp.
  Of<Operand> called(const Syntax& syntax);
  Of<Operand> calculated_by_function(const Syntax& syntax);

  /// Returns the numbers of a vector that is called by its name, or the one number of any other expression.
  Of<std::vector<Operand>> parts_of(const Syntax& syntax);
  Of<Operand> length(const Syntax& syntax);

  /// Adds isnan, isinf (of any part of a vector) or isfinite (of all parts).
  Of<Operand> classified(const Syntax& syntax);

  /// Returns a number as it is stored, or its bits.
  Of<Operand> stored(const Syntax& syntax);

  const Schema& schema_;
  Program program_;
  Registers numbers_;
  Registers bigs_;
  Registers conditions_;
  std::vector<Loaded> loaded_;
};

}  // namespace vertexview::query
