// Reads any bytes as glTF, binary or text: there must be an answer, and records that are found must lie in
// the bytes. Each member that is found is read by its name as well.
#include <algorithm>
#include <span>

#include "layout_promises.hpp"
#include "vertexview/formats/container.hpp"
#include "vertexview/record/element_reader.hpp"
#include "vertexview/record/schema_text.hpp"

namespace {

using namespace vertexview;
using fuzz::require;

// Each is another run of the reader over the whole input.
constexpr std::size_t kMostRead = 4;

/// Checks a member that was wanted, whose first and last record have to exist.
void check(const Member& member, std::span<const std::byte> file) {
  const Layout& layout = member.layout;
  fuzz::require_sound(layout);
  require(position_numbers(layout).has_value() && position_numbers(layout)->size() == 3);
  require(color_numbers(layout).has_value());
  const auto again = parse_schema(layout.schema.format);
  require(again && fuzz::lie_alike(*again, layout.schema));
  const auto records = records_of(member, file);
  require(records && records->count() == layout.count && records->count() > 0);
  std::vector<std::byte> room;
  for (const std::uint64_t index : {std::uint64_t{0}, records->count() - 1}) {
    const std::span record(records->block(index, 1, room).data,
                           static_cast<std::size_t>(layout.schema.stride));
    for (const Element& element : layout.schema.elements)
      require(ElementReader(element, element.type == ElementType::kBytes ? 0 : element.count - 1)
                  .value_in(record)
                  .has_value());
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  FileBytes file{"a.gltf", std::as_bytes(std::span(data, size))};
  if (!gltf_reader().recognises(file)) return 0;
  const auto container = gltf_reader().read(file, nullptr);
  if (!container) {
    fuzz::require_told(container.error(), size);
    return 0;
  }
  check(container->members.front(), file.bytes);
  for (std::size_t i = 0; i < std::min(container->members.size(), kMostRead); ++i) {
    file.member = container->members[i].name;
    const auto one = gltf_reader().read(file, nullptr);
    require(one && one->members.size() == container->members.size());
    check(one->members[i], file.bytes);
  }
  return 0;
}
