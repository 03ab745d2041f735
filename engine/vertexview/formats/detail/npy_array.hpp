#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "vertexview/record/layout.hpp"
#include "vertexview/record/record_streams.hpp"
#include "vertexview/record/texts/numpy_dtype.hpp"

// An array of a .npy file, or of a member of a .npz, and how its items are records. The bytes may be
// untrusted; every function may be called from any thread.
namespace vertexview::detail {

/// What the header of an array says.
struct NpyHeader {
  NumpyType type;
  std::vector<std::uint64_t> shape;
  bool fortran = false;           ///< whether the first index runs fastest
  std::uint64_t data_offset = 0;  ///< where the items begin
};

/// Records made of an array: each has `numbers` numbers, or is one item of a structured type.
struct NpyRecords {
  std::uint64_t count = 0;
  std::uint64_t numbers = 0;  ///< 0 where structured
  /// Whether the numbers lie coordinate by coordinate, first x of all records, then y.
  bool planes = false;
  std::uint64_t stride = 0;
};

/// Returns whether the bytes begin as an array does.
[[nodiscard]] bool is_npy(std::span<const std::byte> bytes) noexcept;
/// Returns how many of the bytes of an array its header takes, as its first 12 bytes say; nullopt where they
/// begin no array.
[[nodiscard]] std::optional<std::uint64_t> npy_header_size(std::span<const std::byte> bytes) noexcept;
/// The longest header that is read: room for as many fields as an item can have, with long names.
inline constexpr std::uint64_t kLongestNpyHeader = std::uint64_t{1} << 20U;

/// Parses the header, of which all must lie in the bytes. Errors of numpy_type(); kBadFormat.
[[nodiscard]] Result<NpyHeader> parse_npy_header(std::span<const std::byte> bytes);

/// Returns how the array is a run of records. kBadFormat for sizes beyond 64 bits, kNotImplemented for an
/// array that holds no points, with the shapes that do.
[[nodiscard]] Result<NpyRecords> npy_records(const NpyHeader& header);

/// Returns the layout of the records: the offset is 0 where they lie in planes, else that of the data. What
/// the last three of six numbers mean, a sample of `data` tells; without data they are a colour.
[[nodiscard]] Result<Layout> npy_layout(const NpyHeader& header, const NpyRecords& records,
                                        std::span<const std::byte> data);

/// Returns the planes of the numbers, of which `data` holds all.
[[nodiscard]] std::vector<RecordStream> planes_of(const NpyHeader& header, const NpyRecords& records,
                                                  std::span<const std::byte> data);

/// A whole array read.
struct NpyArray {
  Layout layout;
  std::vector<RecordStream> streams;  ///< where the records lie in planes
  std::vector<std::string> notes;
};

/// Reads the array that the bytes begin with. Errors of the functions above; kBadFormat where the bytes end
/// before the array does. Offsets count in the bytes.
[[nodiscard]] Result<NpyArray> read_npy(std::span<const std::byte> bytes);

}  // namespace vertexview::detail
