#pragma once
#include <cstdint>
#include <optional>

#include "session/session.hpp"

namespace vertexview::app {

/// Starts to sort the rows of the table of `dataset`, one of the session's, or gives them the order of the
/// file with nullopt. Until the order is there, which update() takes over, the rows stay as they are; a
/// sorting that runs already is given up. kNotFound where the records have no number of that name.
[[nodiscard]] Result<void> sort_table(Session& session, OpenDataset& dataset, std::optional<SortBy> sort);

/// Takes over the order of rows that was found, tells why there is none, and sorts again after the records
/// were read again. Returns whether anything changed.
bool follow_sorting(Session& session, OpenDataset& dataset);

/// Returns how many rows the table has: as many as vertices pass the filter, or all.
[[nodiscard]] std::uint64_t row_count(const OpenDataset& dataset) noexcept;
/// Returns whether row i shows vertex i.
[[nodiscard]] bool rows_are_vertices(const OpenDataset& dataset) noexcept;
/// Returns the order of the rows; null where they have that of the file.
[[nodiscard]] const SortOrder* order_of_rows(const OpenDataset& dataset) noexcept;
/// Returns which vertex the table shows in a row, which must be below row_count().
[[nodiscard]] std::uint64_t vertex_of_row(const OpenDataset& dataset, std::uint64_t row) noexcept;
/// Returns the row of the table that shows a vertex of the dataset; where the filter lets it not through,
/// that of the next one that passes. 0 where there are no rows.
[[nodiscard]] std::uint64_t row_of_vertex(const OpenDataset& dataset, std::uint64_t vertex);

}  // namespace vertexview::app
