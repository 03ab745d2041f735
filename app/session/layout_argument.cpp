#include "session/layout_argument.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "vertexview/memory/ascii.hpp"
#include "vertexview/memory/blanks.hpp"
#include "vertexview/memory/printable.hpp"
#include "vertexview/memory/utf8.hpp"
#include "vertexview/record/element_text.hpp"
#include "vertexview/vertex/layout_sidecar.hpp"

namespace vertexview::app {
namespace {

tl::unexpected<Error> invalid(std::string message) {
  return fail(ErrorCode::kInvalidArgument, std::move(message));
}

/// Removes a quoted word from the front of `rest` and returns it. Within it, two quotes stand for one.
Result<std::string> take_quoted(std::string_view& rest) {
  const char quote = rest.front();
  std::string word;
  for (std::size_t begin = 1;;) {
    const std::size_t end = rest.find(quote, begin);
    if (end == std::string_view::npos)
      return invalid(fmt::format("layout: the quote before {} has no end", in_quotes(rest.substr(1))));
    word.append(rest.substr(begin, end - begin));
    begin = end + 2;
    if (rest.substr(end + 1).starts_with(quote)) {
      word += quote;
      continue;
    }
    rest = trimmed(rest.substr(end + 1));
    return word;
  }
}

/// Removes the next word from the front of `rest` and returns it: a quoted word, or the text before the next
/// " --".
Result<std::string> take_word(std::string_view& rest) {
  rest = trimmed(rest);
  if (!rest.empty() && (rest.front() == '"' || rest.front() == '\'')) return take_quoted(rest);
  std::size_t end = 0;
  while (end < rest.size() && !(rest.substr(end).starts_with("--") && (end == 0 || is_blank(rest[end - 1]))))
    ++end;
  std::string word(trimmed(rest.substr(0, end)));
  rest = rest.substr(end);
  return word;
}

Result<void> set(LayoutText& layout, std::string_view name, const std::string& value) {
  if (find_setting(name) == nullptr) {
    std::vector<std::string_view> names;
    for (const LayoutSetting& setting : layout_settings()) names.push_back(setting.name);
    return invalid(fmt::format("layout: there is no option {}; expected --{}",
                               in_quotes(std::string("--").append(name)), fmt::join(names, ", --")));
  }
  if (auto done = set_change(layout.changes, name, value); !done)
    return invalid(fmt::format("layout: --{}", done.error().message));
  return {};
}

bool needs_quotes(std::string_view word) {
  return word.empty() || word.find_first_of(kBlanks) != std::string_view::npos || word.front() == '"' ||
         word.front() == '\'' || word.starts_with("--");
}

std::string quoted_word(std::string_view word) {
  if (!needs_quotes(word)) return std::string(word);
  const char quote = word.find('"') == std::string_view::npos ? '"' : '\'';
  std::string text(1, quote);
  for (const char c : word) text.append(c == quote ? 2 : 1, c);
  return text + quote;
}

/// Returns what people call one number of that type.
std::string kind_of(ElementType type) {
  switch (type) {
    case ElementType::kFloat16:
      return "half";
    case ElementType::kFloat32:
      return "float";
    case ElementType::kFloat64:
      return "double";
    case ElementType::kUint8:
    case ElementType::kInt8:
    case ElementType::kBytes:
      return "byte";
    default:
      return fmt::format("{}-bit integer", 8 * element_size(type));
  }
}

std::size_t characters(std::string_view text) {
  return text.size() - static_cast<std::size_t>(std::ranges::count_if(text, continues_letter));
}

}  // namespace

Result<LayoutText> parse_layout_argument(std::string_view argument) {
  LayoutText layout;
  auto schema = take_word(argument);
  if (!schema) return tl::unexpected(std::move(schema.error()));
  layout.schema = *std::move(schema);
  if (layout.schema.empty())
    return invalid("layout: expected a format string or the name of a layout, as in 'layout kitti'");
  while (!argument.empty()) {
    if (!argument.starts_with("--"))
      return invalid(
          fmt::format("layout: expected an option such as --offset, found {}", in_quotes(argument)));
    const std::size_t end = std::min(argument.find_first_of(kBlanks), argument.size());
    const std::string_view name = argument.substr(2, end - 2);
    argument = argument.substr(end);
    const LayoutSetting* const setting = find_setting(name);
    const bool alone = setting != nullptr && setting->value.empty() && trimmed(argument).starts_with("--");
    auto value = alone ? Result<std::string>("") : take_word(argument);
    argument = trimmed(argument);
    if (!value) return tl::unexpected(std::move(value.error()));
    if (auto done = set(layout, name, *value); !done) return tl::unexpected(std::move(done.error()));
  }
  return layout;
}

std::string layout_argument(const LayoutText& text) {
  std::string argument = quoted_word(text.schema);
  for (const auto& [name, value] : change_texts(text.changes)) {
    argument.append(" --").append(name);
    if (!value.empty()) argument.append(" ").append(quoted_word(value));
  }
  return argument;
}

Result<Layout> layout_of_argument(std::string_view argument) {
  const auto text = parse_layout_argument(argument);
  if (!text) return tl::unexpected(text.error());
  auto layout = layout_or_file(text->schema);
  if (layout) layout = with_changes(*std::move(layout), text->changes);
  if (layout || !layout.error().path.empty()) return layout;
  Error& error = layout.error();
  error.message.insert(0, "layout: ");
  if (error.offset) error.message.append("\n").append(caret_text(text->schema, *error.offset));
  return layout;
}

std::string layout_options(const Layout& layout) {
  const LayoutText text = text_of(layout);
  std::string options = "--layout " + shell_word(text.schema);
  for (const auto& [name, value] : change_texts(text.changes)) {
    options.append(" --").append(name);
    if (!value.empty()) options.append(" ").append(shell_word(value));
  }
  return options;
}

std::string numbers_text(const Schema& schema) {
  std::vector<std::pair<std::string, std::uint64_t>> kinds;  // in the order in which they lie
  for (const Element& element : shown_elements(schema)) {
    const std::string kind = kind_of(element.type);
    const auto same = std::ranges::find(kinds, kind, &std::pair<std::string, std::uint64_t>::first);
    if (same != kinds.end())
      same->second += element.count;
    else
      kinds.emplace_back(kind, element.count);
  }
  std::string text;
  for (const auto& [kind, count] : kinds) {
    const std::string several = kind == "half" ? "halves" : kind + "s";
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count, count == 1 ? kind : several);
  }
  return text;
}

std::string no_position_text(const Layout& layout) {
  constexpr std::size_t kFewest = 2;  // numbers that make a position
  std::size_t numbers = 0;
  for (const Element& element : shown_elements(layout.schema))
    if (element.type != ElementType::kBytes) numbers += element.number_count();
  return numbers < kFewest ? std::string(kNoPosition)
                           : fmt::format("{}; name one: --position a,b,c", kNoPosition);
}

std::string caret_text(std::string_view text, std::uint64_t offset, std::size_t width) {
  std::size_t at = std::min<std::size_t>(text.size(), static_cast<std::size_t>(offset));
  const std::size_t line = text.substr(0, at).rfind('\n') + 1;  // npos + 1 is 0
  text = text.substr(line, text.find_first_of("\r\n", at) - line);
  at -= line;
  // The shown part is measured in bytes: names beyond ASCII make it a little narrower, never wider.
  const std::size_t room = width > 6 ? width - 6 : width;
  std::size_t begin = text.size() <= width ? 0 : at - std::min(at, room / 2);
  std::size_t end = text.size() <= width ? text.size() : std::min(text.size(), begin + room);
  const auto inside = [&](std::size_t i) { return i > 0 && i < text.size() && continues_letter(text[i]); };
  while (inside(begin)) --begin;
  while (inside(end)) ++end;
  const std::string_view before = begin > 0 ? "..." : "";
  const std::string_view after = end < text.size() ? "..." : "";
  const std::string shown = printable_name(text.substr(begin, end - begin));
  const std::size_t column = before.size() + characters(printable_name(text.substr(begin, at - begin)));
  return fmt::format("  {}{}{}\n  {}^", before, shown, after, std::string(column, ' '));
}

std::string shell_word(std::string_view word) {
  const auto plain = [](char c) {
    return is_letter(c) || is_digit(c) || std::string_view("_-./:,+@%=").find(c) != std::string_view::npos;
  };
  if (!word.empty() && std::ranges::all_of(word, plain)) return std::string(word);
  const bool printable = printable_name(word) == word;
  std::string text;
  for (const char c : word) {
    const auto byte = static_cast<unsigned char>(c);
    if (printable)
      text.append(c == '\'' ? "'\\''" : std::string(1, c));
    else if (byte < 0x20 || byte > 0x7E || c == '\'' || c == '\\')
      text += fmt::format("\\{:03o}", byte);
    else
      text += c;
  }
  return fmt::format("{}'{}'", printable ? "" : "$", text);
}

}  // namespace vertexview::app
