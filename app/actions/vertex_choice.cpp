#include "actions/vertex_choice.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace vertexview::app {
namespace {

using ChoiceKind = VertexChoice::Kind;

constexpr std::array<std::pair<std::string_view, ChoiceKind>, 3> kWords{
    {{"all", ChoiceKind::kAll}, {"none", ChoiceKind::kNone}, {"invert", ChoiceKind::kInvert}}};

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(' ');
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

/// Reads an address, or two with ".." or "-" between; the error is about the whole part.
Result<VertexChoice::Part> parse_part(std::string_view part) {
  auto single = parse_vertex_address(part);
  if (single) return VertexChoice::Part{*single, *single};
  for (const std::string_view between : {std::string_view(".."), std::string_view("-")}) {
    const std::size_t at = part.find(between, 1);  // a sign that begins the first address is none
    if (at == std::string_view::npos) continue;
    const auto from = parse_vertex_address(trimmed(part.substr(0, at)));
    const auto to = parse_vertex_address(trimmed(part.substr(at + between.size())));
    if (from && to) return VertexChoice::Part{*from, *to};
  }
  return tl::unexpected<Error>(std::move(single.error()));
}

}  // namespace

Result<VertexChoice> parse_vertex_choice(std::string_view text) {
  for (const auto& [word, kind] : kWords)
    if (text == word) return VertexChoice(kind);
  VertexChoice choice;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(',', begin), text.size());
    auto part = parse_part(trimmed(text.substr(begin, end - begin)));
    if (!part) return tl::unexpected<Error>(std::move(part.error()));
    choice.parts.push_back(*part);
    begin = end + 1;
  }
  return choice;
}

std::string vertex_choice_text(const VertexChoice& choice) {
  for (const auto& [word, kind] : kWords)
    if (choice.kind == kind) return std::string(word);
  std::string text;
  for (const VertexChoice::Part& part : choice.parts) {
    if (!text.empty()) text += ',';
    text += vertex_address_text(part.from);
    if (!(part.from == part.to)) text.append("..").append(vertex_address_text(part.to));
  }
  return text;
}

}  // namespace vertexview::app
