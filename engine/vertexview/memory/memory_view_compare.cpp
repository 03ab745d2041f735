// MemoryView: comparison and search, by value.
#include <algorithm>
#include <cstring>
#include <optional>
#include <utility>

#include "vertexview/memory/geometry.hpp"
#include "vertexview/memory/memory_view.hpp"
#include "vertexview/memory/scalar.hpp"

namespace vertexview {
namespace {

// Returns whether equal bytes are equal values and the other way round: this holds for integers without
// padding.
bool bytes_decide(const Format& format) {
  std::uint64_t end = 0;
  for (const FormatItem& item : format.items()) {
    const bool decides = item.kind == ScalarKind::kSigned || item.kind == ScalarKind::kUnsigned ||
                         item.kind == ScalarKind::kChar;
    if (!decides || item.offset != end) return false;
    end += item.nbytes();
  }
  return true;
}

bool items_equal(const Format& a, const std::byte* at_a, const Format& b, const std::byte* at_b) {
  const FormatItem* scalar_a = a.scalar();
  const FormatItem* scalar_b = b.scalar();
  if (scalar_a != nullptr && scalar_b != nullptr)
    return same_value(read_scalar(*scalar_a, at_a + scalar_a->offset),
                      read_scalar(*scalar_b, at_b + scalar_b->offset));
  // In Python 1 != (1,), a lone value and a record of one; but no format gives both.
  ScalarCursor cursor_a(a.items());
  ScalarCursor cursor_b(b.items());
  for (;;) {
    const bool more = cursor_a.next();
    if (more != cursor_b.next()) return false;
    if (!more) return true;
    if (!same_value(read_scalar(cursor_a.item(), at_a + cursor_a.offset()),
                    read_scalar(cursor_b.item(), at_b + cursor_b.offset())))
      return false;
  }
}

// Compares in blocks without leaving them, which compilers turn into vector instructions.
template <class View>
bool rows_equal(View a, View b) {
  constexpr std::uint64_t kBlock = 1024;
  for (std::uint64_t first = 0; first < a.size(); first += kBlock) {
    const auto part_a = a.slice(first, kBlock);
    const auto part_b = b.slice(first, kBlock);
    bool differ = false;
    for (std::uint64_t i = 0; i < part_a.size(); ++i) differ |= !(part_a[i] == part_b[i]);
    if (differ) return false;
  }
  return true;
}

// Compares rows of single numbers that both have the type T; nothing where the two are no such rows.
struct Row {
  const FormatItem* scalar;
  const std::byte* data;
  std::int64_t stride;
};
std::optional<bool> typed_rows_equal(const Row& a, const Row& b, std::int64_t extent) {
  if (a.scalar == nullptr || b.scalar == nullptr) return std::nullopt;
  const bool same = a.scalar->kind == b.scalar->kind && a.scalar->itemsize == b.scalar->itemsize &&
                    a.scalar->order == kNativeOrder && b.scalar->order == kNativeOrder;
  if (!same) return std::nullopt;
  const auto compare = [&]<class T>(T) {
    const auto count = static_cast<std::uint64_t>(extent);
    const auto values_a = StridedView<const T>::unchecked(a.data + a.scalar->offset, count, a.stride);
    const auto values_b = StridedView<const T>::unchecked(b.data + b.scalar->offset, count, b.stride);
    if (!values_a.contiguous() || !values_b.contiguous()) return rows_equal(values_a, values_b);
    return rows_equal(*values_a.template with_stride<sizeof(T)>(),
                      *values_b.template with_stride<sizeof(T)>());
  };
  const std::uint64_t size = a.scalar->itemsize;
  if (a.scalar->kind == ScalarKind::kFloat && size == 4) return compare(float{});
  if (a.scalar->kind == ScalarKind::kFloat && size == 8) return compare(double{});
  if (a.scalar->kind != ScalarKind::kSigned && a.scalar->kind != ScalarKind::kUnsigned) return std::nullopt;
  if (size == 1) return compare(std::uint8_t{});
  if (size == 2) return compare(std::uint16_t{});
  if (size == 4) return compare(std::uint32_t{});
  return compare(std::uint64_t{});
}

struct Side {
  const Format& format;
  const std::byte* data;
  std::span<const std::int64_t> strides;
};

bool all_equal(const Side& a, const Side& b, std::span<const std::int64_t> shape) {
  if (shape.empty()) return items_equal(a.format, a.data, b.format, b.data);
  if (shape.size() == 1)
    if (const auto equal = typed_rows_equal({a.format.scalar(), a.data, a.strides[0]},
                                            {b.format.scalar(), b.data, b.strides[0]}, shape[0]))
      return *equal;
  for (std::int64_t i = 0; i < shape[0]; ++i)
    if (!all_equal({a.format, a.data + i * a.strides[0], a.strides.subspan(1)},
                   {b.format, b.data + i * b.strides[0], b.strides.subspan(1)}, shape.subspan(1)))
      return false;
  return true;
}

// Dimensions after an empty one cannot be seen, and are not compared.
bool shapes_equal(std::span<const std::int64_t> a, std::span<const std::int64_t> b) {
  if (a.size() != b.size()) return false;
  for (std::size_t d = 0; d < a.size(); ++d) {
    if (a[d] != b[d]) return false;
    if (a[d] == 0) return true;
  }
  return true;
}

bool equals(const Format& format, const std::byte* item, const Value& value) {
  const FormatItem* scalar = format.scalar();
  if (scalar == nullptr) return item_value(format, item) == value;
  const auto wanted = value.scalar();
  return wanted && same_value(read_scalar(*scalar, item + scalar->offset), *wanted);
}

}  // namespace

bool operator==(const MemoryView& a, const MemoryView& b) noexcept {
  if (a.released_ || b.released_) return &a == &b;
  if (!shapes_equal(a.shape_, b.shape_)) return false;
  if (a.item_count() == 0) return true;
  const bool memory =
      bytes_decide(*a.format_) && a.format_->same_layout(*b.format_) && a.c_contiguous() && b.c_contiguous();
  if (memory) return std::memcmp(a.data_, b.data_, a.nbytes()) == 0;
  return all_equal({*a.format_, a.data_, a.strides_}, {*b.format_, b.data_, b.strides_}, a.shape_);
}

Result<std::uint64_t> MemoryView::count(const Value& value) const {
  if (auto ok = check_one_dimension("count()"); !ok) return tl::unexpected<Error>(std::move(ok.error()));
  std::uint64_t found = 0;
  for (std::int64_t i = 0; i < shape_[0]; ++i)
    if (equals(*format_, data_ + i * strides_[0], value)) ++found;
  return found;
}

Result<std::uint64_t> MemoryView::index(const Value& value, std::int64_t start, std::int64_t stop) const {
  if (auto ok = check_one_dimension("index()"); !ok) return tl::unexpected<Error>(std::move(ok.error()));
  const auto clamped = [this](std::int64_t end) {
    if (end < 0) end = end < -shape_[0] ? 0 : end + shape_[0];
    return std::min(end, shape_[0]);
  };
  for (std::int64_t i = clamped(start), end = clamped(stop); i < end; ++i)
    if (equals(*format_, data_ + i * strides_[0], value)) return static_cast<std::uint64_t>(i);
  return fail(ErrorCode::kInvalidArgument, to_string(value) + " is not in the view");
}

Result<bool> MemoryView::contains(const Value& value) const {
  if (auto ok = check_one_dimension("contains()"); !ok) return tl::unexpected<Error>(std::move(ok.error()));
  for (std::int64_t i = 0; i < shape_[0]; ++i)
    if (equals(*format_, data_ + i * strides_[0], value)) return true;
  return false;
}

}  // namespace vertexview
