#include "document/output.hpp"

#include <fmt/format.h>
#include <stb_image_write.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <utility>
#include <vector>

namespace vertexview::app {
namespace {

// A new file beside its final place. Removed again unless it gets there.
class TemporaryFile {
 public:
  explicit TemporaryFile(const std::string& target)
      : target_(target), path_(target + ".XXXXXX"), descriptor_(::mkstemp(path_.data())) {}
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  ~TemporaryFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
    if (opened_ && !placed_) ::unlink(path_.c_str());
  }

  Result<void> fill(std::span<const std::byte> bytes) {
    if (!opened_) return failed();
    while (!bytes.empty()) {
      const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) return failed();
      bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
    return {};
  }

  Result<void> place() {
    // mkstemp makes it private; an output file gets what the umask leaves.
    const mode_t mask = ::umask(0);
    ::umask(mask);
    if (::fchmod(descriptor_, 0666 & ~mask) != 0) return failed();
    // A full disk may be told only now.
    if (::close(std::exchange(descriptor_, -1)) != 0) return failed();
    if (::rename(path_.c_str(), target_.c_str()) != 0) return failed();
    placed_ = true;
    return {};
  }

 private:
  [[nodiscard]] tl::unexpected<Error> failed() const {
    return fail_system(errno, "cannot be written", target_);
  }

  std::string target_;
  std::string path_;
  int descriptor_ = -1;
  bool opened_ = descriptor_ >= 0;
  bool placed_ = false;
};

void append(void* context, void* data, int size) {
  auto& bytes = *static_cast<std::vector<std::byte>*>(context);
  const auto* first = static_cast<const std::byte*>(data);
  bytes.insert(bytes.end(), first, first + size);
}

std::vector<std::uint8_t> without_alpha(const gpu::Image& image) {
  std::vector<std::uint8_t> rgb;
  rgb.reserve(image.rgba.size() / 4 * 3);
  for (std::size_t pixel = 0; pixel + 3 < image.rgba.size(); pixel += 4)
    rgb.insert(rgb.end(), {image.rgba[pixel], image.rgba[pixel + 1], image.rgba[pixel + 2]});
  return rgb;
}

}  // namespace

Result<void> write_file(const std::string& path, std::span<const std::byte> bytes) {
  struct stat found{};
  // A rename would put a file in the place of a device such as /dev/full, and fail late on a folder.
  if (::stat(path.c_str(), &found) == 0 && !S_ISREG(found.st_mode))
    return fail(ErrorCode::kNotARegularFile, "cannot be written: it is not a regular file", path);
  TemporaryFile file(path);
  if (auto filled = file.fill(bytes); !filled) return filled;
  return file.place();
}

Result<void> write_png(const std::string& path, const gpu::Image& image) {
  const auto rgb = without_alpha(image);
  std::vector<std::byte> png;
  const bool encoded =
      image.width > 0 && image.height > 0 &&
      stbi_write_png_to_func(&append, &png, image.width, image.height, 3, rgb.data(), image.width * 3) != 0;
  if (!encoded)
    return fail(ErrorCode::kInvalidArgument,
                fmt::format("a picture of {}x{} pixels cannot be a PNG", image.width, image.height), path);
  return write_file(path, png);
}

Result<void> serve_requests(Document& document, const std::function<Result<gpu::Image>()>& picture) {
  Result<void> first;
  const auto keep = [&](const Result<void>& result, const std::string& path) {
    if (result)
      document.notify(Notice::Kind::kInfo, fmt::format("wrote {}", path));
    else if (first)
      first = result;
  };
  for (const std::string& path : std::exchange(document.screenshots, {}))
    keep(picture().and_then([&](const gpu::Image& image) { return write_png(path, image); }), path);
  for (const std::string& path : std::exchange(document.state_files, {})) {
    const std::string state = state_json(document);
    keep(write_file(path, std::as_bytes(std::span(state))), path);
  }
  return first;
}

}  // namespace vertexview::app
