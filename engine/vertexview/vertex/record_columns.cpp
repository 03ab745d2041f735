#include "vertexview/vertex/record_columns.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include "vertexview/record/element_text.hpp"
#include "vertexview/record/encoding.hpp"
#include "vertexview/record/record_limits.hpp"

namespace vertexview {
namespace {

RecordColumn padding(std::uint64_t offset, std::uint64_t size) {
  RecordColumn gap;
  gap.name = "padding";
  gap.type = ElementType::kBytes;
  gap.semantic = Semantic::kPadding;
  gap.offset = offset;
  gap.count = static_cast<std::uint32_t>(std::min<std::uint64_t>(size, 0xFFFFFFFFU));
  return gap;
}

/// Returns the numbers of an element from number `first` on as bytes.
RecordColumn rest_of(const Schema& schema, std::uint32_t parent, std::uint32_t first) {
  const Element& element = schema.elements[parent];
  const std::uint64_t stored = first / component_count(element.encoding);
  const std::uint64_t before = stored * element_size(element.type);
  RecordColumn rest = padding(element.offset + before, element.nbytes() - before);
  rest.name = number_name(schema, element, first);
  const std::uint32_t last = element.number_count() - 1;
  if (first < last) rest.name += " to " + number_name(schema, element, last);
  rest.semantic = Semantic::kNone;
  rest.parent = parent;
  rest.index = first;
  return rest;
}

void append(std::vector<RecordColumn>& columns, const Layout& layout, std::uint32_t parent) {
  const Element& element = layout.schema.elements[parent];
  if (element.semantic == Semantic::kPadding || element.type == ElementType::kBytes) {
    const bool pads = element.semantic == Semantic::kPadding;
    RecordColumn& column = columns.emplace_back(padding(element.offset, element.nbytes()));
    column.name = pads ? "padding" : element.name;
    column.semantic = element.semantic;
    column.parent = parent;
    return;
  }
  const std::size_t left = kMostElements - std::min(kMostElements, columns.size());
  const auto most = static_cast<std::uint32_t>(std::clamp<std::size_t>(left, 1, kMostColumnsOfAnElement));
  const std::uint32_t count = element.number_count();
  // Of a packed number all components are shown, or none.
  const std::uint32_t shown = count <= most ? count : most - most % component_count(element.encoding);
  for (std::uint32_t i = 0; i < shown; ++i)
    columns.push_back({number_of(layout.schema, element, i), i, parent, i});
  if (shown < count) columns.push_back(rest_of(layout.schema, parent, shown));
}

/// Sets the semantics of position and colour after the layout, which may take them from other elements than
/// those with such names.
void take_roles(std::vector<RecordColumn>& columns, const Layout& layout) {
  const auto take = [&](Semantic semantic, const Result<std::vector<Element>>& numbers, std::size_t fewest) {
    if (!numbers || numbers->size() < fewest) return;
    for (RecordColumn& column : columns)
      if (column.semantic == semantic) column.semantic = Semantic::kNone;
    for (std::uint32_t axis = 0; axis < numbers->size(); ++axis)
      for (RecordColumn& column : columns)
        if (column.is_number() && same_number(column, (*numbers)[axis])) {
          column.semantic = semantic;
          column.axis = axis;
        }
  };
  take(Semantic::kColor, color_numbers(layout), 3);
  take(Semantic::kPosition, position_numbers(layout), 2);
}

void sort_by_offset(std::vector<RecordColumn>& columns) {
  std::ranges::sort(columns, {},
                    [](const RecordColumn& c) { return std::tuple(c.offset, c.parent, c.index); });
}

void fill_gaps(std::vector<RecordColumn>& columns, std::uint64_t stride) {
  sort_by_offset(columns);
  std::vector<RecordColumn> gaps;
  std::uint64_t covered = 0;
  for (const RecordColumn& column : columns) {
    if (column.offset > covered) gaps.push_back(padding(covered, column.offset - covered));
    covered = std::max(covered, column.offset + column.nbytes());
  }
  if (stride > covered) gaps.push_back(padding(covered, stride - covered));
  columns.insert(columns.end(), gaps.begin(), gaps.end());
  sort_by_offset(columns);
}

}  // namespace

std::vector<RecordColumn> stored_columns(Layout layout) {
  const std::vector<Element> elements = layout.schema.elements;
  const auto packed = [](const Element& element) { return element.number_count() != element.count; };
  for (Element& element : layout.schema.elements)
    if (packed(element)) element = stored_element(std::move(element));
  std::vector<RecordColumn> columns = record_columns(layout);
  for (RecordColumn& column : columns) {
    if (!column.is_number() || !packed(elements[column.parent])) continue;
    column.semantic = elements[column.parent].semantic;
    // Of a direction each column is one of its two numbers.
    if (elements[column.parent].encoding != Encoding::kOct)
      column.encoding = elements[column.parent].encoding;
  }
  return columns;
}

std::vector<RecordColumn> record_columns(const Layout& layout) {
  std::vector<RecordColumn> columns;
  for (std::uint32_t i = 0; i < layout.schema.elements.size(); ++i) append(columns, layout, i);
  take_roles(columns, layout);
  fill_gaps(columns, layout.schema.stride);
  return columns;
}

}  // namespace vertexview
