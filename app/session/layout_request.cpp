#include "session/layout_request.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "vertexview/record/layout_presets.hpp"
#include "vertexview/record/layout_text.hpp"

namespace vertexview::app {
namespace {

constexpr std::string_view kSpace = " \t\r\n";

tl::unexpected<Error> invalid(std::string message) {
  return fail(ErrorCode::kInvalidArgument, std::move(message));
}

bool is_space(char c) {
  return kSpace.find(c) != std::string_view::npos;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

/// Takes a quoted word, or what stands before the next " --", off the front.
Result<std::string> take_word(std::string_view& rest) {
  rest = trimmed(rest);
  if (!rest.empty() && (rest.front() == '"' || rest.front() == '\'')) {
    const std::size_t end = rest.find(rest.front(), 1);
    if (end == std::string_view::npos)
      return invalid(fmt::format("layout: the quote before '{}' has no end", rest.substr(1)));
    std::string word(rest.substr(1, end - 1));
    rest = trimmed(rest.substr(end + 1));
    return word;
  }
  std::size_t end = 0;
  while (end < rest.size() && !(rest.substr(end).starts_with("--") && (end == 0 || is_space(rest[end - 1]))))
    ++end;
  std::string word(trimmed(rest.substr(0, end)));
  rest = rest.substr(end);
  return word;
}

/// The override that an option of the command line is.
std::string_view override_name(std::string_view option) {
  return option == "color-range" ? "range" : option;
}

std::string_view option_name(std::string_view override_name) {
  return override_name == "range" ? "color-range" : override_name;
}

Result<void> set_option(LayoutRequest& request, std::string_view option, const std::string& value) {
  constexpr std::array<std::string_view, 8> kOverrides{"position", "color", "stride",      "offset",
                                                       "scale",    "shift", "color-range", "ramp"};
  if (option == "allow-tail") {
    if (!value.empty()) return invalid(fmt::format("layout: --allow-tail takes no value; found '{}'", value));
    request.allow_tail = true;
    return {};
  }
  if (option == "count") {
    std::uint64_t count = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), count);
    if (error != std::errc{} || end != value.data() + value.size())
      return invalid(fmt::format("layout: --count: expected a number of records, found '{}'", value));
    request.count = count;
    return {};
  }
  if (std::ranges::find(kOverrides, option) == kOverrides.end())
    return invalid(fmt::format("layout: there is no option '--{}'; expected --{}, --count or --allow-tail",
                               option, fmt::join(kOverrides, ", --")));
  if (auto set = set_override(request.overrides, override_name(option), value); !set)
    return invalid(fmt::format("layout: --{}", set.error().message));
  return {};
}

bool needs_quotes(std::string_view word) {
  return word.empty() || word.find_first_of(kSpace) != std::string_view::npos || word.front() == '"' ||
         word.front() == '\'' || word.starts_with("--");
}

std::string quoted(std::string_view word) {
  if (!needs_quotes(word)) return std::string(word);
  const char quote = word.find('"') == std::string_view::npos ? '"' : '\'';
  return fmt::format("{0}{1}{0}", quote, word);
}

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

}  // namespace

Result<LayoutRequest> parse_layout_request(std::string_view text) {
  LayoutRequest request;
  auto layout = take_word(text);
  if (!layout) return tl::unexpected(std::move(layout.error()));
  request.layout = *std::move(layout);
  if (request.layout.empty())
    return invalid("layout: expected a format string or the name of a layout, as in 'layout kitti'");
  while (!text.empty()) {
    if (!text.starts_with("--"))
      return invalid(fmt::format("layout: expected an option such as --offset, found '{}'", text));
    const std::size_t end = std::min(text.find_first_of(kSpace), text.size());
    const std::string option(text.substr(2, end - 2));
    text = text.substr(end);
    auto value =
        option == "allow-tail" && trimmed(text).starts_with("--") ? Result<std::string>("") : take_word(text);
    text = trimmed(text);
    if (!value) return tl::unexpected(std::move(value.error()));
    if (auto set = set_option(request, option, *value); !set) return tl::unexpected(std::move(set.error()));
  }
  return request;
}

std::string layout_request_text(const LayoutRequest& request) {
  std::string text = quoted(request.layout);
  for (const auto& [name, value] : override_texts(request.overrides))
    text += fmt::format(" --{} {}", option_name(name), quoted(value));
  if (request.count) text += fmt::format(" --count {}", *request.count);
  if (request.allow_tail) text += " --allow-tail";
  return text;
}

LayoutRequest request_of(const Dataset& file, const Dataset::Options& options) {
  const Layout& layout = file.layout();
  LayoutRequest request{layout.format, overrides_of(layout), options.count, options.allow_tail};
  for (const LayoutPreset& preset : layout_presets())
    if (preset.layout().format == layout.format) request.layout = preset.name;
  return request;
}

Result<Dataset::Options> options_of(const LayoutRequest& request) {
  auto layout = parse_layout(request.layout);
  if (!layout) {
    Error error = std::move(layout.error());
    error.message.insert(0, "layout: ");
    if (error.offset) error.message.append("\n").append(caret_text(request.layout, *error.offset));
    return tl::unexpected(std::move(error));
  }
  if (auto whole = with_overrides(*layout, request.overrides); !whole) {
    whole.error().message.insert(0, "layout: ");
    return tl::unexpected(std::move(whole.error()));
  }
  Dataset::Options options;
  options.layout = *std::move(layout);
  options.overrides = request.overrides;
  options.count = request.count;
  options.allow_tail = request.allow_tail;
  return options;
}

std::string caret_text(std::string_view text, std::uint64_t offset, std::size_t width) {
  const std::size_t at = std::min<std::size_t>(text.size(), static_cast<std::size_t>(offset));
  // A window of bytes around the place; names beyond ASCII make it a little narrower, never wider.
  const std::size_t room = width > 6 ? width - 6 : width;
  std::size_t begin = text.size() <= width ? 0 : at - std::min(at, room / 2);
  std::size_t end = text.size() <= width ? text.size() : std::min(text.size(), begin + room);
  const auto inside = [&](std::size_t i) {
    return i > 0 && i < text.size() && (static_cast<unsigned char>(text[i]) & 0xC0U) == 0x80U;
  };
  while (inside(begin)) --begin;
  while (inside(end)) ++end;
  const std::string_view before = begin > 0 ? "..." : "";
  const std::string_view after = end < text.size() ? "..." : "";
  const std::size_t column = before.size() + characters(text.substr(begin, at - begin));
  return fmt::format("  {}{}{}\n  {}^", before, text.substr(begin, end - begin), after,
                     std::string(column, ' '));
}

std::string shell_word(std::string_view word) {
  const auto plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("_-./:,+@%=").find(c) != std::string_view::npos;
  };
  if (!word.empty() && std::ranges::all_of(word, plain)) return std::string(word);
  std::string text;
  for (const char c : word) {
    if (c == '\'')
      text += "'\\''";
    else
      text += c;
  }
  return fmt::format("'{}'", text);
}

}  // namespace vertexview::app
