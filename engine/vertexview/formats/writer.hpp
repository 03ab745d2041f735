#pragma once
// Files written from records of any schema. A new format is one file of this folder with a Writer in it, and
// a line in writers().
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "vertexview/io/new_file.hpp"
#include "vertexview/memory/error.hpp"
#include "vertexview/record/element_reader.hpp"
#include "vertexview/record/schema.hpp"
#include "vertexview/task/progress.hpp"

namespace vertexview {

/// Records that are to be written.
struct RecordSource {
  Schema schema;
  std::uint64_t count = 0;
  /// Gives records [first, first + count): where they lie, or in `room`, which is the caller's and may be
  /// resized. Called from several threads at once, each with a room of its own.
  std::function<RecordSpan(std::uint64_t first, std::uint64_t count, std::vector<std::byte>& room)> records;
};

/// One format that records can be written in. All functions may be called from any thread.
struct Writer {
  /// Gives the file's bytes for some records: where they lie, or in `room`.
  using Encode =
      std::function<std::span<const std::byte>(const RecordSpan& records, std::vector<std::byte>& room)>;

  std::string_view extension;  ///< with its dot, as in ".csv"
  std::string_view name;       ///< as in "CSV"
  /// Whether the records have to be canonical ones. Other writers take any schema whose elements it shows.
  bool canonical = false;
  /// The bytes before the records.
  std::string (*header)(const Schema& schema, std::uint64_t count) = nullptr;
  /// What turns records of the schema into the bytes that follow. The function may be called from several
  /// threads at once.
  Encode (*encoder)(const Schema& schema) = nullptr;
};

/// An encoder() of formats that hold the records as they are.
[[nodiscard]] Writer::Encode records_as_they_are(const Schema& schema);

/// Canonical records as they are: .bin.
[[nodiscard]] const Writer& bin_writer() noexcept;
/// A line of text for each record: .csv.
[[nodiscard]] const Writer& csv_writer() noexcept;
/// NumPy's array of records: .npy.
[[nodiscard]] const Writer& npy_writer() noexcept;

/// All of them.
[[nodiscard]] std::span<const Writer* const> writers() noexcept;
/// The one whose extension ends `path`, or null.
[[nodiscard]] const Writer* writer_for(std::string_view path) noexcept;

/// Whether the writer can write records of that schema: kInvalidArgument where nothing of them would be
/// shown.
[[nodiscard]] Result<void> check_schema(const Writer& writer, const Schema& schema);

/// Writes a whole file of the records to `file`, from first to last, on every core; `progress` counts records
/// and can cancel (kCancelled). commit() is the caller's. Errors: those of NewFile::write_at and
/// of check_schema().
[[nodiscard]] Result<void> write_records(const Writer& writer, const RecordSource& source,
                                         const NewFile& file, Progress& progress);

}  // namespace vertexview
