#pragma once
// Files written from records of any schema. A new format is one file of this folder with a Writer in it, and
// a line in writers().
#include <array>
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
#include "vertexview/record/value_range.hpp"
#include "vertexview/task/progress.hpp"

namespace vertexview {

/// The records that are to be written.
struct RecordSource {
  Schema schema;
  std::uint64_t count = 0;
  /// Returns records [first, first + count): where they lie, or in `room`, which the caller owns and the
  /// function may resize. Called from several threads at once, each with its own room.
  std::function<RecordSpan(std::uint64_t first, std::uint64_t count, std::vector<std::byte>& room)> records =
      {};
  /// Where the positions lie: relative to the offset, and with which axis up. For Records::kShown.
  Placement placement = {};
  /// How many positions are not finite, and the bounds of the others, axis by axis. For Records::kShown.
  std::uint64_t non_finite = 0;
  std::array<ValueRange, 3> bounds = {};
};

/// A format that records can be written in. All functions may be called from any thread.
struct Writer {
  /// Returns the bytes of the file for some records: where they lie, or in `room`.
  using Encode =
      std::function<std::span<const std::byte>(const RecordSpan& records, std::vector<std::byte>& room)>;

  /// Which records it takes.
  enum class Records : std::uint8_t {
    kStored,     ///< those of any schema with an element that is not padding
    kCanonical,  ///< canonical ones
    kShown,      ///< any that begin as canonical ones do: with a position and a colour, as they are shown
  };

  std::string_view extension;  ///< with its dot, as in ".csv"
  std::string_view name;       ///< as in "CSV"
  Records takes = Records::kStored;
  /// The most numbers, and bytes of runs of bytes, that it writes of one record.
  std::uint64_t most_numbers = std::numeric_limits<std::uint64_t>::max();
  /// Returns the bytes before the records. kNotImplemented for more records than the format can hold.
  Result<std::string> (*header)(const RecordSource& source) = nullptr;
  /// Returns the function that turns records of the schema into bytes of the file. It may be called from
  /// several threads at once.
  Encode (*encoder)(const Schema& schema) = nullptr;
  /// Returns a line for each element, padding aside, that the format cannot hold and encoder() leaves out:
  /// "element 'time' is left out: PLY has no integers of 64 bits". Null where it holds every element.
  std::vector<std::string> (*drops)(const Schema& schema) = nullptr;
};

/// Returns the encoder() of formats that hold records unchanged.
[[nodiscard]] Writer::Encode records_as_they_are(const Schema& schema);

/// Writes canonical records as they are: .bin.
[[nodiscard]] const Writer& bin_writer() noexcept;
/// Writes a line of text for each record: .csv.
[[nodiscard]] const Writer& csv_writer() noexcept;
/// Writes NumPy's array of records: .npy.
[[nodiscard]] const Writer& npy_writer() noexcept;
/// Writes the vertices of a PLY file in little endian, halves as floats: .ply.
[[nodiscard]] const Writer& ply_writer() noexcept;
/// Writes the points of a scene in binary glTF 2.0, but those whose position is not finite: .glb.
[[nodiscard]] const Writer& glb_writer() noexcept;

/// Returns all writers.
[[nodiscard]] std::span<const Writer* const> writers() noexcept;
/// Returns the writer whose extension ends `path`, or null.
[[nodiscard]] const Writer* writer_for(std::string_view path) noexcept;

/// Returns the endings of all writers as a list for people: ".bin, .csv, .glb, .npy or .ply".
[[nodiscard]] std::string writer_endings();

/// Returns what Writer::drops() says of the schema; nothing where it is null.
[[nodiscard]] std::vector<std::string> dropped_elements(const Writer& writer, const Schema& schema);

/// Checks that the writer can write records of that schema: kInvalidArgument where the schema has no element
/// to write, the format can hold none of them, or more numbers than Writer::most_numbers. Whether it gets
/// the records of Writer::takes is not checked.
[[nodiscard]] Result<void> check_schema(const Writer& writer, const Schema& schema);

/// Writes all records to `file`, on every core; `progress` counts records and can cancel (kCancelled). The
/// caller calls commit(). Errors of NewFile::write_at, of Writer::header and of check_schema().
[[nodiscard]] Result<void> write_records(const Writer& writer, const RecordSource& source,
                                         const NewFile& file, Progress& progress);

}  // namespace vertexview
