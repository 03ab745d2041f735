#pragma once
// Files read as records of some schema: a Reader looks at a file and says where which records lie in it.
// Nothing is copied or converted here.
//
// A new format is one file of this folder with a Reader in it, a line here, a line in readers(), and its
// ending in is_vertex_file_name(), by which a folder is opened. Its read() proves what the header says before
// it is used: all arithmetic checked, every limit told in the error.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "vertexview/memory/error.hpp"
#include "vertexview/record/schema.hpp"

namespace vertexview {

/// Records of one schema in a row, `schema.stride` bytes from one to the next.
struct Stream {
  Schema schema;
  std::uint64_t offset = 0;  ///< of the first record, in bytes from the begin of the file
  /// How many records there are. Nullopt where the file does not say so, and its size decides: see
  /// count_records().
  std::optional<std::uint64_t> count = std::nullopt;
};

/// The records that a file holds.
struct Container {
  std::string_view format;      ///< the name of the Reader that found it
  std::vector<Stream> streams;  ///< at least one
};

/// A format that files are read in. All functions may be called from any thread and with untrusted bytes;
/// `bytes` are those of the whole file.
struct Reader {
  std::string_view name;  ///< as in "Gaussian splats"
  /// Returns whether a file is of this format: by its first bytes, or by the end of its name where no bytes
  /// identify the format.
  bool (*recognises)(std::string_view path, std::span<const std::byte> bytes) noexcept;
  /// Returns where the records lie in a file that is of this format. kBadFormat, with the offset in the file,
  /// where a header is impossible. validate() accepts each schema.
  Result<Container> (*read)(std::string_view path, std::span<const std::byte> bytes);
};

/// Reads records without a header, of the schema that is usual for the name of the file, else canonical ones.
/// Recognises every file.
[[nodiscard]] const Reader& raw_reader() noexcept;
/// Reads Gaussian splats: .splat.
[[nodiscard]] const Reader& splat_reader() noexcept;

/// Returns all readers in the order in which they are asked; raw_reader() is the last.
[[nodiscard]] std::span<const Reader* const> readers() noexcept;
/// Returns the first reader that recognises the file.
[[nodiscard]] const Reader& sniff(std::string_view path, std::span<const std::byte> bytes) noexcept;

/// Returns whether a file of this name usually holds vertices, upper and lower case alike: whether it ends in
/// .bin or as those of a preset do. Which files of a folder to open is decided by it; a file that is named
/// is read whatever its name.
[[nodiscard]] bool is_vertex_file_name(std::string_view path) noexcept;
/// Returns the endings that is_vertex_file_name() knows, for a message: ".bin, .pcd.bin, .splat".
[[nodiscard]] std::string vertex_file_endings();

/// How many records a caller wants.
struct CountOptions {
  std::optional<std::uint64_t> count = std::nullopt;  ///< records to take; nullopt: all
  bool allow_tail = false;                            ///< ignore bytes after the last whole record
};

/// Returns the number of records to take of a stream in a file of `file_size` bytes; all of them lie in the
/// file. kOutOfRange when the stream begins past the end or holds fewer records than wanted, kRemainder when
/// bytes follow the last whole record of a stream that ends with the file; errors of Schema::validate().
[[nodiscard]] Result<std::uint64_t> count_records(std::uint64_t file_size, const Stream& stream,
                                                  const CountOptions& options);

}  // namespace vertexview
