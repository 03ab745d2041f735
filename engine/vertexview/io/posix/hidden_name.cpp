#include "vertexview/io/posix/hidden_name.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <utility>

#include "vertexview/memory/utf8.hpp"

namespace vertexview::posix {

std::string hidden_prefix(std::string_view target) {
  // The shortest limit of a name that Linux has is 143 bytes, on an encrypted folder (eCryptfs); what follows
  // this part has fewer than 20.
  constexpr std::size_t kLongest = 100;
  const std::size_t slash = target.rfind('/');
  const std::size_t begin = slash == std::string_view::npos ? 0 : slash + 1;
  const std::string_view name = target.substr(begin);
  std::size_t end = std::min(name.size(), kLongest);
  // Some file systems take only whole letters of UTF-8.
  if (end < name.size())
    while (end > 0 && continues_letter(name[end])) --end;
  std::string prefix(target.substr(0, begin));
  return prefix.append(".").append(name.substr(0, end)).append(".");
}

std::string hidden_name(const std::string& prefix, int attempt) {
  return prefix + std::to_string(::getpid()) + "-" + std::to_string(attempt);
}

HiddenFile create_hidden(const std::string& prefix, mode_t mode) {
  for (int i = 0; i < kHiddenNames; ++i) {
    std::string name = hidden_name(prefix, i);
    Descriptor file(::open(name.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, mode));
    if (file) return {std::move(file), std::move(name)};
    if (errno != EEXIST) break;
  }
  return {};
}

}  // namespace vertexview::posix
