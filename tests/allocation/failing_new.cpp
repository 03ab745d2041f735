#include "allocation/failing_new.hpp"

#include <atomic>
#include <cstdlib>
#include <limits>
#include <new>

namespace vertexview::test {
namespace {

constexpr std::uint64_t kNever = std::numeric_limits<std::uint64_t>::max();

std::atomic<std::uint64_t> count{0};
std::atomic<std::uint64_t> failing{kNever};  // the number of the allocation that fails
std::atomic<bool> all_after{false};
std::atomic<bool> any_failed{false};

bool fails() noexcept {
  const std::uint64_t nth = failing.load();
  if (nth == kNever) return false;
  const std::uint64_t mine = count.fetch_add(1) + 1;
  if (mine != nth && !(all_after.load() && mine > nth)) return false;
  any_failed = true;
  return true;
}

}  // namespace

void* allocate(std::size_t size) noexcept {
  return fails() ? nullptr : std::malloc(size == 0 ? 1 : size);
}

void* allocate(std::size_t size, std::align_val_t alignment) noexcept {
  const auto align = static_cast<std::size_t>(alignment);
  return fails() ? nullptr : std::aligned_alloc(align, (size + align - 1) / align * align);
}

void release(void* block) noexcept {
  std::free(block);
}

void* or_throw(void* block) {
  if (block == nullptr) throw std::bad_alloc();
  return block;
}

FailingNew::FailingNew(std::uint64_t nth, bool stays) noexcept {
  count = 0;
  any_failed = false;
  all_after = stays;
  failing = nth;
}

FailingNew::~FailingNew() {
  failing = kNever;
}

bool FailingNew::failed() const noexcept {
  return any_failed.load();
}

}  // namespace vertexview::test

using vertexview::test::allocate;
using vertexview::test::or_throw;
using vertexview::test::release;

void* operator new(std::size_t size) {
  return or_throw(allocate(size));
}
void* operator new[](std::size_t size) {
  return or_throw(allocate(size));
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  return allocate(size);
}
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept {
  return allocate(size);
}
void* operator new(std::size_t size, std::align_val_t alignment) {
  return or_throw(allocate(size, alignment));
}
void* operator new[](std::size_t size, std::align_val_t alignment) {
  return or_throw(allocate(size, alignment));
}
void operator delete(void* block) noexcept {
  release(block);
}
void operator delete[](void* block) noexcept {
  release(block);
}
void operator delete(void* block, std::size_t) noexcept {
  release(block);
}
void operator delete[](void* block, std::size_t) noexcept {
  release(block);
}
void operator delete(void* block, std::align_val_t) noexcept {
  release(block);
}
void operator delete[](void* block, std::align_val_t) noexcept {
  release(block);
}
void operator delete(void* block, std::size_t, std::align_val_t) noexcept {
  release(block);
}
void operator delete[](void* block, std::size_t, std::align_val_t) noexcept {
  release(block);
}
