#include "vertexview/gpu/gl/pixel_buffer.hpp"

#include <sys/mman.h>

#include <algorithm>
#include <cstdlib>

namespace vertexview::gpu::detail {

void* allocate_pixels(std::size_t bytes) {
  // The page sizes of x86-64. A smaller buffer would waste most of a large page.
  constexpr std::size_t kSmallPage = 4096;
  constexpr std::size_t kLargePage = std::size_t{2} << 20;
  const std::size_t page = bytes < kLargePage ? kSmallPage : kLargePage;
  const std::size_t rounded = std::max((bytes + page - 1) / page, std::size_t{1}) * page;
  void* const memory = std::aligned_alloc(page, rounded);
  // This ends the process as operator new does without exceptions: no caller can go on without the picture's
  // memory.
  if (memory == nullptr) std::abort();
#ifdef MADV_HUGEPAGE
  if (page == kLargePage) ::madvise(memory, rounded, MADV_HUGEPAGE);
#endif
  return memory;
}

void free_pixels(void* memory) noexcept {
  std::free(memory);
}

}  // namespace vertexview::gpu::detail
