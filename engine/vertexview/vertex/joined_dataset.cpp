// Datasets whose records come from several files, or from planes of one.
#include <algorithm>
#include <filesystem>
#include <utility>
#include <vector>

#include "vertexview/formats/streams.hpp"
#include "vertexview/memory/printable.hpp"
#include "vertexview/vertex/dataset.hpp"

namespace vertexview {
namespace {

/// Returns the rest, which is about the joined records.
LayoutChanges looks_of(LayoutChanges changes) {
  changes.stride.reset();
  changes.offset.reset();
  changes.count.reset();
  changes.allow_tail = false;
  return changes;
}

/// Returns the name of the file of a path, without its ending.
std::string stem_of(const std::string& path) {
  return std::filesystem::path(path).stem().string();
}

Stream stream_of(const Dataset& file) {
  return {stem_of(file.path()), file.layout().schema.elements, file.records()};
}

/// Returns the parts of the records that the file itself has.
Result<std::vector<Stream>> streams_of(const Dataset& file, const Dataset::Options& options) {
  if (!options.planes) return std::vector<Stream>{stream_of(file)};
  if (!file.records().in_one_place())
    return fail(ErrorCode::kInvalidArgument, "its records are no planes one after the other in one place");
  const auto offset = static_cast<std::size_t>(file.layout().data_offset);
  return planes_of(file.layout().schema, file.source().subspan(offset), file.records().streams().front().file,
                   options.changes.count);
}

/// Opens a companion of `file`, of which `count` records are taken.
Result<Dataset> open_companion(const Companion& companion, const Dataset& file, std::uint64_t count,
                               const Dataset::Options& options) {
  auto layout = companion.layout ? companion.layout : usual_companion_layout(companion.path);
  // Where not all records are taken, a companion may have become shorter as well.
  const bool some = options.at_most.has_value();
  auto opened = Dataset::open(companion.path, {.layout = std::move(layout),
                                               .changes = {.allow_tail = some},
                                               .progress = options.progress,
                                               .whole_range = false});
  // A remainder is no news where nobody knows how long the records are.
  const bool presumed = opened ? opened->layout_source() == LayoutSource::kDefault
                               : !companion.layout && opened.error().code == ErrorCode::kRemainder;
  if (presumed)
    return fail(ErrorCode::kBadFormat,
                "nobody says how its records lie; expected a layout, for " + std::to_string(count) +
                    " records as " + printable_name(file.path()) + " has",
                companion.path);
  if (!opened) return opened;
  if (some ? opened->size() < count : opened->size() != count)
    return fail(ErrorCode::kInvalidArgument,
                "has " + std::to_string(opened->size()) + " records and " + printable_name(file.path()) +
                    " has " + std::to_string(count) + "; expected as many",
                companion.path);
  return opened;
}

}  // namespace

Result<Dataset> Dataset::open_joined(std::string_view path, const Options& options) {
  Options first = options;
  first.companions.clear();
  first.planes = false;
  first.joined_layout.reset();
  first.changes = places_of(options.changes);
  first.whole_range = false;
  if (options.planes) {  // of which all records say where each begins
    first.changes.count.reset();
    first.changes.allow_tail = true;
    first.at_most.reset();
  }
  auto file = open(path, std::move(first));
  if (!file) return file;
  auto streams = streams_of(*file, options);
  if (!streams) {
    streams.error().path = file->path();
    return tl::unexpected<Error>(streams.error());
  }
  const std::uint64_t all = streams->front().records.count();
  const std::uint64_t count = std::min(all, options.at_most.value_or(all));
  Layout layout = file->layout();
  std::vector<Dataset> companions;
  companions.reserve(options.companions.size());
  for (const Companion& companion : options.companions) {
    auto opened = open_companion(companion, *file, count, options);
    if (!opened) return opened;
    streams->push_back(stream_of(*opened));
    // A companion that says what it is to be coloured by was joined in order to be seen.
    if (layout.appearance.elements.empty() && !opened->layout().appearance.elements.empty())
      layout.appearance = opened->layout().appearance;
    companions.push_back(*std::move(opened));
  }
  auto joined = join_streams(*streams, count);
  if (!joined) {
    joined.error().path = file->path();
    return tl::unexpected<Error>(joined.error());
  }
  layout.schema = std::move(joined->schema);
  layout.data_offset = 0;
  layout.count.reset();
  layout.allow_tail = false;
  Options rest = options;
  rest.at_most.reset();  // no more are joined
  rest.layout = options.joined_layout.value_or(std::move(layout));
  rest.changes = looks_of(options.changes);
  auto dataset = of_streams(joined->records, rest);
  if (!dataset) {
    dataset.error().path = file->path();
    return dataset;
  }
  dataset->layout_source_ = file->layout_source_;
  dataset->guess_ = file->guess_;
  dataset->container_ = file->container_;
  dataset->member_ = file->member_;
  dataset->mapping_ = file->mapping_;
  dataset->remainder_ = options.planes ? 0 : file->remainder_;
  dataset->companions_ = std::make_shared<const std::vector<Dataset>>(std::move(companions));
  return dataset;
}

}  // namespace vertexview
