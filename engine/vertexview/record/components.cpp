// Which numbers of a record are its position and its colour.
#include <algorithm>
#include <charconv>
#include <utility>

#include "vertexview/record/layout.hpp"
#include "vertexview/record/semantics.hpp"

namespace vertexview {
namespace {

bool numeric(const Element& field) {
  return field.type != ElementType::kBytes && field.count > 0;
}

Component element(const Element& field, std::uint32_t index) {
  return {field.type, field.offset + std::uint64_t{index} * element_size(field.type), field.big_endian};
}

void append(std::vector<Component>& components, const Element& field) {
  const std::size_t before = components.size();
  // Four are the most that anything takes; a field of a million numbers must not become a list of them.
  for (std::uint32_t i = 0; i < std::min(field.count, 4U); ++i) components.push_back(element(field, i));
  if (is_reversed_color(field.name) && field.count >= 3)
    std::swap(components[before], components[before + 2]);
}

/// "name" or "name[index]"; a name wins over its reading as an index.
Result<void> append_named(std::vector<Component>& components, const Layout& layout, std::string_view text) {
  const auto unknown = [&](std::string_view name) {
    std::string names;
    for (const Element& field : layout.elements)
      if (field.semantic != Semantic::kPadding) names += (names.empty() ? "" : ", ") + field.name;
    return fail(ErrorCode::kInvalidArgument,
                "the layout has no field '" + std::string(name) + "'; its fields are " + names);
  };
  const Element* field = layout.find(text);
  std::optional<std::uint32_t> index;
  if (const std::size_t bracket = text.rfind('['); field == nullptr && bracket != std::string_view::npos) {
    std::uint32_t number = 0;
    const char* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data() + bracket + 1, end, number);
    if (error != std::errc() || stop + 1 != end || *stop != ']') return unknown(text);
    field = layout.find(text.substr(0, bracket));
    index = number;
  }
  if (field == nullptr) return unknown(text.substr(0, text.rfind('[')));
  if (!numeric(*field))
    return fail(ErrorCode::kInvalidArgument,
                "field '" + field->name + "' is no number but " + std::to_string(field->count) + " bytes");
  if (index && *index >= field->count)
    return fail(ErrorCode::kInvalidArgument, "field '" + field->name + "' has " +
                                                 std::to_string(field->count) + " elements, element " +
                                                 std::to_string(*index) + " is wanted");
  if (index)
    components.push_back(element(*field, *index));
  else
    append(components, *field);
  return {};
}

Result<std::vector<Component>> named_components(const Layout& layout, const std::vector<std::string>& names) {
  std::vector<Component> components;
  for (const std::string& name : names)
    if (auto added = append_named(components, layout, name); !added)
      return tl::unexpected<Error>(added.error());
  return components;
}

/// The elements of the fields of that semantic: in the order of their axes where all have one, else as they
/// lie.
std::vector<Component> meant_components(const Layout& layout, Semantic semantic) {
  std::vector<const Element*> fields;
  for (const Element& field : layout.elements)
    if (field.semantic == semantic && numeric(field)) fields.push_back(&field);
  const auto axis = [](const Element* field) { return axis_of(field->name); };
  if (std::ranges::all_of(fields, [&](const Element* field) { return axis(field).has_value(); }))
    std::ranges::sort(fields, {},
                      [&](const Element* field) { return std::pair(axis(field), field->offset); });
  std::vector<Component> components;
  for (const Element* field : fields) append(components, *field);
  return components;
}

}  // namespace

Result<std::vector<Component>> position_components(const Layout& layout) {
  auto components = layout.position.elements.empty()
                        ? Result<std::vector<Component>>(meant_components(layout, Semantic::kPosition))
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

Result<std::vector<Component>> color_components(const Layout& layout) {
  Result<std::vector<Component>> components;
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
