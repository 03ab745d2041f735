// Reads any bytes as lines of numbers: there must be an answer, the records must be those of the layout, and
// each number the one that strtod() reads.
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <string>

#include "layout_promises.hpp"
#include "vertexview/formats/container.hpp"
#include "vertexview/formats/detail/number_scan.hpp"
#include "vertexview/record/element_reader.hpp"
#include "vertexview/record/schema_text.hpp"

namespace {

using namespace vertexview;
using fuzz::require;

/// Whatever number the text begins with, strtod() reads the same one to the same end.
void check_number(const std::string& text) {
  ScannedNumber number;
  const char* const begin = text.data();
  const char* const stop = scan_number(begin, begin + text.size(), number);
  double ours = 0;
  if (stop == nullptr) return;
  static_cast<void>(to_double(number, ours));
  // It knows hexadecimal digits, and no number of Microsoft's library.
  if (text.find_first_of("xX#") != std::string::npos) return;
  char* end = nullptr;
  const double theirs = std::strtod(begin, &end);
  if (std::isnan(theirs)) return require(std::isnan(ours));
  require(end == stop && std::memcmp(&ours, &theirs, sizeof(ours)) == 0);
}

void check_records(const Member& member) {
  const Layout& layout = member.layout;
  fuzz::require_sound(layout);
  const auto again = parse_schema(layout.schema.format);
  require(again && fuzz::lie_alike(*again, layout.schema));
  require(layout.data_offset == 0 && layout.count.has_value() && member.memory.has_value());
  const auto bytes = member.memory->bytes;
  require(bytes.size() == *layout.count * layout.schema.stride);
  for (const Element& element : layout.schema.elements)
    for (std::uint64_t i = 0; i < *layout.count; ++i)
      require(ElementReader(element)
                  .value_in(bytes.subspan(i * layout.schema.stride, layout.schema.stride))
                  .has_value());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const FileBytes file{"a.xyz", std::as_bytes(std::span(data, size))};
  // A block of its own ends where strtod() wants a zero.
  const std::string text(reinterpret_cast<const char*>(data), size);
  if (!text.empty() && std::strchr(" \t\r\n\v\f", text[0]) == nullptr) check_number(text);
  static_cast<void>(text_reader().recognises(file));
  const auto container = text_reader().read(file, nullptr);
  if (!container) {
    fuzz::require_told(container.error(), size);
    return 0;
  }
  require(container->members.size() == 1);
  check_records(container->members[0]);
  return 0;
}
