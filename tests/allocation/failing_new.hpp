#pragma once
#include <cstdint>

namespace vertexview::test {

/// While one lives, allocation number `nth` from now on, counted over all threads from 1, throws
/// std::bad_alloc, and so do those after it where `stays` is set: memory that is used up seldom comes back.
/// One at a time.
class FailingNew {
 public:
  FailingNew(std::uint64_t nth, bool stays) noexcept;
  FailingNew(const FailingNew&) = delete;
  FailingNew& operator=(const FailingNew&) = delete;
  ~FailingNew();

  /// Returns whether an allocation failed.
  [[nodiscard]] bool failed() const noexcept;
};

}  // namespace vertexview::test
