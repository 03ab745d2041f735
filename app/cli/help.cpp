#include "cli/help.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace vertexview::cli {
namespace {

constexpr std::size_t kWidth = 96;

struct Section {
  std::string title;
  std::vector<std::pair<std::string, std::string>> rows;
};

/// The section of that title, made at the end where there is none.
Section& section_of(std::vector<Section>& sections, const std::string& title) {
  const auto found = std::ranges::find(sections, title, &Section::title);
  return found != sections.end() ? *found : sections.emplace_back(Section{title, {}});
}

std::string usage(const CLI::App& app, const std::string& name) {
  std::string line = "Usage: " + name;
  bool optional = false;
  std::string positionals;
  for (const CLI::Option* option : app.get_options()) {
    if (option->get_positional()) {
      const std::string shown = option->get_single_name() + (option->get_expected_max() > 1 ? "..." : "");
      positionals += " " + (option->get_required() ? shown : "[" + shown + "]");
    } else if (option->get_required()) {
      positionals += " " + option->get_name(false, true).substr(0, 2) + " " + option->get_type_name();
    } else {
      optional = true;
    }
  }
  if (!app.get_subcommands({}).empty()) positionals += " COMMAND";
  return line + positionals + (optional ? " [OPTIONS]" : "") + "\n";
}

void print_section(std::string& out, const Section& section, std::size_t column) {
  if (section.rows.empty()) return;
  out += "\n" + section.title + ":\n";
  for (const auto& [name, help] : section.rows) {
    out += "  " + name + std::string(column - 2 - name.size(), ' ');
    std::size_t at = column;
    std::size_t begin = 0;
    while (begin < help.size()) {
      auto end = std::min(help.find(' ', begin), help.size());
      if (at + (end - begin) > kWidth && at > column) {
        out.back() = '\n';
        out += std::string(column, ' ');
        at = column;
      }
      out += help.substr(begin, end - begin) + ' ';
      at += end - begin + 1;
      begin = end + 1;
    }
    if (out.back() == ' ') out.pop_back();
    out += '\n';
  }
}

}  // namespace

std::string HelpFormatter::make_help(const CLI::App* app, std::string name, CLI::AppFormatMode) const {
  // CLI11 gives the program's own name or nothing: a command is shown with the program before it.
  if (name.empty()) name = app->get_name();
  if (const auto* parent = app->get_parent(); parent != nullptr && !name.starts_with(parent->get_name()))
    name = parent->get_name() + " " + name;

  std::vector<Section> sections{{"Commands", {}}, {"Arguments", {}}, {"Options", {}}};
  for (const CLI::App* command : app->get_subcommands({}))
    section_of(sections, "Commands").rows.emplace_back(command->get_name(), command->get_description());
  for (const CLI::Option* option : app->get_options()) {
    if (option->get_group().empty()) continue;
    if (option->get_positional()) {
      section_of(sections, "Arguments")
          .rows.emplace_back(option->get_single_name(), option->get_description());
    } else {
      auto names = option->get_name(false, true);
      if (const auto comma = names.find(','); comma != std::string::npos) names.insert(comma + 1, " ");
      if (option->get_items_expected_max() > 0) names += " " + option->get_type_name();
      section_of(sections, option->get_group()).rows.emplace_back(names, option->get_description());
    }
  }
  std::size_t widest = 0;
  for (const Section& section : sections)
    for (const auto& row : section.rows) widest = std::max(widest, row.first.size());

  std::string out = usage(*app, name);
  if (!app->get_description().empty()) out += "\n" + app->get_description() + "\n";
  for (const Section& section : sections) print_section(out, section, widest + 4);
  if (!app->get_footer().empty()) out += "\n" + app->get_footer() + "\n";
  return out;
}

}  // namespace vertexview::cli
