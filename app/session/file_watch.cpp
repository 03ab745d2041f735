#include "session/file_watch.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <system_error>
#include <utility>

namespace vertexview::app {
namespace {

// A program that writes makes many events; they are looked at together.
constexpr int kPauseMs = 100;

std::span<const std::byte> mapped_bytes(const VertexFile& file) {
  return file.mapping() == nullptr ? std::span<const std::byte>() : file.mapping()->bytes();
}

/// Whether `descriptor` can be read within the time; -1: however long that takes.
bool readable(int descriptor, int at_most_ms) {
  pollfd wait{descriptor, POLLIN, 0};
  return ::poll(&wait, 1, at_most_ms) > 0;
}

}  // namespace

FileWatch::FileWatch(VertexFile file, std::function<void()> when_changed)
    : file_(std::move(file)),
      guard_(mapped_bytes(file_)),
      opened_(stamp_of(file_.path())),
      when_changed_(std::move(when_changed)) {
  if (!when_changed_ || file_.mapping() == nullptr) return;
  events_ = ::inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
  stop_ = ::eventfd(0, EFD_CLOEXEC);
  constexpr std::uint32_t kEvents = IN_MODIFY | IN_ATTRIB | IN_MOVE_SELF | IN_DELETE_SELF;
  // Where nothing tells of changes, reads are guarded all the same.
  if (events_ < 0 || stop_ < 0 || ::inotify_add_watch(events_, file_.path().c_str(), kEvents) < 0) return;
  try {
    watcher_ = std::thread([this] { watch(); });
  } catch (const std::system_error&) {
    when_changed_ = nullptr;
  }
}

FileWatch::~FileWatch() {
  if (watcher_.joinable()) {
    (void)::eventfd_write(stop_, 1);
    watcher_.join();
  }
  for (const int descriptor : {events_, stop_})
    if (descriptor >= 0) ::close(descriptor);
}

FileWatch::Stamp FileWatch::stamp_of(const std::string& path) {
  struct stat status{};
  if (::stat(path.c_str(), &status) != 0) return {};
  constexpr std::int64_t kSecond = 1'000'000'000;
  return {status.st_dev, status.st_ino, static_cast<std::uint64_t>(status.st_size),
          status.st_mtim.tv_sec * kSecond + status.st_mtim.tv_nsec, true};
}

FileChange FileWatch::look() const {
  if (file_.mapping() == nullptr) return FileChange::kNone;
  const Stamp now = stamp_of(file_.path());
  if (!now.exists) return FileChange::kDeleted;
  if (now.device != opened_.device || now.node != opened_.node) return FileChange::kReplaced;
  if (!check_whole()) return FileChange::kShorter;
  return now == opened_ ? FileChange::kNone : FileChange::kChanged;
}

FileChange FileWatch::change() const {
  if (!watcher_.joinable()) return look();
  // A file on another machine tells nothing, until its pages are missing.
  return guard_.lost() ? FileChange::kShorter : change_.load(std::memory_order_acquire);
}

std::uint64_t FileWatch::records_left() const {
  const Stamp now = stamp_of(file_.path());
  const std::uint64_t begin = file_.layout().data_offset;
  if (!now.exists || now.size <= begin) return 0;
  return std::min(file_.size(), (now.size - begin) / file_.stride());
}

Result<void> FileWatch::check_whole() const {
  if (file_.empty() || file_.mapping() == nullptr) return {};
  // What is lost of the last page reads as zeros without any fault.
  std::byte last{};
  const auto end = mapped_bytes(file_).size();
  if (!guard_.lost() && file_.mapping()->read(end - 1, {&last, 1})) return {};
  return fail(ErrorCode::kIo, "the file became shorter, or its disk failed, while it was being read",
              file_.path());
}

void FileWatch::watch() {
  for (;;) {
    std::array<pollfd, 2> waits{{{events_, POLLIN, 0}, {stop_, POLLIN, 0}}};
    if (::poll(waits.data(), waits.size(), -1) < 0) continue;
    if (waits[1].revents != 0 || readable(stop_, kPauseMs)) return;
    std::array<std::byte, 4096> events{};
    while (::read(events_, events.data(), events.size()) > 0) {
    }
    const FileChange now = look();
    if (change_.exchange(now, std::memory_order_acq_rel) != now) when_changed_();
  }
}

}  // namespace vertexview::app
