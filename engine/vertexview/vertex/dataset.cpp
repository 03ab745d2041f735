#include "vertexview/vertex/dataset.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <cstring>
#include <utility>

#include "vertexview/formats/container.hpp"
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

std::string past_the_end(std::uint64_t first, std::uint64_t count, std::uint64_t size) {
  std::string text = count <= 1 ? "record " : std::to_string(count) + " records from ";
  text += std::to_string(first) + (count <= 1 ? " is" : " on reach");
  return text += " past the end of " + std::to_string(size) + " records";
}

bool lies_within(std::uint64_t first, std::uint64_t count, std::uint64_t size) noexcept {
  return first <= size && count <= size - first;
}

/// Aborts unless records [first, first + count) are among `size`: what lies behind them is no memory of ours.
void require_within(std::uint64_t first, std::uint64_t count, std::uint64_t size) noexcept {
  if (!lies_within(first, count, size)) [[unlikely]]
    abort_with(past_the_end(first, count, size));
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
    MappedFile& mapping = found.mapping;
    const bool decoded = found.member != nullptr && found.member->memory;
    auto file = [&] {
      // A sample reads records at places all over the file, so the mapping is told not to read ahead;
      // a range of the whole file reads every record in order.
      const auto& range = options.changes.color_range;
      const ColorRange kind = range ? range->first : found.layout.appearance.range_kind;
      const RandomAccess places(decoded || reads_whole_file(kind) ? nullptr : &mapping);
      options.layout = std::move(found.layout);
      return over(decoded ? found.member->memory->bytes : mapping.bytes(), options);
    }();
    if (!file) return file;
    file->layout_source_ = found.source;
    file->guess_ = std::move(found.guess);
    file->container_ = std::move(found.container);
    file->member_ = found.member;
    // Where the file says how many records there are, what follows them is something else.
    if (file->member_ != nullptr && file->member_->layout.count) file->remainder_ = 0;
    file->mapping_ = std::make_shared<const MappedFile>(std::move(mapping));
    return file;
  };
  auto file = open_file();
  // A path that is set already is that of the sidecar, or of a file beside this one.
  if (!file && file.error().path.empty()) file.error().path = named.file;
  return file;
}

Result<Dataset> Dataset::over(std::span<const std::byte> bytes, const Options& options) {
  const auto layout = with_changes(options.layout.value_or(Layout::canonical()), options.changes);
  if (!layout) return tl::unexpected<Error>(layout.error());
  Layout limited = *layout;
  if (options.at_most) limited.count = std::min(layout->count.value_or(*options.at_most), *options.at_most);
  const auto count = count_records(bytes.size(), limited, {.allow_tail = layout->allow_tail});
  if (!count) return tl::unexpected<Error>(count.error());
  const auto body = bytes.subspan(static_cast<std::size_t>(layout->data_offset));

  Dataset file;
  file.layout_ = *layout;
  file.count_ = *count;
  file.source_ = bytes;
  file.bytes_ = body.first(static_cast<std::size_t>(*count * file.layout_.schema.stride));
  file.remainder_ = body.size() - file.bytes_.size();
  file.bytes_serial_ = next_bytes_serial();
  const auto& added = file.layout_.placement.offset;
  const bool moved = options.origin && *options.origin != added && added != std::array<double, 3>{};
  if (moved || !file.layout_.is_canonical()) {
    auto converter = RecordConverter::make(
        file.layout_, file.records(0, file.count_),
        {.progress = options.progress, .origin = options.origin, .whole_range = options.whole_range});
    if (!converter) return tl::unexpected<Error>(converter.error());
    file.take(std::move(*converter));
    file.range_pending_ = !options.whole_range && reads_whole_file(file.layout_.appearance.range_kind);
  }
  return file;
}

Result<Dataset> Dataset::with_whole_range(Progress* progress) const {
  Dataset file = *this;
  if (layout_.is_canonical() || !reads_whole_file(layout_.appearance.range_kind)) return file;
  auto converter = RecordConverter::make(
      layout_, records(0, count_),
      {.progress = progress, .origin = origin(), .scalar_origin = scalar_origin(*this)});
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
  const RandomAccess places(mapping());
  const auto kept = same_elements ? scalar_origin(*this) : std::nullopt;
  auto converter = RecordConverter::make(resolved, records(0, count_),
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

void Dataset::take(RecordConverter converter) {
  shading_ = converter.shading();
  color_range_ = converter.color_range();
  // Canonical records that show their own colours or one of their coordinates go to the GPU as they are.
  Layout plain = layout_;
  plain.appearance = {};
  const bool own = shading_.source == ColorSource::kStored ? layout_.appearance.elements.empty()
                                                           : shading_.source != ColorSource::kScalar;
  const bool as_they_are = own && plain.is_canonical() && converter.origin() == layout_.placement.offset;
  converter_ = as_they_are ? nullptr : std::make_shared<const RecordConverter>(std::move(converter));
}

bool Dataset::take_coordinate(const RecordConverter& converter) {
  const ColorSource source = converter.shading().source;
  if (converter_ == nullptr || source == ColorSource::kStored || source == ColorSource::kScalar) return false;
  shading_ = converter.shading();
  color_range_ = converter.color_range();
  return true;
}

const std::string& Dataset::path() const noexcept {
  static const std::string none;
  return mapping_ == nullptr ? none : mapping_->path();
}

std::uint64_t Dataset::file_size() const noexcept {
  return mapping_ == nullptr ? source_.size() : mapping_->file_size();
}

std::span<const std::byte> Dataset::record(std::uint64_t index) const& noexcept {
  require_within(index, 1, count_);
  const auto stride = static_cast<std::size_t>(layout_.schema.stride);
  return bytes_.subspan(static_cast<std::size_t>(index) * stride, stride);
}

bool Dataset::decoded() const noexcept {
  return joined_ != nullptr || (member_ != nullptr && member_->memory);
}

std::uint64_t Dataset::offset_of(std::uint64_t index) const noexcept {
  if (mapping() == nullptr) [[unlikely]]
    abort_with("a dataset of bytes in memory has no offsets in a file");
  require_within(index, 0, count_);
  return layout_.data_offset + index * layout_.schema.stride;
}

Result<void> Dataset::check_unchanged() const {
  if (joined_ != nullptr)
    for (const Dataset& companion : joined_->companions)
      if (auto same = companion.check_unchanged(); !same) return same;
  return mapping_ == nullptr ? Result<void>() : mapping_->check_unchanged();
}

std::array<double, 3> Dataset::origin() const noexcept {
  return converter_ == nullptr ? layout_.placement.offset : converter_->origin();
}

RecordSpan Dataset::records(std::uint64_t first, std::uint64_t count) const& noexcept {
  require_within(first, count, count_);
  return RecordSpan{bytes_.data(), count_, layout_.schema.stride}.part(first, count);
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
    std::string message = "records of layout " + text_of(layout_).schema;
    message +=
        " are converted, so there are no vertices to view: read(), fetch() and operator[] convert them, "
        "records() gives them as they are stored";
    return fail(ErrorCode::kWrongType, std::move(message), path());
  }
  return StridedView<const ColoredVertex>::unchecked(bytes_.data(), count_, sizeof(ColoredVertex));
}

void Dataset::read(std::uint64_t first, std::span<ColoredVertex> out) const noexcept {
  require_within(first, out.size(), count_);
  if (out.empty()) return;
  if (converter_ != nullptr) return converter_->convert(records(first, out.size()), out.data());
  std::memcpy(out.data(), record(first).data(), out.size_bytes());
}

void Dataset::read_shown(std::uint64_t first, std::span<ColoredVertex> out) const noexcept {
  read(first, out);
  shade(out, shading_);
}

Result<void> Dataset::fetch(std::uint64_t first, std::span<ColoredVertex> out) const {
  if (!lies_within(first, out.size(), count_))
    return fail(ErrorCode::kOutOfRange, past_the_end(first, out.size(), count_), path());
  if (mapping() == nullptr) {
    read(first, out);
    return {};
  }
  if (converter_ == nullptr) return mapping_->read(offset_of(first), std::as_writable_bytes(out));
  // At most so many bytes at a time, because they stay in the second-level cache until they are converted;
  // fewer would mean more system calls.
  constexpr std::uint64_t kScratch = std::uint64_t{1} << 18;
  const std::uint64_t most =
      std::min<std::uint64_t>(std::max<std::uint64_t>(kScratch / stride(), 1), out.size());
  const auto scratch = std::make_unique_for_overwrite<std::byte[]>(most * stride());
  for (; !out.empty(); first += most) {
    const std::uint64_t count = std::min<std::uint64_t>(most, out.size());
    if (auto got = mapping_->read(offset_of(first), {scratch.get(), count * stride()}); !got) return got;
    converter_->convert(RecordSpan{scratch.get(), count, stride()}, out.data());
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
  if (index >= count_)
    return fail(
        ErrorCode::kOutOfRange,
        "vertex " + std::to_string(index) + " is past the end of " + std::to_string(count_) + " vertices",
        path());
  return (*this)[index];
}

}  // namespace vertexview
