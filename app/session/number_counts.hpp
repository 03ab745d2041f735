#pragma once
#include <string_view>

#include "session/session.hpp"

namespace vertexview::app {

/// Starts to count how the numbers of all records of `dataset`, one of the session's, are spread, unless that
/// is known or under way.
void count_numbers(Session& session, OpenDataset& dataset);

/// Takes over what was counted. In a window that shows the table it also begins to count, once the scan has
/// seen all records, for the histograms of the columns; a file of more than 8 GiB is counted only when
/// somebody asks. Returns whether anything changed.
bool follow_number_counts(Session& session, OpenDataset& dataset);

/// Returns how the number `name` is spread over all records; null while that is unknown.
[[nodiscard]] const NumberStatistics* statistics_of(const OpenDataset& dataset,
                                                    std::string_view name) noexcept;

}  // namespace vertexview::app
