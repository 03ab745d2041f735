#pragma once
// Values to bytes and back, as Python's struct.pack and its relatives. These functions copy; views read
// without them.
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <iterator>
#include <optional>
#include <span>
#include <vector>

#include "vertexview/memory/error.hpp"
#include "vertexview/memory/format.hpp"
#include "vertexview/memory/value.hpp"

namespace vertexview {

/// Returns the record that holds `values`, one for each value of the format, records and shapes flattened.
/// Padding is zero. Fails with kBadFormat for another number of values, for a value of a type that its code
/// does not take or out of its range (the text names the value's position and the range); kOverflow for a
/// number too large for a float.
[[nodiscard]] Result<std::vector<std::byte>> pack(const Format& format, std::span<const Value> values);
[[nodiscard]] Result<std::vector<std::byte>> pack(const Format& format, std::initializer_list<Value> values);

/// Packs the record into target[offset, offset + itemsize); a negative offset counts from the end. Nothing is
/// written unless everything can be; fails as pack() does, and with kBadFormat where the record does not fit.
[[nodiscard]] Result<void> pack_into(const Format& format, std::span<std::byte> target, std::int64_t offset,
                                     std::span<const Value> values);
[[nodiscard]] Result<void> pack_into(const Format& format, std::span<std::byte> target, std::int64_t offset,
                                     std::initializer_list<Value> values);

/// Returns the values of the record in `bytes`, which must be exactly format.itemsize() long (kBadFormat).
[[nodiscard]] Result<std::vector<Value>> unpack(const Format& format, std::span<const std::byte> bytes);

/// Returns the values of the record at `offset`, a negative one counting from the end; fails with kBadFormat
/// where the record does not lie inside.
[[nodiscard]] Result<std::vector<Value>> unpack_from(const Format& format, std::span<const std::byte> bytes,
                                                     std::int64_t offset = 0);

/// A range of records, each a list of values that is read when it is reached.
class UnpackedRecords {
 public:
  class iterator {
   public:
    using value_type = std::vector<Value>;
    using reference = value_type;
    using pointer = void;
    using difference_type = std::ptrdiff_t;
    using iterator_category = std::input_iterator_tag;

    iterator() noexcept = default;
    [[nodiscard]] value_type operator*() const;
    iterator& operator++() noexcept {
      ++index_;
      return *this;
    }
    iterator operator++(int) noexcept { return {records_, index_++}; }
    friend bool operator==(const iterator& a, const iterator& b) noexcept { return a.index_ == b.index_; }

   private:
    friend class UnpackedRecords;
    iterator(const UnpackedRecords* records, std::size_t index) noexcept : records_(records), index_(index) {}
    const UnpackedRecords* records_ = nullptr;
    std::size_t index_ = 0;
  };

  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  [[nodiscard]] iterator begin() const& noexcept { return {this, 0}; }
  [[nodiscard]] iterator end() const& noexcept { return {this, size_}; }
  iterator begin() const&& = delete;
  iterator end() const&& = delete;

 private:
  friend Result<UnpackedRecords> iter_unpack(const Format& format, std::span<const std::byte> bytes);
  UnpackedRecords(const Format& format, std::span<const std::byte> bytes, std::size_t size)
      : format_(format), bytes_(bytes), size_(size) {}

  Format format_;
  std::span<const std::byte> bytes_;
  std::size_t size_;
};

/// Returns all records in `bytes`, which the caller keeps alive and whose size must be a multiple of the
/// format's, as a range of size() lists. Fails with kBadFormat otherwise, and for a format of no bytes.
[[nodiscard]] Result<UnpackedRecords> iter_unpack(const Format& format, std::span<const std::byte> bytes);

}  // namespace vertexview
