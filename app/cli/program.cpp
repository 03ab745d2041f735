#include "cli/program.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "actions/nearest.hpp"
#include "cli/command.hpp"
#include "cli/help.hpp"
#include "cli/terminal/interrupt.hpp"
#include "cli/terminal/standard_output.hpp"
#include "cli/terminal/terminal_text.hpp"
#include "vertexview/vertex/member_path.hpp"

namespace vertexview::cli {
namespace {

constexpr int kFailed = 1;
constexpr int kUsage = 2;

constexpr const char* kExamples = R"(Examples:
  vertexview cloud.bin                          look at a file
  vertexview info cloud.bin                     what it holds
  vertexview stats cloud.bin                    how its numbers are spread
  vertexview check cloud.bin                    what is wrong with it
  vertexview dump cloud.bin --count 10          its first ten vertices
  vertexview query cloud.bin 'z > 3'            those for which a condition holds
  vertexview render cloud.bin -o cloud.png      a picture, no display needed
  vertexview generate terrain 10M -o cloud.bin  ten million vertices to try things with

A first argument that names no command is a file to view; a file that is named like a command or begins with
'-' opens as ./info. 'vertexview COMMAND --help' tells more about a command.

Exit status: 0 done, also where the reader of a pipe has seen enough; 1 an error, told on standard error; 2 a
wrong command line; 3 where 'check --fail-on' has found what it names; Ctrl+C and other signals end it as signals do. A file is written as a whole or not at all.)";

int usage_error(const std::string& command, const std::string& text) {
  complain((command.empty() ? "" : command + ": ") + text);
  std::fputs(("Try 'vertexview " + (command.empty() ? "" : command + " ") + "--help'.\n").c_str(), stderr);
  return kUsage;
}

// Returns the end of a sentence about the unknown word `typed`; empty when none of `names` is near.
std::string did_you_mean(std::string_view typed, const std::vector<std::string>& names) {
  const std::vector<std::string_view> all(names.begin(), names.end());
  const auto meant = app::nearest_names(typed, all, 1);
  return meant.empty() ? "" : fmt::format("; did you mean '{}'?", meant.front());
}

bool exists(const std::string& path) {
  std::error_code unknown;
  return std::filesystem::exists(parse_member_path(path).file, unknown);
}

// Returns the name of an option as it was typed, without the value of --name=value.
std::string option_part(const std::string& argument) {
  return argument.substr(0, argument.find('='));
}

class Program {
 public:
  Program() {
    app_.name("vertexview");
    app_.formatter(std::make_shared<HelpFormatter>());
    app_.set_help_flag("-h,--help", "Print this help");
    app_.set_version_flag("--version", "vertexview " VERTEXVIEW_VERSION, "Print the version");
    commands_ = {add_view(app_),    add_info(app_),     add_stats(app_), add_check(app_),
                 add_guess(app_),   add_dump(app_),     add_query(app_), add_render(app_),
                 add_convert(app_), add_generate(app_), add_bench(app_), add_actions(app_)};
    for (auto& command : commands_) command.app->set_help_flag("-h,--help", "Print this help");
    app_.footer(kExamples);  // last, because commands made later would inherit it
  }

  int run(std::vector<std::string> arguments) {
    if (const auto status = choose_command(arguments); status != 0) return status;
    try {
      std::reverse(arguments.begin(), arguments.end());  // CLI11 takes them from the back
      app_.parse(arguments);
    } catch (const CLI::CallForVersion& version) {
      return finish(write_output(version.what() + std::string("\n")));
    } catch (const CLI::Success&) {
      return finish(write_output(app_.help()));  // help() prints the command that was asked
    } catch (const CLI::ParseError& error) {
      return report(error);
    }
    for (const auto& command : commands_)
      if (command.app->parsed()) return finish(command.run(), command.status);
    return 0;
  }

 private:
  // A first argument that is no command and no option of the program makes the command `view`.
  int choose_command(std::vector<std::string>& arguments) const {
    const auto first = arguments.empty() ? "" : arguments.front();
    if (first == "-h" || first == "--help" || first == "--version") return 0;
    std::vector<std::string> names;
    names.reserve(commands_.size());
    for (const auto& command : commands_) names.push_back(command.app->get_name());
    if (std::find(names.begin(), names.end(), first) != names.end()) return 0;
    const bool bare_word = !first.empty() && first.find_first_of("./-") == std::string::npos;
    if (const auto hint = did_you_mean(first, names); bare_word && !hint.empty() && !exists(first))
      return usage_error("", "no command or file " + in_quotes(first) + hint);
    arguments.insert(arguments.begin(), "view");
    return 0;
  }

  int report(const CLI::ParseError& error) const {
    const auto chosen = std::find_if(commands_.begin(), commands_.end(),
                                     [](const Command& command) { return command.app->parsed(); });
    const std::string name = chosen == commands_.end() ? "" : chosen->app->get_name();
    // An argument that no option took is the likely cause of whatever else is wrong.
    const auto extras = chosen == commands_.end() ? app_.remaining() : chosen->app->remaining();
    for (const auto& extra : extras) {
      if (extra == "--") continue;
      if (extra.size() < 2 || extra[0] != '-')
        return usage_error(name, in_quotes(extra) + " is one argument too many");
      std::vector<std::string> options;
      for (const CLI::Option* option : (chosen == commands_.end() ? &app_ : chosen->app)->get_options())
        for (const auto& spelled : option->get_lnames()) options.push_back("--" + spelled);
      const std::string hint =
          exists(extra) ? "; the file of that name is ./" + extra : did_you_mean(option_part(extra), options);
      return usage_error(name, "no option " + in_quotes(option_part(extra)) + hint);
    }
    return usage_error(name, reason_of(error, chosen == commands_.end() ? app_ : *chosen->app));
  }

  // Returns CLI11's own words, except where they speak to programmers, as in "--count: 1 required N missing".
  static std::string reason_of(const CLI::ParseError& error, const CLI::App& app) {
    std::string text = error.what();
    const auto name = text.substr(0, text.find(':'));
    const auto* option = app.get_option_no_throw(name);
    if (error.get_exit_code() != static_cast<int>(CLI::ExitCodes::ArgumentMismatch) || option == nullptr)
      return text;
    return name + ": a value " + option->get_type_name() + " is missing";
  }

  static int finish(const Result<void>& result, const std::function<int()>& status = [] { return 0; }) {
    if (result) return status();
    const auto& error = result.error();
    if (error.system_code == EPIPE) return status();
    if (error.code == ErrorCode::kCancelled) {
      complain("cancelled");
      end_by_signal();
    } else {
      complain(error);
    }
    return kFailed;
  }

  CLI::App app_{"Look at files of fixed-stride vertex records: 20 bytes each, Python struct '@3f3Hxx'"};
  std::vector<Command> commands_;
};

/// Tells the exception that is being handled on standard error, without memory too.
void tell_exception() noexcept {
  try {
    throw;
  } catch (const std::bad_alloc&) {
    std::fputs("vertexview: out of memory\n", stderr);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "vertexview: %s\n", error.what());
  } catch (...) {
    std::fputs("vertexview: an unknown error\n", stderr);
  }
}

}  // namespace

int run_program(int argc, char** argv) noexcept {
  try {
    hold_standard_descriptors();
    prepare_signals();
    Program program;
    return program.run(std::vector<std::string>(argv + std::min(argc, 1), argv + argc));
  } catch (...) {
    tell_exception();
  }
  return kFailed;
}

}  // namespace vertexview::cli
