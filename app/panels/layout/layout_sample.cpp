#include "panels/layout/layout_sample.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "vertexview/record/element_reader.hpp"

namespace vertexview::app {
namespace {

constexpr std::uint64_t kRows = 12;
// The limits of a sample: more would read more of a cold disk and fill a longer panel, less would show less
// of long records and find narrower ranges.
constexpr std::size_t kMostElements = 64;       // numbers of a record that are shown
constexpr std::size_t kMostBytes = 4096;        // bytes of the first record that are kept
constexpr std::uint64_t kPlaces = 256;          // records that ranges are taken from
constexpr std::uint32_t kMostOfAnElement = 16;  // numbers of an element that its range is taken from

void include(std::optional<ValueRange>& range, double value) {
  if (!std::isfinite(value)) return;
  if (!range) range = ValueRange{value, value};
  range->low = std::min(range->low, value);
  range->high = std::max(range->high, value);
}

void include_fields(LayoutSample& sample, const Layout& layout, const RecordSpan& record) {
  for (std::size_t i = 0; i < layout.schema.elements.size(); ++i) {
    const Element& element = layout.schema.elements[i];
    if (element.type == ElementType::kBytes) continue;
    for (std::uint32_t k = 0; k < std::min(element.number_count(), kMostOfAnElement); ++k)
      include(sample.ranges[i], ElementReader(element, k).number(record.data));
  }
}

void sample_rows(LayoutSample& sample, const Layout& layout, const RecordSpan& records) {
  for (RecordColumn& element : record_columns(layout)) {
    if (!element.is_number()) continue;
    if (sample.elements.size() == kMostElements) break;
    sample.elements.push_back(std::move(element));
  }
  for (std::uint64_t i = 0; i < records.count; ++i) {
    const std::byte* const record = records.part(i, 1).data;
    std::vector<Scalar>& row = sample.rows.emplace_back();
    std::vector<std::optional<Scalar>>& stored = sample.stored.emplace_back();
    row.reserve(sample.elements.size());
    stored.reserve(sample.elements.size());
    for (const RecordColumn& element : sample.elements) {
      const ElementReader reader(element);
      row.push_back(reader.value(record));
      stored.push_back(reader.stored(record));
    }
  }
}

}  // namespace

LayoutSample sample_layout(const Layout& layout, std::span<const std::byte> file, std::uint64_t records,
                           const Progress& progress) {
  const std::uint64_t stride = layout.schema.stride;
  const bool within = stride != 0 && layout.data_offset <= file.size();
  const auto body = within ? file.subspan(static_cast<std::size_t>(layout.data_offset)) : file.first(0);
  const std::uint64_t count = within ? std::min(records, body.size() / stride) : 0;
  return sample_layout(layout, RecordSpan{body.data(), count, stride}, progress);
}

LayoutSample sample_layout(const Layout& layout, const RecordStreams& records, const Progress& progress) {
  LayoutSample sample;
  sample.ranges.resize(layout.schema.elements.size());
  const std::uint64_t count = records.count();
  std::vector<std::byte> room;
  const RecordSpan rows = records.block(0, std::min(count, kRows), room);
  sample_rows(sample, layout, rows);
  if (count == 0) return sample;
  const std::span first(rows.data, std::min<std::size_t>(layout.schema.stride, kMostBytes));
  sample.record.assign(first.begin(), first.end());
  const std::uint64_t bytes = count * layout.schema.stride;
  for (std::uint64_t place = 0; place < std::min(count, kPlaces) && !progress.cancelled(); ++place) {
    const std::uint64_t index = count <= kPlaces ? place : bytes / kPlaces * place / layout.schema.stride;
    include_fields(sample, layout, records.block(index, 1, room));
  }
  sample.bytes = describe_bytes(records, kMostBytes, progress);
  return sample;
}

void LayoutSampler::ask(const OpenDataset& dataset, const Layout& layout, std::uint64_t records,
                        std::function<void()> when_done) {
  // The copies keep the mappings and their guards alive while the task reads them.
  const auto work = [file = dataset.data, watches = dataset.watches, layout,
                     records](const Progress& progress) {
    if (file.records().in_one_place()) return sample_layout(layout, file.source(), records, progress);
    return sample_layout(layout, file.records(), progress);
  };
  latest_.ask(work, std::move(when_done));
}

std::optional<LayoutSample> LayoutSampler::take() {
  auto sample = latest_.take();
  if (!sample) return std::nullopt;
  // The task fails only without memory for a sample; then nothing is shown.
  return std::move(*sample).value_or(LayoutSample{});
}

}  // namespace vertexview::app
