#include "vertexview/memory/scalar.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>
#include <new>
#include <utility>

#include "vertexview/memory/number_load.hpp"

namespace vertexview {
namespace {

std::uint64_t load_bits(const std::byte* bytes, std::uint64_t size, ByteOrder order) noexcept {
  const bool reversed = order != kNativeOrder;
  switch (size) {
    case 1:
      return load_number<std::uint8_t>(bytes, reversed);
    case 2:
      return load_number<std::uint16_t>(bytes, reversed);
    case 4:
      return load_number<std::uint32_t>(bytes, reversed);
    default:
      return load_number<std::uint64_t>(bytes, reversed);
  }
}

void store_bits(std::byte* bytes, std::uint64_t bits, std::uint64_t size, ByteOrder order) noexcept {
  const auto store = [&](auto value) {
    if (order != kNativeOrder) value = byteswapped(value);
    std::memcpy(bytes, &value, sizeof(value));
  };
  switch (size) {
    case 1:
      return store(static_cast<std::uint8_t>(bits));
    case 2:
      return store(static_cast<std::uint16_t>(bits));
    case 4:
      return store(static_cast<std::uint32_t>(bits));
    default:
      return store(bits);
  }
}

// These bits are moved by hand, because the hardware would make a signalling NaN quiet in a conversion.
constexpr std::uint64_t kDoubleExponent = 0x7ffULL << 52U;
constexpr std::uint64_t kDoubleMantissa = (1ULL << 52U) - 1;

double double_from_float_bits(std::uint32_t bits) noexcept {
  const auto number = std::bit_cast<float>(bits);
  if (!std::isnan(number)) return static_cast<double>(number);
  const std::uint64_t sign = static_cast<std::uint64_t>(bits >> 31U) << 63U;
  const std::uint64_t payload = static_cast<std::uint64_t>(bits & 0x7fffffU) << 29U;
  return std::bit_cast<double>(sign | kDoubleExponent | payload);
}

std::uint32_t float_bits_from_double(double number) noexcept {
  if (!std::isnan(number)) return std::bit_cast<std::uint32_t>(static_cast<float>(number));
  const auto bits = std::bit_cast<std::uint64_t>(number);
  const auto sign = static_cast<std::uint32_t>(bits >> 63U) << 31U;
  auto payload = static_cast<std::uint32_t>((bits & kDoubleMantissa) >> 29U);
  if (payload == 0) payload = 0x400000U;
  return sign | 0x7f800000U | payload;
}

std::int64_t sign_extended(std::uint64_t bits, std::uint64_t size) noexcept {
  const auto unused = static_cast<unsigned>(64 - 8 * size);
  return static_cast<std::int64_t>(bits << unused) >> unused;
}

std::string_view text_at(const std::byte* bytes, std::uint64_t size) noexcept {
  return {reinterpret_cast<const char*>(bytes), size};
}

std::string_view pascal_at(const std::byte* bytes, std::uint64_t itemsize) noexcept {
  if (itemsize == 0) return {};
  return text_at(bytes + 1, std::min<std::uint64_t>(std::to_integer<std::uint64_t>(bytes[0]), itemsize - 1));
}

std::uint64_t unsigned_limit(std::uint64_t size) noexcept {
  return size == 8 ? std::numeric_limits<std::uint64_t>::max() : (std::uint64_t{1} << (8 * size)) - 1;
}
std::int64_t signed_limit(std::uint64_t size) noexcept {
  return static_cast<std::int64_t>(unsigned_limit(size) >> 1U);
}

WriteFault write_integer(const FormatItem& item, const Value& value, std::byte* bytes) noexcept {
  std::uint64_t bits = 0;
  bool negative = false;
  if (const auto* truth = value.as_bool()) {
    bits = *truth ? 1 : 0;
  } else if (const auto* plain = value.as_unsigned()) {
    bits = *plain;
  } else if (const auto* number = value.as_signed()) {
    bits = static_cast<std::uint64_t>(*number);
    negative = *number < 0;
  } else {
    return WriteFault::kWrongType;
  }
  const std::uint64_t size = item.itemsize;
  const auto as_signed = static_cast<std::int64_t>(bits);
  if (item.kind == ScalarKind::kSigned) {
    const bool fits = negative ? as_signed >= -signed_limit(size) - 1
                               : bits <= static_cast<std::uint64_t>(signed_limit(size));
    if (!fits) return WriteFault::kOutOfRange;
  } else if (item.code == 'P' ? negative && as_signed < -signed_limit(size) - 1
                              : negative || bits > unsigned_limit(size)) {
    return WriteFault::kOutOfRange;  // a pointer may be written as a negative number, as in CPython
  }
  store_bits(bytes, bits, size, item.order);
  return WriteFault::kNone;
}

WriteFault write_float(const FormatItem& item, const Value& value, std::byte* bytes) noexcept {
  const std::optional<double> number = value.number();
  if (!number) return WriteFault::kWrongType;
  if (item.itemsize == 2) {
    bool overflow = false;
    const std::uint16_t half = half_from_double(*number, overflow);
    // CPython calls an integer that is too large out of range, and only a float an overflow.
    if (overflow) return value.as_double() != nullptr ? WriteFault::kOverflow : WriteFault::kOutOfRange;
    store_bits(bytes, half, 2, item.order);
  } else if (item.itemsize == 4) {
    const std::uint32_t bits = float_bits_from_double(*number);
    const bool overflow = std::isfinite(*number) && std::isinf(std::bit_cast<float>(bits));
    // CPython's native f follows the C conversion, to infinity.
    if (overflow && item.prefix != '@') return WriteFault::kOverflow;
    store_bits(bytes, bits, 4, item.order);
  } else {
    store_bits(bytes, std::bit_cast<std::uint64_t>(*number), 8, item.order);
  }
  return WriteFault::kNone;
}

WriteFault write_bytes(const FormatItem& item, const Value& value, std::byte* bytes) noexcept {
  const auto* source = value.as_bytes();
  if (source == nullptr) return WriteFault::kWrongType;
  if (item.kind == ScalarKind::kChar && source->size() != 1) return WriteFault::kWrongLength;
  std::uint64_t room = item.itemsize;
  if (room == 0) return WriteFault::kNone;
  if (item.kind == ScalarKind::kPascal) {
    --room;
    const std::uint64_t length = std::min<std::uint64_t>(source->size(), room);
    *bytes++ = static_cast<std::byte>(std::min<std::uint64_t>(length, 255));
  }
  const std::uint64_t taken = std::min<std::uint64_t>(source->size(), room);
  std::memcpy(bytes, source->data(), taken);
  std::memset(bytes + taken, 0, room - taken);
  return WriteFault::kNone;
}

}  // namespace

Scalar read_scalar(const FormatItem& item, const std::byte* bytes) noexcept {
  switch (item.kind) {
    case ScalarKind::kSigned:
      return sign_extended(load_bits(bytes, item.itemsize, item.order), item.itemsize);
    case ScalarKind::kUnsigned:
      return load_bits(bytes, item.itemsize, item.order);
    case ScalarKind::kBool:
      return load_bits(bytes, item.itemsize, item.order) != 0;
    case ScalarKind::kFloat: {
      const std::uint64_t bits = load_bits(bytes, item.itemsize, item.order);
      if (item.itemsize == 2) return double_from_half(static_cast<std::uint16_t>(bits));
      if (item.itemsize == 4) return double_from_float_bits(static_cast<std::uint32_t>(bits));
      return std::bit_cast<double>(bits);
    }
    case ScalarKind::kPascal:
      return pascal_at(bytes, item.itemsize);
    default:
      return text_at(bytes, item.itemsize);
  }
}

WriteFault write_scalar(const FormatItem& item, const Value& value, std::byte* bytes) noexcept {
  switch (item.kind) {
    case ScalarKind::kSigned:
    case ScalarKind::kUnsigned:
      return write_integer(item, value, bytes);
    case ScalarKind::kBool:
      store_bits(bytes, value.truthy() ? 1 : 0, item.itemsize, item.order);
      return WriteFault::kNone;
    case ScalarKind::kFloat:
      return write_float(item, value, bytes);
    default:
      return write_bytes(item, value, bytes);
  }
}

std::string describe_fault(const FormatItem& item, const Value& value) {
  std::string out = "'";
  out += item.code;
  out += "' takes ";
  switch (item.kind) {
    case ScalarKind::kSigned:
      out += "an integer from " + std::to_string(-signed_limit(item.itemsize) - 1) + " to " +
             std::to_string(signed_limit(item.itemsize));
      break;
    case ScalarKind::kUnsigned:
      out += "an integer from 0 to " + std::to_string(unsigned_limit(item.itemsize));
      break;
    case ScalarKind::kFloat:
      out += item.itemsize == 2 ? "a number below 65520" : "a number";
      if (item.itemsize == 4) out += " that fits 32 bits";
      break;
    case ScalarKind::kChar:
      out += "exactly one byte";
      break;
    default:
      out += "bytes";
      break;
  }
  return out + ", found " + to_string(value);
}

bool ScalarCursor::next() noexcept {
  while (depth_ > 0) {
    Level& level = levels_[depth_ - 1];
    if (level.item == level.end) {
      --depth_;
      continue;
    }
    const FormatItem& item = *level.item;
    if (item.kind == ScalarKind::kPadding || level.element == item.count) {
      ++level.item;
      level.element = 0;
      continue;
    }
    const std::uint64_t offset = level.base + item.offset + level.element++ * item.itemsize;
    if (item.kind == ScalarKind::kRecord) {
      push(item.items, offset);
      continue;
    }
    item_ = &item;
    offset_ = offset;
    return true;
  }
  return false;
}

namespace {

// Appends the values of items, the numbers of a row in a loop of their own. It is recursive, as deep as
// records nest: the parser allows 32.
void append_values(std::span<const FormatItem> items, const std::byte* record, Value::List& values) {
  for (const FormatItem& item : items) {
    const std::byte* const first = record + item.offset;
    const auto append = [&](auto value_at) {
      for (std::uint64_t i = 0; i < item.count; ++i) values.emplace_back(value_at(first + i * item.itemsize));
    };
    if (item.kind == ScalarKind::kPadding) continue;
    if (item.kind == ScalarKind::kRecord)
      for (std::uint64_t i = 0; i < item.count; ++i)
        append_values(item.items, first + i * item.itemsize, values);
    else if (item.kind == ScalarKind::kFloat && item.itemsize == 4)
      append([&](const std::byte* at) {
        return double_from_float_bits(static_cast<std::uint32_t>(load_bits(at, 4, item.order)));
      });
    else if (item.kind == ScalarKind::kUnsigned)
      append([&](const std::byte* at) { return load_bits(at, item.itemsize, item.order); });
    else
      append([&](const std::byte* at) { return Value(read_scalar(item, at)); });
  }
}

}  // namespace

Value::List item_values(const Format& format, const std::byte* record) {
  Value::List values;
  // Only a hint: records of empty strings may count more values than could ever be stored.
  values.reserve(static_cast<std::size_t>(std::min<std::uint64_t>(format.value_count(), 4096)));
  append_values(format.items(), record, values);
  return values;
}

Value item_value(const Format& format, const std::byte* item) {
  if (const FormatItem* scalar = format.scalar()) return Value(read_scalar(*scalar, item + scalar->offset));
  return item_values(format, item);
}

bool can_allocate(std::uint64_t size) noexcept {
  // A tebibyte or more is refused without asking, because some allocators end the program when asked for more
  // than they could ever give.
  if (size >= std::uint64_t{1} << 40U) return false;
  void* const block = ::operator new(size, std::nothrow);
  ::operator delete(block);
  return block != nullptr;
}

}  // namespace vertexview
