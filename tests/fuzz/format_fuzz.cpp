// Parses any bytes as a format string: there must be an answer, and what parses must keep the promises of
// Format.
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <string_view>
#include <vector>

#include "promises.hpp"
#include "vertexview/memory/byteswap.hpp"
#include "vertexview/memory/format.hpp"
#include "vertexview/memory/pack.hpp"

namespace {

using vertexview::fuzz::require;

void check_values(const vertexview::Format& format) {
  constexpr std::uint64_t kSmall = 4096;
  if (format.itemsize() > kSmall || format.value_count() > kSmall) return;
  std::vector<std::byte> record(format.itemsize());
  for (std::size_t i = 0; i < record.size(); ++i) record[i] = static_cast<std::byte>(i * 37 + 1);
  const auto values = vertexview::unpack(format, record);
  require(values && values->size() == format.value_count());
  const auto again = vertexview::pack(format, *values);
  require(again && again->size() == record.size());
  // Packing has set the padding to zero, so that a second round gives the same bytes.
  require(vertexview::pack(format, *vertexview::unpack(format, *again)) == *again);

  std::vector<std::byte> swapped(again->size());
  require(vertexview::byteswap_copy(format, *again, swapped).has_value());
  require(vertexview::pack(format, *vertexview::unpack(format.byteswapped(), swapped)) == *again);
}

void check_text(const vertexview::Format& format) {
  const auto again = vertexview::Format::parse(format.text());
  require(again && *again == format && again->itemsize() == format.itemsize());
}

/// Checks item sizes around that of the text, and a few that no format has.
void check_stated_size(std::string_view text, const vertexview::Format& format) {
  const auto sum = std::accumulate(text.begin(), text.end(), std::uint64_t{0}, [](std::uint64_t a, char c) {
    return a * 31 + static_cast<unsigned char>(c);
  });
  const std::uint64_t itemsize = sum % 64 == 0 ? sum << (sum / 64 % 60) : format.itemsize() + sum % 64 - 16;
  const auto stated = vertexview::Format::parse(text, itemsize);
  require(stated ? stated->itemsize() == itemsize : !stated.error().message.empty());
  if (!stated) return;
  require(stated->value_count() == format.value_count());
  check_text(*stated);
  check_values(*stated);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = vertexview::fuzz::text_of(data, size);
  const auto format = vertexview::Format::parse(text);
  if (!format) {
    require(format.error().offset && *format.error().offset <= size && !format.error().message.empty());
    return 0;
  }
  check_text(*format);
  const auto swapped = format->byteswapped();
  require(swapped.itemsize() == format->itemsize() && swapped.value_count() == format->value_count());
  check_text(swapped);
  check_values(*format);
  check_stated_size(text, *format);
  return 0;
}
