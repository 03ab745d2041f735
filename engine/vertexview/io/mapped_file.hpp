#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "vertexview/io/fault_guard.hpp"
#include "vertexview/io/file_stamp.hpp"
#include "vertexview/memory/error.hpp"

namespace vertexview {

/// How the bytes will be visited. A hint never makes an open fail.
enum class AccessHint : std::uint8_t { kNormal, kSequential, kRandom, kWillNeed };

/// A read-only memory mapping of a regular file, or of `length` bytes of it from `offset` (any value:
/// alignment to pages is the mapping's business). An empty file is a valid empty mapping. Move-only; the
/// mapping ends with the object. Const functions may be called from any thread. If another process truncates
/// the file while it is mapped, touching the lost pages raises SIGBUS, or gives zeros in a program with the
/// fault guard; if it writes to the file, the bytes here change. Whoever makes a whole result of the bytes
/// therefore asks check_unchanged() at the end. read() returns an Error for lost bytes, and never a signal.
class MappedFile {
 public:
  /// Its views end with it, so a temporary gives none.
  static constexpr bool kOwnsItsBytes = true;

  struct Options {
    std::uint64_t offset = 0;
    std::optional<std::uint64_t> length = std::nullopt;  ///< nullopt: to the end of the file
    AccessHint hint = AccessHint::kNormal;
  };

  /// Maps `path`, whose bytes go to the system unchanged. Errors, each with its path and the system's reason:
  /// missing, no permission, a directory, a FIFO, socket or device (open() never blocks on them), offset or
  /// offset+length past the end, too large for the address space. After an error no descriptor stays open.
  [[nodiscard]] static Result<MappedFile> open(std::string_view path, const Options& options);
  [[nodiscard]] static Result<MappedFile> open(std::string_view path) { return open(path, Options{}); }

  /// Maps `path` copy-on-write: writable_bytes() may be changed, nobody else sees the changes and the file
  /// keeps its bytes. Fails as open() does.
  [[nodiscard]] static Result<MappedFile> open_private(std::string_view path, const Options& options);
  [[nodiscard]] static Result<MappedFile> open_private(std::string_view path) {
    return open_private(path, Options{});
  }

  MappedFile() noexcept = default;
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  ~MappedFile();

  [[nodiscard]] std::span<const std::byte> bytes() const& noexcept { return {data_, size_}; }
  std::span<const std::byte> bytes() const&& = delete;
  /// Returns the bytes of a mapping from open_private; empty for a read-only one.
  [[nodiscard]] std::span<std::byte> writable_bytes() & noexcept {
    return private_ ? std::span<std::byte>(data_, size_) : std::span<std::byte>();
  }
  std::span<std::byte> writable_bytes() && = delete;
  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  [[nodiscard]] bool empty() const noexcept { return size_ == 0; }
  [[nodiscard]] const std::string& path() const& noexcept { return path_; }
  [[nodiscard]] std::string path() const&& { return path_; }
  /// Returns the size of the whole file when it was opened, in bytes.
  [[nodiscard]] std::uint64_t file_size() const noexcept { return stamp_.size; }
  /// Returns what the system said of the file when it was opened.
  [[nodiscard]] const FileStamp& stamp() const& noexcept { return stamp_; }
  [[nodiscard]] FileStamp stamp() const&& noexcept { return stamp_; }
  /// Returns where the mapped bytes begin in the file.
  [[nodiscard]] std::uint64_t offset() const noexcept { return offset_; }

  /// Tells the system how [first, first+count) of bytes() will be visited; ignored where it cannot be
  /// honoured.
  void advise(AccessHint hint, std::size_t first, std::size_t count) const noexcept;

  /// Returns the hint that the mapping was opened with.
  [[nodiscard]] AccessHint hint() const noexcept { return hint_; }

  /// Waits until bytes()[first, first+count) are in memory and mapped, so that touching them soon needs
  /// neither the disk nor a page fault. The system may take pages back whenever it needs room. Fails with kIo
  /// when a page is lost or its disk fails; never raises a signal. Thread-safe.
  [[nodiscard]] Result<void> populate(std::uint64_t first, std::uint64_t count) const;

  /// Returns whether touching the page of byte `first` would not wait for the disk; true where the system
  /// cannot tell. Thread-safe.
  [[nodiscard]] bool in_memory(std::uint64_t first) const noexcept;

  /// Returns the first byte at or after `first` that does not lie in a hole of a sparse file; size() when a
  /// hole reaches to the end, `first` where the system cannot tell. A hole reads as zeros and takes no disk.
  /// Thread-safe.
  [[nodiscard]] std::uint64_t next_data(std::uint64_t first) const noexcept;
  /// Returns the first byte at or after `first` that lies in a hole; size() when there is none, or where the
  /// system cannot tell. Thread-safe.
  [[nodiscard]] std::uint64_t next_hole(std::uint64_t first) const noexcept;

  /// Copies bytes()[first, first+out.size()) through the file descriptor: a lost page or a failing disk is an
  /// Error, not a signal. Thread-safe.
  [[nodiscard]] Result<void> read(std::uint64_t first, std::span<std::byte> out) const;

  /// Returns false once the file on disk is shorter than what is mapped, or has been replaced by another at
  /// the same path. A deleted file still backs its mappings.
  [[nodiscard]] bool still_backed() const noexcept;

  /// Returns whether bytes of the mapping are gone: the file is shorter than what is mapped, or the fault
  /// guard has put zeros in their place.
  [[nodiscard]] bool lost() const noexcept { return lost_pages() || stamp_now().size < offset_ + size_; }
  /// Returns the latter alone, without asking the system.
  [[nodiscard]] bool lost_pages() const noexcept { return watched_.lost(); }

  /// Returns whether the file was written to since it was mapped, as far as written_between() can see, or
  /// lost bytes of the mapping. To rename, replace, delete or link the file, or to change its permissions,
  /// does nothing to its bytes.
  [[nodiscard]] bool changed_since_mapped() const noexcept;

  /// Fails with kIo where changed_since_mapped(): what was made of the bytes since then may be a mix of old
  /// ones, new ones and zeros.
  [[nodiscard]] Result<void> check_unchanged() const;

  /// Returns whether the path still names the file that is mapped.
  [[nodiscard]] bool is_at_its_path() const noexcept;

 private:
  enum class Access : std::uint8_t { kShared, kPrivate };
  [[nodiscard]] static Result<MappedFile> map(std::string_view path, const Options& options, Access access);
  /// Maps `length` bytes from offset_ of the file that handle_ has open.
  [[nodiscard]] Result<void> map_bytes(std::uint64_t length);
  [[nodiscard]] FileStamp stamp_now() const noexcept;

  std::byte* data_ = nullptr;  // written to only through a private mapping
  std::size_t size_ = 0;
  std::size_t page_lead_ = 0;  // bytes between the mapping's page start and data_
  std::uint64_t offset_ = 0;
  FileStamp stamp_;
  WatchedMapping watched_;
  std::intptr_t handle_ = -1;
  bool private_ = false;
  AccessHint hint_ = AccessHint::kNormal;
  std::string path_;
};

/// While it lives, the system reads pages of mappings one by one; afterwards as each was opened. It is for a
/// look at a few records all over files, each of which would otherwise bring megabytes of read-ahead along.
/// The mappings must outlive it.
class RandomAccess {
 public:
  explicit RandomAccess(std::vector<const MappedFile*> mappings) noexcept : mappings_(std::move(mappings)) {
    for (const MappedFile* const mapping : mappings_)
      mapping->advise(AccessHint::kRandom, 0, mapping->size());
  }
  RandomAccess(const RandomAccess&) = delete;
  RandomAccess& operator=(const RandomAccess&) = delete;
  ~RandomAccess() {
    for (const MappedFile* const mapping : mappings_) mapping->advise(mapping->hint(), 0, mapping->size());
  }

 private:
  std::vector<const MappedFile*> mappings_;
};

}  // namespace vertexview
