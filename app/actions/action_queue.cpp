#include "actions/action_queue.hpp"

#include <utility>

namespace vertexview::app {

bool settled(const Session& session) noexcept {
  return !session.scanning() && !session.requests.pending();
}

Result<ActionQueue> ActionQueue::parse(std::span<const std::string> texts) {
  ActionQueue queue;
  for (const std::string& text : texts) {
    auto command = parse_command(text);
    if (!command) return tl::unexpected(std::move(command.error()));
    queue.push(*std::move(command));
  }
  return queue;
}

Result<void> ActionQueue::advance(Session& session) {
  while (!commands_.empty() && settled(session)) {
    const Command command = std::move(commands_.front());
    commands_.pop_front();
    if (auto done = perform(session, command); !done) return done;
    if (session.requests.quit) commands_.clear();
  }
  return {};
}

}  // namespace vertexview::app
