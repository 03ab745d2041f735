#pragma once
// Files written from records of any schema. A new format is one file of this folder with a Writer in it, and
// a line in writers().
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "vertexview/io/new_file.hpp"
#include "vertexview/memory/error.hpp"
#include "vertexview/record/element_reader.hpp"
#include "vertexview/record/placement.hpp"
#include "vertexview/record/schema.hpp"
#include "vertexview/task/progress.hpp"

namespace vertexview {

/// The records that are to be written.
struct RecordSource {
  Schema schema;
  std::uint64_t count = 0;
  /// Returns records [first, first + count): where they lie, or in `room`, which the caller owns and the
  /// function may resize. Called from several threads at once, each with its own room.
  std::function<RecordSpan(std::uint64_t first, std::uint64_t count, std::vector<std::byte>& room)> records;
  Placement placement = {};  ///< which numbers are the position, and where it is
};

/// A format that records can be written in. All functions may be called from any thread.
struct Writer {
  /// Returns the bytes of the file for some records: where they lie, or in `room`.
  using Encode =
      std::function<std::span<const std::byte>(const RecordSpan& records, std::vector<std::byte>& room)>;
  /// How some records become a file.
  struct Plan {
    std::string header;  ///< the bytes before the records
    Encode encode;       ///< may be called from several threads at once
    /// What the file lacks of the records, or has otherwise, a line each: "element 'time' is left out: PLY
    /// has no integers of 64 bits". Padding is never told.
    std::vector<std::string> notes = {};
  };

  /// Which records it takes.
  enum class Records : std::uint8_t {
    kStored,     ///< those of any schema with an element that is not padding
    kCanonical,  ///< canonical ones, relative to RecordSource::placement
    kShown,      ///< any that begin as canonical ones do: with a position and a colour, as they are shown
  };

  std::string_view extension;  ///< with its dot, as in ".csv"
  std::string_view name;       ///< as in "CSV"
  Records takes = Records::kStored;
  /// Whether positions are written where RecordSource::placement puts them; other writers write the numbers
  /// as they are stored.
  bool places = false;
  /// The most numbers, and bytes of runs of bytes, that it writes of one record.
  std::uint64_t most_numbers = std::numeric_limits<std::uint64_t>::max();
  /// Plans the file of these records. Reads them, on every core, where their numbers decide how they are
  /// written; `progress` counts those that are read and can cancel (kCancelled). kInvalidArgument where the
  /// format cannot hold such records, or none of their elements.
  Result<Plan> (*prepare)(const RecordSource& source, Progress& progress) = nullptr;
};

/// Returns the Plan::encode of formats that hold records unchanged.
[[nodiscard]] Writer::Encode records_as_they_are();

/// Looks at `records`, of which the first is record `first` of the source.
using VisitRecords =
    std::function<Result<void>(const RecordSpan& records, std::uint64_t first, std::size_t worker)>;
/// Returns how many workers visit_records() has at most.
[[nodiscard]] std::size_t worker_count_of(const RecordSource& source);
/// Calls visit() for all records, on every core and in any order; each worker has a number of its own below
/// worker_count_of(). Stops at the first error. `progress` counts records and can cancel (kCancelled).
[[nodiscard]] Result<void> visit_records(const RecordSource& source, Progress& progress,
                                         const VisitRecords& visit);

/// Writes canonical records as they are: .bin.
[[nodiscard]] const Writer& bin_writer() noexcept;
/// Writes a line of text for each record: .csv.
[[nodiscard]] const Writer& csv_writer() noexcept;
/// Writes the points of a LAS file, version 1.2: .las.
[[nodiscard]] const Writer& las_writer() noexcept;
/// Writes the points of a scene in binary glTF 2.0, but those whose position is not finite: .glb.
[[nodiscard]] const Writer& glb_writer() noexcept;
/// Writes NumPy's array of records: .npy.
[[nodiscard]] const Writer& npy_writer() noexcept;
/// Writes the points of a PCD file in little endian, colours as bytes and halves as floats: .pcd.
[[nodiscard]] const Writer& pcd_writer() noexcept;
/// Writes the vertices of a PLY file in little endian, halves as floats: .ply.
[[nodiscard]] const Writer& ply_writer() noexcept;

/// Returns all writers.
[[nodiscard]] std::span<const Writer* const> writers() noexcept;
/// Returns the writer whose extension ends `path`, or null.
[[nodiscard]] const Writer* writer_for(std::string_view path) noexcept;

/// Returns the endings of all writers as a list for people: ".bin, .csv, .glb, .las, .npy, .pcd or .ply".
[[nodiscard]] std::string writer_endings();

/// Returns the error of records of which nothing is to write; `notes` may say why.
[[nodiscard]] tl::unexpected<Error> nothing_to_write(const Schema& schema,
                                                     std::span<const std::string> notes = {});

/// Checks that records of that schema have something to write: kInvalidArgument where they have no element
/// that is not padding, or more numbers than Writer::most_numbers. Whether it gets the records of
/// Writer::takes is not checked.
[[nodiscard]] Result<void> check_schema(const Writer& writer, const Schema& schema);

/// Writes all records to `file`, on every core; `progress` counts records and can cancel (kCancelled). The
/// caller calls commit(). Returns the notes of the plan. Errors of NewFile::write_at, of check_schema() and
/// of Writer::prepare.
[[nodiscard]] Result<std::vector<std::string>> write_records(const Writer& writer, const RecordSource& source,
                                                             const NewFile& file, Progress& progress);

}  // namespace vertexview
