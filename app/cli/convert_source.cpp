#include "cli/convert_source.hpp"

#include <algorithm>
#include <cstring>
#include <utility>
#include <vector>

#include "session/open_vertices.hpp"
#include "vertexview/record/element_text.hpp"
#include "vertexview/record/layout.hpp"

namespace vertexview::cli {
namespace {

RecordSource stored_records(const Dataset& file) {
  return {
      .schema = file.layout().schema,
      .count = file.size(),
      .records = [&file](std::uint64_t first, std::uint64_t count,
                         std::vector<std::byte>& room) { return file.records().block(first, count, room); },
      .placement = file.layout().placement};
}

RecordSource canonical_records(const Dataset& file) {
  return {.schema = Schema::canonical(),
          .count = file.size(),
          .records =
              [&file](std::uint64_t first, std::uint64_t count, std::vector<std::byte>& room) {
                room.resize(static_cast<std::size_t>(count) * sizeof(ColoredVertex));
                auto* const records = reinterpret_cast<ColoredVertex*>(room.data());
                file.read_shown(first, {records, static_cast<std::size_t>(count)});
                return RecordSpan{room.data(), count, sizeof(ColoredVertex)};
              },
          .placement = {.offset = file.origin(), .up = file.layout().placement.up}};
}

/// Returns the numbers of the file's records that the position and the colour of canonical ones come from.
std::vector<Element> shown_numbers(const Layout& layout) {
  std::vector<Element> numbers = position_numbers(layout).value_or(std::vector<Element>());
  // A single number is shown by the colours of a ramp, which do not say it.
  const auto colors = color_numbers(layout);
  if (colors && colors->size() == 3) numbers.insert(numbers.end(), colors->begin(), colors->end());
  return numbers;
}

/// Returns the schema of canonical records with what else a record of the file has behind each.
Schema shown_schema(const Layout& layout) {
  const std::vector<Element> shown = shown_numbers(layout);
  const auto is_shown = [&](const Element& number) {
    return std::ranges::find(shown, number.offset, &Element::offset) != shown.end();
  };
  Schema schema = Schema::canonical();
  const auto add = [&](Element element) {
    element.offset += sizeof(ColoredVertex);
    schema.elements.push_back(std::move(element));
  };
  for (const Element& element : shown_elements(layout.schema)) {
    std::vector<Element> others;
    // An element of thousands of numbers has no four that are a position or a colour of their own.
    for (std::uint32_t i = 0; i < std::min<std::uint32_t>(element.number_count(), 5); ++i)
      if (auto number = number_of(layout.schema, element, i); !is_shown(number))
        others.push_back(std::move(number));
    const bool whole = others.size() == std::min<std::uint32_t>(element.number_count(), 5);
    if (whole) add(element);
    if (!whole) std::ranges::for_each(others, add);
  }
  schema.stride += layout.schema.stride;
  return schema;
}

RecordSource shown_records(const Dataset& file) {
  RecordSource source = canonical_records(file);
  source.schema = shown_schema(file.layout());
  if (source.schema.elements.size() == Schema::canonical().elements.size()) return source;
  const std::uint64_t stride = source.schema.stride;
  source.records = [&file, stride](std::uint64_t first, std::uint64_t count, std::vector<std::byte>& room) {
    room.resize(static_cast<std::size_t>(count * stride));
    std::vector<ColoredVertex> shown(static_cast<std::size_t>(count));
    file.read_shown(first, shown);
    std::vector<std::byte> gathered;
    const RecordSpan records = file.records().block(first, count, gathered);
    std::byte* out = room.data();
    for (std::uint64_t i = 0; i < count; ++i) {
      std::memcpy(out, &shown[static_cast<std::size_t>(i)], sizeof(ColoredVertex));
      std::memcpy(out + sizeof(ColoredVertex), records.data + i * records.stride,
                  static_cast<std::size_t>(records.stride));
      out += stride;
    }
    return RecordSpan{room.data(), count, stride};
  };
  return source;
}

}  // namespace

Result<RecordSource> source_for(const Writer& writer, const Dataset& file) {
  if (writer.takes == Writer::Records::kStored) return stored_records(file);
  if (auto placed = app::check_position(file); !placed) return tl::unexpected(std::move(placed.error()));
  return writer.takes == Writer::Records::kCanonical ? canonical_records(file) : shown_records(file);
}

}  // namespace vertexview::cli
