#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

#include "actions/command.hpp"
#include "cli/command.hpp"
#include "vertexview/memory/number_text.hpp"
#include "vertexview/memory/printable.hpp"

namespace vertexview::cli {
namespace {

// The largest side of a picture in pixels: the size of a texture that OpenGL 4.5 promises.
constexpr std::uint64_t kLargestSide = 16384;

Result<std::string> path_from_text(std::string_view text) {
  if (!text.empty()) return std::string(text);
  return fail(ErrorCode::kInvalidArgument, "the path is empty");
}

Result<std::string> output_from_text(std::string_view text) {
  return path_from_text(text == "-" ? kStandardOutput : text);
}

}  // namespace

Result<Viewport> size_from_text(std::string_view text) {
  const std::size_t by = std::min(text.find_first_of("xX"), text.size());
  const auto width = parse_whole_number(text.substr(0, by));
  const auto height = parse_whole_number(text.substr(std::min(by + 1, text.size())));
  if (!width || !height)
    return fail(
        ErrorCode::kInvalidArgument,
        fmt::format("{} is not a size; expected WIDTHxHEIGHT in pixels, as in 1280x720", in_quotes(text)));
  if (*width < 1 || *height < 1 || *width > kLargestSide || *height > kLargestSide)
    return fail(ErrorCode::kInvalidArgument,
                fmt::format("a picture of {} pixels is not possible; expected 1x1 to {}x{}", text,
                            kLargestSide, kLargestSide));
  return Viewport{static_cast<int>(*width), static_cast<int>(*height)};
}

CLI::Option* add_file_argument(CLI::App& app, std::string& path) {
  return add_parsed(app, "FILE", path, "", &path_from_text, "The vertex file");
}

CLI::Option* add_output_option(CLI::App& app, std::string& path, const std::string& type,
                               const std::string& help) {
  return add_parsed(app, "-o,--output", path, type, &output_from_text, help + "; - is the standard output");
}

void add_action_option(CLI::App& app, std::vector<std::string>& actions, const std::string& help,
                       bool or_stdin) {
  app.add_option("--do", actions, help)
      ->type_name("ACTION")
      ->allow_extra_args(false)
      ->check([or_stdin](const std::string& text) {
        if (or_stdin && text == "-") return std::string();
        const auto command = app::parse_command(text);
        return command ? std::string() : command.error().message;
      });
}

}  // namespace vertexview::cli
