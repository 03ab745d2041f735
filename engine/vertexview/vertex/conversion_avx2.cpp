#include <algorithm>
#include <cstring>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "vertexview/memory/detail/avx2.hpp"
#include "vertexview/vertex/conversion.hpp"

// Half floats need F16C, an instruction set of its own.
#define VERTEXVIEW_AVX2_F16C [[gnu::target("avx2,f16c")]]

namespace vertexview {

#ifdef VERTEXVIEW_HAS_AVX2
namespace {

constexpr std::size_t kLanes = ByteGather::kBytes;
constexpr std::uint8_t kZero = 0x80;
constexpr std::uint64_t kStep = 4;  // records per round of a loop; avx2_loops() asks for multiples of it

/// A byte to gather: byte `source` of a record goes to byte `target` of a register.
struct BytePlace {
  std::uint64_t source;
  std::size_t target;
};

/// Returns the windows that gather `places`. They lie inside records of `stride` bytes unless a record is
/// shorter than a window.
ByteGather gather(std::vector<BytePlace> places, std::uint64_t stride) {
  ByteGather result;
  for (auto& window : result.windows) window.order.fill(kZero);
  std::ranges::sort(places, {}, &BytePlace::source);
  const std::uint64_t last = stride >= kLanes ? stride - kLanes : 0;
  for (const BytePlace& place : places) {
    if (result.used == 0 || place.source - result.windows[result.used - 1].offset >= kLanes)
      result.windows[result.used++].offset = std::min(place.source, last);
    auto& window = result.windows[result.used - 1];
    window.order[place.target] = static_cast<std::uint8_t>(place.source - window.offset);
  }
  result.used = std::max<std::size_t>(result.used, 1);
  return result;
}

std::uint64_t reach_of(const ByteGather& bytes) {
  std::uint64_t reach = 0;
  for (const auto& window : bytes.windows) reach = std::max(reach, window.offset + kLanes);
  return reach;
}

/// Returns where in a record byte `index` of the number lies, counted from its least significant byte.
std::uint64_t byte_of(const Element& number, std::size_t index) {
  return number.offset + (number.big_endian ? element_size(number.type) - 1 - index : index);
}

/// Returns where in a lane of four bytes the number's least significant byte goes: signed numbers stand at
/// the upper end, so that a shift down extends their sign.
std::size_t place_in_lane(ElementType type) {
  return type == ElementType::kInt8 ? 3 : type == ElementType::kInt16 ? 2 : 0;
}

/// Gathers three numbers into lanes of four bytes; float64 into lanes of eight, the third one by the second
/// gather.
std::array<ByteGather, 2> gather_numbers(std::span<const Element> numbers, std::uint64_t stride) {
  std::vector<BytePlace> places[2];
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const std::size_t size = element_size(numbers[i].type);
    const std::size_t lane = size == 8 ? 8 : 4;
    const std::size_t first = i * lane + place_in_lane(numbers[i].type);
    for (std::size_t byte = 0; byte < size; ++byte)
      places[first / kLanes].push_back({byte_of(numbers[i], byte), (first + byte) % kLanes});
  }
  return {gather(places[0], stride), gather(places[1], stride)};
}

/// Gathers one number of several records into a lane for each record; what is loaded of a record is as long
/// as a lane.
std::optional<ByteGather> gather_column(const Element& number, std::uint64_t stride) {
  const std::size_t size = element_size(number.type);
  const std::size_t lane = size == 8 ? 8 : 4;
  if (stride < lane) return std::nullopt;
  ByteGather result;
  result.used = 1;
  auto& window = result.windows[0];
  window.order.fill(kZero);
  window.offset = std::min(number.offset, stride - lane);
  for (std::size_t first = 0; first < kLanes; first += lane)
    for (std::size_t byte = 0; byte < size; ++byte)
      window.order[first + place_in_lane(number.type) + byte] =
          static_cast<std::uint8_t>(first + byte_of(number, byte) - window.offset);
  return result;
}

/// Gathers three numbers of one or two bytes into the six bytes of a colour, and zeros into the padding. A
/// number of one byte fills both bytes of its channel, which multiplies it by 257.
ByteGather gather_color(std::span<const Element> numbers, std::uint64_t stride) {
  std::vector<BytePlace> places;
  for (std::size_t i = 0; i < numbers.size(); ++i)
    for (std::size_t byte = 0; byte < 2; ++byte)
      places.push_back({byte_of(numbers[i], byte % element_size(numbers[i].type)), 2 * i + byte});
  return gather(std::move(places), stride);
}

// ---- Loads and stores of registers.

VERTEXVIEW_AVX2_F16C inline __m128i load16(const void* from) noexcept {
  return _mm_loadu_si128(static_cast<const __m128i*>(from));
}
VERTEXVIEW_AVX2_F16C inline __m128i load8(const std::byte* from) noexcept {
  return _mm_loadl_epi64(reinterpret_cast<const __m128i*>(from));
}
VERTEXVIEW_AVX2_F16C inline void store_position(ColoredVertex& vertex, __m128i bits) noexcept {
  // Sixteen bytes are written; store_tail() overwrites the last four.
  _mm_storeu_si128(reinterpret_cast<__m128i*>(&vertex), bits);
}
VERTEXVIEW_AVX2_F16C inline void store_tail(ColoredVertex& vertex, __m128i tail) noexcept {
  _mm_storel_epi64(reinterpret_cast<__m128i*>(reinterpret_cast<std::byte*>(&vertex) + sizeof(Vector)), tail);
}

/// A ByteGather in registers; combines its windows by a bitwise or.
template <std::size_t Windows>
struct Gatherer {
  std::uint64_t offset[Windows];
  __m128i order[Windows];

  VERTEXVIEW_AVX2_F16C explicit Gatherer(const ByteGather& bytes) noexcept {
    for (std::size_t i = 0; i < Windows; ++i) {
      offset[i] = bytes.windows[i].offset;
      order[i] = load16(bytes.windows[i].order.data());
    }
  }
  VERTEXVIEW_AVX2_F16C __m128i operator()(const std::byte* record) const noexcept {
    __m128i bits = _mm_shuffle_epi8(load16(record + offset[0]), order[0]);
    for (std::size_t i = 1; i < Windows; ++i)
      bits = _mm_or_si128(bits, _mm_shuffle_epi8(load16(record + offset[i]), order[i]));
    return bits;
  }
};

/// Returns four lanes of four bytes, which hold numbers of `Type`, as doubles.
template <ElementType Type>
VERTEXVIEW_AVX2_F16C inline __m256d to_doubles(__m128i lanes) noexcept {
  if constexpr (Type == ElementType::kFloat32) return _mm256_cvtps_pd(_mm_castsi128_ps(lanes));
  if constexpr (Type == ElementType::kFloat16)
    return _mm256_cvtps_pd(_mm_cvtph_ps(_mm_packus_epi32(lanes, lanes)));
  if constexpr (Type == ElementType::kInt8) return _mm256_cvtepi32_pd(_mm_srai_epi32(lanes, 24));
  if constexpr (Type == ElementType::kInt16) return _mm256_cvtepi32_pd(_mm_srai_epi32(lanes, 16));
  if constexpr (Type == ElementType::kInt32) return _mm256_cvtepi32_pd(lanes);
  if constexpr (Type == ElementType::kUint32) {
    const __m128i signed_lanes = _mm_xor_si128(lanes, _mm_set1_epi32(INT32_MIN));
    return _mm256_add_pd(_mm256_cvtepi32_pd(signed_lanes), _mm256_set1_pd(0x1p31));
  }
}

/// Loads three numbers of a record as doubles; the fourth lane is zero.
template <ElementType Type, std::size_t Windows>
struct NumberLoader {
  Gatherer<Windows> lower;
  Gatherer<Windows> upper;

  VERTEXVIEW_AVX2_F16C explicit NumberLoader(const std::array<ByteGather, 2>& bytes) noexcept
      : lower(bytes[0]), upper(bytes[1]) {}
  VERTEXVIEW_AVX2_F16C __m256d operator()(const std::byte* record) const noexcept {
    if constexpr (Type == ElementType::kFloat64)
      return _mm256_castsi256_pd(_mm256_set_m128i(upper(record), lower(record)));
    else
      return to_doubles<Type>(lower(record));
  }
};

/// Loads one number of each of four records as doubles.
template <ElementType Type>
VERTEXVIEW_AVX2_F16C inline __m256d load_column(const std::byte* from, std::uint64_t stride,
                                                __m128i order) noexcept {
  if constexpr (Type == ElementType::kFloat64) {
    const __m128i ab = _mm_unpacklo_epi64(load8(from), load8(from + stride));
    const __m128i cd = _mm_unpacklo_epi64(load8(from + 2 * stride), load8(from + 3 * stride));
    return _mm256_castsi256_pd(_mm256_set_m128i(_mm_shuffle_epi8(cd, order), _mm_shuffle_epi8(ab, order)));
  } else {
    std::int32_t words[4];
    for (std::size_t i = 0; i < 4; ++i) std::memcpy(&words[i], from + i * stride, sizeof(words[i]));
    return to_doubles<Type>(_mm_shuffle_epi8(_mm_setr_epi32(words[0], words[1], words[2], words[3]), order));
  }
}

/// Computes (number - low) * factor, clamped to 0..`steps` and rounded to the nearest whole number.
struct Steps {
  __m256d low;
  __m256d factor;
  __m256d steps;

  /// The fourth lane, which becomes the padding, is zero.
  VERTEXVIEW_AVX2_F16C explicit Steps(const ConversionPlan& plan) noexcept
      : low(_mm256_setr_pd(plan.low, plan.low, plan.low, 0)),
        factor(_mm256_setr_pd(plan.factor, plan.factor, plan.factor, 0)),
        steps(_mm256_set1_pd(ConversionPlan::kFull)) {}
  VERTEXVIEW_AVX2_F16C __m128i operator()(__m256d numbers) const noexcept {
    const __m256d step = _mm256_mul_pd(_mm256_sub_pd(numbers, low), factor);
    // With a NaN in the first operand, max returns the second one: 0.
    const __m256d clamped = _mm256_min_pd(_mm256_max_pd(step, _mm256_setzero_pd()), steps);
    return _mm256_cvttpd_epi32(_mm256_add_pd(clamped, _mm256_set1_pd(0.5)));
  }
};

template <std::size_t Windows>
VERTEXVIEW_AVX2_F16C void move_positions(const ConversionLoops& loops, const ConversionPlan&,
                                         const RecordSpan& records, ColoredVertex* out) noexcept {
  const Gatherer<Windows> load(loops.position_bytes[0]);
  const std::byte* record = records.data;
  for (std::uint64_t i = 0; i < records.count; i += kStep)
#pragma GCC unroll 4
    for (std::uint64_t k = 0; k < kStep; ++k, record += records.stride)
      store_position(out[i + k], load(record));
}

template <ElementType Type, std::size_t Windows>
VERTEXVIEW_AVX2_F16C void map_positions(const ConversionLoops& loops, const ConversionPlan& plan,
                                        const RecordSpan& records, ColoredVertex* out) noexcept {
  const NumberLoader<Type, Windows> load(loops.position_bytes);
  const __m256d scale = _mm256_setr_pd(plan.scale[0], plan.scale[1], plan.scale[2], 1);
  const __m256d shift = _mm256_setr_pd(plan.shift[0], plan.shift[1], plan.shift[2], 0);
  const std::byte* record = records.data;
  for (std::uint64_t i = 0; i < records.count; i += kStep)
#pragma GCC unroll 4
    for (std::uint64_t k = 0; k < kStep; ++k, record += records.stride) {
      const __m256d position = _mm256_add_pd(_mm256_mul_pd(load(record), scale), shift);
      store_position(out[i + k], _mm_castps_si128(_mm256_cvtpd_ps(position)));
    }
}

template <std::size_t Windows>
VERTEXVIEW_AVX2_F16C void move_colors(const ConversionLoops& loops, const ConversionPlan&,
                                      const RecordSpan& records, ColoredVertex* out) noexcept {
  const Gatherer<Windows> load(loops.color_bytes[0]);
  const std::byte* record = records.data;
  for (std::uint64_t i = 0; i < records.count; ++i, record += records.stride)
    store_tail(out[i], load(record));
}

template <ElementType Type, std::size_t Windows>
VERTEXVIEW_AVX2_F16C void map_colors(const ConversionLoops& loops, const ConversionPlan& plan,
                                     const RecordSpan& records, ColoredVertex* out) noexcept {
  const NumberLoader<Type, Windows> load(loops.color_bytes);
  const Steps to_steps(plan);
  const std::byte* record = records.data;
  for (std::uint64_t i = 0; i < records.count; i += kStep)
#pragma GCC unroll 4
    for (std::uint64_t k = 0; k < kStep; ++k, record += records.stride) {
      const __m128i channels = to_steps(load(record));
      store_tail(out[i + k], _mm_packus_epi32(channels, channels));
    }
}

template <ElementType Type>
VERTEXVIEW_AVX2_F16C void move_scalars(const ConversionLoops& loops, const ConversionPlan& plan,
                                       const RecordSpan& records, ColoredVertex* out) noexcept {
  const ByteGather::Window& window = loops.color_bytes[0].windows[0];
  const __m128i order = load16(window.order.data());
  const __m256d low = _mm256_set1_pd(plan.low);
  const std::byte* from = records.data + window.offset;
  for (std::uint64_t i = 0; i < records.count; i += kStep, from += kStep * records.stride) {
    const __m256d numbers = _mm256_sub_pd(load_column<Type>(from, records.stride, order), low);
    const __m128i scalars = _mm_castps_si128(_mm256_cvtpd_ps(numbers));
    const __m128i lower = _mm_unpacklo_epi32(scalars, _mm_setzero_si128());
    const __m128i upper = _mm_unpackhi_epi32(scalars, _mm_setzero_si128());
    store_tail(out[i], lower);
    store_tail(out[i + 1], _mm_unpackhi_epi64(lower, lower));
    store_tail(out[i + 2], upper);
    store_tail(out[i + 3], _mm_unpackhi_epi64(upper, upper));
  }
}

// ---- The choice of a loop.

/// choose.operator()<Type>() for a type that to_doubles() knows; small unsigned numbers are 32-bit ones by
/// then.
template <class Choose>
ConversionLoops::Loop by_type(ElementType type, const Choose& choose) {
  switch (type) {
    case ElementType::kInt8:
      return choose.template operator()<ElementType::kInt8>();
    case ElementType::kInt16:
      return choose.template operator()<ElementType::kInt16>();
    case ElementType::kUint8:
    case ElementType::kUint16:
    case ElementType::kInt32:
      return choose.template operator()<ElementType::kInt32>();
    case ElementType::kUint32:
      return choose.template operator()<ElementType::kUint32>();
    case ElementType::kFloat16:
      return choose.template operator()<ElementType::kFloat16>();
    case ElementType::kFloat32:
      return choose.template operator()<ElementType::kFloat32>();
    case ElementType::kFloat64:
      return choose.template operator()<ElementType::kFloat64>();
    case ElementType::kInt64:
    case ElementType::kUint64:
    case ElementType::kBool:
    case ElementType::kBytes:
      break;
  }
  return nullptr;
}

/// Returns whether the numbers are of one type and stored as they are meant; scalar_loops() decode others.
bool one_plain_type(std::span<const Element> numbers) {
  return std::ranges::all_of(
      numbers, [&](const Element& n) { return n.type == numbers[0].type && n.encoding == Encoding::kPlain; });
}

bool single(const std::array<ByteGather, 2>& bytes) {
  return bytes[0].used == 1 && bytes[1].used == 1;
}

void choose_position(const ConversionPlan& plan, std::uint64_t stride, ConversionLoops& loops) {
  if (plan.position_rule == PositionRule::kNone || !one_plain_type(plan.position)) return;
  const auto bytes = gather_numbers(plan.position, stride);
  const auto mapped = [&]<ElementType Type>() -> ConversionLoops::Loop {
    return single(bytes) ? map_positions<Type, 1> : map_positions<Type, 3>;
  };
  const ConversionLoops::Loop found = plan.position_rule == PositionRule::kMapped
                                          ? by_type(plan.position[0].type, mapped)
                                      : single(bytes) ? move_positions<1>
                                                      : move_positions<3>;
  if (found == nullptr) return;
  loops.position = found;
  loops.position_bytes = bytes;
  loops.reach = std::max({loops.reach, reach_of(bytes[0]), reach_of(bytes[1])});
}

void choose_color(const ConversionPlan& plan, std::uint64_t stride, ConversionLoops& loops) {
  if (plan.color_rule == ColorRule::kWhite || !one_plain_type(plan.color)) return;
  std::array<ByteGather, 2> bytes;
  ConversionLoops::Loop found = nullptr;
  if (plan.color_rule == ColorRule::kScalar) {
    const auto column = gather_column(plan.color[0], stride);
    if (!column) return;
    bytes[0] = *column;
    found = by_type(plan.color[0].type,
                    []<ElementType Type>() -> ConversionLoops::Loop { return move_scalars<Type>; });
  } else if (plan.color_rule == ColorRule::kMapped) {
    bytes = gather_numbers(plan.color, stride);
    found = by_type(plan.color[0].type, [&]<ElementType Type>() -> ConversionLoops::Loop {
      return single(bytes) ? map_colors<Type, 1> : map_colors<Type, 3>;
    });
  } else {
    bytes[0] = gather_color(plan.color, stride);
    found = bytes[0].used == 1 ? move_colors<1> : move_colors<3>;
  }
  if (found == nullptr) return;
  loops.color = found;
  loops.color_bytes = bytes;
  if (plan.color_rule != ColorRule::kScalar)
    loops.reach = std::max({loops.reach, reach_of(bytes[0]), reach_of(bytes[1])});
}

}  // namespace

ConversionLoops avx2_loops(const ConversionPlan& plan, std::uint64_t stride) {
  ConversionLoops loops = scalar_loops(plan);
  if (!has_avx2() || !__builtin_cpu_supports("f16c")) return loops;
  loops.step = kStep;
  choose_position(plan, stride, loops);
  choose_color(plan, stride, loops);
  return loops;
}

#else

ConversionLoops avx2_loops(const ConversionPlan& plan, std::uint64_t) {
  return scalar_loops(plan);
}

#endif

}  // namespace vertexview
