#pragma once
// Waiting for what another process does: for events, never for a time to pass.
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/inotify.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <climits>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>

namespace vertexview::test {

/// How long an event is waited for. Machines that build beside the tests are slow; a hang is still found.
inline constexpr std::chrono::seconds kPatience{60};

/// Becomes readable when a child of this process ends.
class ChildEnd {
 public:
  // Called by number: the header of glibc 2.36 forgets that pidfd_open is a C function.
  explicit ChildEnd(pid_t pid) : descriptor_(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0))) {}
  ChildEnd(const ChildEnd&) = delete;
  ChildEnd& operator=(const ChildEnd&) = delete;
  ~ChildEnd() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  [[nodiscard]] int descriptor() const noexcept { return descriptor_; }
  [[nodiscard]] bool ended() const { return wait_ms(0); }
  /// Waits for the end; false where it does not come.
  [[nodiscard]] bool wait() const {
    return wait_ms(static_cast<int>(std::chrono::milliseconds(kPatience).count()));
  }

 private:
  [[nodiscard]] bool wait_ms(int milliseconds) const {
    pollfd ready{descriptor_, POLLIN, 0};
    return ::poll(&ready, 1, milliseconds) > 0;
  }

  int descriptor_;
};

/// What happens to the files of a folder from the moment that this object is made: files that appear, go, or
/// are opened.
class FolderEvents {
 public:
  enum class Kind : std::uint8_t { kAppeared, kGone, kOpened };

  explicit FolderEvents(const std::filesystem::path& folder)
      : descriptor_(::inotify_init1(IN_CLOEXEC | IN_NONBLOCK)) {
    EXPECT_GE(::inotify_add_watch(descriptor_, folder.c_str(), IN_CREATE | IN_MOVED_TO | IN_DELETE | IN_OPEN),
              0);
  }
  FolderEvents(const FolderEvents&) = delete;
  FolderEvents& operator=(const FolderEvents&) = delete;
  ~FolderEvents() { ::close(descriptor_); }

  /// Waits until that happens to a file whose name begins with `name`; files without a name are "#1234" to
  /// the system. Earlier events are forgotten. False where it does not happen, or when `child` ends before.
  [[nodiscard]] bool wait_for(Kind kind, std::string_view name, const ChildEnd* child = nullptr,
                              std::chrono::milliseconds patience = kPatience) {
    const auto end = std::chrono::steady_clock::now() + patience;
    for (;;) {
      if (take(kind, name)) return true;
      const auto left =
          std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
      std::array<pollfd, 2> ready{
          {{descriptor_, POLLIN, 0}, {child != nullptr ? child->descriptor() : -1, POLLIN, 0}}};
      if (left.count() <= 0 || ::poll(ready.data(), ready.size(), static_cast<int>(left.count())) <= 0)
        return false;
      // A child that has ended may have done it before.
      if (ready[1].revents != 0) return take(kind, name);
    }
  }

 private:
  static Kind kind_of(std::uint32_t mask) noexcept {
    if ((mask & IN_OPEN) != 0) return Kind::kOpened;
    return (mask & IN_DELETE) != 0 ? Kind::kGone : Kind::kAppeared;
  }

  /// Takes what has been told so far, up to the event that is wanted.
  bool take(Kind kind, std::string_view name) {
    for (;;) {
      if (at_ == size_) {
        const auto got = ::read(descriptor_, buffer_.data(), buffer_.size());
        if (got <= 0) return false;
        at_ = 0;
        size_ = static_cast<std::size_t>(got);
      }
      inotify_event event{};
      std::memcpy(&event, buffer_.data() + at_, sizeof(event));
      const std::string_view found(buffer_.data() + at_ + sizeof(event));
      at_ += sizeof(event) + event.len;
      if (event.len > 0 && kind_of(event.mask) == kind && found.starts_with(name)) return true;
    }
  }

  int descriptor_;
  std::array<char, 64 * (sizeof(inotify_event) + NAME_MAX + 1)> buffer_{};
  std::size_t at_ = 0;
  std::size_t size_ = 0;
};

}  // namespace vertexview::test
