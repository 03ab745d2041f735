#pragma once
// Files read as records of some schema: a Reader looks at a file and says where which records lie in it.
// Nothing is copied or converted here.
//
// A new format is one file of this folder with a Reader in it, a line here, and a line in readers(). Its
// read() proves what the header says before it is used: all arithmetic checked, every limit told in the
// error.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "vertexview/memory/error.hpp"
#include "vertexview/record/schema.hpp"

namespace vertexview {

/// Records of one schema in a row, `schema.stride` bytes from one to the next.
struct Stream {
  Schema schema;
  std::uint64_t offset = 0;  ///< of the first record, in bytes from the beginning of the file
  /// How many records there are; nullopt where the file does not say, so that its size does: see
  /// count_records().
  std::optional<std::uint64_t> count = std::nullopt;
};

/// What lies in a file.
struct Container {
  std::string_view format;      ///< the name of the Reader that found it
  std::vector<Stream> streams;  ///< at least one
};

/// One format that files are read in. All functions may be called from any thread; `bytes` are the whole
/// file's.
struct Reader {
  std::string_view name;  ///< as in "Gaussian splats"
  /// Whether a file is of this format: by its first bytes, and where the format has none that identify it by
  /// how its name ends.
  bool (*recognises)(std::string_view path, std::span<const std::byte> bytes) noexcept;
  /// Where the records lie in a file that is of this format. kBadFormat, with the offset in the file, where a
  /// header says what cannot be. Each schema is one that validate() accepts.
  Result<Container> (*read)(std::string_view path, std::span<const std::byte> bytes);
};

/// Records without a header, of the schema that is usual for the file's name, else canonical ones. It
/// recognises every file.
[[nodiscard]] const Reader& raw_reader() noexcept;
/// Gaussian splats: .splat.
[[nodiscard]] const Reader& splat_reader() noexcept;

/// All of them, in the order in which they are asked; raw_reader() is the last.
[[nodiscard]] std::span<const Reader* const> readers() noexcept;
/// The first that recognises the file.
[[nodiscard]] const Reader& sniff(std::string_view path, std::span<const std::byte> bytes) noexcept;

/// What a caller knows of the number of records.
struct CountOptions {
  std::optional<std::uint64_t> count = std::nullopt;  ///< records to take; nullopt: all
  bool allow_tail = false;                            ///< ignore bytes after the last whole record
};

/// The number of records to take of a stream in a file of `file_size` bytes; all of them lie in it.
/// kOutOfRange when the stream begins past the end or holds fewer than are wanted, kRemainder when bytes
/// follow the last whole record of a stream that ends with the file. `schema.stride` must not be 0.
[[nodiscard]] Result<std::uint64_t> count_records(std::uint64_t file_size, const Stream& stream,
                                                  const CountOptions& options);

}  // namespace vertexview
