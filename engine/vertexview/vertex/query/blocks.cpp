#include "vertexview/vertex/query/blocks.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <functional>
#include <limits>

#include "vertexview/memory/detail/avx2.hpp"
#include "vertexview/memory/number_load.hpp"

#ifdef VERTEXVIEW_HAS_AVX2
#define VERTEXVIEW_FLATTEN_AVX2 [[gnu::target("avx2"), gnu::flatten]]
#else
#define VERTEXVIEW_FLATTEN_AVX2
#endif

namespace vertexview::query {
namespace {

template <class Out, class In, class F>
void map(Out& out, const In& a, std::size_t count, const F& f) noexcept {
  for (std::size_t i = 0; i < count; ++i) out[i] = static_cast<typename Out::value_type>(f(a[i]));
}

template <class Out, class In, class Other, class F>
void map(Out& out, const In& a, const Other& b, std::size_t count, const F& f) noexcept {
  for (std::size_t i = 0; i < count; ++i) out[i] = static_cast<typename Out::value_type>(f(a[i], b[i]));
}

/// Calls `visit` with the comparison.
template <class Visit>
void with_relation(Relation relation, const Visit& visit) {
  switch (relation) {
    case Relation::kLess:
      return visit(std::less<>());
    case Relation::kLessEqual:
      return visit(std::less_equal<>());
    case Relation::kGreater:
      return visit(std::greater<>());
    case Relation::kGreaterEqual:
      return visit(std::greater_equal<>());
    case Relation::kEqual:
      return visit(std::equal_to<>());
    case Relation::kNotEqual:
      return visit(std::not_equal_to<>());
  }
}

/// Returns a - floor(a / b) * b as Python does: with the sign of b, and NaN for b = 0.
double modulo(double a, double b) noexcept {
  const double rest = std::fmod(a, b);
  if (rest == 0) return std::copysign(0.0, b);
  return (rest < 0) != (b < 0) ? rest + b : rest;
}

Big big_modulo(Big a, Big b) noexcept {
  const Big rest = a % b;
  return rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest;
}

/// As numpy: NaN where one of them is.
double least(double a, double b) noexcept {
  return a < b || std::isnan(a) ? a : b;
}
double greatest(double a, double b) noexcept {
  return a > b || std::isnan(a) ? a : b;
}

/// Applies an operation of bits to whole numbers, which are exact doubles.
template <class F>
auto of_bits(const F& f) noexcept {
  return [f](double a, double b) {
    return static_cast<double>(f(static_cast<std::int64_t>(a), static_cast<std::int64_t>(b)));
  };
}

double to_half(double number) noexcept {
  bool overflow = false;
  const std::uint16_t bits = half_from_double(number, overflow);
  return double_from_half(bits);
}

/// Compares a big integer with a number exactly: 0 where they are equal, else the sign of the difference. The
/// number is not NaN.
int compare(Big a, double b) noexcept {
  constexpr double kBeyond = 0x1p126;  // no Big of an expression is larger
  if (b >= kBeyond) return -1;
  if (b <= -kBeyond) return 1;
  const Big whole = static_cast<Big>(b);
  if (a != whole) return a < whole ? -1 : 1;
  const double rest = b - static_cast<double>(whole);
  return rest > 0 ? -1 : rest < 0 ? 1 : 0;
}

template <class T>
void load(const ElementReader& reader, const RecordSpan& records, std::array<Big, kBlock>& out) noexcept {
  const std::byte* record = records.data;
  for (std::uint64_t i = 0; i < records.count; ++i, record += records.stride) {
    const Scalar value = reader.value(record);
    out[i] = static_cast<Big>(*std::get_if<T>(&value));
  }
}

}  // namespace

Machine::Machine(const Program& program)
    : program_(program),
      steps_(has_avx2() ? &Machine::avx2_steps : &Machine::plain_steps),
      numbers_(program.number_registers),
      bigs_(program.big_registers),
      conditions_(program.condition_registers) {
  for (const Constant<double>& constant : program.numbers) numbers_[constant.out].fill(constant.value);
  for (const Constant<Big>& constant : program.bigs) bigs_[constant.out].fill(constant.value);
}

void Machine::run(const RecordSpan& records, std::uint64_t first) {
  (this->*steps_)(records, first);
}

// The loops are compiled twice, which the compiler only does where all of them are inlined: with AVX2, a
// comparison of doubles makes its bytes by vector instructions.
void Machine::plain_steps(const RecordSpan& records, std::uint64_t first) {
  steps(records, first);
}
VERTEXVIEW_FLATTEN_AVX2 void Machine::avx2_steps(const RecordSpan& records, std::uint64_t first) {
  steps(records, first);
}

inline void Machine::steps(const RecordSpan& records, std::uint64_t first) {
  const auto count = static_cast<std::size_t>(records.count);
  const auto all_are = [&](std::uint16_t at, std::uint8_t value) {
    const auto& condition = conditions_[at];
    return std::all_of(condition.begin(), condition.begin() + static_cast<std::ptrdiff_t>(count),
                       [value](std::uint8_t one) { return one == value; });
  };
  for (std::size_t at = 0; at < program_.instructions.size(); ++at) {
    const Instruction& step = program_.instructions[at];
    if (step.code == Code::kSkipIfNone || step.code == Code::kSkipIfAll) {
      if (all_are(step.a, step.code == Code::kSkipIfAll ? 1 : 0)) at += step.out;
    } else if (step.code < Code::kLoadSigned) {
      make_number(step, records, first);
    } else if (step.code < Code::kFill) {
      make_big(step, records);
    } else {
      make_condition(step, count);
    }
  }
}

inline void Machine::make_number(const Instruction& step, const RecordSpan& records, std::uint64_t first) {
  const auto count = static_cast<std::size_t>(records.count);
  Numbers& out = numbers_[step.out];
  if (step.code == Code::kLoad) return program_.readers[step.a].numbers(records, out.data());
  if (step.code == Code::kFromBig)
    return map(out, bigs_[step.a], count, [](Big x) { return static_cast<double>(x); });
  if (step.code == Code::kIndex) {
    for (std::size_t i = 0; i < count; ++i) out[i] = static_cast<double>(first + i);
    return;
  }
  const Numbers& a = numbers_[step.a];
  const Numbers& b = numbers_[step.b];
  switch (step.code) {
    case Code::kAdd:
      return map(out, a, b, count, std::plus<>());
    case Code::kSubtract:
      return map(out, a, b, count, std::minus<>());
    case Code::kMultiply:
      return map(out, a, b, count, std::multiplies<>());
    case Code::kDivide:
      return map(out, a, b, count, std::divides<>());
    case Code::kModulo:
      return map(out, a, b, count, &modulo);
    case Code::kNegate:
      return map(out, a, count, std::negate<>());
    case Code::kAbs:
      return map(out, a, count, [](double x) { return std::abs(x); });
    case Code::kSqrt:
      return map(out, a, count, [](double x) { return std::sqrt(x); });
    case Code::kFloor:
      return map(out, a, count, [](double x) { return std::floor(x); });
    case Code::kCeil:
      return map(out, a, count, [](double x) { return std::ceil(x); });
    case Code::kRound:
      return map(out, a, count, [](double x) { return std::nearbyint(x); });
    case Code::kMin:
      return map(out, a, b, count, &least);
    case Code::kMax:
      return map(out, a, b, count, &greatest);
    case Code::kBitAnd:
      return map(out, a, b, count, of_bits(std::bit_and<>()));
    case Code::kBitOr:
      return map(out, a, b, count, of_bits(std::bit_or<>()));
    case Code::kBitXor:
      return map(out, a, b, count, of_bits(std::bit_xor<>()));
    case Code::kShiftLeft:
      return map(out, a, b, count, [](double x, double n) { return std::ldexp(x, static_cast<int>(n)); });
    case Code::kShiftRight:
      return map(out, a, b, count, of_bits([](std::int64_t x, std::int64_t n) { return x >> n; }));
    case Code::kToFloat32:
      return map(out, a, count, [](double x) { return static_cast<double>(static_cast<float>(x)); });
    case Code::kToFloat16:
      return map(out, a, count, &to_half);
    default:
      break;
  }
}

inline void Machine::make_big(const Instruction& step, const RecordSpan& records) {
  const auto count = static_cast<std::size_t>(records.count);
  Bigs& out = bigs_[step.out];
  if (step.code == Code::kLoadSigned) return load<std::int64_t>(program_.readers[step.a], records, out);
  if (step.code == Code::kLoadUnsigned) return load<std::uint64_t>(program_.readers[step.a], records, out);
  if (step.code == Code::kToBig)
    return map(out, numbers_[step.a], count, [](double x) { return static_cast<Big>(x); });
  const Bigs& a = bigs_[step.a];
  const Bigs& b = bigs_[step.b];
  switch (step.code) {
    case Code::kBigAdd:
      return map(out, a, b, count, std::plus<>());
    case Code::kBigSubtract:
      return map(out, a, b, count, std::minus<>());
    case Code::kBigMultiply:
      return map(out, a, b, count, std::multiplies<>());
    case Code::kBigModulo:
      return map(out, a, b, count, &big_modulo);
    case Code::kBigNegate:
      return map(out, a, count, std::negate<>());
    case Code::kBigAbs:
      return map(out, a, count, [](Big x) { return x < 0 ? -x : x; });
    case Code::kBigMin:
      return map(out, a, b, count, [](Big x, Big y) { return std::min(x, y); });
    case Code::kBigMax:
      return map(out, a, b, count, [](Big x, Big y) { return std::max(x, y); });
    case Code::kBigBitAnd:
      return map(out, a, b, count, std::bit_and<>());
    case Code::kBigBitOr:
      return map(out, a, b, count, std::bit_or<>());
    case Code::kBigBitXor:
      return map(out, a, b, count, std::bit_xor<>());
    case Code::kBigShiftLeft:
      return map(out, a, b, count, [](Big x, Big n) { return x * (Big{1} << static_cast<int>(n)); });
    case Code::kBigShiftRight:
      return map(out, a, b, count, [](Big x, Big n) { return x >> static_cast<int>(n); });
    default:
      break;
  }
}

inline void Machine::make_condition(const Instruction& step, std::size_t count) {
  Conditions& out = conditions_[step.out];
  const auto number = [&]() -> const Numbers& { return numbers_[step.a]; };
  const auto condition = [&](std::uint16_t at) -> const Conditions& { return conditions_[at]; };
  constexpr double kLargest = std::numeric_limits<double>::max();
  switch (step.code) {
    case Code::kFill:
      std::fill_n(out.begin(), count, static_cast<std::uint8_t>(step.a));
      return;
    case Code::kCompare:
      return with_relation(step.relation,
                           [&](const auto& holds) { map(out, number(), numbers_[step.b], count, holds); });
    case Code::kBigCompare:
      return with_relation(step.relation,
                           [&](const auto& holds) { map(out, bigs_[step.a], bigs_[step.b], count, holds); });
    case Code::kBigCompareNumber:
      return with_relation(step.relation, [&](const auto& holds) {
        const bool of_nan = step.relation == Relation::kNotEqual;
        map(out, bigs_[step.a], numbers_[step.b], count,
            [&](Big x, double y) { return std::isnan(y) ? of_nan : holds(compare(x, y), 0); });
      });
    case Code::kIsNan:
      return map(out, number(), count, [](double x) { return x != x; });
    case Code::kIsInf:
      return map(out, number(), count, [](double x) { return std::abs(x) > kLargest; });
    case Code::kIsFinite:
      return map(out, number(), count, [](double x) { return std::abs(x) <= kLargest; });
    case Code::kIsTrue:
      return map(out, number(), count, [](double x) { return x != 0; });
    case Code::kAnd:
      return map(out, condition(step.a), condition(step.b), count, std::bit_and<>());
    case Code::kOr:
      return map(out, condition(step.a), condition(step.b), count, std::bit_or<>());
    case Code::kNot:
      return map(out, condition(step.a), count, [](std::uint8_t x) { return x ^ 1U; });
    default:
      break;
  }
}

const double* Machine::numbers() {
  if (program_.result == ResultKind::kNumber) return numbers_[program_.result_register].data();
  map(rounded_, bigs_[program_.result_register], kBlock, [](Big x) { return static_cast<double>(x); });
  return rounded_.data();
}

}  // namespace vertexview::query
