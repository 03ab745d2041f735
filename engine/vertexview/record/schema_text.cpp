#include "vertexview/record/schema_text.hpp"

#include <algorithm>
#include <bit>
#include <limits>
#include <optional>
#include <span>
#include <tuple>

#include "vertexview/memory/printable.hpp"
#include "vertexview/record/encoding.hpp"
#include "vertexview/record/record_limits.hpp"
#include "vertexview/record/schema_presets.hpp"
#include "vertexview/record/semantics.hpp"

namespace vertexview {
namespace {

/// Returns whether an element is written as "x" alone.
bool is_plain_padding(const Element& element) noexcept {
  return element.semantic == Semantic::kPadding && element.type == ElementType::kBytes;
}

std::optional<ElementType> number_type(ScalarKind kind, std::uint64_t itemsize) {
  switch (kind) {
    case ScalarKind::kSigned:
      switch (itemsize) {
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
      switch (itemsize) {
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
      switch (itemsize) {
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

/// The most numbers of one element, and bytes of one gap: Element::count holds no more.
constexpr std::uint64_t kLongestRun = std::numeric_limits<std::uint32_t>::max();

tl::unexpected<Error> bad_format(std::string message) {
  return fail(ErrorCode::kBadFormat, std::move(message));
}

/// Returns how many elements the items become, those of arrays of records counted one by one; it saturates.
std::uint64_t count_elements(std::span<const FormatItem> items) {
  std::uint64_t total = 0;
  for (const FormatItem& item : items) {
    if (item.nbytes() == 0) continue;
    const bool nested = item.kind == ScalarKind::kRecord;
    const std::uint64_t each = nested ? count_elements(item.items) : 1;
    const std::uint64_t times = nested ? item.count : 1;
    const std::uint64_t all = detail::product_fits(times, each) ? times * each : kMaxFormatSize;
    total = detail::add_fits(total, all) ? total + all : kMaxFormatSize;
  }
  return total;
}

/// Fails for a record of more elements than are supported.
Result<void> check_elements(std::uint64_t count) {
  if (count <= kMostElements) return {};
  return bad_format("a layout of " + std::to_string(count) + " elements; at most " +
                    std::to_string(kMostElements) + " are supported");
}

Result<void> check_run(std::uint64_t count, std::string_view what, std::string_view unit) {
  if (count <= kLongestRun) return {};
  std::string message(what);
  message.append(" of ").append(std::to_string(count)).append(" ").append(unit);
  return bad_format(message.append(" is too long: at most ").append(std::to_string(kLongestRun)));
}

Result<void> check_name(std::size_t size) {
  if (size <= kLongestElementName) return {};
  return bad_format("an element's name of " + std::to_string(size) +
                    " bytes, with those around it; at most " + std::to_string(kLongestElementName) +
                    " are supported");
}

/// Returns the element that an item of a format, a FormatItem or a FormatEntry, becomes, without its place
/// and the names around it; a record becomes one of bytes. An error's `offset` is one in the item's name.
template <class Item>
Result<Element> element_of(const Item& item) {
  const auto named = parse_encoded_name(item.name);
  if (!named) return tl::unexpected<Error>(named.error());
  const auto type = number_type(item.kind, item.itemsize);
  const std::uint64_t count = type ? item.count : item.nbytes();
  const bool record = item.kind == ScalarKind::kRecord;
  if (auto fits = record ? Result<void>() : check_run(count, "an element", "numbers"); !fits)
    return tl::unexpected<Error>(fits.error());
  Element element{std::string(named->name), type.value_or(ElementType::kBytes),
                  static_cast<std::uint32_t>(count)};
  element.big_endian = item.order == ByteOrder::kBig && element_size(element.type) > 1;
  element.encoding = named->encoding;
  if (item.kind == ScalarKind::kPadding && item.name.empty()) element.semantic = Semantic::kPadding;
  if (auto fits = check_encoding(element); !fits) {
    fits.error().offset = named->name.size() + 1;
    return tl::unexpected<Error>(fits.error());
  }
  return element;
}

/// Checks the encodings in the text of a format; an error has the place in the text.
Result<void> check_encodings(std::string_view text) {
  std::vector<FormatEntry> entries;
  std::uint64_t size = 0;
  if (!detail::parse_format(text, entries, size).none()) return {};  // Format::parse() tells the fault
  for (const FormatEntry& entry : entries) {
    if (entry.name.empty()) continue;
    auto element = element_of(entry);
    if (element || !element.error().offset) continue;
    Error& error = element.error();
    *error.offset += static_cast<std::uint64_t>(entry.name.data() - text.data());
    std::string message = "format \"";
    message.append(text).append("\": ").append(error.message);
    error.message = message.append("; found at position ").append(std::to_string(*error.offset));
    return tl::unexpected<Error>(std::move(error));
  }
  return {};
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
  if (item.nbytes() == 0) return {};
  auto element = element_of(item);
  if (!element) return tl::unexpected<Error>(element.error());
  if (auto named = check_name(prefix.size() + element->name.size()); !named) return named;
  if (item.kind == ScalarKind::kRecord)
    return append_records(elements, item,
                          item.name.empty() ? prefix.substr(0, prefix.rfind('.')) : prefix + element->name,
                          base);
  if (!item.name.empty()) element->name.insert(0, prefix);
  element->offset = base + item.offset;
  elements.push_back(*std::move(element));
  return {};
}

/// Returns `name` with a _ for each character that ends a name in one of the texts that have it: the colon of
/// a format, the hash and the line break of a sidecar, and other control characters, which nobody sees there.
std::string writable_name(std::string name) {
  constexpr char kFirstShown = 0x20;
  constexpr char kDelete = 0x7F;
  const auto ends_it = [](char c) {
    return c == ':' || c == '#' || (c >= 0 && c < kFirstShown) || c == kDelete;
  };
  std::ranges::replace_if(name, ends_it, '_');
  return name;
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

/// Appends padding as Format writes it, so that the text is that of the schema which it reads back to.
void append_padding(std::string& text, std::uint64_t count) {
  if (count > 2)
    text.append(std::to_string(count)).append("x");
  else
    text.append(static_cast<std::size_t>(count), 'x');
}

/// Checks an element that is to follow `before`, which ends at byte `end`.
Result<void> check_place(const Element& element, std::uint64_t end, const std::vector<Element>& before) {
  if (auto named = check_name(element.name.size()); !named) return named;
  if (element.count == 0) return bad_format("element " + in_quotes(element.name) + " has no numbers");
  if (element.encoding != Encoding::kPlain && element.name.empty())
    return bad_format("an element with an encoding needs a name");
  if (auto fits = check_encoding(element); !fits) return fits;
  if (element.offset >
      static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()) - element.nbytes())
    return bad_format("element " + in_quotes(element.name) + " at offset " + std::to_string(element.offset) +
                      " is too far away");
  if (element.offset >= end) return {};
  return bad_format("element " + in_quotes(element.name) + " at offset " + std::to_string(element.offset) +
                    " overlaps element " + in_quotes(before.back().name) + ", which ends at " +
                    std::to_string(end));
}

}  // namespace

Result<Schema> schema_from_format(const Format& format) {
  Schema schema;
  schema.format = format.text();
  schema.stride = format.itemsize();
  if (schema.stride == 0)
    return fail(ErrorCode::kBadFormat, "format \"" + format.text() + "\": a record of no bytes");
  if (auto few = check_elements(count_elements(format.items())); !few)
    return tl::unexpected<Error>(few.error());
  for (const FormatItem& item : format.items())
    if (auto added = append(schema.elements, item, "", 0); !added)
      return fail(added.error().code, "format \"" + format.text() + "\": " + added.error().message);
  schema.elements = with_semantics(std::move(schema.elements));
  return schema;
}

Result<Schema> parse_schema(std::string_view text) {
  if (text.size() > kMostLayoutText)
    return bad_format("a layout text of " + std::to_string(text.size()) + " bytes; at most " +
                      std::to_string(kMostLayoutText) + " are read");
  if (const SchemaPreset* preset = find_preset(text)) return preset->schema();
  const auto format = Format::parse(text);
  if (format) {
    if (auto sound = check_encodings(text); !sound) return tl::unexpected<Error>(sound.error());
    return schema_from_format(*format);
  }
  // A word is more likely a misspelt preset than a format string.
  Error error = format.error();
  const bool word = std::ranges::all_of(text, [](char c) { return (c >= 'a' && c <= 'z') || c == '-'; });
  if (word) {
    std::string names;
    for (const SchemaPreset& preset : schema_presets())
      names.append(names.empty() ? "" : ", ").append(preset.name);
    std::string message = in_quotes(text);
    message.append(" is neither a layout known here (").append(names);
    message.append(") nor a format string: ").append(error.message);
    error.message = std::move(message);
  }
  return tl::unexpected<Error>(std::move(error));
}

Result<Schema> schema_from_elements(std::vector<Element> elements, std::uint64_t stride) {
  if (auto few = check_elements(elements.size()); !few) return tl::unexpected<Error>(few.error());
  std::ranges::sort(elements, {},
                    [](const Element& element) { return std::tie(element.offset, element.name); });
  Schema schema;
  std::vector<Element>& whole = schema.elements;
  std::uint64_t end = 0;
  // Padding beside padding is one, because the text of both does not tell them apart.
  const auto pad_to = [&](std::uint64_t offset) -> Result<void> {
    if (offset <= end) return {};
    const bool more = !whole.empty() && is_plain_padding(whole.back());
    const std::uint64_t begin = more ? whole.back().offset : end;
    if (auto fits = check_run(offset - begin, "a gap", "bytes"); !fits) return fits;
    if (more) whole.pop_back();
    whole.push_back({"padding", ElementType::kBytes, static_cast<std::uint32_t>(offset - begin), begin,
                     Semantic::kPadding});
    end = offset;
    return {};
  };
  for (Element& element : elements) {
    element.name = writable_name(std::move(element.name));
    if (auto apart = check_place(element, end, whole); !apart) return tl::unexpected<Error>(apart.error());
    if (auto padded = pad_to(element.offset); !padded) return tl::unexpected<Error>(padded.error());
    const std::uint64_t behind = element.offset + element.nbytes();
    if (is_plain_padding(element) && !whole.empty() && is_plain_padding(whole.back())) {
      if (auto padded = pad_to(behind); !padded) return tl::unexpected<Error>(padded.error());
      continue;
    }
    end = behind;
    whole.push_back(std::move(element));
  }
  schema.stride = stride == 0 ? end : stride;
  if (auto sound = schema.validate(); !sound) return tl::unexpected<Error>(sound.error());
  if (auto padded = pad_to(schema.stride); !padded) return tl::unexpected<Error>(padded.error());
  // A text with all of them has to be one that parses again.
  if (auto few = check_elements(whole.size()); !few) return tl::unexpected<Error>(few.error());
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
    if (is_plain_padding(element)) {
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
    text.append(":").append(encoded_name(element)).append(":");
  }
  append_padding(text, stride - end);
  return text;
}

}  // namespace vertexview
