// MemoryView::cast, which views the same bytes as other items.
#include <string>
#include <utility>

#include "vertexview/memory/format_codes.hpp"
#include "vertexview/memory/geometry.hpp"
#include "vertexview/memory/memory_view.hpp"

namespace vertexview {
namespace {

Result<void> check_shape(std::span<const std::int64_t> shape, std::uint64_t itemsize, std::uint64_t nbytes) {
  for (const std::int64_t extent : shape)
    if (extent < 1)
      return fail(ErrorCode::kInvalidArgument,
                  "the extents of a shape must be at least 1, found " + std::to_string(extent));
  const auto size = detail::checked_size(shape, itemsize);
  if (!size) return tl::unexpected<Error>(size.error());
  if (*size != nbytes)
    return fail(ErrorCode::kWrongType, "the shape takes " + std::to_string(*size) + " bytes, the view has " +
                                           std::to_string(nbytes));
  return {};
}

bool has_zero(std::span<const std::int64_t> shape) {
  for (const std::int64_t extent : shape)
    if (extent == 0) return true;
  return false;
}

// Returns the format of a cast. A repeat count, a name or braces make "B" a record; only the single codes are
// plain bytes.
Result<std::shared_ptr<const Format>> checked_format(std::string_view text, const Format& source,
                                                     std::uint64_t nbytes) {
  auto format = detail::format_of_code(text);
  if (!format) {
    auto parsed = Format::parse(text);
    // ValueError, as memoryview.cast has it.
    if (!parsed) {
      parsed.error().code = ErrorCode::kInvalidArgument;
      return tl::unexpected<Error>(std::move(parsed.error()));
    }
    format = std::make_shared<const Format>(std::move(*parsed));
  }
  if (format->itemsize() == 0)
    return fail(ErrorCode::kInvalidArgument, "format \"" + std::string(text) + "\" has no bytes");
  if (!source.byte_like() && !format->byte_like())
    return fail(ErrorCode::kWrongType, "cannot cast from " + source.text() + " to " + format->text() +
                                           ": cast to B first, then to the other");
  if (nbytes % format->itemsize() != 0)
    return fail(ErrorCode::kWrongType, std::to_string(nbytes) + " bytes are not a multiple of the " +
                                           std::to_string(format->itemsize()) + " of format " +
                                           format->text());
  return format;
}

}  // namespace

Result<MemoryView> MemoryView::cast(std::string_view format) const {
  if (auto ok = check(); !ok) return tl::unexpected<Error>(std::move(ok.error()));
  if (!c_contiguous())
    return fail(ErrorCode::kWrongType, "only views whose items lie one after the other can be cast");
  if (shape_.size() != 1 && has_zero(shape_))
    return fail(ErrorCode::kWrongType, "a view with an empty dimension cannot be cast to one dimension");
  auto target = checked_format(format, *format_, nbytes());
  if (!target) return tl::unexpected<Error>(std::move(target.error()));
  const auto size = static_cast<std::int64_t>((*target)->itemsize());
  const std::int64_t count = static_cast<std::int64_t>(nbytes()) / size;
  return rearranged(std::move(*target), data_, {count}, {size});
}

Result<MemoryView> MemoryView::cast(std::string_view format, std::span<const std::int64_t> shape) const {
  if (auto ok = check(); !ok) return tl::unexpected<Error>(std::move(ok.error()));
  if (!c_contiguous())
    return fail(ErrorCode::kWrongType, "only views whose items lie one after the other can be cast");
  if (has_zero(shape_)) return fail(ErrorCode::kWrongType, "an empty view cannot be cast to a shape");
  if (shape.size() > kMaxDimensions)
    return fail(ErrorCode::kInvalidArgument,
                "a view has at most 64 dimensions, found " + std::to_string(shape.size()));
  if (shape_.size() != 1 && shape.size() != 1)
    return fail(ErrorCode::kWrongType, "a cast goes from one dimension to several or back, found " +
                                           std::to_string(shape_.size()) + " and " +
                                           std::to_string(shape.size()));
  auto target = checked_format(format, *format_, nbytes());
  if (!target) return tl::unexpected<Error>(std::move(target.error()));
  if (auto ok = check_shape(shape, (*target)->itemsize(), nbytes()); !ok)
    return tl::unexpected<Error>(std::move(ok.error()));
  auto strides = detail::row_major_strides(shape, (*target)->itemsize());
  return rearranged(std::move(*target), data_, detail::Extents(shape), std::move(strides));
}

}  // namespace vertexview
