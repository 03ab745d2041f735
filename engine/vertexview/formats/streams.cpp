#include "vertexview/formats/streams.hpp"

#include <algorithm>
#include <utility>

#include "vertexview/record/schema_text.hpp"

namespace vertexview {
namespace {

bool is_padding(const Element& element) noexcept {
  return element.semantic == Semantic::kPadding && element.type == ElementType::kBytes;
}

bool has(const std::vector<Element>& elements, Semantic semantic) {
  return std::ranges::find(elements, semantic, &Element::semantic) != elements.end();
}

/// Returns what `element`, of a stream called `stream`, is in records that begin with the elements `before`.
Element continued(Element element, const std::string& stream, const std::vector<Element>& before) {
  if (std::ranges::find(before, element.name, &Element::name) != before.end())
    element.name = stream + "." + element.name;
  const bool only_one = element.semantic == Semantic::kPosition || element.semantic == Semantic::kColor;
  if (only_one && has(before, element.semantic)) element.semantic = Semantic::kNone;
  return element;
}

Result<Schema> joined_schema(std::span<const Stream> streams) {
  std::vector<Element> all;
  std::uint64_t stride = 0;
  for (const Stream& stream : streams) {
    const std::vector<Element> before = all;
    for (const Element& element : stream.elements) {
      if (is_padding(element)) continue;
      all.push_back(continued(element, stream.name, before));
      all.back().offset += stride;
    }
    stride += stream.records.stride();
  }
  return schema_from_elements(std::move(all), stride);
}

}  // namespace

Result<JoinedRecords> join_streams(std::span<const Stream> streams, std::uint64_t count) {
  std::vector<RecordStream> parts;
  for (const Stream& stream : streams) {
    if (stream.records.count() < count) [[unlikely]]
      abort_with("a stream has fewer records than are joined");
    if (stream.records.chosen() != nullptr) [[unlikely]]
      abort_with("records that were chosen from others are no stream");
    const auto own = stream.records.streams();
    parts.insert(parts.end(), own.begin(), own.end());
  }
  auto schema = joined_schema(streams);
  if (!schema) return tl::unexpected<Error>(schema.error());
  return JoinedRecords{*std::move(schema), RecordStreams(std::move(parts), count)};
}

Result<std::vector<Stream>> planes_of(const Schema& schema, std::span<const std::byte> bytes,
                                      const MappedFile* file, std::optional<std::uint64_t> count) {
  std::uint64_t size = 0;
  for (const Element& element : schema.elements) size += is_padding(element) ? 0 : element.nbytes();
  if (size == 0) return fail(ErrorCode::kBadFormat, "a layout of padding alone has no planes");
  const std::uint64_t whole = bytes.size() / size;
  const std::uint64_t wanted = count.value_or(whole);
  if (wanted > whole)
    return fail(ErrorCode::kOutOfRange, std::to_string(bytes.size()) + " bytes hold planes of " +
                                            std::to_string(whole) + " records, not of " +
                                            std::to_string(wanted));
  if (!count && whole * size != bytes.size())
    return fail(ErrorCode::kRemainder, std::to_string(bytes.size()) + " bytes are planes of " +
                                           std::to_string(whole) + " records of " + std::to_string(size) +
                                           " bytes and " + std::to_string(bytes.size() - whole * size) +
                                           " bytes more");
  std::vector<Stream> planes;
  std::size_t begin = 0;
  for (Element element : schema.elements) {
    if (is_padding(element)) continue;
    element.offset = 0;
    const auto length = static_cast<std::size_t>(element.nbytes() * wanted);
    const RecordSpan records{bytes.data() + begin, wanted, element.nbytes()};
    planes.push_back({element.name, {element}, RecordStreams(records, file)});
    begin += length;
  }
  return planes;
}

}  // namespace vertexview
