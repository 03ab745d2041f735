#pragma once
#include <string>

#include "vertexview/io/posix/descriptor.hpp"

namespace vertexview::posix {

/// The file at a target, out of the way under a hidden name beside it while another takes its place, so that
/// it can be put back. Every function returns 0, or the errno that says why it failed. Nothing is undone by
/// the destructor but reserve(). Paths have no link at their end.
class SetAside {
 public:
  explicit SetAside(const std::string& target) : target_(target) {}
  SetAside(const SetAside&) = delete;
  SetAside& operator=(const SetAside&) = delete;
  ~SetAside();

  /// Takes a hidden name, unless there is no file at the target, and holds the file that is to have it. All
  /// that needs memory or space is done here.
  [[nodiscard]] int reserve();
  /// Moves the file to that name.
  [[nodiscard]] int move() noexcept;
  /// Moves it back, in the place of what stands at the target now. `taken` says that it is ours: where
  /// nothing was moved, it is removed.
  [[nodiscard]] int put_back(bool taken) noexcept;
  /// Removes the file that was moved.
  void remove() noexcept;

  /// Returns the hidden name while the file has it; else "".
  [[nodiscard]] std::string hidden() const { return moved_ ? hidden_ : std::string(); }

 private:
  std::string target_;
  std::string hidden_;
  bool moved_ = false;
  Descriptor reserved_;  // held under the hidden name until the file takes it
  Descriptor held_;      // the file at the target
};

}  // namespace vertexview::posix
