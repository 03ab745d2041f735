#include "actions/argument.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "actions/nearest.hpp"
#include "vertexview/memory/printable.hpp"

namespace vertexview::app {
namespace {

Result<ArgumentValue> read_choice(const Argument& argument, std::string_view action, std::string_view text) {
  const auto words = words_of(argument);
  if (std::ranges::find(words, text) != words.end()) return std::string(text);
  return fail(ErrorCode::kInvalidArgument,
              fmt::format("{}: {} is unknown{}", action, in_quotes(text), suggestion(text, words)));
}

}  // namespace

std::string_view shown_name(const Argument& argument) noexcept {
  return argument.name.empty() ? argument.words : argument.name;
}

std::vector<std::string_view> words_of(const Argument& argument) {
  const std::string_view text = argument.words;
  std::vector<std::string_view> words;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('|', begin), text.size());
    words.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return words;
}

Result<ArgumentValue> read_argument(const Argument& argument, std::string_view action,
                                    std::string_view text) {
  switch (argument.kind) {
    case ArgumentKind::kIndex: {
      auto address = parse_vertex_address(text);
      if (!address) return tl::unexpected(std::move(address.error()));
      return *address;
    }
    case ArgumentKind::kVertices: {
      auto choice = parse_vertex_choice(text);
      if (!choice) return tl::unexpected(std::move(choice.error()));
      return *std::move(choice);
    }
    case ArgumentKind::kFile: {
      const auto number = parse_whole_number(text);
      if (number) return *number;
      return fail(ErrorCode::kInvalidArgument,
                  fmt::format("{} is not an index; expected a whole number from 0", in_quotes(text)));
    }
    case ArgumentKind::kChoice:
      return read_choice(argument, action, text);
    case ArgumentKind::kPath:
    case ArgumentKind::kSource:
    case ArgumentKind::kRecent:
    case ArgumentKind::kText:
    case ArgumentKind::kNumbers:
    case ArgumentKind::kCondition:
    case ArgumentKind::kLayout:
      break;
  }
  if (argument.check != nullptr)
    if (auto checked = argument.check(text); !checked) return tl::unexpected(std::move(checked.error()));
  return std::string(text);
}

std::string argument_text(const ArgumentValue& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  if (const auto* number = std::get_if<std::uint64_t>(&value)) return std::to_string(*number);
  if (const auto* choice = std::get_if<VertexChoice>(&value)) return vertex_choice_text(*choice);
  return vertex_address_text(std::get<VertexAddress>(value));
}

bool holds(const Argument& argument, const ArgumentValue& value) noexcept {
  switch (argument.kind) {
    case ArgumentKind::kIndex:
      return std::holds_alternative<VertexAddress>(value);
    case ArgumentKind::kVertices:
      return std::holds_alternative<VertexChoice>(value);
    case ArgumentKind::kFile:
      return std::holds_alternative<std::uint64_t>(value);
    case ArgumentKind::kPath:
    case ArgumentKind::kSource:
    case ArgumentKind::kRecent:
    case ArgumentKind::kChoice:
    case ArgumentKind::kText:
    case ArgumentKind::kNumbers:
    case ArgumentKind::kCondition:
    case ArgumentKind::kLayout:
      break;
  }
  return std::holds_alternative<std::string>(value);
}

}  // namespace vertexview::app
