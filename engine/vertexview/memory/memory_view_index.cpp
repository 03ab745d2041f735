// MemoryView: items, slices, rows and fields.
#include <algorithm>
#include <string>
#include <utility>

#include "vertexview/memory/format_codes.hpp"
#include "vertexview/memory/geometry.hpp"
#include "vertexview/memory/memory_view.hpp"
#include "vertexview/memory/scalar.hpp"

namespace vertexview {
namespace {

Error index_error(std::int64_t index, std::size_t dimension, std::int64_t extent) {
  return Error{ErrorCode::kOutOfRange, "index " + std::to_string(index) + " is out of range in dimension " +
                                           std::to_string(dimension + 1) + ", which has " +
                                           std::to_string(extent) + " items"};
}

void flatten(const Value& value, Value::List& out) {
  if (const auto* list = value.as_list()) {
    for (const Value& element : *list) flatten(element, out);
  } else {
    out.push_back(value);
  }
}

// The bounds of a slice, as CPython's PySlice_AdjustIndices defines them.
struct Bounds {
  std::int64_t start;
  std::int64_t count;
};

Bounds bounds_of(const Slice& slice, std::int64_t extent) {
  const bool backwards = slice.step < 0;
  const std::int64_t lowest = backwards ? -1 : 0;
  const std::int64_t highest = backwards ? extent - 1 : extent;
  const auto clamped = [&](std::int64_t end) {
    if (end < 0) end = end < -extent ? lowest : end + extent;
    return std::clamp(end, lowest, highest);
  };
  const std::int64_t start = slice.start ? clamped(*slice.start) : backwards ? highest : lowest;
  const std::int64_t stop = slice.stop ? clamped(*slice.stop) : backwards ? lowest : highest;
  const std::int64_t span = backwards ? start - stop : stop - start;
  if (span <= 0) return {start, 0};
  const auto step =
      backwards ? 0 - static_cast<std::uint64_t>(slice.step) : static_cast<std::uint64_t>(slice.step);
  return {start, static_cast<std::int64_t>((static_cast<std::uint64_t>(span) - 1) / step + 1)};
}

}  // namespace

Result<void> MemoryView::check_one_dimension(const char* operation) const {
  if (auto ok = check(); !ok) return ok;
  if (shape_.empty())
    return fail(ErrorCode::kWrongType, std::string(operation) + " needs a dimension, this view has none");
  if (shape_.size() > 1)
    return fail(ErrorCode::kNotImplemented, std::string(operation) +
                                                " works on one dimension, this view has " +
                                                std::to_string(shape_.size()) + ": take a row() first");
  return {};
}

Result<std::byte*> MemoryView::item_address(std::span<const std::int64_t> indices) const {
  if (indices.size() != shape_.size()) {
    const bool fewer = indices.size() < shape_.size();
    return fail(fewer ? ErrorCode::kNotImplemented : ErrorCode::kWrongType,
                "an item of this view has " + std::to_string(shape_.size()) + " indices, found " +
                    std::to_string(indices.size()) + (fewer ? ": row() gives a view of the rest" : ""));
  }
  for (std::size_t d = 0; d < indices.size(); ++d)
    if (detail::wrapped_index(indices[d], shape_[d]) < 0)
      return tl::unexpected<Error>(index_error(indices[d], d, shape_[d]));
  // The address is computed only now, because a view of nothing may have any strides and no address.
  std::byte* address = data_;
  for (std::size_t d = 0; d < indices.size(); ++d)
    address += detail::wrapped_index(indices[d], shape_[d]) * strides_[d];
  return address;
}

Result<Value> MemoryView::at(std::int64_t index) const {
  return at({index});
}

Result<Value> MemoryView::at(std::span<const std::int64_t> indices) const {
  if (auto ok = check(); !ok) return tl::unexpected<Error>(std::move(ok.error()));
  const auto item = item_address(indices);
  if (!item) return tl::unexpected<Error>(item.error());
  return item_value(*format_, *item);
}

Result<Record> MemoryView::record(std::int64_t index) const {
  if (auto ok = check_one_dimension("record()"); !ok) return tl::unexpected<Error>(std::move(ok.error()));
  auto item = select(0, index);
  if (!item) return tl::unexpected<Error>(std::move(item.error()));
  return Record(std::move(*item));
}

Result<void> MemoryView::write_item(std::byte* item, const Value& value) const {
  const auto answer = [](WriteFault fault, const FormatItem& code, const Value& found) -> Result<void> {
    if (fault == WriteFault::kNone) return {};
    return fail(fault == WriteFault::kWrongType ? ErrorCode::kWrongType : ErrorCode::kInvalidArgument,
                describe_fault(code, found));
  };
  if (const FormatItem* scalar = format_->scalar()) {
    const bool list = value.as_list() != nullptr;
    return answer(list ? WriteFault::kWrongType : write_scalar(*scalar, value, item + scalar->offset),
                  *scalar, value);
  }
  Value::List values;
  flatten(value, values);
  if (values.size() != format_->value_count())
    return fail(ErrorCode::kWrongType, "an item of format " + format_->text() + " takes " +
                                           std::to_string(format_->value_count()) + " values, found " +
                                           std::to_string(values.size()));
  // The item is built aside and copied as a whole: a value that does not fit must leave the item as it was.
  std::vector<std::byte> record(item, item + itemsize());
  ScalarCursor cursor(format_->items());
  for (std::size_t i = 0; i < values.size() && cursor.next(); ++i) {
    const WriteFault fault = write_scalar(cursor.item(), values[i], record.data() + cursor.offset());
    if (auto written = answer(fault, cursor.item(), values[i]); !written) return written;
  }
  std::copy(record.begin(), record.end(), item);
  return {};
}

Result<void> MemoryView::set(std::int64_t index, const Value& value) const {
  return set({index}, value);
}

Result<void> MemoryView::set(std::span<const std::int64_t> indices, const Value& value) const {
  if (auto ok = check(); !ok) return ok;
  if (readonly_) return tl::unexpected<Error>(readonly_error());
  const auto item = item_address(indices);
  if (!item) return tl::unexpected<Error>(item.error());
  return write_item(*item, value);
}

Result<bool> modify_if_writable(const MemoryView& view, std::int64_t index, const Value& value) {
  if (auto ok = view.check(); !ok) return tl::unexpected<Error>(std::move(ok.error()));
  if (view.readonly()) return false;
  if (auto written = view.set(index, value); !written)
    return tl::unexpected<Error>(std::move(written.error()));
  return true;
}

Result<MemoryView> MemoryView::slice(const Slice& slice) const {
  if (auto ok = check(); !ok) return tl::unexpected<Error>(std::move(ok.error()));
  if (shape_.empty()) return fail(ErrorCode::kWrongType, "a view without dimensions cannot be sliced");
  if (slice.step == 0) return fail(ErrorCode::kInvalidArgument, "a slice with a step of 0 never ends");
  const auto [start, count] = bounds_of(slice, shape_[0]);
  MemoryView view = *this;
  view.shape_.set(0, count);
  // The stride of at most one item is never used: keeping the old one avoids an overflow for a huge step.
  std::int64_t stride = 0;
  if (!__builtin_mul_overflow(strides_[0], slice.step, &stride)) view.strides_.set(0, stride);
  // Without items there is no address to compute, and without bytes not even a first one.
  if (view.item_count() > 0) view.data_ = data_ + start * strides_[0];
  return view;
}

Result<MemoryView> MemoryView::select(std::size_t axis, std::int64_t index) const {
  if (auto ok = check(); !ok) return tl::unexpected<Error>(std::move(ok.error()));
  if (axis >= shape_.size())
    return fail(ErrorCode::kWrongType, "axis " + std::to_string(axis) + " of a view with " +
                                           std::to_string(shape_.size()) + " dimensions");
  const std::int64_t place = detail::wrapped_index(index, shape_[axis]);
  if (place < 0) return tl::unexpected<Error>(index_error(index, axis, shape_[axis]));
  MemoryView view = *this;
  if (item_count() > 0) view.data_ = data_ + place * strides_[axis];
  view.shape_ = shape_.without(axis);
  view.strides_ = strides_.without(axis);
  return view;
}

Result<MemoryView> MemoryView::field_view(const FormatItem& item) const {
  if (shape_.size() + item.shape.size() > kMaxDimensions)
    return fail(ErrorCode::kInvalidArgument, "the view of this field would have more than 64 dimensions");
  const std::vector<std::int64_t> inner(item.shape.begin(), item.shape.end());
  // Without items there is no first one, and the field's offset may lie past the bytes.
  std::byte* const first = item_count() == 0 ? data_ : data_ + item.offset;
  return rearranged(detail::shared_element_of(item), first, shape_.with(inner),
                    strides_.with(detail::row_major_strides(inner, item.itemsize)));
}

Result<MemoryView> MemoryView::field(std::string_view name) const {
  if (auto ok = check(); !ok) return tl::unexpected<Error>(std::move(ok.error()));
  if (const FormatItem* item = format_->find(name)) return field_view(*item);
  return fail(ErrorCode::kInvalidArgument,
              "format " + format_->text() + " has no field \"" + std::string(name) + "\"");
}

Result<MemoryView> MemoryView::field(std::size_t index) const {
  if (auto ok = check(); !ok) return tl::unexpected<Error>(std::move(ok.error()));
  if (index < format_->fields().size()) return field_view(format_->fields()[index]);
  return fail(ErrorCode::kOutOfRange, "field " + std::to_string(index) + " of format " + format_->text() +
                                          ", which has " + std::to_string(format_->fields().size()));
}

Result<ViewedValues> MemoryView::values() const {
  if (auto ok = check_one_dimension("iteration"); !ok) return tl::unexpected<Error>(std::move(ok.error()));
  return ViewedValues(*this);
}

Value ViewedValues::iterator::operator[](difference_type n) const {
  return item_value(view_->format(), view_->data_ + (index_ + n) * view_->strides_[0]);
}

Result<Value> Record::get(std::string_view field) const {
  const auto view = view_.field(field);
  if (!view) return tl::unexpected<Error>(view.error());
  return view->to_list();
}

Result<Value> Record::get(std::size_t field) const {
  const auto view = view_.field(field);
  if (!view) return tl::unexpected<Error>(view.error());
  return view->to_list();
}

Result<void> Record::set(std::string_view field, const Value& value) const {
  const FormatItem* item = format().find(field);
  if (item == nullptr) return tl::unexpected<Error>(view_.field(field).error());
  return set(static_cast<std::size_t>(item - format().fields().data()), value);
}

Result<void> Record::set(std::size_t field, const Value& value) const {
  const auto view = view_.field(field);
  if (!view) return tl::unexpected<Error>(view.error());
  if (view->readonly()) return tl::unexpected<Error>(view->readonly_error());
  const FormatItem& item = format().fields()[field];
  // The field is written as one item: completely, or not at all.
  const MemoryView whole = view_.rearranged(std::make_shared<const Format>(Format::of_field(item)),
                                            view_.data_ + item.offset, {}, {});
  return whole.write_item(whole.data_, value);
}

Result<Value::List> Record::values() const {
  if (auto ok = view_.check(); !ok) return tl::unexpected<Error>(std::move(ok.error()));
  return item_values(format(), view_.data_);
}

}  // namespace vertexview
