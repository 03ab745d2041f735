#pragma once
#include <CLI/CLI.hpp>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "vertexview/camera/camera.hpp"
#include "vertexview/memory/error.hpp"
#include "vertexview/vertex/dataset.hpp"

namespace vertexview::cli {

/// A subcommand of the program. `app` holds its options and is owned by the program; `run` does its work once
/// they are read, so it keeps alive what they write to (a shared_ptr in its capture). The Error of `run` is
/// printed as `vertexview: PATH: reason` and ends the program with status 1; kCancelled ends it as the signal
/// that cancelled would have, and an Error that carries EPIPE ends it quietly, because the reader of a pipe
/// has seen enough.
struct Command {
  CLI::App* app = nullptr;
  std::function<Result<void>()> run;
  /// The exit status after `run` has succeeded.
  std::function<int()> status = [] { return 0; };
};

// Each command lives in its own file and is listed in program.cpp, in the order of the help.
[[nodiscard]] Command add_view(CLI::App& program);
[[nodiscard]] Command add_info(CLI::App& program);
[[nodiscard]] Command add_stats(CLI::App& program);
[[nodiscard]] Command add_check(CLI::App& program);
[[nodiscard]] Command add_guess(CLI::App& program);
[[nodiscard]] Command add_dump(CLI::App& program);
[[nodiscard]] Command add_query(CLI::App& program);
[[nodiscard]] Command add_render(CLI::App& program);
[[nodiscard]] Command add_convert(CLI::App& program);
[[nodiscard]] Command add_generate(CLI::App& program);
[[nodiscard]] Command add_bench(CLI::App& program);
[[nodiscard]] Command add_actions(CLI::App& program);

/// Reads the text of an option. A refused text is a usage error (status 2) that names the option.
template <class T>
using OptionReader = Result<T> (*)(std::string_view text);

namespace detail {
template <class T>
struct OptionTarget {
  using Value = T;
};
template <class T>
struct OptionTarget<std::optional<T>> {
  using Value = T;
};
template <class T>
using ValueOf = typename OptionTarget<T>::Value;
}  // namespace detail

/// Adds an option or positional whose text `read` turns into `target` (a T or std::optional<T>), which must
/// outlive the parsing. `type` is what the help calls the value, as in "WxH".
template <class Target>
CLI::Option* add_parsed(CLI::App& app, const std::string& name, Target& target, const std::string& type,
                        OptionReader<detail::ValueOf<Target>> read, const std::string& help) {
  return app
      .add_option_function<std::string>(
          name, [&target, read](const std::string& text) { target = read(text).value(); }, help)
      ->check([read](const std::string& text) {
        const auto value = read(text);
        return value ? std::string() : value.error().message;
      })
      ->type_name(type);
}

/// Adds FILE, the vertex file that a command reads.
CLI::Option* add_file_argument(CLI::App& app, std::string& path);

/// What NewFile takes for the standard output, and writes to its descriptor.
inline constexpr std::string_view kStandardOutput = "/dev/stdout";

/// Adds -o, the file that a command writes; "-" means the standard output, for which `path` becomes
/// kStandardOutput.
CLI::Option* add_output_option(CLI::App& app, std::string& path, const std::string& type,
                               const std::string& help);

/// Adds the options of every command that reads vertex files: --layout, one for each of layout_settings() but
/// the one named `without`, to which the command gives a meaning of its own, and --no-guess. Without the last
/// a layout that nobody said is guessed; each such command tells that, by open_to_read() or tell_guess().
void add_layout_options(CLI::App& app, Dataset::Options& options, std::string_view without = {});

/// Opens a file as app::open_vertices() does, and tells a guess.
[[nodiscard]] Result<Dataset> open_to_read(const std::string& path, const Dataset::Options& options);

/// Adds --where, the condition that the vertices meet that a command takes.
CLI::Option* add_where_option(CLI::App& app, std::string& where);

/// Opens a file as open_to_read() does and returns the dataset of those vertices for which a condition holds;
/// of all for "". Errors of app::condition_from_text() and find_where() as well.
[[nodiscard]] Result<Dataset> open_where(const std::string& path, const Dataset::Options& options,
                                         const std::string& where, Progress& progress);

/// Prints one line to stderr where the layout of `file` was guessed: which it is, and the option that says
/// so.
void tell_guess(const Dataset& file);

/// Prints one line to stderr where the layout that `options` or a sidecar gave makes nonsense of the file,
/// and returns whether it did: a warning, because nobody but the person knows what the bytes are.
bool tell_nonsense(const Dataset& file);

/// Adds --do ACTION, which may be repeated: texts that app::parse_command accepts, and "-" with `or_stdin`.
/// Another text is a usage error.
void add_action_option(CLI::App& app, std::vector<std::string>& actions, const std::string& help,
                       bool or_stdin = false);

/// Reads a picture's size from "1280x720".
[[nodiscard]] Result<Viewport> size_from_text(std::string_view text);

}  // namespace vertexview::cli
