#include "vertexview/vertex/dataset.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <cstring>
#include <functional>
#include <utility>

#include "vertexview/formats/container.hpp"
#include "vertexview/memory/printable.hpp"
#include "vertexview/vertex/found_file.hpp"
#include "vertexview/vertex/layout_text.hpp"
#include "vertexview/vertex/member_path.hpp"
#include "vertexview/vertex/shading_rule.hpp"

namespace vertexview {
namespace {

/// Returns a number that no canonical bytes of this process have had before. Thread-safe.
std::uint64_t next_bytes_serial() noexcept {
  static std::atomic<std::uint64_t> last{0};
  return last.fetch_add(1, std::memory_order_relaxed) + 1;
}

/// Returns the scalar origin of the dataset's converter, if it has one: another converter needs it to give
/// the same numbers.
std::optional<double> scalar_origin(const Dataset& file) {
  return file.converter() == nullptr ? std::nullopt : std::optional(file.converter()->scalar_origin());
}

/// Returns the layout with no more records than the options want.
Layout limited(Layout layout, const Dataset::Options& options) {
  if (options.at_most) layout.count = std::min(layout.count.value_or(*options.at_most), *options.at_most);
  return layout;
}

bool lies_within(std::uint64_t first, std::uint64_t count, std::uint64_t size) noexcept {
  return first <= size && count <= size - first;
}

/// Returns the streams of a member, of which those that lie in the file say so.
std::vector<RecordStream> streams_of(const Member& member, const MappedFile& file) {
  std::vector<RecordStream> streams = member.streams;
  const auto bytes = file.bytes();
  for (RecordStream& stream : streams)
    // Pointers into different arrays are compared by their address.
    if (std::less_equal<>()(bytes.data(), stream.data) &&
        std::less<>()(stream.data, bytes.data() + bytes.size()))
      stream.file = &file;
  return streams;
}

}  // namespace

std::string_view layout_source_name(LayoutSource source) noexcept {
  constexpr std::array<std::string_view, 6> kNames{"default", "extension", "guessed",
                                                   "header",  "sidecar",   "given"};
  return kNames[static_cast<std::size_t>(source)];
}

Result<Dataset> Dataset::open(std::string_view path, Options options) {
  if (options.planes || !options.companions.empty()) return open_joined(path, options);
  const MemberPath named =
      options.member.empty() ? parse_member_path(path) : MemberPath{std::string(path), options.member};
  options.member = named.member;
  const auto open_file = [&]() -> Result<Dataset> {
    auto opened = FoundFile::open(named.file, options);
    if (!opened) return tl::unexpected<Error>(opened.error());
    auto& found = *opened;
    const auto mapping = std::make_shared<const MappedFile>(std::move(found.mapping));
    const Member* const member = found.member;
    const bool decoded = member != nullptr && member->memory;
    auto file = [&] {
      // A sample reads records at places all over the file, so the mapping is told not to read ahead;
      // a range of the whole file reads every record in order.
      const auto& range = options.changes.color_range;
      const ColorRange kind = range ? range->first : found.layout.appearance.range_kind;
      std::vector<const MappedFile*> sampled;
      if (!decoded && !reads_whole_file(kind)) sampled.push_back(mapping.get());
      const RandomAccess places(std::move(sampled));
      options.layout = std::move(found.layout);
      if (member != nullptr && !member->streams.empty())
        return of_streams({streams_of(*member, *mapping), *member->layout.count}, options);
      return decoded ? of_bytes(member->memory->bytes, nullptr, options)
                     : of_bytes(mapping->bytes(), mapping.get(), options);
    }();
    if (!file) return file;
    file->layout_source_ = found.source;
    file->guess_ = std::move(found.guess);
    file->container_ = std::move(found.container);
    file->member_ = member;
    // Where the file says how many records there are, what follows them is something else.
    if (member != nullptr && member->layout.count) file->remainder_ = 0;
    file->mapping_ = mapping;
    return file;
  };
  auto file = open_file();
  // A path that is set already is that of the sidecar, or of a file beside this one.
  if (!file && file.error().path.empty()) file.error().path = named.file;
  return file;
}

Result<Dataset> Dataset::over(std::span<const std::byte> bytes, const Options& options) {
  return of_bytes(bytes, nullptr, options);
}

Result<Dataset> Dataset::of_bytes(std::span<const std::byte> bytes, const MappedFile* mapping,
                                  const Options& options) {
  const auto layout = with_changes(options.layout.value_or(Layout::canonical()), options.changes);
  if (!layout) return tl::unexpected<Error>(layout.error());
  const auto count =
      count_records(bytes.size(), limited(*layout, options), {.allow_tail = layout->allow_tail});
  if (!count) return tl::unexpected<Error>(count.error());
  const auto body = bytes.subspan(static_cast<std::size_t>(layout->data_offset));

  Dataset file;
  file.layout_ = *layout;
  file.source_ = bytes;
  file.records_ = {{body.data(), *count, layout->schema.stride}, mapping};
  file.remainder_ = body.size() - *count * layout->schema.stride;
  if (auto planned = file.plan_conversion(options); !planned) return tl::unexpected<Error>(planned.error());
  return file;
}

Result<Dataset> Dataset::of_streams(const RecordStreams& records, const Options& options) {
  auto layout = with_changes(options.layout.value_or(Layout::canonical()), options.changes);
  if (!layout) return tl::unexpected<Error>(layout.error());
  if (layout->schema.stride != records.stride() || layout->data_offset != 0)
    return fail(ErrorCode::kInvalidArgument,
                "records of " + std::to_string(layout->schema.stride) + " bytes from byte " +
                    std::to_string(layout->data_offset) +
                    " on; expected, of records that lie in several places, their " +
                    std::to_string(records.stride()) + " bytes from byte 0 on");
  const std::uint64_t size = records.count() * records.stride();
  const auto count = count_records(size, limited(*layout, options), {.allow_tail = layout->allow_tail});
  if (!count) return tl::unexpected<Error>(count.error());

  Dataset file;
  file.layout_ = *std::move(layout);
  file.records_ = {{records.streams().begin(), records.streams().end()}, *count};
  if (file.records_.in_one_place()) file.source_ = *file.bytes();
  if (auto planned = file.plan_conversion(options); !planned) return tl::unexpected<Error>(planned.error());
  return file;
}

Result<void> Dataset::plan_conversion(const Options& options) {
  bytes_serial_ = next_bytes_serial();
  const auto& added = layout_.placement.offset;
  const bool moved = options.origin && *options.origin != added && added != std::array<double, 3>{};
  if (!moved && layout_.is_canonical() && records_.in_one_place()) return {};
  auto converter = RecordConverter::make(
      layout_, records_,
      {.progress = options.progress, .origin = options.origin, .whole_range = options.whole_range});
  if (!converter) return tl::unexpected<Error>(converter.error());
  take(*std::move(converter));
  range_pending_ = !options.whole_range && reads_whole_file(layout_.appearance.range_kind);
  return {};
}

Result<Dataset> Dataset::with_whole_range(Progress* progress) const {
  Dataset file = *this;
  if (layout_.is_canonical() || !reads_whole_file(layout_.appearance.range_kind)) return file;
  auto converter = RecordConverter::make(
      layout_, records_, {.progress = progress, .origin = origin(), .scalar_origin = scalar_origin(*this)});
  if (!converter) return tl::unexpected<Error>(converter.error());
  file.range_pending_ = false;
  if (file.take_coordinate(*converter)) return file;
  if (converter->bakes_range()) file.bytes_serial_ = next_bytes_serial();
  file.take(std::move(*converter));
  return file;
}

Result<Dataset> Dataset::with_appearance(const Appearance& appearance) const {
  Dataset file = *this;
  if (layout_.appearance == appearance) return file;
  file.layout_.appearance = appearance;
  // Where no converter is needed before or after, the colours are the bytes of the file.
  if (converter_ == nullptr && file.layout_.is_canonical()) {
    file.shading_ = Shading{};
    file.color_range_ = {0, 65535};
    return file;
  }
  Layout resolved = file.layout_;
  const Appearance& before = layout_.appearance;
  const bool same_elements = appearance.elements == before.elements;
  // A ramp of categories has a range of its own, which says nothing about the numbers.
  const bool known_range = appearance.ramp == before.ramp || !is_categorical(shading_.ramp);
  if (same_elements && known_range && appearance.range_kind == before.range_kind &&
      appearance.range == before.range) {
    resolved.appearance.range_kind = ColorRange::kGiven;
    resolved.appearance.range = color_range_;
  } else {
    file.range_pending_ = reads_whole_file(appearance.range_kind);
  }
  const RandomAccess places(records_.files());
  const auto kept = same_elements ? scalar_origin(*this) : std::nullopt;
  auto converter = RecordConverter::make(resolved, records_,
                                         {.origin = origin(), .scalar_origin = kept, .whole_range = false});
  if (!converter) return tl::unexpected<Error>(converter.error());
  if (file.take_coordinate(*converter)) return file;
  const bool baked = converter->bakes_range();
  file.take(std::move(*converter));
  const bool both_stored = converter_ == nullptr && file.converter_ == nullptr;
  if (!both_stored && (!same_elements || baked)) file.bytes_serial_ = next_bytes_serial();
  return file;
}

Dataset Dataset::with_up(UpAxis up) const {
  Dataset file = *this;
  file.layout_.placement.up = up;
  return file;
}

Result<Dataset> Dataset::only(const IndexSet& chosen) const {
  auto records = records_.only(chosen);
  if (!records) {
    records.error().path = path();
    return tl::unexpected<Error>(records.error());
  }
  Dataset file = *this;
  file.records_ = *std::move(records);
  file.source_ = {};
  file.range_pending_ = false;
  file.bytes_serial_ = next_bytes_serial();
  Layout resolved = layout_;
  const bool stored = converter_ == nullptr && shading_.source == ColorSource::kStored;
  if (!stored) {
    resolved.appearance.range_kind = ColorRange::kGiven;
    resolved.appearance.range = color_range_;
  }
  // A sample of them may lie all over the file.
  const RandomAccess places(records_.files());
  auto converter = RecordConverter::make(
      resolved, file.records_,
      {.origin = origin(), .scalar_origin = scalar_origin(*this), .whole_range = false});
  if (!converter) return tl::unexpected<Error>(converter.error());
  file.take(*std::move(converter));
  return file;
}

void Dataset::take(RecordConverter converter) {
  shading_ = converter.shading();
  color_range_ = converter.color_range();
  // Canonical records that show their own colours or one of their coordinates go to the GPU as they are.
  Layout plain = layout_;
  plain.appearance = {};
  const bool own = shading_.source == ColorSource::kStored ? layout_.appearance.elements.empty()
                                                           : shading_.source != ColorSource::kScalar;
  const bool as_they_are = own && plain.is_canonical() && records_.in_one_place() &&
                           converter.origin() == layout_.placement.offset;
  converter_ = as_they_are ? nullptr : std::make_shared<const RecordConverter>(std::move(converter));
}

bool Dataset::take_coordinate(const RecordConverter& converter) {
  const ColorSource source = converter.shading().source;
  if (converter_ == nullptr || source == ColorSource::kStored || source == ColorSource::kScalar) return false;
  shading_ = converter.shading();
  color_range_ = converter.color_range();
  return true;
}

const std::string& Dataset::path() const& noexcept {
  static const std::string none;
  return mapping_ == nullptr ? none : mapping_->path();
}

std::uint64_t Dataset::file_size() const noexcept {
  return mapping_ == nullptr ? source_.size() : mapping_->file_size();
}

Result<std::span<const std::byte>> Dataset::bytes() const& {
  if (!records_.in_one_place())
    return fail(
        ErrorCode::kWrongType,
        "the records lie in several places, so there are no bytes of all; records() gives blocks of them",
        path());
  const RecordSpan all = records_.whole();
  return std::span(all.data, static_cast<std::size_t>(all.count * all.stride));
}

std::span<const std::byte> Dataset::record(std::uint64_t index, std::vector<std::byte>& room) const& {
  return {records_.block(index, 1, room).data, static_cast<std::size_t>(stride())};
}

const MappedFile* Dataset::mapping() const& noexcept {
  const bool there =
      records_.in_one_place() && records_.in_files() && records_.streams().front().file == mapping_.get();
  return there ? mapping_.get() : nullptr;
}

std::uint64_t Dataset::offset_of(std::uint64_t index) const noexcept {
  if (mapping() == nullptr) [[unlikely]]
    abort_with("a dataset of bytes in memory, or in several places, has no offsets in a file");
  if (index > size()) [[unlikely]]
    abort_with(past_the_end_text(index, 0, size()));
  return records_.streams().front().offset_of(index);
}

std::vector<std::shared_ptr<const MappedFile>> Dataset::files() const {
  std::vector<std::shared_ptr<const MappedFile>> files;
  if (mapping_ != nullptr) files.push_back(mapping_);
  const auto read = records_.files();
  if (container_ != nullptr)
    for (const auto& file : container_->files)
      if (std::ranges::find(read, file.get()) != read.end()) files.push_back(file);
  if (companions_ == nullptr) return files;
  for (const Dataset& companion : *companions_) {
    const auto theirs = companion.files();
    files.insert(files.end(), theirs.begin(), theirs.end());
  }
  return files;
}

Result<void> Dataset::check_unchanged() const {
  for (const auto& file : files())
    if (auto same = file->check_unchanged(); !same) return same;
  return {};
}

std::array<double, 3> Dataset::origin() const noexcept {
  return converter_ == nullptr ? layout_.placement.offset : converter_->origin();
}

Result<StridedView<const Vector>> Dataset::positions() const& {
  const auto all = vertices();
  if (!all) return tl::unexpected<Error>(all.error());
  return all->member(&ColoredVertex::position);
}

Result<StridedView<const Color>> Dataset::colors() const& {
  const auto all = vertices();
  if (!all) return tl::unexpected<Error>(all.error());
  return all->member(&ColoredVertex::color);
}

Result<StridedView<const ColoredVertex>> Dataset::vertices() const& {
  if (converter_ != nullptr) {
    std::string message = "records of layout " + printable_name(text_of(layout_).schema);
    message +=
        " are converted, so there are no vertices to view: read(), fetch() and operator[] convert them, "
        "records() gives them as they are stored";
    return fail(ErrorCode::kWrongType, std::move(message), path());
  }
  return StridedView<const ColoredVertex>::unchecked(records_.whole().data, size(), sizeof(ColoredVertex));
}

void Dataset::read(std::uint64_t first, std::span<ColoredVertex> out) const noexcept {
  if (!lies_within(first, out.size(), size())) [[unlikely]]
    abort_with(past_the_end_text(first, out.size(), size()));
  if (out.empty()) return;
  if (converter_ != nullptr) return converter_->convert(first, out);
  std::memcpy(out.data(), records_.whole().part(first, out.size()).data, out.size_bytes());
}

void Dataset::read_shown(std::uint64_t first, std::span<ColoredVertex> out) const noexcept {
  read(first, out);
  shade(out, shading_);
}

Result<void> Dataset::fetch(std::uint64_t first, std::span<ColoredVertex> out) const {
  if (!lies_within(first, out.size(), size()))
    return fail(ErrorCode::kOutOfRange, past_the_end_text(first, out.size(), size()), path());
  const auto in_memory = [](const RecordStream& stream) { return stream.file == nullptr; };
  if (std::ranges::all_of(records_.streams(), in_memory)) {
    read(first, out);
    return {};
  }
  if (converter_ == nullptr) return records_.read(first, out.size(), std::as_writable_bytes(out).data());
  const RecordStreams& records = converter_->records();
  // At most so many bytes at a time, because they stay in the second-level cache until they are converted;
  // fewer would mean more system calls.
  constexpr std::uint64_t kScratch = std::uint64_t{1} << 18;
  const std::uint64_t most =
      std::min<std::uint64_t>(std::max<std::uint64_t>(kScratch / records.stride(), 1), out.size());
  const auto scratch = std::make_unique_for_overwrite<std::byte[]>(most * records.stride());
  for (; !out.empty(); first += most) {
    const std::uint64_t count = std::min<std::uint64_t>(most, out.size());
    if (auto got = records.read(first, count, scratch.get()); !got) return got;
    converter_->convert(RecordSpan{scratch.get(), count, records.stride()}, out.data());
    out = out.subspan(count);
  }
  return {};
}

ColoredVertex Dataset::operator[](std::uint64_t index) const noexcept {
  ColoredVertex vertex;
  read_shown(index, {&vertex, 1});
  return vertex;
}

Result<ColoredVertex> Dataset::at(std::uint64_t index) const {
  if (index >= size())
    return fail(
        ErrorCode::kOutOfRange,
        "vertex " + std::to_string(index) + " is past the end of " + std::to_string(size()) + " vertices",
        path());
  return (*this)[index];
}

}  // namespace vertexview
