#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "vertexview/io/mapped_file.hpp"
#include "vertexview/memory/error.hpp"
#include "vertexview/memory/strided_view.hpp"
#include "vertexview/vertex/colored_vertex.hpp"
#include "vertexview/vertex/layout_changes.hpp"
#include "vertexview/vertex/record_converter.hpp"
#include "vertexview/vertex/shading.hpp"

namespace vertexview {

/// A file of fixed-stride vertex records, mapped, and read through zero-copy views. The views are valid while
/// any copy of the Dataset they came from lives: copies share one mapping. Reading is thread-safe.
class Dataset {
 public:
  struct Options {
    /// nullopt: that of the file's sidecar, else what the format that sniff() finds says, else the canonical
    /// layout.
    std::optional<Layout> layout = std::nullopt;
    LayoutChanges changes = {};  ///< applied to whatever layout that is
    /// The most records to take, whatever the layout says and whatever follows them: what is left of a file
    /// that became shorter, or a sample of one.
    std::optional<std::uint64_t> at_most = std::nullopt;
    /// What positions are to be relative to, so that several files share a world; nullopt: origin() is chosen
    /// from a sample. Canonical records to which the layout adds nothing stay as they are.
    std::optional<std::array<double, 3>> origin = std::nullopt;
    AccessHint hint = AccessHint::kNormal;
    Progress* progress = nullptr;  ///< of a look at the whole file, which only ColorRange::kFile needs
    /// False: ColorRange::kFile is that of a sample until with_whole_range().
    bool whole_range = true;
  };

  /// Maps `path`. Beyond the errors of MappedFile::open: kRemainder for a size that is not a
  /// multiple of the stride (Layout::allow_tail and Layout::count open it anyway), kOutOfRange for fewer
  /// records than Layout::count; those of read_sidecar, of Reader::read and of with_changes.
  [[nodiscard]] static Result<Dataset> open(std::string_view path, Options options);
  [[nodiscard]] static Result<Dataset> open(std::string_view path) { return open(path, Options{}); }
  /// The same over bytes that the caller keeps alive, as in records made in memory. path() is "".
  [[nodiscard]] static Result<Dataset> over(std::span<const std::byte> bytes, const Options& options);

  /// The same file with colours over the range of all its records, where ColorRange::kFile asks for it; reads
  /// the whole file then. origin() stays. kCancelled after progress->cancel().
  [[nodiscard]] Result<Dataset> with_whole_range(Progress* progress = nullptr) const;

  /// The same records of the same mapping with other colours; origin() stays. An automatic range looks at a
  /// sample, ColorRange::kFile at one, too, until with_whole_range(); a range that was found for the same
  /// numbers is kept. bytes_serial() stays where the canonical records are the same as before. Errors of
  /// color_numbers, kInvalidArgument for a given range that is not finite or runs backwards.
  [[nodiscard]] Result<Dataset> with_appearance(const Appearance& appearance) const;

  /// No records.
  Dataset() = default;

  [[nodiscard]] std::uint64_t size() const noexcept { return count_; }
  [[nodiscard]] bool empty() const noexcept { return count_ == 0; }
  [[nodiscard]] const Layout& layout() const noexcept { return layout_; }
  [[nodiscard]] std::uint64_t stride() const noexcept { return layout_.schema.stride; }
  [[nodiscard]] const std::string& path() const noexcept;
  /// The whole file in bytes, header and remainder included.
  [[nodiscard]] std::uint64_t file_size() const noexcept;
  /// Bytes after the last record.
  [[nodiscard]] std::uint64_t remainder() const noexcept { return remainder_; }
  /// The records' bytes: size() * stride() of them.
  [[nodiscard]] std::span<const std::byte> bytes() const noexcept { return bytes_; }
  /// Records [first, first + count) as they lie in the file; the range must not end past size().
  [[nodiscard]] RecordSpan records(std::uint64_t first, std::uint64_t count) const noexcept;
  /// The bytes of record `index`, which must be below size().
  [[nodiscard]] std::span<const std::byte> record(std::uint64_t index) const noexcept;

  /// Zero-copy views of canonical records, relative to origin(); `converter()` must be null.
  [[nodiscard]] StridedView<const Vector> positions() const noexcept;
  [[nodiscard]] StridedView<const Color> colors() const noexcept;
  [[nodiscard]] StridedView<const ColoredVertex> vertices() const noexcept;

  /// Copies records [first, first + out.size()) as canonical 20-byte records, converting where the layout is
  /// another. This is the road to the GPU. first + out.size() must not exceed size().
  void read(std::uint64_t first, std::span<ColoredVertex> out) const noexcept;
  /// The same through the file's descriptor: no page of the mapping is touched. For a few records far apart
  /// (touching a page for the first time costs several times such a read, and so does giving it back) and for
  /// whole megabytes on their way to other memory. kIo when the file has become shorter or its disk fails:
  /// `out` then holds anything.
  [[nodiscard]] Result<void> fetch(std::uint64_t first, std::span<ColoredVertex> out) const;
  /// read(), with the colours that a picture shows in place of the bytes that the GPU gets.
  void read_shown(std::uint64_t first, std::span<ColoredVertex> out) const noexcept;
  /// The record `index` as read_shown() gives it; must be below size().
  [[nodiscard]] ColoredVertex operator[](std::uint64_t index) const noexcept;
  /// The same, checked.
  [[nodiscard]] Result<ColoredVertex> at(std::uint64_t index) const;

  /// What read() subtracts from every position: positions in the file's own coordinates are read() +
  /// origin(). For canonical records what the layout adds to them; see RecordConverter::origin().
  [[nodiscard]] std::array<double, 3> origin() const noexcept;
  /// How read() converts, or null for canonical records, which go to the GPU untouched.
  [[nodiscard]] const RecordConverter* converter() const noexcept { return converter_.get(); }
  /// How the canonical records become the colours of a picture.
  [[nodiscard]] const Shading& shading() const noexcept { return shading_; }
  /// The numbers of the file that are shown as no colour and full colour.
  [[nodiscard]] const ValueRange& color_range() const noexcept { return color_range_; }
  /// Whether ColorRange::kFile is that of a sample until with_whole_range().
  [[nodiscard]] bool range_pending() const noexcept { return range_pending_; }
  /// Names the canonical bytes that read() gives: two files of this process with the same number give the
  /// same bytes, so that what is kept of them elsewhere, on a GPU for instance, can be kept by it. 0: no
  /// records.
  [[nodiscard]] std::uint64_t bytes_serial() const noexcept { return bytes_serial_; }
  /// Where record `index` begins in mapping()->bytes(), which must be there; size() for the end of the last.
  [[nodiscard]] std::uint64_t offset_of(std::uint64_t index) const noexcept;
  /// The mapping, or null for bytes in memory.
  [[nodiscard]] const MappedFile* mapping() const noexcept { return mapping_.get(); }
  /// The same, to keep it: for what must not end before the mapping does.
  [[nodiscard]] const std::shared_ptr<const MappedFile>& shared_mapping() const noexcept { return mapping_; }

 private:
  /// Takes what `converter` found out, and the converter itself where the records need one.
  void take(RecordConverter converter);

  std::shared_ptr<const MappedFile> mapping_;
  std::shared_ptr<const RecordConverter> converter_;
  Layout layout_ = Layout::canonical();
  std::span<const std::byte> bytes_;
  std::uint64_t count_ = 0;
  std::uint64_t remainder_ = 0;
  std::uint64_t bytes_serial_ = 0;
  bool range_pending_ = false;
  Shading shading_;
  ValueRange color_range_{0, 65535};
};

}  // namespace vertexview
