#include "session/counted_categories.hpp"

#include <memory>
#include <optional>
#include <utility>

namespace vertexview::app {
namespace {

/// Returns the number whose categories the colours show.
std::optional<Element> shown_categories(const Dataset& file) {
  if (file.shading().source == ColorSource::kStored || !is_categorical(file.shading().ramp))
    return std::nullopt;
  auto numbers = color_numbers(file.layout());
  if (!numbers || numbers->size() != 1) return std::nullopt;
  return std::move(numbers->front());
}

}  // namespace

bool follow_categories(Session& session, OpenDataset& dataset) {
  const auto shown = shown_categories(dataset.data);
  const std::string name = shown ? shown->name : "";
  if (name != dataset.categories_of) {
    dataset.categories_of = name;
    dataset.categories.reset();
    dataset.counting.reset();
    if (shown)
      dataset.counting = std::make_shared<CategoryCount>(
          [file = dataset.data, element = *shown](Progress& progress) {
            return count_categories(element, file.records(), &progress);
          },
          session.wake);
  }
  if (!dataset.counting || !dataset.counting->finished()) return false;
  auto counted = std::exchange(dataset.counting, nullptr)->take_result();
  if (counted) dataset.categories = *std::move(counted);
  return true;
}

}  // namespace vertexview::app
