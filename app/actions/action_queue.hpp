#pragma once
#include <deque>
#include <span>
#include <string>

#include "actions/command.hpp"

namespace vertexview::app {

/// Returns whether nothing is under way that the next scripted action has to wait for: no scan runs, and no
/// picture or state file is still to be written.
[[nodiscard]] bool settled(const Session& session) noexcept;

/// Actions that run one after the other, as from --do: each sees the finished work of those before it, so
/// that a script gives the same result on a fast machine and on a slow one.
class ActionQueue {
 public:
  ActionQueue() = default;
  /// Reads a queue of commands, each "NAME [ARGUMENT]". Fails with the error of the first wrong one.
  [[nodiscard]] static Result<ActionQueue> parse(std::span<const std::string> texts);

  void push(Command command) { commands_.push_back(std::move(command)); }
  [[nodiscard]] bool empty() const noexcept { return commands_.empty(); }

  /// Runs commands in order for as long as the session is settled; call it once a frame, after update().
  /// After `quit` the rest is dropped. A command that fails is dropped and its error returned; those after it
  /// stay in the queue.
  [[nodiscard]] Result<void> advance(Session& session);

 private:
  std::deque<Command> commands_;
};

}  // namespace vertexview::app
