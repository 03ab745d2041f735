#pragma once

namespace vertexview::cli {

/// The whole program: reads the command line, runs the command, prints its error. Returns the exit status: 0,
/// 1 for an error, 2 for a usage error; ends by the signal itself when a signal cancelled the command.
[[nodiscard]] int run_program(int argc, char** argv) noexcept;

}  // namespace vertexview::cli
