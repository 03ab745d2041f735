#pragma once

namespace vertexview::app {

/// How wide the columns of the inspector's list of elements have to be to show their texts whole, headings
/// included; 0 for a column that the record has no use for.
struct ElementWidths {
  float name = 0;
  float type = 0;
  float offset = 0;
  float bytes = 0;
  float least_bytes = 0;  ///< less than this shows none of them
  float raw = 0;          ///< the number in the record of a scaled coordinate
  float value = 0;
  float normalised = 0;
};

/// The place of a column, from the left edge of the list.
struct ColumnPlace {
  float left = 0;
  float right = 0;
  [[nodiscard]] bool shown() const noexcept { return right > left; }
};

/// The places of all columns, none of which overlaps another.
struct ElementColumns {
  ColumnPlace name, type, offset, bytes, raw, value, normalised;
};

/// Places the columns in a list that is `width` wide, with at least `gap` between two of them. Name and value
/// are always shown, cut where not even they fit. Of the others those are left out that do not fit beside
/// them, the bytes first, then the offset, the normalised value, the type and the raw number; only the bytes
/// may be cut.
[[nodiscard]] ElementColumns place_columns(const ElementWidths& widths, float width, float gap) noexcept;

}  // namespace vertexview::app
