#include "panels/layout/cloud_pictures.hpp"

#include <algorithm>
#include <ranges>
#include <utility>

namespace vertexview::app {

void CloudPictures::draw(Entry& entry, const std::function<void()>& when_done) const {
  entry.drawn = entry.wanted;
  entry.drawing.ask(
      [cloud = entry.cloud, turn = entry.wanted, size = size_](const Progress&) -> Result<Drawn> {
        return Drawn{cloud, draw_cloud(*cloud, size.width, size.height, turn, size.dot)};
      },
      when_done);
}

void CloudPictures::take(Entry& entry) {
  auto drawn = entry.drawing.take();
  // Without memory for it the picture stays as it is.
  if (!drawn || !*drawn) return;
  entry.cloud = std::move((*drawn)->cloud);
  entry.shown.image = std::move((*drawn)->image);
  entry.shown.empty = entry.cloud->points.empty();
  entry.shown.serial = ++pictures_;
}

void CloudPictures::update(const OpenDataset& dataset, std::size_t most, const Size& size,
                           const std::function<void()>& when_done) {
  const bool resized = std::exchange(size_, size) != size;
  const auto candidates = dataset.candidates() | std::views::take(most);
  const bool others = !std::ranges::equal(candidates, entries_, {}, &LayoutCandidate::name,
                                          [](const Entry& entry) { return entry.shown.name; });
  if (std::exchange(serial_, dataset.serial) != dataset.serial || others) {
    entries_.clear();
    for (const LayoutCandidate& one : candidates) {
      Entry& entry = entries_.emplace_back();
      entry.shown.name = one.name;
      // The copies keep the mapping and its guard alive while the task reads it.
      entry.drawing.ask(
          [file = dataset.data, watches = dataset.watches, layout = one.layout,
           size](const Progress& progress) -> Result<Drawn> {
            const RandomAccess places(file.records().files());
            auto cloud = std::make_shared<const CloudSample>(sample_cloud(layout, file.source(), progress));
            auto image = draw_cloud(*cloud, size.width, size.height, 0, size.dot);
            return Drawn{std::move(cloud), std::move(image)};
          },
          when_done);
    }
  }
  for (Entry& entry : entries_) {
    take(entry);
    const bool outdated =
        resized || entry.wanted != entry.drawn || (entry.cloud && entry.shown.image.width != size_.width);
    if (entry.cloud && outdated && !entry.drawing.busy()) draw(entry, when_done);
  }
}

void CloudPictures::turn(std::size_t number, float turn, const std::function<void()>& when_done) {
  Entry& entry = entries_.at(number);
  entry.wanted = turn;
  if (entry.cloud && entry.wanted != entry.drawn && !entry.drawing.busy()) draw(entry, when_done);
}

bool CloudPictures::busy() const noexcept {
  return std::ranges::any_of(entries_,
                             [](const Entry& entry) { return entry.wanted == 0 && entry.drawing.busy(); });
}

}  // namespace vertexview::app
