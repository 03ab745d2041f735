// Reads any bytes as a NumPy archive: there must be an answer, and records that are found must lie in the
// bytes. Each array that is found is read by its name as well.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <vector>

#include "vertexview/formats/container.hpp"

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

void check(const vertexview::Member& member, const vertexview::FileBytes& file) {
  require(member.layout.schema.validate().has_value());
  require_records(member, file);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  vertexview::FileBytes file{"a.npz", std::as_bytes(std::span(data, size))};
  const auto container = vertexview::npz_reader().read(file, nullptr);
  if (!container) {
    require(!container.error().message.empty());
    return 0;
  }
  check(container->members.front(), file);
  for (const vertexview::Member& listed : container->members) {
    file.member = listed.name;
    const auto one = vertexview::npz_reader().read(file, nullptr);
    if (!one) continue;
    for (const vertexview::Member& member : one->members)
      if (member.name == listed.name) {
        check(member, file);
        break;
      }
  }
  return 0;
}
