#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cstdint>
#include <utility>

#include "actions/actions.hpp"
#include "cli/command.hpp"

namespace vertexview::cli {
namespace {

constexpr std::uint64_t kMost = UINT64_MAX;
constexpr int kLargestSide = 16384;  // of a picture; what OpenGL 4.5 promises

tl::unexpected<Error> not_a_count(std::string_view text) {
  return fail(ErrorCode::kInvalidArgument,
              "'" + std::string(text) + "' is not a count; write it as 1000000, 1_000_000, 1e6 or 1M");
}

// Digits with single underscores between them, as in Python.
bool take_digits(std::string_view& text, std::string& digits) {
  bool digit = false;
  while (!text.empty()) {
    const bool between = text[0] == '_' && digit && text.size() > 1 && text[1] >= '0' && text[1] <= '9';
    if (!between && (text[0] < '0' || text[0] > '9')) break;
    digit = !between;
    if (digit) digits += text[0];
    text.remove_prefix(1);
  }
  return digit;
}

// The power of ten that a suffix or exponent stands for.
bool take_exponent(std::string_view text, int& exponent) {
  constexpr std::array<std::pair<char, int>, 7> kSuffixes{
      {{'k', 3}, {'K', 3}, {'M', 6}, {'m', 6}, {'G', 9}, {'B', 9}, {'T', 12}}};
  if (text.empty()) return true;
  if (text.size() == 1) {
    for (const auto& [suffix, power] : kSuffixes)
      if (suffix == text[0]) {
        exponent += power;
        return true;
      }
    return false;
  }
  if (text[0] != 'e' && text[0] != 'E') return false;
  text.remove_prefix(text[1] == '+' ? 2 : 1);
  int power = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), power);
  if (error != std::errc{} || end != text.data() + text.size() || power < 0 || power > 100) return false;
  exponent += power;
  return true;
}

Result<std::string> path_from_text(std::string_view text) {
  if (!text.empty()) return std::string(text);
  return fail(ErrorCode::kInvalidArgument, "the path is empty");
}

Result<std::string> output_from_text(std::string_view text) {
  return path_from_text(text == "-" ? "/dev/stdout" : text);
}

}  // namespace

Result<std::uint64_t> count_from_text(std::string_view text) {
  std::string digits;
  std::string_view rest = text;
  if (!take_digits(rest, digits)) return not_a_count(text);
  int exponent = 0;
  if (rest.size() > 1 && rest[0] == '.') {
    rest.remove_prefix(1);
    const auto whole = digits.size();
    if (!take_digits(rest, digits)) return not_a_count(text);
    exponent = -static_cast<int>(digits.size() - whole);
  }
  if (!take_exponent(rest, exponent)) return not_a_count(text);
  for (; exponent < 0; ++exponent) {
    if (digits.back() != '0')
      return fail(ErrorCode::kInvalidArgument, "'" + std::string(text) + "' is not a whole number");
    digits.pop_back();
    if (digits.empty()) digits = "0";
  }
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < digits.size() + static_cast<std::size_t>(exponent); ++i) {
    const auto digit = i < digits.size() ? static_cast<std::uint64_t>(digits[i] - '0') : 0;
    if (value > (kMost - digit) / 10)
      return fail(ErrorCode::kInvalidArgument,
                  "'" + std::string(text) + "' is too large; the most is 18446744073709551615");
    value = value * 10 + digit;
  }
  return value;
}

Result<Viewport> size_from_text(std::string_view text) {
  Viewport size{0, 0};
  const char* const begin = text.data();
  const char* const end = begin + text.size();
  const auto width = std::from_chars(begin, end, size.width);
  const bool by = width.ec == std::errc{} && width.ptr != end && (*width.ptr == 'x' || *width.ptr == 'X');
  const auto height = by ? std::from_chars(width.ptr + 1, end, size.height) : width;
  if (!by || height.ec != std::errc{} || height.ptr != end)
    return fail(ErrorCode::kInvalidArgument,
                fmt::format("'{}' is not a size; expected WIDTHxHEIGHT in pixels, as in 1280x720", text));
  if (size.width < 1 || size.height < 1 || size.width > kLargestSide || size.height > kLargestSide)
    return fail(ErrorCode::kInvalidArgument,
                fmt::format("a picture of {} pixels is not possible; expected 1x1 to {}x{}", text,
                            kLargestSide, kLargestSide));
  return size;
}

CLI::Option* add_file_argument(CLI::App& app, std::string& path) {
  return add_parsed(app, "FILE", path, "", &path_from_text, "The vertex file");
}

void add_output_option(CLI::App& app, std::string& path, const std::string& type, const std::string& help) {
  add_parsed(app, "-o,--output", path, type, &output_from_text, help + "; - is the standard output")
      ->required();
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
