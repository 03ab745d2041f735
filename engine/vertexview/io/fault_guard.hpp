#pragma once
#include <cstddef>
#include <cstdint>
#include <span>

namespace vertexview {

/// Keeps the program alive when a mapped file is truncated, or its disk fails, while it is read. Touching a
/// lost page raises SIGBUS, which would end the program; with the guard installed, the lost part of a watched
/// mapping reads as zeros instead, and the mapping says so. Every MappedFile is watched.
///
/// The library installs no handler of its own accord: a signal has one handler in a whole program, so that
/// the program decides. A game that has its own handler for SIGBUS, or uses a library that has one, has the
/// choice:
/// - install() after it: the guard handles the faults of watched mappings and hands every other one on to the
///   handler that was there before, in the way that handler asked for (SA_SIGINFO, SA_RESETHAND).
/// - install() before it, and the later handler hands on what is not its own, as good handlers do.
/// - No install(): the game's handler begins with `if (info->si_code == BUS_ADRERR &&
///   fault_guard::recover(info->si_addr)) return;`.
/// A later handler that does neither takes the guard away, and nothing can be done about that.
///
/// A fault on a thread that has SIGBUS blocked ends the program, whatever is installed. Threads of other
/// libraries may have: those of llvmpipe block every signal, which is why they are never given a mapping of a
/// file.
namespace fault_guard {

/// Installs the handler. It does nothing where it was installed before, unless SIGBUS was since given its
/// default effect, or is ignored. Call it from main, or wherever signals are set up; not on two threads at
/// once.
void install() noexcept;

/// Puts the handler back that install() found, as before the library's code is unloaded; where another was
/// installed since, that one stays. No thread may be reading a mapping that could lose pages.
void uninstall() noexcept;

/// Puts zeros in place of the lost part of the watched mapping that `address` lies in. Returns false, and
/// does nothing, when it lies in none. May be called from signal handlers and from any thread.
[[nodiscard]] bool recover(const void* address) noexcept;

/// Returns whether `address` lies in a watched mapping, so that reading there may raise SIGBUS: memory for
/// threads that have it blocked must not. Thread-safe.
[[nodiscard]] bool watches(const void* address) noexcept;

}  // namespace fault_guard

/// Watches a mapping for as long as it lives, which must not be longer than the mapping; any number at a
/// time, on any threads. Watched mappings share no page. Move-only.
class WatchedMapping {
 public:
  /// What is replaced by zeros at a fault.
  enum class Zeros : std::uint8_t {
    kTail,  ///< all from the lost page to the end of the mapping: a truncated file has lost that too
    kPage,  ///< the lost page alone, because others may hold what was written to a private mapping
  };

  /// Watches nothing.
  WatchedMapping() noexcept = default;
  /// Watches the pages that `mapping` lies in. Without memory for that it watches nothing.
  explicit WatchedMapping(std::span<const std::byte> mapping, Zeros zeros = Zeros::kTail) noexcept;
  WatchedMapping(WatchedMapping&& other) noexcept;
  WatchedMapping& operator=(WatchedMapping&& other) noexcept;
  ~WatchedMapping();

  /// Returns whether it watches a mapping.
  [[nodiscard]] explicit operator bool() const noexcept { return row_ != nullptr; }
  /// Returns whether pages of the mapping were lost and read as zeros now. Thread-safe.
  [[nodiscard]] bool lost() const noexcept;

  struct Row;  // what a signal handler knows of a mapping

 private:
  Row* row_ = nullptr;
};

}  // namespace vertexview
