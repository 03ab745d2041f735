// Reads any bytes as a PLY file: there must be an answer, and what is read must lie where it is said to lie.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>

#include "vertexview/formats/container.hpp"
#include "vertexview/record/element_reader.hpp"
#include "vertexview/record/schema_text.hpp"
#include "vertexview/record/texts/ply_header.hpp"

namespace {

void require(bool promise) {
  if (!promise) std::abort();
}

/// Reads the first and the last record, whose bytes have to exist.
void check_records(const vertexview::Layout& layout, std::span<const std::byte> bytes) {
  const auto count = vertexview::count_records(bytes.size(), layout, {});
  require(count && *count == layout.count);
  for (const vertexview::Element& element : layout.schema.elements)
    for (const std::uint64_t record : {std::uint64_t{0}, *count - 1})
      if (*count > 0)
        static_cast<void>(vertexview::ElementReader(element, element.count - 1)
                              .number(bytes.data() + layout.data_offset + record * layout.schema.stride));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const vertexview::FileBytes file{"a.ply", std::as_bytes(std::span(data, size))};
  if (!vertexview::is_ply(file.bytes)) return 0;
  const auto container = vertexview::ply_reader().read(file, nullptr);
  if (!container) {
    require(!container.error().message.empty());
    require(!container.error().offset || *container.error().offset <= size);
    return 0;
  }
  require(container->members.size() == 1);
  const vertexview::Member& member = container->members[0];
  check_records(member.layout, member.memory ? member.memory->bytes : file.bytes);
  const auto again = vertexview::parse_schema(member.layout.schema.format);
  require(again && again->elements == member.layout.schema.elements);
  require(vertexview::position_numbers(member.layout).has_value());
  require(vertexview::color_numbers(member.layout).has_value());
  return 0;
}
