// Which numbers of a record are its position and its colour.
#include <algorithm>
#include <utility>

#include "vertexview/record/element_text.hpp"
#include "vertexview/record/layout.hpp"
#include "vertexview/record/semantics.hpp"

namespace vertexview {
namespace {

bool numeric(const Element& field) {
  return field.type != ElementType::kBytes && field.count > 0;
}

tl::unexpected<Error> not_numeric(const Element& element) {
  return fail(ErrorCode::kInvalidArgument,
              "field '" + element.name + "' is no number but " + std::to_string(element.count) + " bytes");
}

void append(std::vector<Element>& numbers, const Layout& layout, const Element& element) {
  const std::size_t before = numbers.size();
  // Four are the most that anything takes; an element of a million numbers must not become a list of them.
  for (std::uint32_t i = 0; i < std::min(element.count, 4U); ++i)
    numbers.push_back(number_of(layout, element, i));
  if (is_reversed_color(element.name) && element.count >= 3) std::swap(numbers[before], numbers[before + 2]);
}

tl::unexpected<Error> unknown(const Layout& layout, std::string_view name) {
  std::string names;
  for (const Element& element : layout.elements)
    if (element.semantic != Semantic::kPadding) names += (names.empty() ? "" : ", ") + element.name;
  return fail(ErrorCode::kInvalidArgument,
              "the layout has no field '" + std::string(name) + "'; its fields are " + names);
}

/// Why find_number() finds no number of that name, which is that of no whole element either.
tl::unexpected<Error> not_found(const Layout& layout, std::string_view name) {
  const std::size_t bracket = name.rfind('[');
  if (bracket == std::string_view::npos || !name.ends_with(']')) return unknown(layout, name);
  const std::string_view index = name.substr(bracket + 1, name.size() - bracket - 2);
  const Element* const element = layout.find(name.substr(0, bracket));
  if (index.empty() || index.find_first_not_of("0123456789") != std::string_view::npos)
    return unknown(layout, name);
  if (element == nullptr) return unknown(layout, name.substr(0, bracket));
  if (!numeric(*element)) return not_numeric(*element);
  return fail(ErrorCode::kInvalidArgument, "field '" + element->name + "' has " +
                                               std::to_string(element->count) + " elements, element " +
                                               std::string(index) + " is wanted");
}

/// Appends the numbers of the element of that name, or the one number that is called so.
Result<void> append_named(std::vector<Element>& numbers, const Layout& layout, std::string_view name) {
  if (const Element* const element = layout.find(name)) {
    if (!numeric(*element)) return not_numeric(*element);
    append(numbers, layout, *element);
    return {};
  }
  auto number = find_number(layout, name);
  if (!number) return not_found(layout, name);
  numbers.push_back(*std::move(number));
  return {};
}

Result<std::vector<Element>> named_components(const Layout& layout, const std::vector<std::string>& names) {
  std::vector<Element> components;
  for (const std::string& name : names)
    if (auto added = append_named(components, layout, name); !added)
      return tl::unexpected<Error>(added.error());
  return components;
}

/// The elements of the fields of that semantic: in the order of their axes where all have one, else as they
/// lie.
std::vector<Element> meant_components(const Layout& layout, Semantic semantic) {
  std::vector<const Element*> fields;
  for (const Element& field : layout.elements)
    if (field.semantic == semantic && numeric(field)) fields.push_back(&field);
  const auto axis = [](const Element* field) { return axis_of(field->name); };
  if (std::ranges::all_of(fields, [&](const Element* field) { return axis(field).has_value(); }))
    std::ranges::sort(fields, {},
                      [&](const Element* field) { return std::pair(axis(field), field->offset); });
  std::vector<Element> components;
  for (const Element* field : fields) append(components, layout, *field);
  return components;
}

}  // namespace

Result<std::vector<Element>> position_components(const Layout& layout) {
  auto components = layout.position.elements.empty()
                        ? Result<std::vector<Element>>(meant_components(layout, Semantic::kPosition))
                        : named_components(layout, layout.position.elements);
  if (!components) return components;
  if (components->size() == 1) {
    if (!layout.position.elements.empty())
      return fail(ErrorCode::kInvalidArgument,
                  "a position needs 2 or 3 numbers, '" + layout.position.elements[0] + "' is one");
    components->clear();
  }
  if (components->size() > 3) components->resize(3);
  return components;
}

Result<std::vector<Element>> color_components(const Layout& layout) {
  Result<std::vector<Element>> components;
  if (!layout.color.elements.empty()) {
    components = named_components(layout, layout.color.elements);
    if (!components) return components;
  } else {
    for (const Semantic semantic : {Semantic::kColor, Semantic::kIntensity})
      if (components->empty()) *components = meant_components(layout, semantic);
    if (components->empty()) {
      auto position = position_components(layout);
      if (!position) return position;
      if (position->size() == 3) components->push_back((*position)[2]);
    }
  }
  if (components->size() == 2) components->resize(1);
  if (components->size() > 3) components->resize(3);
  return components;
}

}  // namespace vertexview
