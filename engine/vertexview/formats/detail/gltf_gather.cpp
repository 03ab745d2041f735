#include "vertexview/formats/detail/gltf_gather.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <limits>

#include "vertexview/formats/detail/decoded_bytes.hpp"
#include "vertexview/memory/number_load.hpp"
#include "vertexview/record/element_reader.hpp"
#include "vertexview/task/parallel_for.hpp"

namespace vertexview::detail::gltf {
namespace {

/// Bytes of records that a thread makes at once: enough that handing them out costs next to nothing.
constexpr std::uint64_t kChunkBytes = std::uint64_t{1} << 20;

void copy(const Column& column, const std::byte* from, std::byte* to, std::uint64_t stride,
          std::uint64_t count) {
  const auto size = static_cast<std::size_t>(column.numbers.size());
  for (std::uint64_t i = 0; i < count; ++i) {
    std::memcpy(to, from, size);
    from += column.numbers.stride;
    to += stride;
  }
}

void transform(const Column& column, const std::byte* from, std::byte* to, std::uint64_t stride,
               std::uint64_t count) {
  const Element element{.name = {}, .type = column.numbers.type, .count = 3};
  const std::array<ElementReader, 3> readers{ElementReader(element, 0), ElementReader(element, 1),
                                             ElementReader(element, 2)};
  const std::array<double, 9>& m = *column.linear;
  for (std::uint64_t i = 0; i < count; ++i) {
    const double x = readers[0].number(from);
    const double y = readers[1].number(from);
    const double z = readers[2].number(from);
    for (std::size_t row = 0; row < 3; ++row) {
      const double number = m[3 * row] * x + m[3 * row + 1] * y + m[3 * row + 2] * z;
      auto bits = std::bit_cast<std::uint32_t>(static_cast<float>(number));
      if (is_reversed(false)) bits = byteswapped(bits);
      std::memcpy(to + row * sizeof(bits), &bits, sizeof(bits));
    }
    from += column.numbers.stride;
    to += stride;
  }
}

}  // namespace

Result<RecordBytes> gather(const std::vector<Column>& columns, std::uint64_t count, std::uint64_t stride,
                           Progress* progress) {
  constexpr std::uint64_t kMost = std::numeric_limits<std::uint64_t>::max();
  // What no 64 bits hold is more than there is memory for.
  auto records = decoded_bytes(count > kMost / stride ? kMost : count * stride);
  if (!records) return tl::unexpected<Error>(records.error());
  const std::uint64_t size = records->bytes.size();
  if (progress != nullptr) progress->start(size);
  // Bytes are handed out, in whole records, so that progress counts them. The columns fill the records, so
  // that no byte stays as it was.
  const ParallelOptions options{.chunk = std::max<std::uint64_t>(kChunkBytes / stride, 1) * stride,
                                .progress = progress};
  const auto done = parallel_for(size, options, [&](const Chunk& chunk, std::size_t) {
    for (const Column& column : columns) {
      const std::uint64_t begin = column.numbers.begin + chunk.first / stride * column.numbers.stride;
      const std::byte* const from = column.buffer.bytes.data() + begin;
      std::byte* const to = records->bytes.data() + chunk.first + column.offset;
      const auto fill = column.linear ? transform : copy;
      fill(column, from, to, stride, chunk.count / stride);
    }
  });
  if (!done) return tl::unexpected<Error>(done.error());
  return RecordBytes{records->bytes, std::move(records->owner)};
}

}  // namespace vertexview::detail::gltf
