// FileWatch on Linux, where inotify reports changes.
#include "vertexview/io/file_watch.hpp"

#include <poll.h>
#include <pthread.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <unistd.h>

#include <array>
#include <cstddef>
#include <utility>

#include "vertexview/io/posix/descriptor.hpp"

namespace vertexview {
namespace {

using posix::Descriptor;

// In milliseconds. A program that writes makes many events; those within a tenth of a second, a delay that
// nobody notices, are looked at together.
constexpr int kPauseMs = 100;

/// Returns whether `descriptor` can be read within the time.
bool readable(const Descriptor& descriptor, int at_most_ms) noexcept {
  pollfd wait{descriptor.get(), POLLIN, 0};
  return ::poll(&wait, 1, at_most_ms) > 0;
}

}  // namespace

/// The thread that waits for inotify; it is its own, because it does nothing but wait. It is not a
/// std::thread, which throws where the system gives no thread.
class FileWatch::Watcher {
 public:
  explicit Watcher(FileWatch& watch)
      : watch_(watch), events_(::inotify_init1(IN_CLOEXEC | IN_NONBLOCK)), stop_(::eventfd(0, EFD_CLOEXEC)) {
    constexpr std::uint32_t kEvents = IN_MODIFY | IN_ATTRIB | IN_MOVE_SELF | IN_DELETE_SELF;
    const char* const path = watch.file_->path().c_str();
    if (!events_ || !stop_ || ::inotify_add_watch(events_.get(), path, kEvents) < 0) return;
    const auto wait = [](void* self) -> void* {
      static_cast<Watcher*>(self)->wait();
      return nullptr;
    };
    runs_ = ::pthread_create(&thread_, nullptr, wait, this) == 0;
  }
  Watcher(const Watcher&) = delete;
  Watcher& operator=(const Watcher&) = delete;
  ~Watcher() {
    if (!runs_) return;
    (void)::eventfd_write(stop_.get(), 1);
    ::pthread_join(thread_, nullptr);
  }

  /// Returns false where nothing reports changes.
  [[nodiscard]] bool runs() const noexcept { return runs_; }

 private:
  void wait() {
    for (;;) {
      std::array<pollfd, 2> waits{{{events_.get(), POLLIN, 0}, {stop_.get(), POLLIN, 0}}};
      if (::poll(waits.data(), waits.size(), -1) < 0) continue;
      if (waits[1].revents != 0 || readable(stop_, kPauseMs)) return;
      std::array<std::byte, 4096> events{};
      while (::read(events_.get(), events.data(), events.size()) > 0) {
      }
      watch_.look_again();
    }
  }

  FileWatch& watch_;
  Descriptor events_;
  Descriptor stop_;
  pthread_t thread_{};
  bool runs_ = false;
};

FileWatch::FileWatch(std::shared_ptr<const MappedFile> file, std::function<void()> when_changed)
    : file_(std::move(file)), when_changed_(std::move(when_changed)) {
  if (file_ == nullptr || !when_changed_) return;
  watcher_ = std::make_unique<Watcher>(*this);
  if (!watcher_->runs()) watcher_.reset();
}

FileWatch::~FileWatch() = default;

FileChange FileWatch::look() const {
  if (file_ == nullptr) return FileChange::kNone;
  const FileStamp now = stamp_of(file_->path());
  if (!now.exists) return FileChange::kDeleted;
  if (!now.same_file(file_->stamp())) return FileChange::kReplaced;
  const bool written = written_between(file_->stamp(), now);
  if (file_->lost()) return written ? FileChange::kShorter : FileChange::kUnreadable;
  return written ? FileChange::kChanged : FileChange::kNone;
}

void FileWatch::look_again() {
  const FileChange now = look();
  if (change_.exchange(now, std::memory_order_acq_rel) != now) when_changed_();
}

FileChange FileWatch::change() const {
  if (watcher_ == nullptr) return look();
  // Changes of a file on another machine are not reported, but missing pages are noticed.
  if (!file_->lost_pages()) return change_.load(std::memory_order_acquire);
  return look() == FileChange::kUnreadable ? FileChange::kUnreadable : FileChange::kShorter;
}

std::uint64_t FileWatch::bytes_now() const {
  return file_ == nullptr ? 0 : stamp_of(file_->path()).size;
}

}  // namespace vertexview
