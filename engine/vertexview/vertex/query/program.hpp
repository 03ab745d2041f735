#pragma once
// What an expression is compiled to: instructions over blocks of records. Not for callers.
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "vertexview/memory/error.hpp"
#include "vertexview/record/element_reader.hpp"
#include "vertexview/record/schema.hpp"
#include "vertexview/vertex/query/syntax.hpp"

namespace vertexview::query {

/// Integers of 64 bits with a sign or without, and their sums and differences.
__extension__ using Big = __int128;

/// Records that are looked at together: a register of doubles takes 4 KiB, so that the few that an expression
/// needs stay in the first-level cache.
inline constexpr std::size_t kBlock = 512;

enum class Code : std::uint8_t {
  // To a number, from the records or from numbers.
  kLoad,
  kIndex,
  kAdd,
  kSubtract,
  kMultiply,
  kDivide,
  kModulo,  ///< with the sign of the divisor, as in Python
  kNegate,
  kAbs,
  kSqrt,
  kFloor,
  kCeil,
  kRound,  ///< half to even, as in Python
  kMin,
  kMax,
  kBitAnd,
  kBitOr,
  kBitXor,
  kShiftLeft,
  kShiftRight,
  kToFloat32,  ///< rounded to the nearest float32
  kToFloat16,
  kFromBig,
  // To a big integer.
  kLoadSigned,
  kLoadUnsigned,
  kToBig,  ///< of a number that is whole
  kBigAdd,
  kBigSubtract,
  kBigMultiply,
  kBigModulo,
  kBigNegate,
  kBigAbs,
  kBigMin,
  kBigMax,
  kBigBitAnd,
  kBigBitOr,
  kBigBitXor,
  kBigShiftLeft,
  kBigShiftRight,
  // To a condition.
  kFill,  ///< Instruction::a is 1 or 0
  kCompare,
  kBigCompare,
  kBigCompareNumber,  ///< a big integer with a number, exactly
  kIsNan,
  kIsInf,
  kIsFinite,
  kIsTrue,  ///< of a number: not 0
  kAnd,
  kOr,
  kNot,
  // Of a condition; Instruction::out is how many instructions follow that need not run.
  kSkipIfNone,
  kSkipIfAll,
};

/// One step for a block of records. Registers of numbers, of big integers and of conditions are counted
/// apart.
struct Instruction {
  Code code = Code::kFill;
  Relation relation = Relation::kEqual;
  std::uint16_t out = 0;
  std::uint16_t a = 0;  ///< of kLoad..: which of Program::readers
  std::uint16_t b = 0;
};

/// A register that holds the same number for all records.
template <class T>
struct Constant {
  std::uint16_t out = 0;
  T value = {};
};

/// Where the result is.
enum class ResultKind : std::uint8_t { kCondition, kNumber, kBig };

struct Program {
  std::vector<Instruction> instructions;
  std::vector<ElementReader> readers;
  std::vector<Constant<double>> numbers;
  std::vector<Constant<Big>> bigs;
  std::uint16_t number_registers = 0;
  std::uint16_t big_registers = 0;
  std::uint16_t condition_registers = 0;
  ResultKind result = ResultKind::kCondition;
  std::uint16_t result_register = 0;
  bool reads_index = false;  ///< whether equal records may have different results
};

/// Returns the names of all functions.
[[nodiscard]] std::vector<std::string_view> function_names();

/// Compiles an expression for records of `schema`, which must be valid. kBadFormat with the byte of the text
/// at which a name is unknown, or an operand is of the wrong kind.
[[nodiscard]] Result<Program> compile(const Syntax& syntax, const Schema& schema);

}  // namespace vertexview::query
