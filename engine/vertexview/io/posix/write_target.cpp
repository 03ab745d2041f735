#include "vertexview/io/posix/write_target.hpp"

#include <unistd.h>

#include <filesystem>
#include <limits>
#include <system_error>

#include "vertexview/memory/number_text.hpp"

namespace vertexview::posix {
namespace {

namespace fs = std::filesystem;

constexpr int kMostLinks = 40;  // as many as Linux follows

std::optional<int> number_in(const std::string& text) {
  const auto number = parse_digits(text);
  if (!number || *number > std::numeric_limits<int>::max()) return std::nullopt;
  return static_cast<int>(*number);
}

bool holds_descriptors(const fs::path& folder) {
  if (folder == "/dev/fd") return true;
  std::error_code none;
  return fs::equivalent(folder, "/proc/self/fd", none) ||
         fs::equivalent(folder, "/proc/thread-self/fd", none);
}

/// Returns the descriptor that `path` names without its last part being followed.
std::optional<int> descriptor_at(const fs::path& path) {
  if (path == "/dev/stdout") return STDOUT_FILENO;
  if (path == "/dev/stderr") return STDERR_FILENO;
  const auto number = number_in(path.filename().string());
  return number && holds_descriptors(path.parent_path()) ? number : std::nullopt;
}

}  // namespace

std::optional<int> named_descriptor(const std::string& path) {
  fs::path target = path;
  for (int i = 0; i < kMostLinks; ++i) {
    if (const auto descriptor = descriptor_at(target)) return descriptor;
    std::error_code reason;
    const auto next = fs::read_symlink(target, reason);
    if (reason) return std::nullopt;
    target = target.parent_path() / next;
  }
  return std::nullopt;
}

std::string follow_links(const std::string& path) {
  std::error_code reason;
  const auto real = fs::canonical(path, reason);
  if (!reason) return real.string();
  fs::path target = path;
  for (int i = 0; i < kMostLinks && reason == std::errc::no_such_file_or_directory; ++i) {
    if (std::error_code none; fs::exists(target, none)) return path;
    const auto next = fs::read_symlink(target, reason);
    if (reason) return target.string();
    target = target.parent_path() / next;
    reason = std::make_error_code(std::errc::no_such_file_or_directory);
  }
  return path;
}

}  // namespace vertexview::posix
