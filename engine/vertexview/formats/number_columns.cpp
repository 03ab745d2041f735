#include "vertexview/formats/detail/number_columns.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <utility>

#include "vertexview/memory/blanks.hpp"
#include "vertexview/memory/number_load.hpp"
#include "vertexview/memory/printable.hpp"
#include "vertexview/record/element_text.hpp"
#include "vertexview/record/encoding.hpp"

namespace vertexview {

namespace {

/// Returns whether the numbers mean in every format what they mean in the record, without being decoded.
bool is_share_of_color(const Element& element) noexcept {
  return element.semantic == Semantic::kColor && element.encoding == Encoding::kUnorm &&
         (element.type == ElementType::kUint8 || element.type == ElementType::kUint16);
}

/// Writes a float or a double in little endian; returns the end of it.
template <class T>
std::byte* write_number(T number, std::byte* out) noexcept {
  auto bits = std::bit_cast<UnsignedOf<sizeof(T)>>(number);
  if (is_reversed(false)) bits = byteswapped(bits);
  std::memcpy(out, &bits, sizeof(bits));
  return out + sizeof(bits);
}

}  // namespace

ElementType column_type(const Element& element) noexcept {
  const ElementType type = is_share_of_color(element) ? element.type : value_type(element);
  switch (type) {
    case ElementType::kFloat16:
      return ElementType::kFloat32;
    case ElementType::kBool:
      return ElementType::kUint8;
    default:
      return type;
  }
}

std::string as_word(std::string name) {
  if (name.ends_with(']')) name.pop_back();
  for (char& c : name)
    if (c == '[' || is_blank(c)) c = '_';
  return name;
}

void append_columns(std::vector<NumberColumn>& columns, const Schema& schema, const Element& element) {
  columns.reserve(columns.size() + element.number_count());
  for (std::uint32_t i = 0; i < element.number_count(); ++i) {
    Element number = number_of(schema, element, i);
    std::string name = as_word(number.name);
    columns.push_back({std::move(number), std::move(name), column_type(element)});
  }
}

void name_by_meaning(std::vector<NumberColumn>& columns, const Layout& layout, Semantic semantic,
                     const std::array<std::string_view, 3>& names) {
  const auto meant = semantic == Semantic::kPosition ? position_numbers(layout) : color_numbers(layout);
  if (!meant || meant->size() < 2 || meant->size() > 3) return;
  const auto has_name = [&](std::string_view name) {
    return std::ranges::find(columns, name, &NumberColumn::name) != columns.end();
  };
  if (std::ranges::any_of(names, has_name)) return;
  if (semantic == Semantic::kColor && meant->front().semantic != semantic) return;  // no colours at all
  for (std::size_t i = 0; i < meant->size(); ++i) {
    const Element& number = (*meant)[i];
    const auto column = std::ranges::find_if(
        columns, [&](const NumberColumn& candidate) { return same_number(candidate.element, number); });
    if (column != columns.end()) column->name = names[i];
  }
}

std::string left_out(const Element& element, std::string_view reason) {
  std::string text = "element ";
  return text.append(in_quotes(element.name)).append(" is left out: ").append(reason);
}

ColumnWriter::ColumnWriter(std::span<const NumberColumn> columns) {
  for (const NumberColumn& column : columns) {
    const Element& element = column.element;
    const bool decoded = element.encoding != Encoding::kPlain && !is_share_of_color(element);
    Step step{.from = element.offset, .size = element_size(element.type), .reader = ElementReader(element)};
    if (element.type == ElementType::kFloat16 || decoded)
      step.kind = column.type == ElementType::kFloat64 ? Step::Kind::kDouble : Step::Kind::kFloat;
    else if (element.big_endian && step.size > 1)
      step.kind = Step::Kind::kReverse;
    size_ += element_size(column.type);
    Step* const last = steps_.empty() ? nullptr : &steps_.back();
    const bool follows = last != nullptr && last->kind == Step::Kind::kCopy &&
                         step.kind == Step::Kind::kCopy && last->from + last->size == step.from;
    if (follows)
      last->size += step.size;
    else
      steps_.push_back(step);
  }
}

bool ColumnWriter::copies(std::uint64_t stride) const noexcept {
  return steps_.size() == 1 && steps_[0].kind == Step::Kind::kCopy && steps_[0].size == stride;
}

std::byte* ColumnWriter::write(const Step& step, const std::byte* record, std::byte* out) noexcept {
  const std::byte* const from = record + step.from;
  if (step.kind == Step::Kind::kReverse) return std::reverse_copy(from, from + step.size, out);
  if (step.kind == Step::Kind::kCopy) {
    std::memcpy(out, from, static_cast<std::size_t>(step.size));
    return out + step.size;
  }
  const double number = step.reader.number(record);
  if (step.kind == Step::Kind::kDouble) return write_number(number, out);
  return write_number(static_cast<float>(number), out);
}

std::byte* ColumnWriter::write(const std::byte* record, std::byte* out) const noexcept {
  for (const Step& step : steps_) out = write(step, record, out);
  return out;
}

}  // namespace vertexview
