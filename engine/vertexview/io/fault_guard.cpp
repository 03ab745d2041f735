#include "vertexview/io/fault_guard.hpp"

#include <utility>

namespace vertexview {

WatchedMapping::WatchedMapping(std::span<const std::byte> mapping) noexcept
    : mapping_(fault_guard::watch(mapping) ? mapping : std::span<const std::byte>{}) {}
WatchedMapping::WatchedMapping(WatchedMapping&& other) noexcept
    : mapping_(std::exchange(other.mapping_, {})) {}
WatchedMapping& WatchedMapping::operator=(WatchedMapping&& other) noexcept {
  std::swap(mapping_, other.mapping_);
  return *this;
}
WatchedMapping::~WatchedMapping() {
  fault_guard::unwatch(mapping_);
}

}  // namespace vertexview
