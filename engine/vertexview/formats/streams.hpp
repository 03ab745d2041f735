#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "vertexview/formats/container.hpp"
#include "vertexview/memory/error.hpp"
#include "vertexview/record/schema.hpp"
#include "vertexview/task/progress.hpp"

namespace vertexview {

/// A part of every record of a dataset, where those parts lie one after the other: the whole records of a
/// file, those of a file beside it, or the plane of one element.
struct Stream {
  std::string name;  ///< what elements are called by when another stream has one of that name
  std::vector<Element> elements;
  std::uint64_t stride = 0;
  std::span<const std::byte> bytes;  ///< stride bytes for each record
};

/// Records made of streams: record i is the i-th part of each, one after the other.
struct JoinedRecords {
  Schema schema;
  RecordBytes records;
};

/// Copies streams of `count` records into records, with all cores. An element whose name an earlier stream
/// has too becomes "STREAM.NAME", and an earlier stream's position and colour stay the only ones.
/// kOutOfMemory where there is no room for the records, kBadFormat where they have more elements than a
/// schema may, kCancelled after progress->cancel(), which counts records. A stream that is shorter is a
/// mistake of the caller and aborts.
[[nodiscard]] Result<JoinedRecords> join_streams(std::span<const Stream> streams, std::uint64_t count,
                                                 Progress* progress = nullptr);

/// Returns the elements of `schema` as streams, each of which lies in `bytes` as one plane after the other in
/// the order of the schema: structures of arrays. Padding has no plane. kRemainder where the planes of whole
/// records leave bytes over, unless `count` says how many there are; kOutOfRange for fewer.
[[nodiscard]] Result<std::vector<Stream>> planes_of(const Schema& schema, std::span<const std::byte> bytes,
                                                    std::optional<std::uint64_t> count = std::nullopt);

}  // namespace vertexview
