// Reads any bytes as a NumPy archive: there must be an answer, and records that are found must lie in the
// bytes. Each array that is found is read by its name as well.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>

#include "vertexview/formats/container.hpp"

namespace {

void require(bool promise) {
  if (!promise) std::abort();
}

void check(const vertexview::Member& member, std::size_t size) {
  require(member.layout.schema.validate().has_value());
  const std::size_t held = member.memory ? member.memory->bytes.size() : size;
  require(vertexview::count_records(held, member.layout, {}) == *member.layout.count);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  vertexview::FileBytes file{"a.npz", std::as_bytes(std::span(data, size))};
  const auto container = vertexview::npz_reader().read(file, nullptr);
  if (!container) {
    require(!container.error().message.empty());
    return 0;
  }
  check(container->members.front(), size);
  for (const vertexview::Member& listed : container->members) {
    file.member = listed.name;
    const auto one = vertexview::npz_reader().read(file, nullptr);
    if (!one) continue;
    for (const vertexview::Member& member : one->members)
      if (member.name == listed.name) {
        check(member, size);
        break;
      }
  }
  return 0;
}
