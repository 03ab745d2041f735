// Finds the numbers of a record that are its position and its colour.
#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "vertexview/memory/printable.hpp"
#include "vertexview/record/element_text.hpp"
#include "vertexview/record/layout.hpp"
#include "vertexview/record/semantics.hpp"

namespace vertexview {
namespace {

bool numeric(const Element& element) {
  return element.type != ElementType::kBytes && element.count > 0;
}

tl::unexpected<Error> not_numeric(const Element& element) {
  return fail(ErrorCode::kInvalidArgument, "element " + in_quotes(element.name) + " is no number but " +
                                               std::to_string(element.count) + " bytes");
}

void append(std::vector<Element>& numbers, const Schema& schema, const Element& element) {
  const std::size_t before = numbers.size();
  // No use takes more than four numbers; an element of a million numbers must not become a list of them.
  for (std::uint32_t i = 0; i < std::min(element.number_count(), 4U); ++i)
    numbers.push_back(number_of(schema, element, i));
  if (is_reversed_color(element.name) && element.number_count() >= 3)
    std::swap(numbers[before], numbers[before + 2]);
}

/// Returns the name of an element and, in parentheses, those of its numbers: all of a few, or the first and
/// the last.
std::string names_of(const Schema& schema, const Element& element) {
  constexpr std::uint32_t kFew = 4;
  std::string text = printable_name(element.name);
  const std::uint32_t count = element.number_count();
  if (!numeric(element) || count == 1) return text;
  text.append(" (").append(number_name(schema, element, 0));
  if (count > kFew)
    text.append(" to ").append(number_name(schema, element, count - 1));
  else
    for (std::uint32_t i = 1; i < count; ++i) text.append(", ").append(number_name(schema, element, i));
  return text.append(")");
}

tl::unexpected<Error> unknown(const Schema& schema, std::string_view name) {
  constexpr std::size_t kListed = 64;  // more than anybody reads
  const auto elements = shown_elements(schema);
  std::string names;
  for (std::size_t i = 0; i < std::min(elements.size(), kListed); ++i)
    names.append(names.empty() ? "" : ", ").append(names_of(schema, elements[i]));
  if (elements.size() > kListed)
    names.append(" and ").append(std::to_string(elements.size() - kListed)).append(" more");
  return fail(ErrorCode::kInvalidArgument,
              "the layout has no element " + in_quotes(name) + "; its elements are " + names);
}

/// Returns the error for a name that is neither that of an element nor, for find_number(), that of a number.
tl::unexpected<Error> not_found(const Schema& schema, std::string_view name) {
  const std::size_t bracket = name.rfind('[');
  if (bracket == std::string_view::npos || !name.ends_with(']')) return unknown(schema, name);
  const std::string_view index = name.substr(bracket + 1, name.size() - bracket - 2);
  const Element* const element = schema.find(name.substr(0, bracket));
  if (index.empty() || index.find_first_not_of("0123456789") != std::string_view::npos)
    return unknown(schema, name);
  if (element == nullptr) return unknown(schema, name.substr(0, bracket));
  if (!numeric(*element)) return not_numeric(*element);
  return fail(ErrorCode::kInvalidArgument, "element " + in_quotes(element->name) + " has " +
                                               std::to_string(element->number_count()) + " numbers, number " +
                                               std::string(index) + " is wanted");
}

/// Appends the numbers of the element called `name`, or the one number that has this name.
Result<void> append_named(std::vector<Element>& numbers, const Schema& schema, std::string_view name) {
  if (const Element* const element = schema.find(name)) {
    if (!numeric(*element)) return not_numeric(*element);
    append(numbers, schema, *element);
    return {};
  }
  auto number = find_number(schema, name);
  if (!number) return not_found(schema, name);
  numbers.push_back(*std::move(number));
  return {};
}

Result<std::vector<Element>> named_numbers(const Schema& schema, const std::vector<std::string>& names) {
  std::vector<Element> numbers;
  for (const std::string& name : names)
    if (auto added = append_named(numbers, schema, name); !added) return tl::unexpected<Error>(added.error());
  return numbers;
}

/// Returns the numbers of the elements of that semantic: in the order of their axes where every element has
/// one, else in the order of the record.
std::vector<Element> meant_numbers(const Schema& schema, Semantic semantic) {
  std::vector<const Element*> elements;
  for (const Element& element : schema.elements)
    if (element.semantic == semantic && numeric(element)) elements.push_back(&element);
  const auto axis = [](const Element* element) { return axis_of(element->name); };
  if (std::ranges::all_of(elements, [&](const Element* element) { return axis(element).has_value(); }))
    std::ranges::sort(elements, {},
                      [&](const Element* element) { return std::pair(axis(element), element->offset); });
  std::vector<Element> numbers;
  for (const Element* element : elements) append(numbers, schema, *element);
  return numbers;
}

/// Returns the number that is an axis of the position or a channel of the record's own colour, whatever the
/// record calls it; nullopt for any other name, and where the layout has no such number.
std::optional<Element> meant_number(const Layout& layout, std::string_view name) {
  constexpr std::array<std::string_view, 3> kAxes{"x", "y", "z"};
  constexpr std::array<std::string_view, 3> kChannels{"red", "green", "blue"};
  const auto nth = [&](const auto& names, const std::vector<Element>& numbers) -> std::optional<Element> {
    const auto index = static_cast<std::size_t>(std::ranges::find(names, name) - names.begin());
    return index < std::min(names.size(), numbers.size()) ? std::optional(numbers[index]) : std::nullopt;
  };
  const auto position = position_numbers(layout);
  auto number = nth(kAxes, position.value_or(std::vector<Element>{}));
  return number ? number : nth(kChannels, meant_numbers(layout.schema, Semantic::kColor));
}

/// Returns the numbers that Appearance::elements names. A name of the record comes before an axis or a
/// channel.
Result<std::vector<Element>> chosen_colors(const Layout& layout) {
  std::vector<Element> numbers;
  for (const std::string& name : layout.appearance.elements) {
    auto added = append_named(numbers, layout.schema, name);
    if (added) continue;
    auto number = meant_number(layout, name);
    if (!number) return tl::unexpected<Error>(added.error());
    numbers.push_back(*std::move(number));
  }
  return numbers;
}

}  // namespace

Result<std::vector<Element>> position_numbers(const Layout& layout) {
  auto numbers = layout.placement.elements.empty()
                     ? Result<std::vector<Element>>(meant_numbers(layout.schema, Semantic::kPosition))
                     : named_numbers(layout.schema, layout.placement.elements);
  if (!numbers) return numbers;
  if (numbers->size() == 1) {
    if (!layout.placement.elements.empty())
      return fail(ErrorCode::kInvalidArgument,
                  "a position needs 2 or 3 numbers, " + in_quotes(layout.placement.elements[0]) + " is one");
    numbers->clear();
  }
  if (numbers->size() > 3) numbers->resize(3);
  return numbers;
}

bool has_position(const Layout& layout) {
  const auto numbers = position_numbers(layout);
  return numbers && !numbers->empty();
}

Result<std::vector<Element>> color_numbers(const Layout& layout) {
  Result<std::vector<Element>> numbers;
  if (!layout.appearance.elements.empty()) {
    numbers = chosen_colors(layout);
    if (!numbers) return numbers;
  } else {
    for (const Semantic semantic : {Semantic::kColor, Semantic::kIntensity})
      if (numbers->empty()) *numbers = meant_numbers(layout.schema, semantic);
    // Of several intensities, as those of two echoes, one is shown: together they are no colour.
    const auto is_color = [](const Element& number) { return number.semantic == Semantic::kColor; };
    if (numbers->size() > 1 && std::ranges::none_of(*numbers, is_color)) numbers->resize(1);
    if (numbers->empty()) {
      auto position = position_numbers(layout);
      if (!position) return position;
      if (position->size() == 3) numbers->push_back((*position)[2]);
    }
  }
  if (numbers->size() == 2) numbers->resize(1);
  if (numbers->size() > 3) numbers->resize(3);
  return numbers;
}

}  // namespace vertexview
