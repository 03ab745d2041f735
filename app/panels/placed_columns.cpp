#include "panels/placed_columns.hpp"

#include <algorithm>
#include <utility>

#include "vertexview/record/encoding.hpp"

namespace vertexview::app {
namespace {

// Returns the width of a column in digits before any number was seen: what an integer type can hold,
// otherwise a sign and a point with seven digits.
std::size_t digits_of(const TableColumn& column) noexcept {
  if (column.look.style != NumberStyle::kDecoded) return 0;  // known from the first record on
  switch (value_type(column.element)) {
    case ElementType::kInt8:
    case ElementType::kUint8:
    case ElementType::kBool:
      return 4;
    case ElementType::kInt16:
    case ElementType::kUint16:
      return 5;
    case ElementType::kInt32:
    case ElementType::kUint32:
      return 11;
    case ElementType::kInt64:
    case ElementType::kUint64:
      return 20;
    default:
      return 9;
  }
}

bool has_color(const Layout& layout) {
  const auto components = color_numbers(layout);
  return components && !components->empty();
}

}  // namespace

float PlacedColumns::width_of(const Ui& ui, const OpenDataset& dataset, const TableColumn& column) const {
  if (column.look.width > 0) return ui.px(column.look.width);
  std::size_t digits = digits_of(column);
  if (const auto found = measured_.find(column.look.name); found != measured_.end())
    digits = std::max(digits, found->second.width.characters());
  const auto& sort = dataset.table.sort;
  const bool sorted = sort && sort->number == column.look.name;
  const float name = text_width(ui.fonts.strong, column.look.name) + (sorted ? ui.px(kSortArrow) : 0);
  return std::max(text_width(ui.fonts.mono, "0") * static_cast<float>(digits), name);
}

void PlacedColumns::place(const Ui& ui, const OpenDataset& dataset) {
  const float digit = text_width(ui.fonts.mono, "0");
  // With this gap the columns of 10 million canonical vertices fit into the panel as it is at first.
  gap_ = digit * 1.3F;
  const std::uint64_t last = dataset.data.empty() ? 0 : dataset.data.size() - 1;
  const int index_digits = std::max(5, static_cast<int>(std::to_string(last).size()));
  index_right_ = ui.px(12) + digit * static_cast<float>(index_digits);
  swatch_left_ = index_right_ + gap_;
  has_swatch_ = has_color(dataset.data.layout());
  fixed_width_ = has_swatch_ ? swatch_left_ + ui.px(22) : index_right_;
  if (std::exchange(serial_, dataset.serial) != dataset.serial) measured_.clear();
  shown_.clear();
  float x = 0;
  for (TableColumn& column : table_columns(dataset.data.layout(), dataset.table)) {
    if (column.look.hidden) continue;
    Measured& measured = measured_[column.look.name];
    if (std::exchange(measured.style, column.look.style) != column.look.style) measured.width = {};
    PlacedColumn& placed = shown_.emplace_back();
    placed.left = x + gap_;
    placed.right = placed.left + width_of(ui, dataset, column);
    x = placed.right;
    placed.column = std::move(column);
  }
  content_width_ = x + ui.px(12);
}

bool PlacedColumns::include(const std::byte* record, const Layout& layout) {
  bool wider = false;
  for (const PlacedColumn& placed : shown_) {
    const auto& [element, look] = placed.column;
    const std::string text = styled_text(record, element, layout, look.style);
    wider = measured_[look.name].width.include(text) || wider;
  }
  return wider;
}

std::size_t PlacedColumns::blanks_after(const PlacedColumn& column, std::string_view text) const {
  const auto found = measured_.find(column.column.look.name);
  return found != measured_.end() ? found->second.width.blanks_after(text) : 0;
}

const PlacedColumn* PlacedColumns::at(float x) const noexcept {
  const auto found = std::ranges::find_if(shown_, [&](const PlacedColumn& placed) {
    return x >= placed.left - gap_ / 2 && x < placed.right + gap_ / 2;
  });
  return found != shown_.end() ? &*found : nullptr;
}

}  // namespace vertexview::app
