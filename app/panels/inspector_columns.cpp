#include "panels/inspector_columns.hpp"

#include <algorithm>

namespace vertexview::app {
namespace {

// What a long name keeps of a list in which it and the value do not fit: the value says more.
constexpr float kNameShare = 0.4F;

/// Places name and value alone, of which at least one is cut.
ElementColumns place_cut(const ElementWidths& widths, float width, float gap) noexcept {
  const float name = std::min(widths.name, std::max(width * kNameShare, width - gap - widths.value));
  ElementColumns columns;
  columns.name = {0, std::max(0.0F, name)};
  columns.value = {std::min(columns.name.right + gap, width), width};
  return columns;
}

}  // namespace

ElementColumns place_columns(const ElementWidths& widths, float width, float gap) noexcept {
  float room = width - widths.name - gap - widths.value;
  if (room < 0) return place_cut(widths, width, gap);
  const auto fitting = [&](float wanted) {
    if (wanted <= 0 || wanted + gap > room) return 0.0F;
    room -= wanted + gap;
    return wanted;
  };
  const float raw = fitting(widths.raw);
  const float type = fitting(widths.type);
  const float normalised = fitting(widths.normalised);
  const float offset = fitting(widths.offset);
  const float bytes = widths.least_bytes + gap <= room ? std::min(widths.bytes, room - gap) : 0;

  ElementColumns columns;
  columns.name = {0, widths.name};
  float left = widths.name + gap;
  const auto from_left = [&](ColumnPlace& column, float wide) {
    if (wide <= 0) return;
    column = {left, left + wide};
    left += wide + gap;
  };
  from_left(columns.type, type);
  from_left(columns.offset, offset);
  from_left(columns.bytes, bytes);
  float right = width;
  const auto from_right = [&](ColumnPlace& column, float wide) {
    if (wide <= 0) return;
    column = {right - wide, right};
    right -= wide + gap;
  };
  from_right(columns.normalised, normalised);
  from_right(columns.value, widths.value);
  from_right(columns.raw, raw);
  return columns;
}

}  // namespace vertexview::app
