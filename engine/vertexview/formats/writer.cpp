#include "vertexview/formats/writer.hpp"

#include <algorithm>
#include <array>

#include "vertexview/memory/ascii.hpp"
#include "vertexview/memory/printable.hpp"
#include "vertexview/record/element_text.hpp"
#include "vertexview/task/parallel_for.hpp"

namespace vertexview {
namespace {

/// Bytes of records that a thread encodes at once: enough that handing out the chunks costs next to nothing,
/// few enough that the buffers of a thread stay in its caches.
constexpr std::uint64_t kChunkBytes = std::uint64_t{1} << 20U;

ParallelOptions options_for(const RecordSource& source, Progress* progress) noexcept {
  const std::uint64_t stride = std::max<std::uint64_t>(1, source.schema.stride);
  return {.chunk = std::max<std::uint64_t>(1, kChunkBytes / stride), .progress = progress};
}

/// The buffers of one thread.
struct Room {
  std::vector<std::byte> records;
  std::vector<std::byte> encoded;
  std::span<const std::byte> bytes;  ///< the bytes that are to be written
};

}  // namespace

Writer::Encode records_as_they_are() {
  return [](const RecordSpan& records, std::vector<std::byte>&) {
    return std::span(records.data, static_cast<std::size_t>(records.count * records.stride));
  };
}

std::size_t worker_count_of(const RecordSource& source) {
  return worker_count(source.count, options_for(source, nullptr));
}

Result<void> visit_records(const RecordSource& source, Progress& progress, const VisitRecords& visit) {
  std::vector<std::vector<std::byte>> rooms(worker_count_of(source));
  return parallel_for(source.count, options_for(source, &progress),
                      [&](const Chunk& chunk, std::size_t worker) {
                        const auto records = source.records(chunk.first, chunk.count, rooms[worker]);
                        return visit(records, chunk.first, worker);
                      });
}

std::span<const Writer* const> writers() noexcept {
  static const std::array<const Writer*, 7> all{&bin_writer(), &csv_writer(), &glb_writer(), &las_writer(),
                                                &npy_writer(), &pcd_writer(), &ply_writer()};
  return all;
}

const Writer* writer_for(std::string_view path) noexcept {
  for (const Writer* const writer : writers())
    if (ends_in(path, writer->extension)) return writer;
  return nullptr;
}

std::string writer_endings() {
  std::string text;
  const auto all = writers();
  for (std::size_t i = 0; i < all.size(); ++i)
    text.append(i == 0 ? "" : i + 1 == all.size() ? " or " : ", ").append(all[i]->extension);
  return text;
}

tl::unexpected<Error> nothing_to_write(const Schema& schema, std::span<const std::string> notes) {
  std::string message = "the layout ";
  message.append(in_quotes(schema.format)).append(" has no elements to write");
  if (!notes.empty()) message.append("; ").append(notes.front());
  return fail(ErrorCode::kInvalidArgument, std::move(message));
}

Result<void> check_schema(const Writer& writer, const Schema& schema) {
  if (writer.takes == Writer::Records::kCanonical) return {};
  std::uint64_t numbers = 0;
  const auto elements = shown_elements(schema);
  for (const Element& element : elements) numbers += element.number_count();
  if (elements.empty()) return nothing_to_write(schema);
  if (numbers > writer.most_numbers)
    return fail(ErrorCode::kInvalidArgument, "a record of " + std::to_string(numbers) +
                                                 " numbers is too long for " + std::string(writer.name) +
                                                 ": at most " + std::to_string(writer.most_numbers));
  return {};
}

Result<std::vector<std::string>> write_records(const Writer& writer, const RecordSource& source,
                                               const NewFile& file, Progress& progress) {
  if (auto checked = check_schema(writer, source.schema); !checked)
    return tl::unexpected<Error>(checked.error());
  auto plan = writer.prepare(source, progress);
  if (!plan) return tl::unexpected<Error>(plan.error());
  const std::span header(plan->header);
  if (auto written = file.write_at(0, std::as_bytes(header)); !written)
    return tl::unexpected<Error>(written.error());
  std::uint64_t end = header.size();
  std::vector<Room> rooms(worker_count_of(source));
  auto written = parallel_for(
      source.count, options_for(source, &progress),
      [&](const Chunk& chunk, std::size_t worker) -> Result<void> {
        Room& room = rooms[worker];
        room.bytes = plan->encode(source.records(chunk.first, chunk.count, room.records), room.encoded);
        return {};
      },
      [&](const Chunk&, std::size_t worker) {
        const auto bytes = rooms[worker].bytes;
        auto done = file.write_at(end, bytes);
        end += bytes.size();
        return done;
      });
  if (!written) return tl::unexpected<Error>(written.error());
  return std::move(plan->notes);
}

}  // namespace vertexview
