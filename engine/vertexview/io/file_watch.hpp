#pragma once
#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "vertexview/io/mapped_file.hpp"

namespace vertexview {

/// What has become of a file since it was mapped.
enum class FileChange : std::uint8_t {
  kNone,
  kChanged,     ///< written to
  kShorter,     ///< bytes at the end of the mapping are gone
  kUnreadable,  ///< the file is as it was, but its disk does not give all bytes of the mapping
  kReplaced,    ///< another file is at its path now; the mapping keeps the old one
  kDeleted,     ///< no file is at its path; the mapping keeps the deleted one
};

/// Watches a mapped file for changes by other programs. Every function may be called from any thread.
class FileWatch {
 public:
  /// Keeps `file` mapped; null watches nothing. `when_changed`, when set, is called each time the answer of
  /// change() becomes another, on a thread that waits for the system's notifications. Where there is no such
  /// thread, for lack of threads or because the system notifies of nothing, change() looks at the file
  /// itself.
  explicit FileWatch(std::shared_ptr<const MappedFile> file, std::function<void()> when_changed = {});
  FileWatch(const FileWatch&) = delete;
  FileWatch& operator=(const FileWatch&) = delete;
  ~FileWatch();

  /// Returns what has become of the file, as of now; with `when_changed`, as of its last call.
  [[nodiscard]] FileChange change() const;
  /// Returns the file that is watched; may be null.
  [[nodiscard]] const MappedFile* file() const& noexcept { return file_.get(); }
  const MappedFile* file() const&& = delete;
  /// Returns how many bytes the file at the path has now; 0 when there is none.
  [[nodiscard]] std::uint64_t bytes_now() const;

 private:
  class Watcher;  // the waiting thread, and what the system notifies it with
  [[nodiscard]] FileChange look() const;
  void look_again();

  std::shared_ptr<const MappedFile> file_;
  std::function<void()> when_changed_;
  std::atomic<FileChange> change_{FileChange::kNone};
  std::unique_ptr<Watcher> watcher_;  // declared last: its thread uses the members above
};

}  // namespace vertexview
