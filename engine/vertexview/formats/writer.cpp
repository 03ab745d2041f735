#include "vertexview/formats/writer.hpp"

#include <algorithm>
#include <array>

#include "vertexview/record/element_text.hpp"
#include "vertexview/task/parallel_for.hpp"

namespace vertexview {
namespace {

/// Bytes of records that a thread encodes at once: enough that handing out the chunks costs next to nothing,
/// few enough that the buffers of a thread stay in its caches.
constexpr std::uint64_t kChunkBytes = std::uint64_t{1} << 20U;

/// The buffers of one thread.
struct Room {
  std::vector<std::byte> records;
  std::vector<std::byte> encoded;
  std::span<const std::byte> bytes;  ///< the bytes that are to be written
};

}  // namespace

Writer::Encode records_as_they_are(const Schema&) {
  return [](const RecordSpan& records, std::vector<std::byte>&) {
    return std::span(records.data, static_cast<std::size_t>(records.count * records.stride));
  };
}

std::span<const Writer* const> writers() noexcept {
  static const std::array<const Writer*, 4> all{&bin_writer(), &csv_writer(), &npy_writer(), &ply_writer()};
  return all;
}

const Writer* writer_for(std::string_view path) noexcept {
  for (const Writer* const writer : writers())
    if (path.ends_with(writer->extension)) return writer;
  return nullptr;
}

std::string writer_endings() {
  std::string text;
  const auto all = writers();
  for (std::size_t i = 0; i < all.size(); ++i)
    text.append(i == 0 ? "" : i + 1 == all.size() ? " or " : ", ").append(all[i]->extension);
  return text;
}

std::vector<std::string> dropped_elements(const Writer& writer, const Schema& schema) {
  return writer.drops == nullptr ? std::vector<std::string>() : writer.drops(schema);
}

Result<void> check_schema(const Writer& writer, const Schema& schema) {
  if (writer.canonical) return {};
  std::uint64_t numbers = 0;
  const auto elements = shown_elements(schema);
  for (const Element& element : elements) numbers += element.number_count();
  const auto dropped = dropped_elements(writer, schema);
  if (elements.size() <= dropped.size()) {
    std::string message = "the layout '" + schema.format + "' has no elements to write";
    if (!dropped.empty()) message.append("; ").append(dropped.front());
    return fail(ErrorCode::kInvalidArgument, std::move(message));
  }
  if (numbers > writer.most_numbers)
    return fail(ErrorCode::kInvalidArgument, "a record of " + std::to_string(numbers) +
                                                 " numbers is too long for " + std::string(writer.name) +
                                                 ": at most " + std::to_string(writer.most_numbers));
  return {};
}

Result<void> write_records(const Writer& writer, const RecordSource& source, const NewFile& file,
                           Progress& progress) {
  if (auto checked = check_schema(writer, source.schema); !checked) return checked;
  const std::string header = writer.header(source.schema, source.count);
  if (auto written = file.write_at(0, std::as_bytes(std::span(header))); !written) return written;
  std::uint64_t end = header.size();
  const Writer::Encode encode = writer.encoder(source.schema);
  const std::uint64_t stride = std::max<std::uint64_t>(1, source.schema.stride);
  const ParallelOptions options{.chunk = std::max<std::uint64_t>(1, kChunkBytes / stride),
                                .progress = &progress};
  std::vector<Room> rooms(worker_count(source.count, options));
  return parallel_for(
      source.count, options,
      [&](const Chunk& chunk, std::size_t worker) -> Result<void> {
        Room& room = rooms[worker];
        room.bytes = encode(source.records(chunk.first, chunk.count, room.records), room.encoded);
        return {};
      },
      [&](const Chunk&, std::size_t worker) {
        const auto bytes = rooms[worker].bytes;
        auto written = file.write_at(end, bytes);
        end += bytes.size();
        return written;
      });
}

}  // namespace vertexview
