#include "session/table_look.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace vertexview::app {

std::vector<TableColumn> table_columns(const Layout& layout, const TableLook& look) {
  std::vector<TableColumn> columns;
  for (RecordColumn& element : record_columns(layout)) {
    if (!element.is_number()) continue;
    TableColumn& column = columns.emplace_back();
    column.look.name = element.name;
    column.element = std::move(element);
  }
  if (look.columns.empty()) return columns;
  std::map<std::string_view, std::size_t> places;
  for (std::size_t i = 0; i < look.columns.size(); ++i) places.emplace(look.columns[i].name, i);
  const auto place_of = [&](const TableColumn& column) {
    const auto found = places.find(column.element.name);
    return found != places.end() ? found->second : places.size();
  };
  for (TableColumn& column : columns)
    if (const std::size_t place = place_of(column); place < places.size()) column.look = look.columns[place];
  // Columns without a place keep their order, and there are too few for more than this.
  for (auto column = columns.begin(); column != columns.end(); ++column)
    std::rotate(std::ranges::upper_bound(columns.begin(), column, place_of(*column), {}, place_of), column,
                column + 1);
  return columns;
}

ColumnLook* find_column(TableLook& look, const Layout& layout, std::string_view name) {
  const auto columns = table_columns(layout, look);
  if (std::ranges::find(columns, name, [](const TableColumn& one) { return one.look.name; }) == columns.end())
    return nullptr;
  look.columns.clear();
  for (const TableColumn& column : columns) look.columns.push_back(column.look);
  return &*std::ranges::find(look.columns, name, &ColumnLook::name);
}

void move_column(TableLook& look, std::string_view name, std::size_t place) {
  const auto from = std::ranges::find(look.columns, name, &ColumnLook::name);
  ColumnLook moved = std::move(*from);
  look.columns.erase(from);
  auto to = look.columns.begin();
  for (; to != look.columns.end(); ++to)
    if (!to->hidden && place-- == 0) break;
  look.columns.insert(to, std::move(moved));
}

}  // namespace vertexview::app
