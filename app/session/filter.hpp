#pragma once
#include <string>

#include "session/session.hpp"
#include "vertexview/vertex/expression.hpp"

namespace vertexview::app {

/// The vertices of a dataset for which a condition holds. Immutable once made.
struct Filter {
  Expression condition;
  std::shared_ptr<const IndexSet> vertices;
  Dataset data;           ///< those vertices alone
  Statistics statistics;  ///< of them
};

/// Starts to look for the vertices of `dataset` for which the condition holds; update() makes them its
/// filter. Until then the filter that it has stays. A search that runs already is given up.
void start_filter(Session& session, OpenDataset& dataset, const Expression& condition);

/// Ends the filter of a dataset, and the search for one.
void end_filter(OpenDataset& dataset);

/// Starts the filter of what was typed and what is brushed together, or ends it where that is nothing. Errors
/// of condition_from_text().
[[nodiscard]] Result<void> filter_typed_and_brushed(Session& session, OpenDataset& dataset);

/// Takes over the vertices that a filter has found, and tells how many they are. Returns whether there were
/// any news.
bool follow_filter(Session& session, OpenDataset& dataset);

/// Returns the condition of a dataset's filter, or of the one that is looked for; "" for none.
[[nodiscard]] std::string filter_text(const OpenDataset& dataset);

/// Gives a dataset that was opened again the filter that it had; a condition that its records cannot answer
/// any more is dropped, which a notice tells.
void filter_again(Session& session, OpenDataset& dataset, const std::string& condition);

/// Replaces the data of a dataset by the same records with another appearance or up axis; a filter stays.
[[nodiscard]] Result<void> set_data(OpenDataset& dataset, Dataset data);

/// Returns what the picture shows of a dataset: the vertices that its filter lets through, or all.
[[nodiscard]] const Dataset& drawn_data(const Session& session, const OpenDataset& dataset) noexcept;
/// Returns which vertices of the dataset drawn_data() has; null where it has all.
[[nodiscard]] std::shared_ptr<const IndexSet> drawn_vertices(const Session& session,
                                                             const OpenDataset& dataset) noexcept;
/// Returns the vertices whose colours fade in the picture's background, as those that are not in this set;
/// null where none fades.
[[nodiscard]] const IndexSet* unfaded_vertices(const Session& session, const OpenDataset& dataset) noexcept;

/// Returns the statistics of the vertices that the filter lets through, or of all.
[[nodiscard]] const Statistics& filtered_statistics(const OpenDataset& dataset) noexcept;
/// Removes the vertices that the filter does not let through.
void keep_filtered(const OpenDataset& dataset, IndexSet& vertices);

}  // namespace vertexview::app
