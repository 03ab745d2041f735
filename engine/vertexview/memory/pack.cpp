#include "vertexview/memory/pack.hpp"

#include <cstring>
#include <string>

#include "vertexview/memory/scalar.hpp"

namespace vertexview {
namespace {

Error fault_error(WriteFault fault, const FormatItem& item, const Value& value, std::size_t index) {
  const auto code = fault == WriteFault::kOverflow ? ErrorCode::kOverflow : ErrorCode::kBadFormat;
  return Error{code, "value " + std::to_string(index) + ": " + describe_fault(item, value)};
}

// Writes the values into `record`, which holds format.itemsize() zero bytes.
Result<void> write_values(const Format& format, std::span<const Value> values, std::byte* record) {
  if (values.size() != format.value_count())
    return fail(ErrorCode::kBadFormat, "format " + format.text() + " takes " +
                                           std::to_string(format.value_count()) + " values, found " +
                                           std::to_string(values.size()));
  ScalarCursor cursor(format.items());
  for (std::size_t i = 0; i < values.size() && cursor.next(); ++i) {
    const WriteFault fault = write_scalar(cursor.item(), values[i], record + cursor.offset());
    if (fault != WriteFault::kNone)
      return tl::unexpected<Error>(fault_error(fault, cursor.item(), values[i], i));
  }
  return {};
}

// Returns where the record begins in `size` bytes; nothing here overflows, whatever the offset.
Result<std::uint64_t> place(const Format& format, std::uint64_t size, std::int64_t offset) {
  const std::uint64_t back = offset < 0 ? 0 - static_cast<std::uint64_t>(offset) : 0;
  const bool begins = offset < 0 ? back <= size : static_cast<std::uint64_t>(offset) <= size;
  const std::uint64_t start = offset < 0 ? size - back : static_cast<std::uint64_t>(offset);
  if (!begins || size - start < format.itemsize())
    return fail(ErrorCode::kBadFormat, "a record of " + std::to_string(format.itemsize()) +
                                           " bytes at offset " + std::to_string(offset) +
                                           " does not fit in " + std::to_string(size) + " bytes");
  return start;
}

Result<std::vector<std::byte>> zeros(std::uint64_t size) {
  if (!can_allocate(size))
    return fail(ErrorCode::kOutOfMemory, "no memory for a record of " + std::to_string(size) + " bytes");
  return std::vector<std::byte>(static_cast<std::size_t>(size));
}

}  // namespace

Result<std::vector<std::byte>> pack(const Format& format, std::span<const Value> values) {
  auto record = zeros(format.itemsize());
  if (!record) return record;
  if (auto written = write_values(format, values, record->data()); !written)
    return tl::unexpected<Error>(std::move(written.error()));
  return record;
}

Result<std::vector<std::byte>> pack(const Format& format, std::initializer_list<Value> values) {
  return pack(format, std::span(values.begin(), values.size()));
}

Result<void> pack_into(const Format& format, std::span<std::byte> target, std::int64_t offset,
                       std::span<const Value> values) {
  const auto start = place(format, target.size(), offset);
  if (!start) return tl::unexpected<Error>(start.error());
  const auto record = pack(format, values);
  if (!record) return tl::unexpected<Error>(record.error());
  if (!record->empty()) std::memcpy(target.data() + *start, record->data(), record->size());
  return {};
}

Result<void> pack_into(const Format& format, std::span<std::byte> target, std::int64_t offset,
                       std::initializer_list<Value> values) {
  return pack_into(format, target, offset, std::span(values.begin(), values.size()));
}

Result<std::vector<Value>> unpack(const Format& format, std::span<const std::byte> bytes) {
  if (bytes.size() != format.itemsize())
    return fail(ErrorCode::kBadFormat, "format " + format.text() + " unpacks exactly " +
                                           std::to_string(format.itemsize()) + " bytes, found " +
                                           std::to_string(bytes.size()));
  return item_values(format, bytes.data());
}

Result<std::vector<Value>> unpack_from(const Format& format, std::span<const std::byte> bytes,
                                       std::int64_t offset) {
  const auto start = place(format, bytes.size(), offset);
  if (!start) return tl::unexpected<Error>(start.error());
  return item_values(format, bytes.data() + *start);
}

std::vector<Value> UnpackedRecords::iterator::operator*() const {
  return item_values(records_->format_, records_->bytes_.data() + index_ * records_->format_.itemsize());
}

Result<UnpackedRecords> iter_unpack(const Format& format, std::span<const std::byte> bytes) {
  const std::uint64_t itemsize = format.itemsize();
  if (itemsize == 0)
    return fail(ErrorCode::kBadFormat, "format \"" + format.text() + "\" has no bytes to iterate over");
  if (bytes.size() % itemsize != 0)
    return fail(ErrorCode::kBadFormat, std::to_string(bytes.size()) + " bytes are not a multiple of the " +
                                           std::to_string(itemsize) + " of format " + format.text());
  return UnpackedRecords(format, bytes, bytes.size() / itemsize);
}

}  // namespace vertexview
