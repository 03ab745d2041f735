#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "vertexview/formats/container.hpp"
#include "vertexview/io/mapped_file.hpp"
#include "vertexview/memory/error.hpp"
#include "vertexview/memory/strided_view.hpp"
#include "vertexview/record/record_streams.hpp"
#include "vertexview/vertex/colored_vertex.hpp"
#include "vertexview/vertex/companion.hpp"
#include "vertexview/vertex/layout_changes.hpp"
#include "vertexview/vertex/record_converter.hpp"
#include "vertexview/vertex/shading.hpp"

namespace vertexview {

struct FoundLayouts;

/// What a guess found in a file, and when the file was looked at.
struct LastGuess {
  FileStamp stamp;
  std::shared_ptr<const FoundLayouts> layouts;  ///< null before the first guess
};

/// Who said how the records of a dataset lie.
enum class LayoutSource : std::uint8_t {
  kDefault,    ///< nobody: they are taken as canonical records
  kExtension,  ///< the end of the file's name
  kGuessed,    ///< nobody: the bytes look like such records, see Dataset::Options::guess
  kHeader,     ///< the file itself, see Dataset::member()
  kSidecar,    ///< the sidecar of the file
  kGiven       ///< the caller, by Dataset::Options::layout
};

/// Returns "default", "extension", "guessed", "header", "sidecar" or "given".
[[nodiscard]] std::string_view layout_source_name(LayoutSource source) noexcept;

/// A file of fixed-stride vertex records, mapped and read through zero-copy views. A view is valid while any
/// copy of the Dataset it came from lives: copies share one mapping. Const functions may be called from
/// several threads. The bytes of the file may be untrusted. A function that is given records past size(),
/// which only a mistake of the caller can bring about, says so and aborts unless it returns a Result.
class Dataset {
 public:
  /// Its views end with the last copy, so a temporary gives none.
  static constexpr bool kOwnsItsBytes = true;

  struct Options {
    /// The layout. With nullopt it is that of the file's sidecar, else what the format that sniff() finds
    /// says, else a guess where `guess` asks for one, else the canonical one.
    std::optional<Layout> layout = std::nullopt;
    LayoutChanges changes = {};  ///< applied to `layout`, or to the one that was found
    /// Whether a layout is guessed where nobody says how the records lie: neither `layout`, a sidecar, a
    /// header nor the file's name, and `changes` not where they begin, how long they are or how many. What
    /// guess_layout() is sure of is taken, and layout_source() is then kGuessed; otherwise the records are
    /// canonical ones as without, and guess() has what may explain the file. It takes a few milliseconds for
    /// canonical records, and up to a fifth of a second for others, whatever the size of the file.
    ///
    ///     const auto file = Dataset::open("scan.bin", {.guess = true});
    ///     if (file && file->layout_source() == LayoutSource::kGuessed) tell(text_of(file->layout()));
    bool guess = false;
    /// Whether the best candidate of a guess is also taken where it is not sure, for a person who sees what
    /// comes of it and chooses among all of them.
    bool likeliest = false;
    /// What guess() said when the file was opened before. Where that was sure, it is taken again, without
    /// another look, as long as it leaves no bytes over, so that a file that is written anew keeps its
    /// layout.
    std::shared_ptr<const FoundLayouts> guessed = nullptr;
    /// Where a guess is kept, also when the file is then not opened; nullptr: nowhere. It is taken again for
    /// a file that was not written to since, so that whoever opens a file once more with other options does
    /// not look for its layout once more. For one thread at a time.
    std::shared_ptr<LastGuess> last_guess = nullptr;
    /// The name of the member to open of a file that holds several; "": the one that the path names, as in
    /// "FILE#NAME" (see parse_member_path()), else the first.
    std::string member = {};
    /// Whether `layout` is that of the records that the file's format has found (see member()) instead of
    /// the file's own bytes, as where mapping() is null.
    bool layout_of_member = false;
    /// Files of as many records whose numbers belong to these records too; the file itself comes first. Each
    /// is a stream of records(): nothing is copied. `changes` that say where records lie are about the file
    /// itself, all others about the joined records.
    std::vector<Companion> companions = {};
    /// Whether each element lies in a plane of its own, as in planes_of(), instead of record by record. The
    /// planes are streams of records().
    bool planes = false;
    /// With companions or planes: the layout of the joined records, instead of the one that they make.
    std::optional<Layout> joined_layout = std::nullopt;
    /// The most records to take, whatever the layout says and whatever bytes follow them: for what is left of
    /// a file that became shorter, and for a sample of a file.
    std::optional<std::uint64_t> at_most = std::nullopt;
    /// The origin that positions are made relative to, so that several datasets share a world; with nullopt,
    /// origin() is chosen from a sample. Canonical records whose layout adds nothing to their positions stay
    /// as they are.
    std::optional<std::array<double, 3>> origin = std::nullopt;
    AccessHint hint = AccessHint::kNormal;
    /// Of the pass over the whole file that decoding or a range of the whole file needs, see
    /// reads_whole_file().
    Progress* progress = nullptr;
    /// When false, a range of the whole file is that of a sample until with_whole_range().
    bool whole_range = true;
  };

  /// Maps `path` and finds its layout. Errors of MappedFile::open, read_sidecar, Reader::read and
  /// with_changes; kNotFound where the file has no member of that name; kRemainder for a size that is not a
  /// multiple of the stride (Layout::allow_tail and Layout::count open such a file anyway), kOutOfRange for
  /// fewer records than Layout::count. Of companions and planes: kInvalidArgument where a companion has more
  /// or fewer records, kBadFormat where nobody says how its records lie, and errors of planes_of() and
  /// join_streams(). Where the records lie in several places, kInvalidArgument for a layout of another
  /// stride, or with an offset.
  [[nodiscard]] static Result<Dataset> open(std::string_view path, Options options);
  [[nodiscard]] static Result<Dataset> open(std::string_view path) { return open(path, Options{}); }
  /// Returns a dataset of bytes that the caller keeps alive, such as records made in memory. path() is "".
  /// Errors as those of open(), except those of files.
  [[nodiscard]] static Result<Dataset> over(std::span<const std::byte> bytes, const Options& options);

  /// Returns the dataset with its colours over the range of all records where reads_whole_file() holds for
  /// it, which reads the whole file; otherwise a copy. origin() stays. kCancelled after progress->cancel().
  [[nodiscard]] Result<Dataset> with_whole_range(Progress* progress = nullptr) const;

  /// Returns the same records, of the same mapping, with another appearance; origin() stays. An automatic
  /// range is taken from a sample, and so is that of the whole file until with_whole_range(); a range that
  /// was found before for the same numbers is kept. bytes_serial() stays where the canonical records do not
  /// change, as where a coordinate gives the colour. Errors of color_numbers; kInvalidArgument for a given
  /// range that is not finite or runs backwards.
  [[nodiscard]] Result<Dataset> with_appearance(const Appearance& appearance) const;

  /// Returns the same records, of the same mapping and with the same canonical bytes, with another up axis.
  [[nodiscard]] Dataset with_up(UpAxis up) const;

  /// Returns the dataset of those vertices that are in `chosen`, in the order of the file, with the same
  /// origin and colour range; nothing is read or copied for it. records().stream_index() tells which record
  /// of the file each one is. Its records lie in several places, so that it has no bytes() and no vertices();
  /// it has a number of its own as bytes_serial(). kOutOfRange for a member that is not below size().
  [[nodiscard]] Result<Dataset> only(const IndexSet& chosen) const;

  /// Makes a dataset without records.
  Dataset() = default;

  [[nodiscard]] std::uint64_t size() const noexcept { return records_.count(); }
  [[nodiscard]] bool empty() const noexcept { return size() == 0; }
  [[nodiscard]] const Layout& layout() const& noexcept { return layout_; }
  [[nodiscard]] Layout layout() const&& { return layout_; }
  [[nodiscard]] std::uint64_t stride() const noexcept { return layout_.schema.stride; }
  [[nodiscard]] const std::string& path() const& noexcept;
  [[nodiscard]] std::string path() const&& { return path(); }
  /// Returns who said how the records lie.
  [[nodiscard]] LayoutSource layout_source() const noexcept { return layout_source_; }
  /// Returns what a guess found, whether it was sure or not; where none was made, Options::guessed.
  [[nodiscard]] const std::shared_ptr<const FoundLayouts>& guess() const& noexcept { return guess_; }
  [[nodiscard]] std::shared_ptr<const FoundLayouts> guess() const&& { return guess_; }
  /// Returns what the file's format says it holds; null where the format was not asked, because the caller or
  /// a sidecar said how the records lie.
  [[nodiscard]] const Container* container() const& noexcept { return container_.get(); }
  const Container* container() const&& = delete;
  /// Returns which member of container() this is; null where there is none.
  [[nodiscard]] const Member* member() const& noexcept { return member_; }
  const Member* member() const&& = delete;
  /// Returns whether bytes of the records, or all, are those of no file, but were decoded into memory.
  [[nodiscard]] bool decoded() const noexcept { return mapping_ != nullptr && !records_.in_files(); }
  /// Returns the bytes of the whole file, header and remainder included.
  [[nodiscard]] std::uint64_t file_size() const noexcept;
  /// Returns the number of bytes after the last record.
  [[nodiscard]] std::uint64_t remainder() const noexcept { return remainder_; }
  /// Returns the bytes that Layout::data_offset counts in: those of the file, or of the memory that records
  /// were decoded into; none where the records lie in several places.
  [[nodiscard]] std::span<const std::byte> source() const& noexcept { return source_; }
  std::span<const std::byte> source() const&& = delete;
  /// Returns the bytes of all records, size() * stride() of them; kWrongType where they lie in several
  /// places.
  [[nodiscard]] Result<std::span<const std::byte>> bytes() const&;
  Result<std::span<const std::byte>> bytes() const&& = delete;
  /// Returns where the records lie, as they are stored: the way to read blocks of them that serves records in
  /// one place and in several alike.
  [[nodiscard]] const RecordStreams& records() const& noexcept { return records_; }
  const RecordStreams& records() const&& = delete;
  /// Returns the bytes of record `index`, which must be below size(): where they lie, or in `room`.
  [[nodiscard]] std::span<const std::byte> record(std::uint64_t index, std::vector<std::byte>& room) const&;
  std::span<const std::byte> record(std::uint64_t index, std::vector<std::byte>& room) const&& = delete;

  /// Return zero-copy views of canonical records, relative to origin(). kWrongType where there is a
  /// converter(): such records are no vertices until read() or fetch() has converted them.
  [[nodiscard]] Result<StridedView<const Vector>> positions() const&;
  Result<StridedView<const Vector>> positions() const&& = delete;
  [[nodiscard]] Result<StridedView<const Color>> colors() const&;
  Result<StridedView<const Color>> colors() const&& = delete;
  [[nodiscard]] Result<StridedView<const ColoredVertex>> vertices() const&;
  Result<StridedView<const ColoredVertex>> vertices() const&& = delete;

  /// Copies records [first, first + out.size()) as canonical 20-byte records, converted where the layout is
  /// not canonical. first + out.size() must not exceed size(). The GPU gets what read() or fetch() gives.
  void read(std::uint64_t first, std::span<ColoredVertex> out) const noexcept;
  /// Copies like read(), but through the files' descriptors, without touching a page of a mapping. Meant for
  /// a few records far apart (touching a page for the first time costs several times such a read, and giving
  /// it back costs again) and for whole megabytes on their way to other memory. kOutOfRange for records past
  /// size(); kIo when the file has become shorter or its disk fails: `out` then holds anything.
  [[nodiscard]] Result<void> fetch(std::uint64_t first, std::span<ColoredVertex> out) const;
  /// Copies like read(), with the colours that a picture shows in place of the colour bytes that the GPU
  /// gets.
  void read_shown(std::uint64_t first, std::span<ColoredVertex> out) const noexcept;
  /// Returns record `index` as read_shown() gives it; it must be below size().
  [[nodiscard]] ColoredVertex operator[](std::uint64_t index) const noexcept;
  /// Returns record `index` as operator[] does; kOutOfRange when it is not below size().
  [[nodiscard]] Result<ColoredVertex> at(std::uint64_t index) const;

  /// Returns what read() subtracts from every position: positions in the file's own coordinates are those of
  /// read() plus origin(). For canonical records it is what the layout adds to them; see
  /// RecordConverter::origin().
  [[nodiscard]] std::array<double, 3> origin() const noexcept;
  /// Returns how read() converts; null for canonical records in one place, which go to the GPU untouched. It
  /// may have been made for an earlier appearance: shading() and color_range() are those of the present one.
  [[nodiscard]] const RecordConverter* converter() const& noexcept { return converter_.get(); }
  const RecordConverter* converter() const&& = delete;
  /// Returns how the canonical records become the colours of a picture.
  [[nodiscard]] const Shading& shading() const& noexcept { return shading_; }
  [[nodiscard]] Shading shading() const&& { return shading_; }
  /// Returns the numbers of the file that are shown as no colour and full colour.
  [[nodiscard]] const ValueRange& color_range() const& noexcept { return color_range_; }
  [[nodiscard]] ValueRange color_range() const&& { return color_range_; }
  /// Returns whether a range of the whole file is still that of a sample; with_whole_range() replaces
  /// it.
  [[nodiscard]] bool range_pending() const noexcept { return range_pending_; }
  /// Returns a number that identifies the canonical bytes of read(): two datasets of this process with the
  /// same number give the same bytes, so that a cache of them, on a GPU for instance, can use it as its key.
  /// 0 for a dataset without records.
  [[nodiscard]] std::uint64_t bytes_serial() const noexcept { return bytes_serial_; }
  /// Returns where record `index` begins in mapping()->bytes(); mapping() must not be null. size() gives the
  /// end of the last record.
  [[nodiscard]] std::uint64_t offset_of(std::uint64_t index) const noexcept;
  /// Fails as MappedFile::check_unchanged() does for any of files(). To be asked at the end by whoever
  /// reports, writes or draws a whole result.
  [[nodiscard]] Result<void> check_unchanged() const;
  /// Returns the mapping of the file at path() where all records lie there in one place; else null.
  [[nodiscard]] const MappedFile* mapping() const& noexcept;
  const MappedFile* mapping() const&& = delete;
  /// Returns the files that the records come from, for an owner that may outlive this dataset: that at
  /// path(), and those beside it. None for bytes of the caller.
  [[nodiscard]] std::vector<std::shared_ptr<const MappedFile>> files() const;

 private:
  /// Opens a file with companions or planes.
  [[nodiscard]] static Result<Dataset> open_joined(std::string_view path, const Options& options);
  /// Makes a dataset of the records in `bytes`, which are those of `file` where that is not null.
  [[nodiscard]] static Result<Dataset> of_bytes(std::span<const std::byte> bytes, const MappedFile* file,
                                                const Options& options);
  /// Makes a dataset of records in several places.
  [[nodiscard]] static Result<Dataset> of_streams(const RecordStreams& records, const Options& options);
  /// Finds out how records are converted.
  [[nodiscard]] Result<void> plan_conversion(const Options& options);

  /// Takes over what `converter` has found out, and the converter itself where the records need one.
  void take(RecordConverter converter);
  /// Takes over what `converter` has found out about a coordinate that gives the colour. Canonical records
  /// hold it already, so the converter stays. Returns false where another number gives the colour, or where
  /// there is no converter.
  [[nodiscard]] bool take_coordinate(const RecordConverter& converter);

  std::shared_ptr<const MappedFile> mapping_;
  std::shared_ptr<const Container> container_;
  const Member* member_ = nullptr;                          // of container_
  std::shared_ptr<const std::vector<Dataset>> companions_;  // which keep their files
  LayoutSource layout_source_ = LayoutSource::kGiven;
  std::shared_ptr<const FoundLayouts> guess_;
  std::shared_ptr<const RecordConverter> converter_;
  Layout layout_ = Layout::canonical();
  std::span<const std::byte> source_;
  RecordStreams records_;
  std::uint64_t remainder_ = 0;
  std::uint64_t bytes_serial_ = 0;
  bool range_pending_ = false;
  Shading shading_;
  ValueRange color_range_{0, 65535};
};

}  // namespace vertexview
