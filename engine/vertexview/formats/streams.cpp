#include "vertexview/formats/streams.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

#include "vertexview/formats/detail/decoded_bytes.hpp"
#include "vertexview/record/schema_text.hpp"
#include "vertexview/task/parallel_for.hpp"

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
    stride += stream.stride;
  }
  return schema_from_elements(std::move(all), stride);
}

/// Copies records of `size` bytes to places `stride` bytes apart.
void scatter(const std::byte* from, std::size_t size, std::byte* to, std::size_t stride,
             std::uint64_t count) {
  for (std::uint64_t i = 0; i < count; ++i, from += size, to += stride) std::memcpy(to, from, size);
}

}  // namespace

Result<JoinedRecords> join_streams(std::span<const Stream> streams, std::uint64_t count, Progress* progress) {
  for (const Stream& stream : streams)
    if (stream.bytes.size() / stream.stride < count) [[unlikely]]
      abort_with("a stream has fewer records than are joined");
  auto schema = joined_schema(streams);
  if (!schema) return tl::unexpected<Error>(schema.error());
  const auto stride = static_cast<std::size_t>(schema->stride);
  if (count > SIZE_MAX / stride)
    return fail(ErrorCode::kOutOfMemory, "there is no memory for " + std::to_string(count) + " records");
  auto memory = detail::decoded_bytes(count * stride);
  if (!memory) return tl::unexpected<Error>(memory.error());
  const auto copied = parallel_for(count, {.progress = progress}, [&](const Chunk& chunk, std::size_t) {
    std::byte* to = memory->bytes.data() + chunk.first * stride;
    for (const Stream& stream : streams) {
      const auto size = static_cast<std::size_t>(stream.stride);
      scatter(stream.bytes.data() + chunk.first * size, size, to, stride, chunk.count);
      to += size;
    }
  });
  if (!copied) return tl::unexpected<Error>(copied.error());
  return JoinedRecords{*std::move(schema), {memory->bytes, std::move(memory->owner)}};
}

Result<std::vector<Stream>> planes_of(const Schema& schema, std::span<const std::byte> bytes,
                                      std::optional<std::uint64_t> count) {
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
    planes.push_back({element.name, {element}, element.nbytes(), bytes.subspan(begin, length)});
    begin += length;
  }
  return planes;
}

}  // namespace vertexview
