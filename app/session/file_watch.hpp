#pragma once
#include <atomic>
#include <cstdint>
#include <functional>
#include <thread>

#include "vertexview/io/fault_guard.hpp"
#include "vertexview/vertex/vertex_file.hpp"

namespace vertexview::app {

/// What has become of a file since it was opened.
enum class FileChange : std::uint8_t {
  kNone,
  kChanged,   ///< written to
  kShorter,   ///< records at its end are gone
  kReplaced,  ///< another file stands at its path; the mapping keeps the old one
  kDeleted,   ///< nothing stands there; the mapping keeps it
};

/// Watches an open file for changes by other programs, and guards reads of its mapping (see fault_guard).
class FileWatch {
 public:
  /// `when_changed`, when set, is called on a thread of the watch each time that change() answers something
  /// else.
  explicit FileWatch(VertexFile file, std::function<void()> when_changed = {});
  FileWatch(const FileWatch&) = delete;
  FileWatch& operator=(const FileWatch&) = delete;
  ~FileWatch();

  /// As of now; with `when_changed`, as of the last call of it.
  [[nodiscard]] FileChange change() const;
  /// The whole records that are left.
  [[nodiscard]] std::uint64_t records_left() const;
  /// kIo when the file has lost bytes since it was opened: what was read from it may be zeros instead.
  [[nodiscard]] Result<void> check_whole() const;

 private:
  struct Stamp {
    std::uint64_t device = 0;
    std::uint64_t node = 0;
    std::uint64_t size = 0;
    std::int64_t modified = 0;  // nanoseconds
    bool exists = false;
    friend bool operator==(const Stamp&, const Stamp&) = default;
  };
  [[nodiscard]] static Stamp stamp_of(const std::string& path);
  [[nodiscard]] FileChange look() const;
  void watch();

  VertexFile file_;
  WatchedMapping guard_;
  Stamp opened_;
  std::function<void()> when_changed_;
  int events_ = -1;
  int stop_ = -1;
  std::atomic<FileChange> change_{FileChange::kNone};
  std::thread watcher_;  // last: it uses all of the above
};

}  // namespace vertexview::app
