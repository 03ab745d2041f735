#pragma once

namespace vertexview::cli {

/// Runs the whole program: reads the command line, runs the command, prints its error. Returns the exit
/// status: 0, 1 for an error, 2 for a usage error. When a signal cancelled the command, the process ends by
/// that signal.
[[nodiscard]] int run_program(int argc, char** argv) noexcept;

}  // namespace vertexview::cli
