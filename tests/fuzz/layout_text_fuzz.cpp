// Reads the first line as the text of a schema and each line after it as a change: a letter that chooses the
// setting, and its text. What is read has to be written as a text that reads back to the same.
#include "layout_promises.hpp"
#include "vertexview/record/schema_text.hpp"
#include "vertexview/vertex/layout_sidecar.hpp"
#include "vertexview/vertex/layout_text.hpp"

namespace {

using namespace vertexview;
using fuzz::require;

void check_schema(std::string_view text) {
  const auto schema = parse_schema(text);
  if (!schema) return fuzz::require_told(schema.error(), text.size());
  fuzz::require_sound(*schema);
  const auto again = parse_schema(schema->format);
  require(again == *schema);
  // A schema that is put together from its elements, as those of files are, has a text of its own.
  const auto rebuilt = schema_from_elements(schema->elements, schema->stride);
  if (!rebuilt) return fuzz::require_told(rebuilt.error(), text.size());
  fuzz::require_sound(*rebuilt);
  const auto reread = parse_schema(rebuilt->format);
  require(reread && fuzz::lie_alike(*reread, *rebuilt));
  require(sidecar_text({.schema = *rebuilt}).has_value());
}

/// Makes the change that the line describes, if it does.
void change(LayoutChanges& changes, std::string_view line) {
  const auto settings = layout_settings();
  const LayoutSetting& setting = settings[static_cast<unsigned char>(line.front()) % settings.size()];
  const LayoutChanges before = changes;
  const auto done = set_change(changes, setting.name, line.substr(1));
  if (!done) {
    require(changes == before);
    require(done.error().message.starts_with(std::string(setting.name) + ": "));
    return;
  }
  const auto text = setting.write(changes);
  require(text.has_value());
  LayoutChanges again = before;
  require(set_change(again, setting.name, *text) && again == changes);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view text = fuzz::text_of(data, size);
  LayoutText given{.schema = std::string(fuzz::take_line(text))};
  check_schema(given.schema);
  while (!text.empty())
    if (const std::string_view line = fuzz::take_line(text); !line.empty()) change(given.changes, line);

  LayoutChanges again;
  for (const auto& [name, value] : change_texts(given.changes))
    require(set_change(again, name, value).has_value());
  require(again == given.changes);

  const auto layout = layout_of(given);
  if (!layout) {
    require(!layout.error().message.empty());
    return 0;
  }
  fuzz::require_sound(*layout);
  require(layout_of(text_of(*layout)) == *layout);
  if (const auto sidecar = sidecar_text(*layout)) require(parse_sidecar(*sidecar) == *layout);
  return 0;
}
