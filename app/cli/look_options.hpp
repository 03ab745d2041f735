#pragma once
#include <CLI/CLI.hpp>
#include <cstdint>
#include <optional>
#include <vector>

#include "actions/command.hpp"
#include "session/session.hpp"

namespace vertexview::cli {

/// What the options say about how points are drawn.
struct LookOptions {
  std::vector<app::Command> commands;
  std::optional<std::uint64_t> gpu_budget;
};

/// Adds --point-size, --edl, --background and --backend, each the action of that name, and --gpu-budget.
void add_look_options(CLI::App& app, LookOptions& options);

/// Applies the options to a session; call it before a file is opened.
[[nodiscard]] Result<void> apply_look(const LookOptions& options, app::Session& session);

}  // namespace vertexview::cli
