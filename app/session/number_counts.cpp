#include "session/number_counts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "vertexview/io/file_watch.hpp"

namespace vertexview::app {
namespace {

// A larger file would be read from the disk for a while, which nobody asked for.
constexpr std::uint64_t kMostUnasked = std::uint64_t{8} << 30U;

bool wants_counts(const Session& session, const OpenDataset& dataset) {
  return session.interactive && session.show.table && dataset.scanned && !dataset.counts_tried &&
         dataset.id == session.active && !dataset.data.empty() &&
         dataset.data.size() <= kMostUnasked / std::max<std::uint64_t>(1, dataset.data.stride());
}

}  // namespace

void count_numbers(Session& session, OpenDataset& dataset) {
  if (dataset.counts || dataset.counting_numbers) return;
  dataset.counts_tried = true;
  const auto count = [file = dataset.data](Progress& progress) {
    return element_statistics(file, {.progress = &progress});
  };
  dataset.counting_numbers = std::make_shared<NumberCount>(count, session.wake);
}

bool follow_number_counts(Session& session, OpenDataset& dataset) {
  if (!dataset.counting_numbers) {
    if (!wants_counts(session, dataset)) return false;
    count_numbers(session, dataset);
    return true;
  }
  if (!dataset.counting_numbers->finished()) return false;
  auto counted = std::exchange(dataset.counting_numbers, nullptr)->take_result();
  if (counted)
    dataset.counts = std::make_shared<const ElementStatistics>(*std::move(counted));
  else if (counted.error().code == ErrorCode::kCancelled)
    session.notify(Notice::Kind::kInfo, fmt::format("{}: counting its numbers was stopped", dataset.name));
  else if (dataset.data.check_unchanged())  // a changed file is told by update()
    session.notify(Notice::Kind::kError, describe(counted.error()));
  return true;
}

const NumberStatistics* statistics_of(const OpenDataset& dataset, std::string_view name) noexcept {
  if (!dataset.counts) return nullptr;
  const auto& numbers = dataset.counts->numbers;
  const auto found =
      std::ranges::find_if(numbers, [&](const NumberStatistics& one) { return one.number.name == name; });
  return found != numbers.end() ? &*found : nullptr;
}

}  // namespace vertexview::app
