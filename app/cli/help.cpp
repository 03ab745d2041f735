#include "cli/help.hpp"

#include <algorithm>
#include <sstream>
#include <utility>
#include <vector>

namespace vertexview::cli {
namespace {

// In columns: lines fit a terminal of 100 columns, and leave a margin.
constexpr std::size_t kWidth = 96;

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

// Appends `text` in lines that begin at `column`; the first line has reached it already.
void append_wrapped(std::string& out, const std::string& text, std::size_t column) {
  std::size_t at = column;
  std::size_t begin = 0;
  while (begin < text.size()) {
    const auto end = std::min(text.find(' ', begin), text.size());
    if (at + (end - begin) > kWidth && at > column) {
      out.back() = '\n';
      out += std::string(column, ' ');
      at = column;
    }
    out += text.substr(begin, end - begin) + ' ';
    at += end - begin + 1;
    begin = end + 1;
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  out += '\n';
}

}  // namespace

void HelpSections::add(const std::string& title, std::string name, std::string meaning) {
  auto found = std::ranges::find(sections_, title, &std::pair<std::string, Rows>::first);
  if (found == sections_.end()) found = sections_.insert(found, {title, {}});
  found->second.emplace_back(std::move(name), std::move(meaning));
}

std::string HelpSections::text() const {
  std::size_t widest = 0;
  for (const auto& [title, rows] : sections_)
    for (const auto& row : rows) widest = std::max(widest, row.first.size());
  const std::size_t column = widest + 4;
  std::string out;
  for (const auto& [title, rows] : sections_) {
    out += "\n" + title + ":\n";
    for (const auto& [name, meaning] : rows) {
      out += "  " + name + std::string(column - 2 - name.size(), ' ');
      append_wrapped(out, meaning, column);
    }
  }
  return out;
}

std::string HelpFormatter::make_help(const CLI::App* app, std::string name, CLI::AppFormatMode) const {
  // CLI11 passes the program's own name or nothing: a command is shown with the program's name before it.
  if (name.empty()) name = app->get_name();
  if (const auto* parent = app->get_parent(); parent != nullptr && !name.starts_with(parent->get_name()))
    name = parent->get_name() + " " + name;

  HelpSections sections;
  for (const CLI::App* command : app->get_subcommands({}))
    sections.add("Commands", command->get_name(), command->get_description());
  for (const CLI::Option* option : app->get_options())
    if (option->get_positional())
      sections.add("Arguments", option->get_single_name(), option->get_description());
  // A command's own options come before those that many commands have.
  for (const bool own : {true, false})
    for (const CLI::Option* option : app->get_options()) {
      if (option->get_positional() || option->get_group().empty() ||
          (option->get_group() == "Options") != own)
        continue;
      auto names = option->get_name(false, true);
      if (const auto comma = names.find(','); comma != std::string::npos) names.insert(comma + 1, " ");
      if (option->get_items_expected_max() > 0) names += " " + option->get_type_name();
      sections.add(option->get_group(), names, option->get_description());
    }

  std::string out = usage(*app, name);
  if (!app->get_description().empty()) out += "\n" + app->get_description() + "\n";
  out += sections.text();
  if (!app->get_footer().empty()) {
    out += "\n";
    std::istringstream footer(app->get_footer());
    std::string paragraph;
    for (std::string line; std::getline(footer, line);) {
      const bool prose = !line.empty() && !line.starts_with(' ');
      if (!paragraph.empty() && !prose) append_wrapped(out, std::exchange(paragraph, {}), 0);
      if (prose && !line.ends_with(':'))
        paragraph += (paragraph.empty() ? "" : " ") + line;
      else
        append_wrapped(out, line, 0);
    }
    if (!paragraph.empty()) append_wrapped(out, paragraph, 0);
  }
  return out;
}

}  // namespace vertexview::cli
