#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "vertexview/memory/error.hpp"

namespace vertexview::app {

/// A file in the making: written beside its target and renamed over it by commit(), so that the target is
/// always the old file or the whole new one. What is not committed is removed. A target that is a device or a
/// pipe (/dev/stdout) is written directly. Move-only.
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

  int descriptor_ = -1;
  bool seekable_ = true;
  std::string shown_;      // the target as the caller named it
  std::string target_;     // the same with symbolic links followed
  std::string temporary_;  // empty: the target is written directly, or it is all done
};

}  // namespace vertexview::app
