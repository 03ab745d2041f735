#pragma once
#include <CLI/CLI.hpp>

namespace vertexview::cli {

/// The help of the program and of every command in one shape: usage, description, commands, arguments,
/// options (a section for each group of them), examples (the app's footer), at most 100 columns.
class HelpFormatter final : public CLI::FormatterBase {
 public:
  [[nodiscard]] std::string make_help(const CLI::App* app, std::string name,
                                      CLI::AppFormatMode mode) const override;
};

}  // namespace vertexview::cli
