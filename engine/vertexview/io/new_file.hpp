#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "vertexview/memory/error.hpp"

namespace vertexview {

/// A file in the making, the one way in which this project writes files: it has no name until commit() puts
/// it in the place of its target. So the target is always the old file or the whole new one, even after a
/// power failure; no other file is touched, and nothing is left of what is not committed, even by a killed
/// process. On a file system without unnamed files, the file has a temporary name beside its target, which
/// the destructor removes; where the process was killed, the next commit() to that target does.
///
/// A target that is a device or a pipe is written directly, and so is what names a descriptor of this
/// process: /dev/stdout is descriptor 1, whatever lies at that path, and is written where the descriptor
/// stands.
///
/// Symbolic links are followed, even to a file that does not exist yet. A file that is replaced passes its
/// permissions on, but no set-user-id, set-group-id or sticky bit, and its owner where the system allows it;
/// a new file has the permissions that the umask leaves. Move-only. One thread at a time, except where a
/// function says otherwise.
class NewFile {
 public:
  /// Begins to write what shall become `path`. Errors: no such folder, no permission, a directory, a
  /// descriptor that is closed or only read.
  [[nodiscard]] static Result<NewFile> create(const std::string& path);

  NewFile(NewFile&& other) noexcept;
  NewFile& operator=(NewFile&&) = delete;
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;
  ~NewFile();

  /// Claims the space of the whole file, in bytes, so that a full disk is known before the work. Does nothing
  /// where the file system cannot claim space.
  [[nodiscard]] Result<void> reserve(std::uint64_t size) const;

  /// Returns whether write_at() takes any order and several threads; if not, bytes must come from first to
  /// last.
  [[nodiscard]] bool seekable() const noexcept { return seekable_; }

  /// Writes `bytes` at `offset` of the file. Thread-safe while seekable().
  [[nodiscard]] Result<void> write_at(std::uint64_t offset, std::span<const std::byte> bytes) const;

  /// Puts the file in the place of its target, once its bytes are on the disk. After an Error the target is
  /// as before, unless only the last step failed: writing the folder to the disk.
  [[nodiscard]] Result<void> commit();

  /// Commits `file` and `companion`, which a reader of `file` looks for beside it, so that no reader finds
  /// one without its own other: for a moment there is no file at all. After an Error both targets are as
  /// before, with the exceptions of commit(); where the old file cannot be put back either, it stays away and
  /// the Error says under which name it is kept. A process that is killed in that moment leaves it under such
  /// a name, until another file is committed in its place. kNotARegularFile where one of them is written
  /// directly.
  [[nodiscard]] static Result<void> commit_pair(NewFile& companion, NewFile& file);

 private:
  NewFile() = default;
  [[nodiscard]] tl::unexpected<Error> failed(int reason) const;
  [[nodiscard]] Result<void> open_descriptor(int descriptor);
  [[nodiscard]] Result<void> open_direct();
  [[nodiscard]] Result<void> open_beside(bool exists);
  [[nodiscard]] Result<void> finish_bytes() const;
  [[nodiscard]] Result<void> name_beside();
  [[nodiscard]] Result<void> take_name();
  [[nodiscard]] Result<void> sync_names() const;

  std::intptr_t handle_ = -1;
  bool seekable_ = true;
  std::string shown_;      // the target as the caller named it
  std::string target_;     // the target with symbolic links followed
  std::string folder_;     // of target_
  std::string beside_;     // how the names of temporary files begin
  std::string temporary_;  // the temporary name to remove or rename; empty: none, or written directly
};

/// Writes a whole file, or nothing, as NewFile does.
[[nodiscard]] Result<void> write_file(const std::string& path, std::span<const std::byte> bytes);

}  // namespace vertexview
