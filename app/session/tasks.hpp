#pragma once
#include <string_view>

#include "session/filter.hpp"
#include "session/scan_job.hpp"
#include "session/session.hpp"

namespace vertexview::app {

/// Calls visit(task, name) for each task of a dataset that runs: the one list of them. `name` is what a
/// person is told that is going on, as in "Scanning".
template <class Visit>
void for_each_task(const OpenDataset& dataset, const Visit& visit) {
  if (dataset.scan) visit(*dataset.scan, std::string_view("Scanning"));
  if (dataset.search) visit(*dataset.search, std::string_view("Searching"));
  if (dataset.question) visit(*dataset.question, std::string_view("Selecting"));
  if (dataset.filtering) visit(*dataset.filtering, std::string_view("Filtering"));
  if (dataset.layout_search) visit(*dataset.layout_search, std::string_view("Finding a layout"));
  if (dataset.counting) visit(*dataset.counting, std::string_view("Counting"));
  if (dataset.sorting) visit(*dataset.sorting, std::string_view("Sorting"));
  if (dataset.counting_numbers) visit(*dataset.counting_numbers, std::string_view("Counting"));
}

}  // namespace vertexview::app
