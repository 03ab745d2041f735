#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "vertexview/vertex/dataset.hpp"

namespace vertexview::gpu::detail {

class ReadAhead;

/// The datasets of one draw as one row of records: each record has an index over all datasets, and each block
/// of kBlockRecords has a number in its dataset.
class RecordRow {
 public:
  /// Large enough that a page of the file is not fetched twice, small enough that a few hundred of them are a
  /// fair sample of any file.
  static constexpr std::uint64_t kBlockRecords = 1024;
  /// Returns how many records one piece of a block has. Neighbours in the file are mostly neighbours in the
  /// picture, so that small pieces of all blocks show more at first than as many records in whole blocks. The
  /// more records a file has, the closer its neighbours are: 16 of them then show about what 64 do in a
  /// smaller file. Shorter runs would waste cache lines: 16 records of 20 bytes are five of them.
  [[nodiscard]] static constexpr std::uint64_t piece_records(std::uint64_t records) noexcept {
    return is_large(records) ? 16 : 64;
  }
  /// Returns whether a file of `records`, over 33 million, is drawn in small pieces. A lower limit would give
  /// smaller files pieces that show no more and cost more reads; a higher one would show less of larger
  /// files.
  [[nodiscard]] static constexpr bool is_large(std::uint64_t records) noexcept {
    return records > std::uint64_t{1} << 25;
  }

  struct Part {
    const Dataset* file = nullptr;
    const std::byte* records = nullptr;  // the mapped records; null where they have to be converted
    std::uint64_t serial = 0;
    std::uint32_t dataset = 0;
    std::uint64_t count = 0;
    std::uint64_t first_index = 0;
    ReadAhead* feed = nullptr;  // reads the file ahead; null where it is in memory

    [[nodiscard]] std::uint64_t piece_records() const noexcept { return RecordRow::piece_records(count); }
    [[nodiscard]] std::uint64_t blocks() const noexcept { return (count - 1) / kBlockRecords + 1; }
  };

  RecordRow() = default;
  explicit RecordRow(std::span<const Part> parts);

  [[nodiscard]] std::uint64_t records() const noexcept { return records_; }
  /// Returns the datasets that have records.
  [[nodiscard]] std::span<const Part> parts() const noexcept { return parts_; }
  /// Returns the number of the part that has record `index`, which must be below records().
  [[nodiscard]] std::size_t part_number_of(std::uint64_t index) const noexcept;
  [[nodiscard]] const Part& part_of(std::uint64_t index) const noexcept {
    return parts_[part_number_of(index)];
  }
  /// Returns the vertex id of a record, as the id image holds it; see vertex_id.hpp.
  [[nodiscard]] std::uint64_t id_of(std::uint64_t index) const noexcept;
  /// Returns whether both rows hold the same records under the same indices.
  [[nodiscard]] bool same_as(const RecordRow& other) const noexcept;

 private:
  std::vector<Part> parts_;
  std::uint64_t records_ = 0;
};

}  // namespace vertexview::gpu::detail
