#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "vertexview/memory/error.hpp"
#include "vertexview/record/record_streams.hpp"
#include "vertexview/record/schema.hpp"

namespace vertexview {

/// A part of every record of a dataset, and the elements in it: the whole records of a file, those of a file
/// beside it, or the plane of one element.
struct Stream {
  std::string name;  ///< what elements are called by when another stream has one of that name
  std::vector<Element> elements;
  RecordStreams records;
};

/// Records made of streams: record i is the i-th part of each, one after the other.
struct JoinedRecords {
  Schema schema;
  RecordStreams records;
};

/// Returns streams of `count` records as records, whose parts stay where they are. An element whose name an
/// earlier stream has too becomes "STREAM.NAME", and an earlier stream's position and colour stay the only
/// ones. kBadFormat where the records have more elements than a schema may. A stream that is shorter is a
/// mistake of the caller and aborts.
[[nodiscard]] Result<JoinedRecords> join_streams(std::span<const Stream> streams, std::uint64_t count);

/// Returns the elements of `schema` as streams, each of which lies in `bytes` as one plane after the other in
/// the order of the schema: structures of arrays. Padding has no plane. `file` is the one that maps the
/// bytes; null: they lie in memory. kRemainder where the planes of whole records leave bytes over, unless
/// `count` says how many there are; kOutOfRange for fewer.
[[nodiscard]] Result<std::vector<Stream>> planes_of(const Schema& schema, std::span<const std::byte> bytes,
                                                    const MappedFile* file = nullptr,
                                                    std::optional<std::uint64_t> count = std::nullopt);

}  // namespace vertexview
