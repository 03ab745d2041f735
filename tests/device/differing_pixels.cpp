// differing_pixels A.png B.png: prints how many pixels of two pictures of one size differ. A machine that was
// lent for its GPU may have nothing that reads a picture.
#include <stb/stb_image.h>

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <memory>

namespace {

constexpr int kChannels = 4;

struct Picture {
  int width = 0;
  int height = 0;
  std::unique_ptr<stbi_uc, void (*)(void*)> bytes{nullptr, stbi_image_free};

  explicit Picture(const char* path) {
    int stored = 0;
    bytes.reset(stbi_load(path, &width, &height, &stored, kChannels));
    if (bytes == nullptr) std::fprintf(stderr, "%s is no picture: %s\n", path, stbi_failure_reason());
  }
  [[nodiscard]] const stbi_uc* pixel(std::size_t index) const { return bytes.get() + index * kChannels; }
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return std::fprintf(stderr, "usage: differing_pixels A.png B.png\n"), 2;
  const Picture a(argv[1]);
  const Picture b(argv[2]);
  if (a.bytes == nullptr || b.bytes == nullptr) return 2;
  if (a.width != b.width || a.height != b.height)
    return std::fprintf(stderr, "%dx%d and %dx%d pixels\n", a.width, a.height, b.width, b.height), 2;
  const auto pixels = static_cast<std::size_t>(a.width) * static_cast<std::size_t>(a.height);
  std::size_t differing = 0;
  for (std::size_t i = 0; i < pixels; ++i)
    if (!std::equal(a.pixel(i), a.pixel(i) + kChannels, b.pixel(i))) ++differing;
  std::printf("%zu\n", differing);
}
