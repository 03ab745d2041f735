#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "vertexview/io/mapped_file.hpp"
#include "vertexview/memory/error.hpp"
#include "vertexview/record/element_reader.hpp"
#include "vertexview/record/index_set.hpp"

namespace vertexview {

/// Where a part of every record lies: the whole records of a file, those of a file beside it, or the plane of
/// one element.
struct RecordStream {
  const std::byte* data = nullptr;   ///< the part of the first record
  std::uint64_t size = 0;            ///< bytes of a part
  std::uint64_t stride = 0;          ///< from the part of one record to that of the next; at least `size`
  std::uint64_t offset = 0;          ///< of the part in the record
  const MappedFile* file = nullptr;  ///< whose bytes hold all parts; null: they lie in memory

  /// Returns where the part of record `index` begins in file->bytes(); `file` must not be null.
  [[nodiscard]] std::uint64_t offset_of(std::uint64_t index) const noexcept {
    return static_cast<std::uint64_t>(data - file->bytes().data()) + index * stride;
  }
};

/// Records that lie in one place, or whose parts lie in several streams: whoever reads them asks for a block,
/// which is a view where they lie in one place, and is otherwise put together in the caller's memory. Nothing
/// else is copied. Like a span it owns neither the bytes nor the files, which must outlive it. Const
/// functions may be called from any thread. A function that is given records past count() aborts unless it
/// returns a Result.
class RecordStreams {
 public:
  RecordStreams() = default;
  /// Records that lie in one place; in `file`, where that is not null.
  // NOLINTNEXTLINE(google-explicit-constructor): records in one place are records
  RecordStreams(const RecordSpan& records, const MappedFile* file = nullptr);
  /// `count` records of the parts of `streams`, which lie one after the other in the record in this order,
  /// without a gap. There must be at least one; each has all records.
  RecordStreams(std::vector<RecordStream> streams, std::uint64_t count);

  [[nodiscard]] std::uint64_t count() const noexcept { return count_; }
  /// Returns how many bytes lie from one record to the next in a block.
  [[nodiscard]] std::uint64_t stride() const noexcept { return stride_; }
  /// Returns where the parts lie; of some records, those of all records that these were chosen from.
  [[nodiscard]] std::span<const RecordStream> streams() const& noexcept { return streams_; }
  std::span<const RecordStream> streams() const&& = delete;
  /// Returns whether block() copies nothing.
  [[nodiscard]] bool in_one_place() const noexcept { return in_one_place_; }
  /// Returns whether every stream lies in a mapped file.
  [[nodiscard]] bool in_files() const noexcept;
  /// Returns the mapped files, each once.
  [[nodiscard]] std::vector<const MappedFile*> files() const;

  /// Returns records [first, first + count): where they lie, or in `room`, which is made large enough.
  [[nodiscard]] RecordSpan block(std::uint64_t first, std::uint64_t count,
                                 std::vector<std::byte>& room) const {
    require_within(first, count);
    if (in_one_place_) return {data_ + first * stride_, count, stride_};
    room.resize(static_cast<std::size_t>(count * stride_));
    gather(first, count, room.data());
    return {room.data(), count, stride_};
  }
  /// Returns all records, which must lie in one place.
  [[nodiscard]] RecordSpan whole() const noexcept;
  /// Copies records [first, first + count) to `out`, which has room for count * stride() bytes.
  void gather(std::uint64_t first, std::uint64_t count, std::byte* out) const noexcept;
  /// Copies like gather(), but through the descriptors of the files, without touching a page of the mappings.
  /// kOutOfRange for records past count(); errors of MappedFile::read, with the path of the file.
  [[nodiscard]] Result<void> read(std::uint64_t first, std::uint64_t count, std::byte* out) const;

  /// Returns those of these records that are in `chosen`, in the order that they have here; nothing is copied
  /// before they are read. kOutOfRange for a member that is not below count().
  [[nodiscard]] Result<RecordStreams> only(const IndexSet& chosen) const;
  /// Returns which records of streams() these are; null where they are all.
  [[nodiscard]] const IndexSet* chosen() const noexcept;
  /// Returns how many records streams() have: count(), or more where these were chosen from them.
  [[nodiscard]] std::uint64_t stream_count() const noexcept;
  /// Returns which record of streams() record `index` is; it must be below count().
  [[nodiscard]] std::uint64_t stream_index(std::uint64_t index) const noexcept;

  struct Reduced;
  /// Returns the same records with hardly more bytes than those of `elements`, which then have other offsets.
  /// They lie in one place where all elements are of one stream. Records that lie in one place stay as they
  /// are.
  [[nodiscard]] Reduced reduced_to(std::vector<Element> elements) const;

  // What the files tell of records, and are told: of each file, as MappedFile does. Streams in memory are in
  // memory, and have no hole.
  void advise(AccessHint hint, std::uint64_t first, std::uint64_t count) const noexcept;
  [[nodiscard]] Result<void> populate(std::uint64_t first, std::uint64_t count) const;
  [[nodiscard]] bool in_memory(std::uint64_t index) const noexcept;
  /// Returns how many records from `first` on lie in holes, with all of their parts: they are all alike.
  [[nodiscard]] std::uint64_t records_in_hole(std::uint64_t first) const noexcept;
  /// Returns the first record at or after `first` that does; count() where there is none.
  [[nodiscard]] std::uint64_t next_hole(std::uint64_t first) const noexcept;

 private:
  void require_within(std::uint64_t first, std::uint64_t count) const noexcept {
    if (first > count_ || count > count_ - first) [[unlikely]]
      abort_past_the_end(first, count);
  }
  [[noreturn]] void abort_past_the_end(std::uint64_t first, std::uint64_t count) const noexcept;
  /// Calls visit(range) for the ranges of records of streams() that records [first, first + count) are.
  template <class Visit>
  void for_each_run(std::uint64_t first, std::uint64_t count, const Visit& visit) const;
  /// Calls visit(runs) for those ranges, several of them at once where they lie so near that reading them and
  /// what is between them takes less time than asking for each. Stops at the first error, which it returns.
  template <class Visit>
  [[nodiscard]] Result<void> for_each_window(std::uint64_t first, std::uint64_t count,
                                             const Visit& visit) const;
  [[nodiscard]] Result<void> read_chosen(std::uint64_t first, std::uint64_t count, std::byte* out) const;

  struct Subset;
  /// Returns those records of `all`, which are all records of their streams, that are chosen.
  [[nodiscard]] static RecordStreams some_of(RecordStreams all, IndexSet chosen);

  std::vector<RecordStream> streams_;
  const std::byte* data_ = nullptr;  // of the only stream, where the records lie in one place
  std::uint64_t count_ = 0;
  std::uint64_t stride_ = 0;
  bool in_one_place_ = true;
  std::shared_ptr<const Subset> subset_;  ///< null: these are all records of the streams
};

/// Some records, and those that they were chosen from.
struct RecordStreams::Subset {
  RecordStreams all;
  IndexSet chosen;
};

/// What reduced_to() gives.
struct RecordStreams::Reduced {
  RecordStreams records;
  std::vector<Element> elements;
};

/// Returns "record 7 is past the end of 4 records", or so for several.
[[nodiscard]] std::string past_the_end_text(std::uint64_t first, std::uint64_t count, std::uint64_t size);

}  // namespace vertexview
