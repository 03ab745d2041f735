#include "vertexview/record/schema_text.hpp"

#include <algorithm>
#include <bit>
#include <limits>
#include <optional>
#include <tuple>

#include "vertexview/record/schema_presets.hpp"
#include "vertexview/record/semantics.hpp"

namespace vertexview {
namespace {

// The most elements of a record: more than any real one has, while a hostile format must not become a list of
// millions.
constexpr std::size_t kMostElements = 4096;

std::optional<ElementType> number_type(const FormatItem& item) {
  switch (item.kind) {
    case ScalarKind::kSigned:
      switch (item.itemsize) {
        case 1:
          return ElementType::kInt8;
        case 2:
          return ElementType::kInt16;
        case 4:
          return ElementType::kInt32;
        default:
          return ElementType::kInt64;
      }
    case ScalarKind::kUnsigned:
      switch (item.itemsize) {
        case 1:
          return ElementType::kUint8;
        case 2:
          return ElementType::kUint16;
        case 4:
          return ElementType::kUint32;
        default:
          return ElementType::kUint64;
      }
    case ScalarKind::kFloat:
      switch (item.itemsize) {
        case 2:
          return ElementType::kFloat16;
        case 4:
          return ElementType::kFloat32;
        default:
          return ElementType::kFloat64;
      }
    case ScalarKind::kBool:
      return ElementType::kBool;
    default:
      return std::nullopt;
  }
}

Result<void> append(std::vector<Element>& elements, const FormatItem& item, const std::string& prefix,
                    std::uint64_t base);

Result<void> append_records(std::vector<Element>& elements, const FormatItem& record, const std::string& name,
                            std::uint64_t base) {
  for (std::uint64_t i = 0; i < record.count; ++i) {
    std::string prefix = name;
    if (!record.shape.empty()) prefix.append("[").append(std::to_string(i)).append("]");
    if (!prefix.empty()) prefix += '.';
    for (const FormatItem& item : record.items)
      if (auto added = append(elements, item, prefix, base + record.offset + i * record.itemsize); !added)
        return added;
  }
  return {};
}

Result<void> append(std::vector<Element>& elements, const FormatItem& item, const std::string& prefix,
                    std::uint64_t base) {
  const std::string name = item.name.empty() ? std::string() : prefix + item.name;
  if (item.kind == ScalarKind::kRecord)
    return append_records(elements, item, item.name.empty() ? prefix.substr(0, prefix.rfind('.')) : name,
                          base);
  if (item.nbytes() == 0) return {};
  const auto type = number_type(item);
  const std::uint64_t count = type ? item.count : item.nbytes();
  if (count > std::numeric_limits<std::uint32_t>::max())
    return fail(ErrorCode::kBadFormat, "an element of " + std::to_string(count) +
                                           " numbers is too long: at most " +
                                           std::to_string(std::numeric_limits<std::uint32_t>::max()));
  if (elements.size() >= kMostElements)
    return fail(ErrorCode::kBadFormat,
                "a layout of more than " + std::to_string(kMostElements) + " elements");
  const bool padding = item.kind == ScalarKind::kPadding && item.name.empty();
  elements.push_back({name, type.value_or(ElementType::kBytes), static_cast<std::uint32_t>(count),
                      base + item.offset, padding ? Semantic::kPadding : Semantic::kNone,
                      item.order == ByteOrder::kBig && item.itemsize > 1});
  return {};
}

/// Returns the type code of the type in standard sizes.
char code_of(ElementType type) {
  switch (type) {
    case ElementType::kInt8:
      return 'b';
    case ElementType::kUint8:
      return 'B';
    case ElementType::kInt16:
      return 'h';
    case ElementType::kUint16:
      return 'H';
    case ElementType::kInt32:
      return 'i';
    case ElementType::kUint32:
      return 'I';
    case ElementType::kInt64:
      return 'q';
    case ElementType::kUint64:
      return 'Q';
    case ElementType::kFloat16:
      return 'e';
    case ElementType::kFloat32:
      return 'f';
    case ElementType::kFloat64:
      return 'd';
    case ElementType::kBool:
      return '?';
    case ElementType::kBytes:
      return 's';
  }
  return 'x';
}

void append_padding(std::string& text, std::uint64_t count) {
  if (count > 0) text += std::to_string(count) + 'x';
}

}  // namespace

Result<Schema> schema_from_format(const Format& format) {
  Schema schema;
  schema.format = format.text();
  schema.stride = format.itemsize();
  if (schema.stride == 0)
    return fail(ErrorCode::kBadFormat, "format \"" + format.text() + "\": a record of no bytes");
  for (const FormatItem& item : format.items())
    if (auto added = append(schema.elements, item, "", 0); !added)
      return fail(added.error().code, "format \"" + format.text() + "\": " + added.error().message);
  schema.elements = with_semantics(std::move(schema.elements));
  return schema;
}

Result<Schema> parse_schema(std::string_view text) {
  if (const SchemaPreset* preset = find_preset(text)) return preset->schema();
  const auto format = Format::parse(text);
  if (format) return schema_from_format(*format);
  // A word is more likely a misspelt preset than a format string.
  Error error = format.error();
  const bool word = std::ranges::all_of(text, [](char c) { return (c >= 'a' && c <= 'z') || c == '-'; });
  if (word) {
    std::string names;
    for (const SchemaPreset& preset : schema_presets())
      names.append(names.empty() ? "" : ", ").append(preset.name);
    std::string message = "'";
    message.append(text).append("' is neither a layout known here (").append(names);
    message.append(") nor a format string: ").append(error.message);
    error.message = std::move(message);
  }
  return tl::unexpected<Error>(std::move(error));
}

Result<Schema> schema_from_elements(std::vector<Element> elements, std::uint64_t stride) {
  std::ranges::sort(elements, {},
                    [](const Element& element) { return std::tie(element.offset, element.name); });
  Schema schema;
  std::vector<Element>& whole = schema.elements;
  std::uint64_t end = 0;
  const auto pad_to = [&](std::uint64_t offset) {
    for (; end < offset;) {
      const auto count = static_cast<std::uint32_t>(std::min<std::uint64_t>(offset - end, 0xFFFFFFFFU));
      whole.push_back({"padding", ElementType::kBytes, count, end, Semantic::kPadding});
      end += count;
    }
  };
  for (Element& element : elements) {
    if (element.count == 0)
      return fail(ErrorCode::kBadFormat, "element '" + element.name + "' has no numbers");
    if (element.offset > std::numeric_limits<std::int64_t>::max() - element.nbytes())
      return fail(ErrorCode::kBadFormat, "element '" + element.name + "' at offset " +
                                             std::to_string(element.offset) + " is too far away");
    if (element.offset < end)
      return fail(ErrorCode::kBadFormat, "element '" + element.name + "' at offset " +
                                             std::to_string(element.offset) + " overlaps element '" +
                                             whole.back().name + "', which ends at " + std::to_string(end));
    pad_to(element.offset);
    end = element.offset + element.nbytes();
    whole.push_back(std::move(element));
  }
  schema.stride = stride == 0 ? end : stride;
  if (auto sound = schema.validate(); !sound) return tl::unexpected<Error>(sound.error());
  pad_to(schema.stride);
  whole = with_semantics(std::move(whole));
  schema.format = format_text(whole, schema.stride);
  return schema;
}

std::string format_text(const std::vector<Element>& elements, std::uint64_t stride) {
  const bool big = std::ranges::any_of(elements, &Element::big_endian);
  bool big_now = big && std::ranges::all_of(elements, [](const Element& f) {
                   return f.big_endian || element_size(f.type) == 1;
                 });
  std::string text(1, big_now ? '>' : '<');
  std::uint64_t end = 0;
  for (const Element& element : elements) {
    append_padding(text, element.offset - end);
    end = element.offset + element.nbytes();
    if (element.semantic == Semantic::kPadding && element.type == ElementType::kBytes) {
      append_padding(text, element.count);
      continue;
    }
    const bool ordered = element_size(element.type) > 1;
    if (ordered && element.big_endian != big_now) {
      // Within a format string a byte order may follow a shape, at any place.
      big_now = element.big_endian;
      text += '(';
      text += std::to_string(element.count);
      text += big_now ? ")>" : ")<";
    } else if (element.count != 1) {
      text += std::to_string(element.count);
    }
    text += code_of(element.type);
    text.append(":").append(element.name).append(":");
  }
  append_padding(text, stride - end);
  return text;
}

}  // namespace vertexview
