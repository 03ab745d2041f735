#include "vertexview/record/component_values.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "vertexview/memory/number_load.hpp"
#include "vertexview/task/parallel_for.hpp"

namespace vertexview {
namespace {

struct Bool {
  std::uint8_t bits;
  explicit operator double() const noexcept { return bits != 0 ? 1 : 0; }
};

template <class T, bool Swap>
void read_column(const std::byte* from, std::uint64_t stride, std::uint64_t count, double* out) noexcept {
  for (std::uint64_t i = 0; i < count; ++i, from += stride)
    out[i] = static_cast<double>(load_number<T>(from, Swap));
}

using ReadColumn = void (*)(const std::byte*, std::uint64_t, std::uint64_t, double*) noexcept;

template <class T>
ReadColumn column_reader(bool swap) noexcept {
  return swap ? read_column<T, true> : read_column<T, false>;
}

ReadColumn column_reader(const Component& component) noexcept {
  const bool swap = is_reversed(component.big_endian);
  switch (component.type) {
    case ElementType::kInt8:
      return column_reader<std::int8_t>(swap);
    case ElementType::kInt16:
      return column_reader<std::int16_t>(swap);
    case ElementType::kUint16:
      return column_reader<std::uint16_t>(swap);
    case ElementType::kInt32:
      return column_reader<std::int32_t>(swap);
    case ElementType::kUint32:
      return column_reader<std::uint32_t>(swap);
    case ElementType::kInt64:
      return column_reader<std::int64_t>(swap);
    case ElementType::kUint64:
      return column_reader<std::uint64_t>(swap);
    case ElementType::kFloat16:
      return column_reader<Half>(swap);
    case ElementType::kFloat32:
      return column_reader<float>(swap);
    case ElementType::kFloat64:
      return column_reader<double>(swap);
    case ElementType::kBool:
      return column_reader<Bool>(swap);
    case ElementType::kUint8:
    case ElementType::kBytes:
      break;
  }
  return column_reader<std::uint8_t>(swap);
}

constexpr std::uint64_t kBlock = 512;

}  // namespace

void read_component(const Component& component, const RecordSpan& records, double* out) noexcept {
  if (records.count == 0) return;  // an empty mapping has no address to add to
  column_reader(component)(records.data + component.offset, records.stride, records.count, out);
}

std::vector<double> sample_component(const Component& component, const RecordSpan& records) {
  constexpr std::uint64_t kPlaces = 256;
  constexpr std::uint64_t kRun = 64;
  std::vector<double> values;
  if (records.count <= kPlaces * kRun) {
    values.resize(static_cast<std::size_t>(records.count));
    read_component(component, records, values.data());
  } else {
    values.resize(kPlaces * kRun);
    const std::uint64_t last = records.count - kRun;
    for (std::uint64_t i = 0; i < kPlaces; ++i) {
      const std::uint64_t first = last / (kPlaces - 1) * i + last % (kPlaces - 1) * i / (kPlaces - 1);
      read_component(component, records.part(first, kRun), values.data() + i * kRun);
    }
  }
  std::erase_if(values, [](double value) { return !std::isfinite(value); });
  return values;
}

Result<ValueRange> range_of_components(std::span<const Component> components, const RecordSpan& records,
                                       Progress* progress, unsigned threads) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  const ParallelOptions options{.workers = threads, .progress = progress};
  std::vector<ValueRange> parts(worker_count(records.count, options), {kInfinity, -kInfinity});
  const auto visit = [&](const Chunk& chunk, std::size_t worker) {
    std::array<double, kBlock> values;
    ValueRange part = parts[worker];
    for (std::uint64_t done = 0; done < chunk.count; done += kBlock) {
      const std::uint64_t step = std::min(kBlock, chunk.count - done);
      for (const Component& component : components) {
        read_component(component, records.part(chunk.first + done, step), values.data());
        for (std::uint64_t i = 0; i < step; ++i)
          if (std::isfinite(values[i]))
            part = {std::min(part.low, values[i]), std::max(part.high, values[i])};
      }
    }
    parts[worker] = part;
  };
  if (const auto done = parallel_for(records.count, options, visit); !done)
    return tl::unexpected(done.error());
  ValueRange range{kInfinity, -kInfinity};
  for (const ValueRange& part : parts)
    range = {std::min(range.low, part.low), std::max(range.high, part.high)};
  return range.low <= range.high ? range : ValueRange{};
}

ValueRange robust_range(std::vector<double> values, double outliers) {
  if (values.empty()) return {};
  const auto skipped = static_cast<std::ptrdiff_t>(outliers * static_cast<double>(values.size() - 1));
  const auto low = values.begin() + skipped;
  std::nth_element(values.begin(), low, values.end());
  const double least = *low;
  const auto high = values.end() - 1 - skipped;
  std::nth_element(values.begin(), high, values.end());
  return {least, *high};
}

}  // namespace vertexview
