// The fault guard on POSIX systems.
#include "vertexview/io/fault_guard.hpp"

#include <signal.h>
#include <sys/mman.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <cstdint>
#include <new>
#include <utility>

#include "vertexview/io/posix/page_size.hpp"

namespace vertexview {

// A signal handler may neither lock nor allocate, so the watched ranges lie in tables of lock-free atomics.
// A row is written by its owner alone while other threads may read it, so that they see whether they read
// halves of two ranges: its version is odd while it is written, and another afterwards.
struct WatchedMapping::Row {
  std::atomic<bool> taken{false};
  std::atomic<std::uint32_t> version{0};
  std::atomic<std::uintptr_t> begin{0};
  std::atomic<std::uintptr_t> end{0};  // begin == end: nothing is watched
  std::atomic<Zeros> zeros{Zeros::kTail};
  std::atomic<bool> lost{false};
};

namespace {

using Row = WatchedMapping::Row;
using Zeros = WatchedMapping::Zeros;

/// When all rows are taken another table is linked to the last one. Tables are never freed, because a signal
/// handler may be reading them. A table has 64 rows, more than the files that most people open, in 2 KiB.
struct Table {
  std::array<Row, 64> rows;
  std::atomic<Table*> next{nullptr};
};
constinit Table first_table;
static_assert(std::atomic<std::uintptr_t>::is_always_lock_free && std::atomic<bool>::is_always_lock_free &&
              std::atomic<std::uint32_t>::is_always_lock_free && std::atomic<Zeros>::is_always_lock_free &&
              std::atomic<Table*>::is_always_lock_free);

struct Range {
  std::uintptr_t begin = 0;
  std::uintptr_t end = 0;
  Zeros zeros = Zeros::kTail;
  [[nodiscard]] bool holds(std::uintptr_t address) const noexcept {
    return address >= begin && address < end;
  }
};

void write(Row& row, const Range& range) noexcept {
  const std::uint32_t version = row.version.load(std::memory_order_relaxed);
  row.version.store(version + 1);
  row.begin.store(range.begin);
  row.end.store(range.end);
  row.zeros.store(range.zeros);
  row.lost.store(false);
  row.version.store(version + 2);
}

/// Returns the range of a row; an empty one while its owner writes it. The row of a mapping that is being
/// read was written before, so that one which is being written now is another's.
Range read(const Row& row) noexcept {
  const std::uint32_t version = row.version.load();
  const Range range{row.begin.load(), row.end.load(), row.zeros.load()};
  return version % 2 == 0 && row.version.load() == version ? range : Range{};
}

/// Returns the table after `table`, which is made when there is none; null without memory for it.
Table* table_after(Table& table) noexcept {
  if (Table* next = table.next.load()) return next;
  Table* made = new (std::nothrow) Table;
  Table* other = nullptr;
  if (made == nullptr || table.next.compare_exchange_strong(other, made)) return made;
  delete made;  // another thread was first
  return other;
}

/// Takes a free row; null without memory for one.
Row* take_row() noexcept {
  for (Table* table = &first_table; table != nullptr; table = table_after(*table))
    for (Row& row : table->rows)
      if (!row.taken.load(std::memory_order_relaxed) && !row.taken.exchange(true)) return &row;
  return nullptr;
}

/// Puts anonymous pages, which read as zeros, in the place of lost ones.
bool put_zeros(std::uintptr_t address, const Range& range) noexcept {
  const std::uintptr_t first = address & ~(page_size() - 1);
  const std::uintptr_t length = range.zeros == Zeros::kTail ? range.end - first : page_size();
  // The access that faulted may be a write to a private mapping.
  return mmap(reinterpret_cast<void*>(first), length, PROT_READ | PROT_WRITE,
              MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED | MAP_NORESERVE, -1, 0) != MAP_FAILED;
}

/// A row whose range holds an address; null without one.
struct Found {
  Row* row = nullptr;
  Range range;
};

Found find(std::uintptr_t address) noexcept {
  for (Table* table = &first_table; table != nullptr; table = table->next.load())
    for (Row& row : table->rows)
      if (const Range range = read(row); range.holds(address)) return {&row, range};
  return {};
}

bool recover_at(std::uintptr_t address) noexcept {
  const auto [row, range] = find(address);
  if (row == nullptr || !put_zeros(address, range)) return false;
  row->lost.store(true);
  return true;
}

// What install() found. It is written before the handler is installed and stays as it is while it may run.
struct sigaction former = {};
std::atomic<bool> former_done{false};  // it wanted to run once (SA_RESETHAND), and has
std::atomic<bool> installed{false};

bool is_function(const struct sigaction& action) noexcept {
  return (action.sa_flags & SA_SIGINFO) != 0 ||
         (action.sa_handler != SIG_DFL && action.sa_handler != SIG_IGN);
}

/// Does what would be done about a signal without the guard.
void hand_on(int number, siginfo_t* info, void* context) noexcept {
  const bool sent = info->si_code <= 0;  // by a process, and not by a fault
  const bool once = (former.sa_flags & static_cast<int>(SA_RESETHAND)) != 0;
  if (is_function(former) && !(once && former_done.exchange(true))) {
    if ((former.sa_flags & SA_SIGINFO) != 0)
      former.sa_sigaction(number, info, context);
    else
      former.sa_handler(number);
    return;
  }
  if (!is_function(former) && former.sa_handler == SIG_IGN && sent) return;
  // Returning repeats a fault, now with its usual effect; a signal that was sent has to be sent again.
  signal(number, SIG_DFL);
  if (sent) raise(number);
}

void on_bus_error(int number, siginfo_t* info, void* context) noexcept {
  const int error_before = errno;  // of the code that is interrupted
  const bool recovered =
      info->si_code == BUS_ADRERR && recover_at(reinterpret_cast<std::uintptr_t>(info->si_addr));
  if (!recovered) hand_on(number, info, context);
  errno = error_before;
}

}  // namespace

void fault_guard::install() noexcept {
  struct sigaction now = {};
  sigaction(SIGBUS, nullptr, &now);
  // A function that was installed after ours may hand on to it, so that ours must not hand on to that one.
  if (installed.exchange(true) && is_function(now)) return;
  (void)page_size();  // sysconf is asked here, not in the handler
  former = now;
  former_done.store(false);
  struct sigaction action = {};
  action.sa_sigaction = on_bus_error;
  // What was there before may rely on its own stack, and on which signals wait while it runs.
  action.sa_flags = SA_SIGINFO | SA_ONSTACK | (now.sa_flags & SA_NODEFER);
  action.sa_mask = now.sa_mask;
  sigaction(SIGBUS, &action, nullptr);
}

void fault_guard::uninstall() noexcept {
  if (!installed.load()) return;
  struct sigaction now = {};
  sigaction(SIGBUS, nullptr, &now);
  if ((now.sa_flags & SA_SIGINFO) == 0 || now.sa_sigaction != on_bus_error) return;
  sigaction(SIGBUS, &former, nullptr);
  installed.store(false);
}

bool fault_guard::recover(const void* address) noexcept {
  return recover_at(reinterpret_cast<std::uintptr_t>(address));
}

bool fault_guard::watches(const void* address) noexcept {
  return find(reinterpret_cast<std::uintptr_t>(address)).row != nullptr;
}

WatchedMapping::WatchedMapping(std::span<const std::byte> mapping, Zeros zeros) noexcept {
  if (mapping.empty()) return;
  row_ = take_row();
  if (row_ == nullptr) return;
  const auto begin = reinterpret_cast<std::uintptr_t>(mapping.data());
  const std::uintptr_t beyond = begin + mapping.size() + page_size() - 1;
  write(*row_, {begin & ~(page_size() - 1), beyond & ~(page_size() - 1), zeros});
}

WatchedMapping::WatchedMapping(WatchedMapping&& other) noexcept : row_(std::exchange(other.row_, nullptr)) {}

WatchedMapping& WatchedMapping::operator=(WatchedMapping&& other) noexcept {
  std::swap(row_, other.row_);
  return *this;
}

WatchedMapping::~WatchedMapping() {
  if (row_ == nullptr) return;
  write(*row_, {});
  row_->taken.store(false);
}

bool WatchedMapping::lost() const noexcept {
  return row_ != nullptr && row_->lost.load();
}

}  // namespace vertexview
