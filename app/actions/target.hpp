#pragma once
#include <cstdint>
#include <string_view>

#include "actions/command.hpp"

// What the arguments of a command point at in a session. Their functions fail with kOutOfRange for what is
// not there and say what is, beginning with the name of the asking action.
namespace vertexview::app {

/// Returns the index that `address` comes to in the active dataset, which must be open and have vertices.
[[nodiscard]] Result<std::uint64_t> vertex_of(const Session& session, std::string_view action,
                                              const VertexAddress& address);

/// Returns the vertices that `choice` comes to in the active dataset, which must be open and have vertices.
[[nodiscard]] Result<IndexSet> vertices_of(const Session& session, std::string_view action,
                                           const VertexChoice& choice);

/// Returns the open dataset of that number; at least one must be open.
[[nodiscard]] Result<DatasetId> file_of(const Session& session, std::string_view action,
                                        std::uint64_t number);

/// Returns why `command`, which has the arguments that its action takes, points at nothing; no error where
/// perform() would find it, or where the action is not enabled and perform() says why.
[[nodiscard]] Result<void> check_targets(const Session& session, const Command& command);

}  // namespace vertexview::app
