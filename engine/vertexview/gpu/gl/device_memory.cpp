#include "vertexview/gpu/gl/device_memory.hpp"

#include <array>
#include <cstdio>

#include "vertexview/gpu/gl/gl_objects.hpp"

namespace vertexview::gpu::detail {

namespace {

constexpr std::uint64_t kKibi = 1024;

}  // namespace

std::uint64_t free_system_memory() noexcept {
  // MemAvailable includes the page cache, which the system gives up on demand; sysconf() counts idle pages
  // only.
  std::FILE* file = std::fopen("/proc/meminfo", "re");
  if (file == nullptr) return 0;
  unsigned long long available = 0;
  std::array<char, 256> line{};
  while (std::fgets(line.data(), static_cast<int>(line.size()), file) != nullptr)
    if (std::sscanf(line.data(), "MemAvailable: %llu kB", &available) == 1) break;
  std::fclose(file);
  return available * kKibi;
}

std::uint64_t free_device_memory() noexcept {
  std::array<GLint, 4> kibibytes{};
  if (GLAD_GL_NVX_gpu_memory_info != 0)
    glGetIntegerv(GL_GPU_MEMORY_INFO_CURRENT_AVAILABLE_VIDMEM_NVX, kibibytes.data());
  else if (GLAD_GL_ATI_meminfo != 0)
    glGetIntegerv(GL_VBO_FREE_MEMORY_ATI, kibibytes.data());
  // The first of ATI's four numbers is the free memory of the whole pool. Both extensions count in 32 bits,
  // so a GPU of 2 TiB would overflow them: a negative number counts as unknown.
  const auto free = static_cast<std::uint64_t>(kibibytes[0] > 0 ? kibibytes[0] : 0) * kKibi;
  return free != 0 ? free : free_system_memory();
}

}  // namespace vertexview::gpu::detail
