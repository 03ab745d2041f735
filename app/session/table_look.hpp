#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "session/shown_number.hpp"
#include "vertexview/record/layout.hpp"
#include "vertexview/vertex/record_columns.hpp"

namespace vertexview::app {

/// How a column of the table of vertices is shown.
struct ColumnLook {
  std::string name;  ///< of the number that it shows
  NumberStyle style = NumberStyle::kDecoded;
  float width = 0;  ///< in units of the design; 0: as wide as its numbers need
  bool hidden = false;
  friend bool operator==(const ColumnLook&, const ColumnLook&) = default;
};

/// The number that the rows of a table are ordered by.
struct SortBy {
  std::string number;
  bool descending = false;
  friend bool operator==(const SortBy&, const SortBy&) = default;
};

/// The numbers of one name from `low` to `high`, both included, that a person has marked.
struct Brush {
  std::string number;
  double low = 0;
  double high = 0;
  friend bool operator==(const Brush&, const Brush&) = default;
};

/// How the table of a dataset is shown, as a person has chosen it. It names numbers, so that it outlives a
/// reload and another layout: names that a record does not have are passed over.
struct TableLook {
  std::vector<ColumnLook> columns;  ///< in the order of the table; all others follow in that of the record
  std::optional<SortBy> sort;
  std::vector<Brush> brushes;  ///< at most one of a number
  friend bool operator==(const TableLook&, const TableLook&) = default;
};

/// A column of the table.
struct TableColumn {
  RecordColumn element;
  ColumnLook look;
};

/// Returns the columns of a table of records with that layout, hidden ones too, in their order.
[[nodiscard]] std::vector<TableColumn> table_columns(const Layout& layout, const TableLook& look);

/// Returns the look of the column `name`, to change it; null where records of that layout have no such
/// number. look.columns holds every column from then on, in the place that it has now, and no other name.
[[nodiscard]] ColumnLook* find_column(TableLook& look, const Layout& layout, std::string_view name);

/// Moves the column `name`, which must be one of find_column(), to the place that is the `place`th, counted
/// from 0, of those that are not hidden; to the end where there are not so many.
void move_column(TableLook& look, std::string_view name, std::size_t place);

}  // namespace vertexview::app
