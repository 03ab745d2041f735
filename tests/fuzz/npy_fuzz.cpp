// Reads any bytes as a NumPy array: there must be an answer, and records that are found must lie in the
// bytes.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <vector>

#include "vertexview/formats/container.hpp"
#include "vertexview/record/schema_text.hpp"

namespace {

void require(bool promise) {
  if (!promise) std::abort();
}

/// Requires that all records are there, and reads the last.
void require_records(const vertexview::Member& member, const vertexview::FileBytes& file) {
  const auto records = vertexview::records_of(member, file.bytes);
  require(records && records->count() == *member.layout.count);
  std::vector<std::byte> room;
  if (records->count() > 0) static_cast<void>(records->block(records->count() - 1, 1, room));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const vertexview::FileBytes file{"a.npy", std::as_bytes(std::span(data, size))};
  const auto container = vertexview::npy_reader().read(file, nullptr);
  if (!container) {
    require(!container.error().message.empty() && container.error().offset.value_or(0) <= size);
    return 0;
  }
  const vertexview::Member& member = container->members.front();
  require(member.layout.schema.validate().has_value());
  require_records(member, file);
  const auto again = vertexview::parse_schema(member.layout.schema.format);
  require(!again || again->stride == member.layout.schema.stride);
  return 0;
}
