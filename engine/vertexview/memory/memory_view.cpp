#include "vertexview/memory/memory_view.hpp"

#include <algorithm>
#include <utility>

#include "vertexview/memory/geometry.hpp"

namespace vertexview {
namespace {

const std::shared_ptr<const Format>& bytes_format() {
  static const auto format = std::make_shared<const Format>();
  return format;
}

// A run is a row of neighbouring numbers of one type; kinds that are read from the same bytes count as one
// type.
struct Run {
  std::uint64_t offset;
  std::uint64_t itemsize;
  std::uint64_t count;
  ScalarKind kind;
  bool native;
  friend bool operator==(const Run&, const Run&) = default;
};

void append_run(std::vector<Run>& runs, Run run) {
  if (run.count == 0 || run.itemsize == 0) return;
  if (run.kind == ScalarKind::kBytes || run.kind == ScalarKind::kPascal)
    run = {run.offset, 1, run.count * run.itemsize, ScalarKind::kUnsigned, true};
  if (run.kind == ScalarKind::kChar || run.kind == ScalarKind::kBool) run.kind = ScalarKind::kUnsigned;
  if (run.itemsize == 1) run.native = true;
  const bool joins = !runs.empty() &&
                     runs.back().offset + runs.back().itemsize * runs.back().count == run.offset &&
                     runs.back().itemsize == run.itemsize && runs.back().kind == run.kind &&
                     runs.back().native == run.native;
  if (joins)
    runs.back().count += run.count;
  else
    runs.push_back(run);
}

void collect_runs(std::span<const FormatItem> items, std::uint64_t base, std::vector<Run>& runs) {
  for (const FormatItem& item : items) {
    const std::uint64_t offset = base + item.offset;
    if (item.kind == ScalarKind::kRecord)
      for (std::uint64_t n = 0; n < item.count; ++n)
        collect_runs(item.items, offset + n * item.itemsize, runs);
    else if (item.kind != ScalarKind::kPadding)
      append_run(runs, {offset, item.itemsize, item.count, item.kind, item.order == kNativeOrder});
  }
}

/// Returns why items of `found`, side by side, are not what `wanted` describes in `size` bytes; "" where they
/// are.
std::string difference(const Format& found, std::string_view wanted, std::size_t size) {
  const auto expected_format = Format::parse(wanted);
  if (!expected_format) return expected_format.error().message;
  std::vector<Run> runs;
  for (std::uint64_t at = 0; at < size; at += found.itemsize()) collect_runs(found.items(), at, runs);
  std::vector<Run> expected;
  collect_runs(expected_format->items(), 0, expected);
  if (std::any_of(runs.begin(), runs.end(), [](const Run& run) { return !run.native; }))
    return "its byte order is not this machine's (byteswapped() makes a copy that is)";
  return runs == expected ? "" : "their values differ in type or place";
}

}  // namespace

MemoryView::MemoryView() : MemoryView(detail::Export(), bytes_format(), nullptr, true, {0}, {1}) {}

MemoryView::MemoryView(detail::Export exported, std::shared_ptr<const Format> format, std::byte* data,
                       bool readonly, detail::Extents shape, detail::Extents strides) noexcept
    : export_(std::move(exported)),
      format_(std::move(format)),
      data_(data),
      readonly_(readonly),
      writable_source_(!readonly),
      shape_(std::move(shape)),
      strides_(std::move(strides)) {}

MemoryView MemoryView::of_export(detail::Export exported, std::span<std::byte> bytes, bool readonly) {
  return MemoryView(std::move(exported), bytes_format(), bytes.data(), readonly,
                    {static_cast<std::int64_t>(bytes.size())}, {1});
}

MemoryView MemoryView::of_buffer(const Buffer& buffer) {
  return *buffer.view();
}

MemoryView MemoryView::rearranged(std::shared_ptr<const Format> format, std::byte* data,
                                  detail::Extents shape, detail::Extents strides) const {
  MemoryView view(export_, std::move(format), data, readonly_, std::move(shape), std::move(strides));
  view.writable_source_ = writable_source_;
  return view;
}

Result<void> MemoryView::check() const {
  if (released_) return fail(ErrorCode::kReleased, "the view was released");
  return {};
}

void MemoryView::release() noexcept {
  // The format stays: it is what the accessors of a released view return a reference to.
  export_ = detail::Export();
  data_ = nullptr;
  readonly_ = true;
  writable_source_ = false;
  released_ = true;
  format_ = bytes_format();
  shape_ = {0};
  strides_ = {1};
}

std::uint64_t MemoryView::item_count() const noexcept {
  return detail::product_of(shape_);
}

Result<std::uint64_t> MemoryView::length() const {
  if (auto ok = check(); !ok) return tl::unexpected<Error>(std::move(ok.error()));
  if (shape_.empty()) return fail(ErrorCode::kWrongType, "a view without dimensions has no length");
  return static_cast<std::uint64_t>(shape_[0]);
}

bool MemoryView::c_contiguous() const noexcept {
  return detail::is_row_major({data_, itemsize(), shape_, strides_});
}

bool MemoryView::f_contiguous() const noexcept {
  const detail::Extents shape = shape_.reversed();
  const detail::Extents strides = strides_.reversed();
  return detail::is_row_major({data_, itemsize(), shape, strides});
}

Error MemoryView::readonly_error() const {
  return Error{ErrorCode::kReadOnly, "the view is read-only"};
}

MemoryView MemoryView::to_readonly() const {
  MemoryView view = *this;
  view.readonly_ = true;
  return view;
}

Result<std::span<const std::byte>> MemoryView::bytes() const& {
  if (auto ok = check(); !ok) return tl::unexpected<Error>(std::move(ok.error()));
  if (!c_contiguous())
    return fail(ErrorCode::kWrongType, "the items of this view do not lie one after the other");
  return std::span<const std::byte>(data_, nbytes());
}

Result<std::span<std::byte>> MemoryView::writable_bytes() const& {
  if (auto readable = bytes(); !readable) return tl::unexpected<Error>(std::move(readable.error()));
  if (readonly_) return tl::unexpected<Error>(readonly_error());
  return std::span<std::byte>(data_, nbytes());
}

Result<MemoryView> MemoryView::arranged(const Geometry& geometry) const {
  const auto source = bytes();
  if (!source) return tl::unexpected<Error>(source.error());
  auto format = Format::parse(geometry.format);
  if (!format) return tl::unexpected<Error>(std::move(format.error()));
  const std::size_t dimensions = geometry.shape.size();
  if (dimensions > kMaxDimensions || (!geometry.strides.empty() && geometry.strides.size() != dimensions))
    return fail(ErrorCode::kInvalidArgument,
                "a shape of at most 64 dimensions with as many strides is expected, found " +
                    std::to_string(dimensions) + " dimensions and " +
                    std::to_string(geometry.strides.size()) + " strides");
  const auto size = detail::checked_size(geometry.shape, format->itemsize());
  if (!size) return tl::unexpected<Error>(size.error());
  auto strides = geometry.strides.empty() ? detail::row_major_strides(geometry.shape, format->itemsize())
                                          : detail::Extents(geometry.strides);

  // This finds the lowest and the highest byte of any item, checking each step against what is left.
  const auto outside = [&] {
    return fail(ErrorCode::kOutOfRange,
                "items of " + format->text() + " at offset " + std::to_string(geometry.offset) +
                    " with these strides do not lie inside " + std::to_string(source->size()) + " bytes");
  };
  if (geometry.offset < 0 || static_cast<std::uint64_t>(geometry.offset) > source->size()) return outside();
  auto before = static_cast<std::uint64_t>(geometry.offset);
  std::uint64_t after = source->size() - before;
  const bool empty = std::find(geometry.shape.begin(), geometry.shape.end(), 0) != geometry.shape.end();
  if (!empty && after < format->itemsize()) return outside();
  if (!empty) after -= format->itemsize();
  for (std::size_t d = 0; d < dimensions && !empty; ++d) {
    const std::int64_t stride = strides[d];
    const std::uint64_t step =
        stride < 0 ? 0 - static_cast<std::uint64_t>(stride) : static_cast<std::uint64_t>(stride);
    const auto steps = static_cast<std::uint64_t>(geometry.shape[d] - 1);
    std::uint64_t& room = stride < 0 ? before : after;
    if (step != 0 && steps > room / step) return outside();
    room -= step * steps;
  }
  return rearranged(std::make_shared<const Format>(std::move(*format)), data_ + geometry.offset,
                    detail::Extents(geometry.shape), std::move(strides));
}

Result<MemoryView::Rows> MemoryView::rows_of(std::string_view format, std::size_t size) const {
  if (auto ok = check(); !ok) return tl::unexpected<Error>(std::move(ok.error()));
  const auto refuse = [&](const std::string& reason) {
    const auto wanted = Format::parse(format);
    if (!wanted) return tl::unexpected<Error>(wanted.error());
    return fail(ErrorCode::kWrongType, "a view of format " + format_->text() + " cannot be read as " +
                                           wanted->text() + ": " + reason);
  };
  if (item_count() == 0) return Rows{0, static_cast<std::int64_t>(size)};

  // First come the trailing dimensions that make up one T, then the leading ones, which must step evenly.
  std::uint64_t row = itemsize();
  std::size_t outer = shape_.size();
  while (row < size && outer > 0) {
    --outer;
    if (shape_[outer] != 1 && strides_[outer] != static_cast<std::int64_t>(row))
      return refuse("its items do not lie one after the other");
    row *= static_cast<std::uint64_t>(shape_[outer]);
  }
  if (row != size) return refuse("their sizes differ");
  // Most views have the very text of T; then nothing has to be parsed or compared.
  const bool same_text = itemsize() == size && format_->text() == format &&
                         format.find_first_of("<>=!") == std::string_view::npos;
  if (!same_text)
    if (const std::string reason = difference(*format_, format, size); !reason.empty()) return refuse(reason);

  Rows rows{1, static_cast<std::int64_t>(size)};
  for (std::size_t d = outer; d-- > 0;) {
    if (shape_[d] == 1) continue;
    if (rows.count != 1 && strides_[d] != rows.stride * static_cast<std::int64_t>(rows.count))
      return refuse("its dimensions do not step evenly");
    if (rows.count == 1) rows.stride = strides_[d];
    rows.count *= static_cast<std::uint64_t>(shape_[d]);
  }
  return rows;
}

}  // namespace vertexview
