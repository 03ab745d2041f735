#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "vertexview/memory/error.hpp"

namespace vertexview {

/// How the bytes will be visited. A hint never makes an open fail.
enum class AccessHint : std::uint8_t { kNormal, kSequential, kRandom, kWillNeed };

/// A read-only memory mapping of a regular file, or of `length` bytes of it from `offset` (any value:
/// alignment to pages is the mapping's business). An empty file is a valid empty mapping. Move-only; the
/// mapping ends with the object. Const functions may be called from any thread. If another process truncates
/// the file while it is mapped, touching the lost pages raises SIGBUS: `still_backed()` reports that, and a
/// program that must survive it reads with `read()`, which returns an Error instead.
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
  [[nodiscard]] const std::string& path() const noexcept { return path_; }
  /// Returns the size of the whole file when it was opened, in bytes.
  [[nodiscard]] std::uint64_t file_size() const noexcept { return file_size_; }
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

  /// Returns whether the path still names the file that is mapped.
  [[nodiscard]] bool is_at_its_path() const noexcept;

 private:
  enum class Access : std::uint8_t { kShared, kPrivate };
  [[nodiscard]] static Result<MappedFile> map(std::string_view path, const Options& options, Access access);

  std::byte* data_ = nullptr;  // written to only through a private mapping
  std::size_t size_ = 0;
  std::size_t page_lead_ = 0;  // bytes between the mapping's page start and data_
  std::uint64_t offset_ = 0;
  std::uint64_t file_size_ = 0;
  std::intptr_t handle_ = -1;
  bool private_ = false;
  AccessHint hint_ = AccessHint::kNormal;
  std::string path_;
};

/// While it lives, the system reads pages of a mapping one by one; afterwards as the mapping was opened. It
/// is for a look at a few records all over a file, each of which would otherwise bring megabytes of
/// read-ahead along. With null it does nothing. The mapping must outlive it.
class RandomAccess {
 public:
  explicit RandomAccess(const MappedFile* mapping) noexcept : mapping_(mapping) {
    if (mapping_ != nullptr) mapping_->advise(AccessHint::kRandom, 0, mapping_->size());
  }
  RandomAccess(const RandomAccess&) = delete;
  RandomAccess& operator=(const RandomAccess&) = delete;
  ~RandomAccess() {
    if (mapping_ != nullptr) mapping_->advise(mapping_->hint(), 0, mapping_->size());
  }

 private:
  const MappedFile* mapping_;
};

}  // namespace vertexview
