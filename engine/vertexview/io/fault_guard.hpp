#pragma once
#include <cstddef>
#include <span>

namespace vertexview {

/// Keeps the program alive when a file is truncated while it is mapped. Touching a lost page raises SIGBUS,
/// which would end the program; with the guard installed the lost part of a watched mapping reads as zeros
/// instead, and `lost()` says so. The library installs no handler of its own: this one belongs to the
/// program.
namespace fault_guard {

/// Installs the SIGBUS handler; other causes of SIGBUS keep their default effect. Call once, from main.
void install() noexcept;

/// Watches a mapping until `unwatch`; any number at a time. Returns false, and guards nothing, without memory
/// for it. Thread-safe, as all of these functions are.
[[nodiscard]] bool watch(std::span<const std::byte> mapping) noexcept;

/// Ends the watch, which must come before the mapping ends.
void unwatch(std::span<const std::byte> mapping) noexcept;

/// Returns whether pages of a watched mapping were lost.
[[nodiscard]] bool lost(std::span<const std::byte> mapping) noexcept;

}  // namespace fault_guard

/// Watches a mapping for as long as it lives. Move-only.
class WatchedMapping {
 public:
  WatchedMapping() noexcept = default;
  explicit WatchedMapping(std::span<const std::byte> mapping) noexcept;
  WatchedMapping(WatchedMapping&& other) noexcept;
  WatchedMapping& operator=(WatchedMapping&& other) noexcept;
  ~WatchedMapping();

  [[nodiscard]] bool lost() const noexcept { return fault_guard::lost(mapping_); }

 private:
  std::span<const std::byte> mapping_;
};

}  // namespace vertexview
