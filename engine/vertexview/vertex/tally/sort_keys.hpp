#pragma once
#include <cstdint>

#include "vertexview/record/element_reader.hpp"

namespace vertexview {

/// Turns numbers into unsigned integers of the same order, ascending or descending: equal numbers into equal
/// keys, and NaN into the largest in both directions. Const functions may be called from any thread.
class SortKeys {
 public:
  /// The most records that read() takes: their numbers stay in the first-level cache.
  static constexpr std::uint64_t kBlock = 512;

  SortKeys(const Element& number, bool descending) noexcept;

  /// Returns whether keys take more than 32 bits.
  [[nodiscard]] bool wide() const noexcept { return kind_ == Kind::kDouble || kind_ == Kind::kBits; }
  /// Returns the largest key.
  [[nodiscard]] std::uint64_t last() const noexcept { return wide() ? UINT64_MAX : UINT32_MAX; }
  /// Writes the key of each record to `out`, which has room for records.count, at most kBlock.
  void read(const RecordSpan& records, std::uint64_t* out) const noexcept;

 private:
  enum class Kind : std::uint8_t {
    kFloat,    ///< float32 tells the numbers apart
    kDouble,   ///< float64 does
    kInteger,  ///< of at most 32 bits
    kBits      ///< integers of 64 bits
  };

  ElementReader reader_;
  Kind kind_ = Kind::kFloat;
  bool is_signed_ = false;
  bool descending_ = false;
  bool reversed_ = false;
  std::uint64_t offset_ = 0;
};

}  // namespace vertexview
