// MemoryView: bytes, text and lists from views, and whole slices into them.
#include <algorithm>
#include <cstdlib>
#include <functional>
#include <string>
#include <utility>

#include "vertexview/memory/byteswap.hpp"
#include "vertexview/memory/geometry.hpp"
#include "vertexview/memory/memory_view.hpp"
#include "vertexview/memory/scalar.hpp"

namespace vertexview {
namespace {

// The address is kept as an offset until an item is read: rows of no items may have no address.
Value nested_list(const Format& format, const std::byte* data, std::int64_t offset,
                  std::span<const std::int64_t> shape, std::span<const std::int64_t> strides) {
  if (shape.empty()) return item_value(format, data + offset);
  Value::List list;
  list.reserve(static_cast<std::size_t>(shape[0]));
  for (std::int64_t i = 0; i < shape[0]; ++i)
    list.push_back(nested_list(format, data, offset + i * strides[0], shape.subspan(1), strides.subspan(1)));
  return list;
}

tl::unexpected<Error> no_memory(std::uint64_t size) {
  return fail(ErrorCode::kOutOfMemory, "no memory for a copy of " + std::to_string(size) + " bytes");
}

std::string shape_text(std::span<const std::int64_t> shape) {
  std::string out = "(";
  for (const std::int64_t extent : shape) {
    if (out.size() > 1) out += ", ";
    out += std::to_string(extent);
  }
  out += ')';
  return out;
}

// The digits are computed, not looked up: compilers turn this into vector instructions.
char* write_hex(char* out, std::span<const std::byte> bytes) noexcept {
  const auto digit = [](unsigned nibble) {
    constexpr unsigned kToLetters = 'a' - '0' - 10;
    return static_cast<char>('0' + nibble + (nibble > 9 ? kToLetters : 0U));
  };
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const auto byte = std::to_integer<std::uint8_t>(bytes[i]);
    out[2 * i] = digit(byte >> 4U);
    out[2 * i + 1] = digit(byte & 15U);
  }
  return out + 2 * bytes.size();
}

std::string hex_of(std::span<const std::byte> bytes, std::string_view separator, std::int64_t group) {
  const std::uint64_t each =
      group < 0 ? 0 - static_cast<std::uint64_t>(group) : static_cast<std::uint64_t>(group);
  const std::uint64_t groups = each == 0 || bytes.empty() ? 1 : (bytes.size() - 1) / each + 1;
  std::string text(bytes.size() * 2 + groups - 1, '\0');
  // Groups are counted from the right, so the first may be short; from the left, the last may.
  const std::uint64_t rest = each == 0 || group < 0 ? 0 : bytes.size() % each;
  std::size_t taken = groups == 1 ? bytes.size() : rest == 0 ? each : rest;
  char* out = write_hex(text.data(), bytes.first(taken));
  for (; taken < bytes.size(); taken += each) {
    *out++ = separator[0];
    out = write_hex(out, bytes.subspan(taken, std::min<std::uint64_t>(each, bytes.size() - taken)));
  }
  return text;
}

}  // namespace

Result<Value> MemoryView::to_list() const {
  if (auto ok = check(); !ok) return tl::unexpected<Error>(std::move(ok.error()));
  // Each dimension has at most this many lists or values: empty lists take room, too.
  std::uint64_t size = sizeof(Value);
  for (const std::int64_t extent : shape_) {
    if (extent == 0) break;
    const auto count = static_cast<std::uint64_t>(extent);
    size = detail::product_fits(size, count) ? size * count : kMaxFormatSize;
  }
  if (!can_allocate(size)) return no_memory(size);
  // Strides that no item ever takes may be of any size.
  detail::Extents used = strides_;
  for (std::size_t d = 0; d < used.size() && item_count() == 0; ++d) used.set(d, 0);
  return nested_list(*format_, data_, 0, shape_, used);
}

Result<std::vector<std::byte>> MemoryView::to_bytes(ItemOrder order) const {
  if (auto ok = check(); !ok) return tl::unexpected<Error>(std::move(ok.error()));
  if (!can_allocate(nbytes())) return no_memory(nbytes());
  std::vector<std::byte> out(nbytes());
  const bool columns = order == ItemOrder::kColumnMajor ||
                       (order == ItemOrder::kAsStored && f_contiguous() && !c_contiguous());
  if (!columns) {
    detail::gather({data_, itemsize(), shape_, strides_}, out.data());
    return out;
  }
  const detail::Extents shape = shape_.reversed();
  const detail::Extents strides = strides_.reversed();
  detail::gather({data_, itemsize(), shape, strides}, out.data());
  return out;
}

Result<std::string> MemoryView::hex_text(std::string_view separator, std::int64_t group) const {
  if (auto ok = check(); !ok) return tl::unexpected<Error>(std::move(ok.error()));
  if (c_contiguous()) return hex_of({data_, nbytes()}, separator, group);
  const auto copy = to_bytes();
  if (!copy) return tl::unexpected<Error>(copy.error());
  return hex_of(*copy, separator, group);
}

Result<std::string> MemoryView::hex() const {
  return hex_text("", 0);
}

Result<std::string> MemoryView::hex(std::string_view separator, std::int64_t group) const {
  if (auto ok = check(); !ok) return tl::unexpected<Error>(std::move(ok.error()));
  if (separator.size() != 1 || static_cast<unsigned char>(separator[0]) > 127)
    return fail(ErrorCode::kInvalidArgument,
                "a separator is one ASCII character, found " + std::to_string(separator.size()) + " bytes");
  return hex_text(separator, group);
}

Result<std::size_t> MemoryView::hash() const {
  if (auto ok = check(); !ok) return tl::unexpected<Error>(std::move(ok.error()));
  if (!readonly_) return fail(ErrorCode::kInvalidArgument, "a writable view has no hash");
  if (writable_source_)
    return fail(ErrorCode::kWrongType, "a read-only view of writable bytes has no hash: they may change");
  if (!format_->byte_like())
    return fail(ErrorCode::kInvalidArgument,
                "only views of format B, b or c have a hash, not " + format_->text());
  const auto copy = to_bytes();
  if (!copy) return tl::unexpected<Error>(copy.error());
  return std::hash<std::string_view>()({reinterpret_cast<const char*>(copy->data()), copy->size()});
}

Result<MemoryView> MemoryView::byteswapped() const {
  auto copy = to_bytes();
  if (!copy) return tl::unexpected<Error>(std::move(copy.error()));
  if (auto swapped = byteswap_in_place(*format_, *copy); !swapped)
    return tl::unexpected<Error>(std::move(swapped.error()));
  const MemoryView bytes = owning(std::move(*copy));
  return bytes.rearranged(std::make_shared<const Format>(format_->byteswapped()), bytes.data_, shape_,
                          detail::row_major_strides(shape_, itemsize()));
}

Result<void> MemoryView::assign(const Slice& slice, const MemoryView& source) const {
  if (auto ok = check(); !ok) return ok;
  if (readonly_) return tl::unexpected<Error>(readonly_error());
  const auto target = this->slice(slice);
  if (!target) return tl::unexpected<Error>(target.error());
  if (auto ok = source.check(); !ok) return ok;
  if (!target->format_->same_layout(*source.format_))
    return fail(ErrorCode::kInvalidArgument, "items of format " + source.format_->text() +
                                                 " cannot be assigned to items of format " + format_->text());
  if (!std::equal(target->shape_.begin(), target->shape_.end(), source.shape_.begin(), source.shape_.end())) {
    return fail(ErrorCode::kInvalidArgument, "items of shape " + shape_text(source.shape_) +
                                                 " cannot be assigned to items of shape " +
                                                 shape_text(target->shape_));
  }
  const detail::Items from{source.data_, itemsize(), source.shape_, source.strides_};
  const detail::Items to{target->data_, itemsize(), target->shape_, target->strides_};
  if (!detail::may_overlap(from, to)) {
    detail::copy_items(from, to);
    return {};
  }
  auto copy = source.to_bytes();
  if (!copy) return tl::unexpected<Error>(std::move(copy.error()));
  const auto packed = detail::row_major_strides(source.shape_, itemsize());
  detail::copy_items({copy->data(), itemsize(), source.shape_, packed}, to);
  return {};
}

}  // namespace vertexview
