#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "vertexview/memory/error.hpp"

namespace vertexview {

/// A file in the making: it has no name until commit() puts it in the place of its target, so that the target
/// is always the old file or the whole new one, and nothing is left of what is not committed, even by a
/// killed process. Where the file system has no such files it is written beside its target and removed by the
/// destructor. A target that is a device or a pipe (/dev/stdout) is written directly. Move-only.
class NewFile {
 public:
  /// Begins to write what shall become `path`. Errors: no such folder, no permission, a directory.
  [[nodiscard]] static Result<NewFile> create(const std::string& path);

  NewFile(NewFile&& other) noexcept;
  NewFile& operator=(NewFile&&) = delete;
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;
  ~NewFile();

  /// Claims the space of the whole file, so that a full disk is known before the work. Where the file system
  /// cannot, nothing happens.
  [[nodiscard]] Result<void> reserve(std::uint64_t size) const;

  /// Whether write_at() takes any order and several threads; if not, bytes must come from first to last.
  [[nodiscard]] bool seekable() const noexcept { return seekable_; }

  [[nodiscard]] Result<void> write_at(std::uint64_t offset, std::span<const std::byte> bytes) const;

  /// Puts the file in the place of its target, with the permissions of a new file or of the one it replaces.
  [[nodiscard]] Result<void> commit();

 private:
  NewFile() = default;
  [[nodiscard]] tl::unexpected<Error> failed(int reason) const;
  [[nodiscard]] Result<void> give_name();

  int descriptor_ = -1;
  bool seekable_ = true;
  bool unnamed_ = false;
  std::string shown_;      // the target as the caller named it
  std::string target_;     // the same with symbolic links followed
  std::string beside_;     // how names of temporary files begin
  std::string temporary_;  // what to remove or rename; empty: it has no name, or is the target
};

/// Writes a whole file, or nothing, as NewFile does.
[[nodiscard]] Result<void> write_file(const std::string& path, std::span<const std::byte> bytes);

}  // namespace vertexview
