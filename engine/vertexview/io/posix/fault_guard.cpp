#include "vertexview/io/fault_guard.hpp"

#include <signal.h>
#include <sys/mman.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cstdint>
#include <new>

namespace vertexview {
namespace {

// A signal handler may neither lock nor allocate, so the watched ranges lie in tables of lock-free atomics.
struct Range {
  std::atomic<std::uintptr_t> begin{0};  // 0: the row is free
  std::atomic<std::uintptr_t> end{0};
  std::atomic<bool> lost{false};
};
/// When all rows are taken another table is linked to the last one. Tables are never freed, because a signal
/// handler may be reading them. A table has 64 rows, more than the files that most people open, in 1.5 KiB.
struct Table {
  std::array<Range, 64> ranges;
  std::atomic<Table*> next{nullptr};
};
Table first_table;
static_assert(std::atomic<std::uintptr_t>::is_always_lock_free && std::atomic<bool>::is_always_lock_free &&
              std::atomic<Table*>::is_always_lock_free);

Range* find(std::uintptr_t address) noexcept {
  for (Table* table = &first_table; table != nullptr; table = table->next.load(std::memory_order_acquire))
    for (auto& range : table->ranges) {
      const auto begin = range.begin.load(std::memory_order_acquire);
      if (begin != 0 && address >= begin && address < range.end.load(std::memory_order_acquire))
        return &range;
    }
  return nullptr;
}

/// Returns the table after `table`, which is made when there is none; null without memory for it.
Table* table_after(Table& table) noexcept {
  if (Table* next = table.next.load(std::memory_order_acquire)) return next;
  Table* made = new (std::nothrow) Table;
  Table* other = nullptr;
  if (made == nullptr || table.next.compare_exchange_strong(other, made)) return made;
  delete made;  // another thread was first
  return other;
}

std::uintptr_t page_start(std::uintptr_t address) noexcept {
  static const auto page = static_cast<std::uintptr_t>(sysconf(_SC_PAGESIZE));
  return address & ~(page - 1);
}

void on_bus_error(int signal_number, siginfo_t* info, void*) {
  const auto address = reinterpret_cast<std::uintptr_t>(info->si_addr);
  Range* range = info->si_code == BUS_ADRERR ? find(address) : nullptr;
  if (range != nullptr) {
    // Every page from the faulting one to the end is gone with the file's tail. Anonymous zero pages take the
    // place of all of them at once, and the load that faulted is tried again.
    const auto first = page_start(address);
    const auto length = range->end.load(std::memory_order_acquire) - first;
    void* zeros = mmap(reinterpret_cast<void*>(first), length, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED | MAP_NORESERVE, -1, 0);
    if (zeros != MAP_FAILED) {
      range->lost.store(true, std::memory_order_release);
      return;
    }
  }
  // The fault is not in a watched mapping: returning repeats it, with its usual effect.
  signal(signal_number, SIG_DFL);
}

std::uintptr_t begin_of(std::span<const std::byte> mapping) noexcept {
  return reinterpret_cast<std::uintptr_t>(mapping.data());
}

Range* row_of(std::span<const std::byte> mapping) noexcept {
  return mapping.empty() ? nullptr : find(begin_of(mapping));
}

}  // namespace

void fault_guard::install() noexcept {
  (void)page_start(0);  // sysconf is asked here, not in the handler
  struct sigaction action = {};
  action.sa_sigaction = on_bus_error;
  action.sa_flags = SA_SIGINFO;
  sigemptyset(&action.sa_mask);
  sigaction(SIGBUS, &action, nullptr);
}

bool fault_guard::watch(std::span<const std::byte> mapping) noexcept {
  if (mapping.empty()) return true;
  for (Table* table = &first_table; table != nullptr; table = table_after(*table))
    for (auto& range : table->ranges) {
      std::uintptr_t free_row = 0;
      // 1 marks the row as taken while its end is written: no address lies in [1, 0).
      if (!range.begin.compare_exchange_strong(free_row, 1)) continue;
      range.lost.store(false);
      range.end.store(begin_of(mapping) + mapping.size());
      range.begin.store(begin_of(mapping), std::memory_order_release);
      return true;
    }
  return false;
}

void fault_guard::unwatch(std::span<const std::byte> mapping) noexcept {
  if (Range* range = row_of(mapping)) {
    range->end.store(0);
    range->begin.store(0, std::memory_order_release);
  }
}

bool fault_guard::lost(std::span<const std::byte> mapping) noexcept {
  const Range* range = row_of(mapping);
  return range != nullptr && range->lost.load(std::memory_order_acquire);
}

}  // namespace vertexview
