#pragma once
#include <cstdint>
#include <string>

namespace vertexview {

/// What the system says of a file at a moment, without looking at its bytes. Two stamps of a file tell
/// whether it was written to in between.
struct FileStamp {
  std::uint64_t device = 0;
  std::uint64_t node = 0;
  std::uint64_t size = 0;     ///< in bytes
  std::int64_t modified = 0;  ///< when bytes were last written, in nanoseconds; anybody may set it
  std::int64_t status_changed =
      0;                     ///< when anything of this was last changed, in nanoseconds; nobody can set it
  std::uint64_t links = 0;   ///< names of the file; 0 once it is deleted
  std::uint32_t mode = 0;    ///< type and permissions
  std::uint64_t owners = 0;  ///< user and group
  bool exists = false;       ///< whether there is such a file; all else is 0 where there is none

  [[nodiscard]] bool same_file(const FileStamp& other) const noexcept {
    return exists && other.exists && device == other.device && node == other.node;
  }
  friend bool operator==(const FileStamp&, const FileStamp&) = default;
};

/// Returns the stamp of the file at `path`, links followed. Thread-safe, as the function below is.
[[nodiscard]] FileStamp stamp_of(const std::string& path) noexcept;
/// Returns the stamp of an open file, whatever stands at its path by now.
[[nodiscard]] FileStamp stamp_of(std::intptr_t handle) noexcept;

/// Returns whether the bytes of a file may have changed between two stamps of it: its size or the time of its
/// last write moved, or the time of its last change of status did and no change of its names, mode or owners
/// explains that, as after a program that writes and then sets the old time of writing again. It cannot see:
/// - writes within one tick of the system's clock, of 1 to 10 ms, after a write just before the first stamp;
/// - what one call to write, begun before the first stamp, still writes after it;
/// - stores through another program's mapping, whose time comes when the system writes the page back, and on
///   tmpfs never;
/// - writes on file systems that keep no such times, or seconds alone as FAT does, and on another machine's
///   until this one asks that machine again.
[[nodiscard]] bool written_between(const FileStamp& before, const FileStamp& now) noexcept;

}  // namespace vertexview
