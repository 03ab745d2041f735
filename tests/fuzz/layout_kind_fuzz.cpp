// Reads the whole input as the text of a layout of any kind. What is read has to be sound, to be written as a
// format string that lies alike, and as every other text; those that are read have to lie alike as well.
#include "layout_promises.hpp"
#include "vertexview/record/layout_texts.hpp"
#include "vertexview/record/schema_text.hpp"
#include "vertexview/record/schema_writers.hpp"
#include "vertexview/vertex/layout_sidecar.hpp"

namespace {

using namespace vertexview;
using fuzz::require;

/// Returns whether two schemas have the same bytes of numbers at the same places, whatever their names are.
bool lie_in_the_same_bytes(const Schema& a, const Schema& b) {
  const auto place = [](const Element& element) {
    return std::tie(element.offset, element.type, element.count);
  };
  return a.stride == b.stride && std::ranges::equal(shown_elements(a), shown_elements(b), {}, place, place);
}

void check_writers(const Schema& schema) {
  for (const SchemaWriter& writer : schema_writers()) {
    const auto text = writer.write(schema);
    if (!text) {
      require(!text.error().message.empty());
      continue;
    }
    require(text->ends_with('\n'));
    if (writer.name != "c" && writer.name != "numpy") continue;
    // A text that is too long to be read, or a record that is, are told as such.
    const auto again = parse_layout_text(*text);
    require(again ? lie_in_the_same_bytes(again->schema, schema)
                  : again.error().code == ErrorCode::kBadFormat);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  const auto layout = parse_layout_text(text);
  if (!layout) {
    fuzz::require_told(layout.error(), size);
  } else {
    fuzz::require_sound(*layout);
    const auto reread = parse_schema(layout->schema.format);
    require(reread && fuzz::lie_alike(*reread, layout->schema));
    check_writers(layout->schema);
  }
  if (const auto sidecar = parse_sidecar(text)) fuzz::require_sound(*sidecar);
  return 0;
}
