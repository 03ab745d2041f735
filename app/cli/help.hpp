#pragma once
#include <CLI/CLI.hpp>
#include <string>
#include <utility>
#include <vector>

namespace vertexview::cli {

/// Titled lists of names and what they mean, as all help is written: one column of names, lines at most 96
/// columns wide.
class HelpSections {
 public:
  /// Adds a row to the section of that title, which is made at the end if there is none.
  void add(const std::string& title, std::string name, std::string meaning);
  /// Returns every section, each after an empty line.
  [[nodiscard]] std::string text() const;

 private:
  using Rows = std::vector<std::pair<std::string, std::string>>;
  std::vector<std::pair<std::string, Rows>> sections_;
};

/// Writes the help of the program and of every command in one shape: usage, description, commands, arguments,
/// options (a section for each group of them), examples (the app's footer). Lines wrap at 96 columns.
class HelpFormatter final : public CLI::FormatterBase {
 public:
  [[nodiscard]] std::string make_help(const CLI::App* app, std::string name,
                                      CLI::AppFormatMode mode) const override;
};

}  // namespace vertexview::cli
