// Reads any bytes as a file: the first byte chooses its name, the rest is in it. Every record that a reader
// finds has to lie in the bytes, and its layout has to keep what layouts promise.
#include <array>

#include "layout_promises.hpp"
#include "vertexview/formats/container.hpp"
#include "vertexview/record/element_reader.hpp"
#include "vertexview/record/schema_text.hpp"

namespace {

using namespace vertexview;
using fuzz::require;

constexpr std::array<std::string_view, 8> kNames{"a.las",     "a.pcd", "a.bin", "a.splat",
                                                 "a.pcd.bin", "a",     "",      "A.PCD"};

/// Reads the first and the last number of every element, each from bytes that end with the record.
void read_record(const Schema& schema, std::span<const std::byte> record) {
  for (const Element& element : schema.elements)
    for (const std::uint32_t index : {0U, element.type == ElementType::kBytes ? 0U : element.count - 1}) {
      const ElementReader reader(element, index);
      require(reader.value_in(record).has_value());
      static_cast<void>(reader.number(record.data()));
      static_cast<void>(reader.normalised(record.data()));
    }
}

void check(const Member& member, std::span<const std::byte> bytes) {
  const Layout& layout = member.layout;
  fuzz::require_sound(layout);
  // The text of a schema is what a sidecar says of the file, so that it has to read back.
  const auto again = parse_schema(layout.schema.format);
  require(again && fuzz::lie_alike(*again, layout.schema));
  if (!member.streams.empty()) {
    const RecordStreams records(member.streams, *layout.count);
    std::vector<std::byte> room;
    for (const std::uint64_t index : {std::uint64_t{0}, records.count() - 1})
      if (records.count() > 0)
        read_record(layout.schema, {records.block(index, 1, room).data, layout.schema.stride});
    return;
  }
  const auto count = count_records(bytes.size(), layout, {.allow_tail = true});
  if (!count || *count == 0) return;
  const std::uint64_t stride = layout.schema.stride;
  require(layout.data_offset <= bytes.size() && *count <= (bytes.size() - layout.data_offset) / stride);
  for (const std::uint64_t index : {std::uint64_t{0}, *count - 1})
    read_record(layout.schema, bytes.subspan(layout.data_offset + index * stride, stride));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const auto bytes = std::as_bytes(std::span(data, size)).subspan(1);
  const FileBytes file{kNames[data[0] % kNames.size()], bytes};
  const Reader& reader = sniff(file);
  const auto container = reader.read(file, nullptr);
  if (!container) {
    fuzz::require_told(container.error(), bytes.size());
    return 0;
  }
  require(container->format == reader.name && !container->members.empty());
  for (const std::string& note : container->notes) require(!note.empty());
  for (const Member& member : container->members) check(member, member.memory ? member.memory->bytes : bytes);
  return 0;
}
