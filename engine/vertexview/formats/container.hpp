#pragma once
// Files read as records: a Reader looks at a file and says which records lie in it, and what their numbers
// mean. Records of a fixed stride are left where they are; only text and compressed records are decoded, into
// memory.
//
// A new format is one file of this folder with a Reader in it, a line here, and a line in readers(). Its
// read() proves what the header says before it is used: all arithmetic checked, every limit told in the
// error.
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "vertexview/memory/error.hpp"
#include "vertexview/record/layout.hpp"
#include "vertexview/record/record_streams.hpp"
#include "vertexview/task/progress.hpp"

namespace vertexview {

/// Bytes in memory that hold decoded records. `owner` keeps them.
struct RecordBytes {
  std::span<const std::byte> bytes;
  std::shared_ptr<const void> owner;
};

/// Records of one schema that a file holds: what becomes a dataset.
struct Member {
  /// How this one of several is asked for, as the name of an array in an archive; "" where a file has one.
  std::string name = {};
  /// Where the records begin and how many there are, if the file says so; what their numbers mean.
  Layout layout = {};
  /// The bytes that layout.data_offset counts in, where they are not those of the file. A member that is not
  /// the wanted one, see FileBytes::member, may lack them and thus has a name and a schema only.
  std::optional<RecordBytes> memory = std::nullopt;
  /// Where the parts of the records lie, where they are not bytes of the file one after the other: in several
  /// places of it, in files beside it (Container::files), or in memory, which `owners` keep. They make
  /// layout.count records of layout.schema; the layout has no offset. Empty otherwise.
  std::vector<RecordStream> streams = {};
  std::vector<std::shared_ptr<const void>> owners = {};
};

/// What a file holds.
struct Container {
  std::string_view format;      ///< the name of the Reader that found it
  std::vector<Member> members;  ///< at least one; the first is the one to show
  /// What a person should know of the header: "the viewpoint is ignored", each a sentence without its end.
  std::vector<std::string> notes = {};
  /// Whether the members are parts of one whole, as the meshes of a scene, that are shown together.
  bool show_all = false;
  /// The files beside this one whose bytes members have.
  std::vector<std::shared_ptr<const MappedFile>> files = {};
};

/// A file that is looked at.
struct FileBytes {
  std::string_view path;
  std::span<const std::byte> bytes;  ///< of the whole file
  /// The name of the member that is wanted of several; "": the first. A reader decodes no other one.
  std::string_view member = {};
};

/// A format that files are read in. All functions may be called from any thread and with untrusted bytes.
struct Reader {
  std::string_view name;  ///< as in "Gaussian splats"
  /// The usual ends of names, with their dots and in lower case, as in ".splat"; by them a folder is opened.
  std::span<const std::string_view> endings;
  /// Returns whether a file is of this format: by its first bytes, or by the end of its name where no bytes
  /// identify the format.
  bool (*recognises)(const FileBytes& file) noexcept;
  /// Returns what lies in a file that is of this format. kBadFormat, with the offset in the file, where a
  /// header is impossible; kNotImplemented, with what helps, where it is possible and not supported.
  /// `progress`, which may be null, counts bytes of a file that has to be decoded, and can cancel it
  /// (kCancelled). validate() accepts each schema.
  Result<Container> (*read)(const FileBytes& file, Progress* progress);
};

/// Reads records without a header, of the schema that is usual for the name of the file, else canonical ones.
/// Recognises every file.
[[nodiscard]] const Reader& raw_reader() noexcept;
/// Reads lidar points of the ASPRS: .las.
[[nodiscard]] const Reader& las_reader() noexcept;
/// Reads the vertices of scenes in glTF 2.0: .glb and .gltf.
[[nodiscard]] const Reader& gltf_reader() noexcept;
/// Reads points of the Point Cloud Library: .pcd.
[[nodiscard]] const Reader& pcd_reader() noexcept;
/// Reads Gaussian splats: .splat.
[[nodiscard]] const Reader& splat_reader() noexcept;
/// Reads the vertices of PLY files, Gaussian splats among them: .ply.
[[nodiscard]] const Reader& ply_reader() noexcept;
/// Reads lines of numbers: .xyz, .csv, .tsv, .pts, .asc and others.
[[nodiscard]] const Reader& text_reader() noexcept;
/// Recognises formats that are not read; its read() says what a file is and what converts it.
[[nodiscard]] const Reader& unsupported_reader() noexcept;
/// Reads NumPy's arrays: .npy.
[[nodiscard]] const Reader& npy_reader() noexcept;
/// Reads NumPy's archives of arrays: .npz.
[[nodiscard]] const Reader& npz_reader() noexcept;

/// Returns all readers in the order in which they are asked; raw_reader() is the last.
[[nodiscard]] std::span<const Reader* const> readers() noexcept;
/// Returns the first reader that recognises the file.
[[nodiscard]] const Reader& sniff(const FileBytes& file) noexcept;
/// Returns whether a file of this name usually holds vertices, upper and lower case alike: whether it ends as
/// those of a reader or of a preset do. Which files of a folder to open is decided by it; a file that is
/// named is read whatever its name.
[[nodiscard]] bool is_vertex_file_name(std::string_view path) noexcept;
/// Returns the endings that is_vertex_file_name() knows, for a message: ".bin, .pcd.bin, .splat".
[[nodiscard]] std::string vertex_file_endings();

/// How many records a caller wants.
struct CountOptions {
  std::optional<std::uint64_t> count = std::nullopt;  ///< records to take; nullopt: all
  bool allow_tail = false;                            ///< ignore bytes after the last whole record
};

/// Returns the number of records to take of `size` bytes that hold records of `layout`; all of them lie in
/// the bytes. Layout::count is how many the file says there are. kOutOfRange when the records begin past the
/// end or are fewer than the file says or than are wanted, kRemainder when bytes follow the last whole record
/// where the file names no count; errors of Schema::validate().
[[nodiscard]] Result<std::uint64_t> count_records(std::uint64_t size, const Layout& layout,
                                                  const CountOptions& options);

/// Returns all records of a member of the file that has these bytes. Errors of count_records().
[[nodiscard]] Result<RecordStreams> records_of(const Member& member, std::span<const std::byte> file);

}  // namespace vertexview
