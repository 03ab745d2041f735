// Source: NumPy's "The array interface protocol" (typestr, descr) and the texts that numpy.dtype() takes.
#include "vertexview/record/texts/numpy_dtype.hpp"

#include <algorithm>
#include <string_view>
#include <tuple>
#include <utility>

#include "vertexview/memory/blanks.hpp"
#include "vertexview/memory/printable.hpp"
#include "vertexview/record/texts/bad_text.hpp"
#include "vertexview/record/texts/numpy_scalar.hpp"

namespace vertexview::detail {
namespace {

constexpr std::uint64_t kLargestItem = kLargestNumpyItem;
// As many as a layout can have: more than any real record.
constexpr std::size_t kMostElements = 4096;
// Far longer than a name that a person reads; each element of an array of records repeats it.
constexpr std::size_t kLongestName = 1024;

using Kind = PythonLiteral::Kind;

struct Field;

/// A type as it is written: of a number, of bytes, or of a record.
struct Type {
  NumpyScalar plain = {};
  std::uint64_t itemsize = 0;
  std::uint64_t alignment = 1;  ///< of a record in which members are aligned
  bool record = false;
  std::vector<Field> fields;  ///< of a record
  std::uint64_t count = 1;    ///< items, where the type has a shape
  bool shaped = false;

  [[nodiscard]] std::uint64_t nbytes() const noexcept { return itemsize * count; }
};

struct Field {
  std::string name;  ///< "" for padding
  std::uint64_t offset = 0;
  Type type = {};
};

tl::unexpected<Error> too_large(const PythonLiteral& where) {
  return refuse(where, "an item of more than 2147483647 bytes, which is the most that NumPy has");
}

Result<Type> type_of(const PythonLiteral& dtype, bool aligned = false);

Type plain_type(const NumpyScalar& scalar) {
  Type type{.plain = scalar, .fields = {}};
  type.itemsize = scalar.itemsize;
  type.alignment = scalar.alignment;
  return type;
}

/// Returns the type of a name or of a text as "<f4", of which one with commas is a record: "f4, 3u1".
Result<Type> text_type(const PythonLiteral& dtype, bool aligned);

/// Gives a type a shape: (3,), (2, 2) or 3.
Result<Type> shaped(Type type, const PythonLiteral& shape) {
  const auto multiply = [&](const PythonLiteral& extent) {
    if (extent.kind != Kind::kInteger || extent.number > kLargestItem) return false;
    type.count *= extent.number;
    return type.count <= kLargestItem && type.nbytes() <= kLargestItem;
  };
  const bool tuple = shape.kind == Kind::kTuple;
  if (tuple ? !std::ranges::all_of(shape.items, multiply) : !multiply(shape))
    return refuse(shape, "expected the shape of a field, of at most 2147483647 bytes");
  type.shaped = true;
  return type;
}

/// Returns the name of a field; of ('title', 'name') the name.
Result<std::string> field_name(const PythonLiteral& name) {
  if (name.kind == Kind::kString) return std::string(name.text);
  if (name.kind == Kind::kTuple && name.items.size() == 2 && name.items[1].kind == Kind::kString)
    return std::string(name.items[1].text);
  return refuse(name, "expected the name of a field");
}

/// Adds a field and moves the end of the record behind it.
Result<void> add_field(Type& record, Field field, const PythonLiteral& where) {
  const std::uint64_t end = field.offset + field.type.nbytes();
  if (field.offset > kLargestItem || end > kLargestItem) return too_large(where);
  record.itemsize = std::max(record.itemsize, end);
  record.fields.push_back(std::move(field));
  return {};
}

/// Returns where the next field of the record goes.
std::uint64_t next_offset(const Type& record, const Type& type, bool aligned) noexcept {
  const std::uint64_t alignment = aligned ? type.alignment : 1;
  return (record.itemsize + alignment - 1) / alignment * alignment;
}

/// Returns the record with the padding that ends an aligned one.
Type finished(Type record, bool aligned) noexcept {
  if (!aligned) return record;
  for (const Field& field : record.fields)
    record.alignment = std::max(record.alignment, field.type.alignment);
  record.itemsize = (record.itemsize + record.alignment - 1) / record.alignment * record.alignment;
  return record;
}

/// Returns the record of a list [('x', '<f4'), ('', '|V4'), ('v', '<f4', (3,))].
Result<Type> record_of_list(const PythonLiteral& list, bool aligned) {
  Type record{.record = true, .fields = {}};
  for (const PythonLiteral& item : list.items) {
    if (item.kind != Kind::kTuple || item.items.size() < 2 || item.items.size() > 3)
      return refuse(item, "expected a field: (name, type) or (name, type, shape)");
    auto name = field_name(item.items[0]);
    if (!name) return tl::unexpected<Error>(name.error());
    auto type = type_of(item.items[1], aligned);
    if (type && item.items.size() == 3) type = shaped(*std::move(type), item.items[2]);
    if (!type) return type;
    // NumPy itself names a field f0, f1, ... that has no name and is no padding.
    const bool padding = name->empty() && type->plain.kind == 'V';
    if (name->empty() && !padding) name->append("f").append(std::to_string(record.fields.size()));
    Field field{*std::move(name), next_offset(record, *type, aligned), *std::move(type)};
    if (auto added = add_field(record, std::move(field), item); !added)
      return tl::unexpected<Error>(added.error());
  }
  return finished(std::move(record), aligned);
}

/// Returns the list of a key that has as many items as there are names; null where it has not.
const PythonLiteral* list_of(const PythonLiteral& dict, std::string_view key, std::size_t size) noexcept {
  const PythonLiteral* const list = dict.find(key);
  const bool fits = list != nullptr && (list->kind == Kind::kList || list->kind == Kind::kTuple) &&
                    list->items.size() == size;
  return fits ? list : nullptr;
}

/// Returns the record of {'names': [...], 'formats': [...], 'offsets': [...], 'itemsize': N}.
Result<Type> record_of_dict(const PythonLiteral& dict, bool aligned) {
  const PythonLiteral* const says_aligned = dict.find("aligned");
  aligned = aligned || (says_aligned != nullptr && says_aligned->kind == Kind::kTrue);
  const PythonLiteral* const names = dict.find("names");
  const std::size_t count = names != nullptr ? names->items.size() : 0;
  const PythonLiteral* const formats = list_of(dict, "formats", count);
  const PythonLiteral* const offsets = list_of(dict, "offsets", count);
  if (names == nullptr || formats == nullptr || (offsets == nullptr && dict.find("offsets") != nullptr))
    return refuse(dict, "expected 'names', and as many 'formats' and 'offsets'");
  Type record{.record = true, .fields = {}};
  for (std::size_t i = 0; i < count; ++i) {
    auto name = field_name(names->items[i]);
    if (!name) return tl::unexpected<Error>(name.error());
    auto type = type_of(formats->items[i], aligned);
    if (!type) return type;
    std::uint64_t offset = next_offset(record, *type, aligned);
    if (offsets != nullptr) {
      if (offsets->items[i].kind != Kind::kInteger) return refuse(offsets->items[i], "expected an offset");
      offset = offsets->items[i].number;
      if (offset > kLargestItem) return too_large(offsets->items[i]);
    }
    if (auto added = add_field(record, {*std::move(name), offset, *std::move(type)}, dict); !added)
      return tl::unexpected<Error>(added.error());
  }
  record = finished(std::move(record), aligned && offsets == nullptr);
  const PythonLiteral* const itemsize = dict.find("itemsize");
  if (itemsize == nullptr) return record;
  if (itemsize->kind != Kind::kInteger || itemsize->number < record.itemsize ||
      itemsize->number > kLargestItem)
    return refuse(*itemsize, "expected an item of at least " + std::to_string(record.itemsize) +
                                 " bytes, which its fields take, and at most 2147483647");
  record.itemsize = itemsize->number;
  return record;
}

Result<Type> type_of(const PythonLiteral& dtype, bool aligned) {
  // Another dtype() within one says itself whether it is aligned; a list within it is as the one around it.
  aligned = dtype.aligned.value_or(aligned);
  switch (dtype.kind) {
    case Kind::kString:
      return text_type(dtype, aligned);
    case Kind::kList:
      return record_of_list(dtype, aligned);
    case Kind::kDict:
      return record_of_dict(dtype, aligned);
    case Kind::kTuple:
      if (dtype.items.size() == 2) {
        auto type = type_of(dtype.items[0], aligned);
        // The shapes of both lie one around the other.
        return type ? shaped(*std::move(type), dtype.items[1]) : type;
      }
      break;
    default:
      break;
  }
  return refuse(dtype, "expected a type of NumPy, as in '<f4'");
}

/// Returns the type of one item of a text: "<f4", "3f4" or "(2, 3)f4".
Result<Type> item_type(const PythonLiteral& dtype, std::string_view text) {
  text = trimmed(text);
  std::string name;
  if (!text.empty() && std::string_view("<>|=").find(text.front()) != std::string_view::npos) {
    name = text.front();
    text.remove_prefix(1);
  }
  std::size_t repeats = std::min(text.find_first_not_of("0123456789"), text.size());
  if (text.starts_with('(')) repeats = std::min(text.find(')'), text.size() - 1) + 1;
  PythonLiteral item{.text = name.append(text.substr(repeats)), .at = dtype.at};
  const auto scalar = numpy_scalar(item);
  if (!scalar) return tl::unexpected<Error>(scalar.error());
  if (repeats == 0) return plain_type(*scalar);
  auto shape = parse_python_literal(text.substr(0, repeats), PythonText::kSource);
  if (!shape) return refuse(dtype, shape.error().message);
  shape->at = dtype.at;
  return shaped(plain_type(*scalar), *shape);
}

Result<Type> text_type(const PythonLiteral& dtype, bool aligned) {
  Type record{.record = true, .fields = {}};
  std::string_view rest = dtype.text;
  for (std::size_t begin = 0;;) {
    // A comma in parentheses stands between the extents of a shape.
    const std::size_t open = rest.find('(', begin);
    const std::size_t comma = rest.find(',', begin);
    if (open < comma) {
      begin = std::min(rest.find(')', open), rest.size());
      continue;
    }
    auto type = item_type(dtype, rest.substr(0, comma));
    if (!type || (comma == std::string_view::npos && record.fields.empty())) return type;
    std::string name = "f";
    name.append(std::to_string(record.fields.size()));
    Field field{std::move(name), next_offset(record, *type, aligned), *std::move(type)};
    if (auto added = add_field(record, std::move(field), dtype); !added)
      return tl::unexpected<Error>(added.error());
    if (comma == std::string_view::npos) return finished(std::move(record), aligned);
    rest.remove_prefix(comma + 1);
    begin = 0;
    if (trimmed(rest).empty()) return finished(std::move(record), aligned);  // "f4," is a record of one field
  }
}

/// Makes elements of fields, those of nested records and of arrays of records included.
class Elements {
 public:
  Result<void> add(const Type& type, const std::string& name, std::uint64_t offset) {
    if (type.nbytes() == 0 || name.empty()) return {};
    if (type.record) return add_records(type, name, offset);
    if (name.size() > kLongestName)
      return fail(ErrorCode::kNotImplemented, "the name of a field has " + std::to_string(name.size()) +
                                                  " bytes; at most " + std::to_string(kLongestName) +
                                                  " are supported");
    if (all_.size() >= kMostElements)
      return fail(ErrorCode::kNotImplemented,
                  "an item of more than " + std::to_string(kMostElements) + " fields; no more are supported");
    // At most the bytes of the item, so that it fits.
    const auto count = static_cast<std::uint32_t>(type.plain.numbers * type.count);
    all_.push_back({.name = name,
                    .type = type.plain.number,
                    .count = count,
                    .offset = offset,
                    .big_endian = type.plain.big_endian});
    return {};
  }

  /// Returns the elements in the order of their offsets. Where two overlap, the first is kept, and the other
  /// is named in `overlapping`.
  std::vector<Element> without_overlaps(std::string& overlapping) {
    constexpr std::size_t kLongest = 200;  // so that what tells them stays a sentence
    std::ranges::sort(all_, {}, [](const Element& e) { return std::tie(e.offset, e.name); });
    std::vector<Element> kept;
    for (Element& element : all_) {
      if (kept.empty() || element.offset >= kept.back().offset + kept.back().nbytes())
        kept.push_back(std::move(element));
      else if (overlapping.size() < kLongest)
        overlapping.append(overlapping.empty() ? "" : ", ").append(printable_name(element.name));
      else if (!overlapping.ends_with("..."))
        overlapping.append(", ...");
    }
    return kept;
  }

 private:
  Result<void> add_records(const Type& record, const std::string& name, std::uint64_t offset) {
    for (std::uint64_t i = 0; i < record.count; ++i) {
      std::string prefix = name;
      if (record.shaped) prefix.append("[").append(std::to_string(i)).append("]");
      prefix += '.';
      const std::size_t before = all_.size();
      for (const Field& field : record.fields) {
        if (field.name.empty()) continue;
        if (auto added = add(field.type, prefix + field.name, offset + i * record.itemsize + field.offset);
            !added)
          return added;
      }
      if (all_.size() == before) break;  // records of nothing but padding, of which there may be billions
    }
    return {};
  }

  std::vector<Element> all_;
};

/// Returns what a type is that holds no numbers to count with; "" for those that do.
std::string_view no_number(const Type& type) noexcept {
  if (type.shaped) return "sub-arrays";
  switch (type.plain.kind) {
    case 'i':
    case 'u':
      return "";
    case 'f':
      return type.plain.number == ElementType::kBytes ? "long doubles" : "";
    case 'c':
      return "complex numbers";
    case 'b':
      return "truth values";
    case 'V':
      return "bytes without a meaning";
    case 'M':
    case 'm':
      return "dates or times";
    default:
      return "texts";
  }
}

/// Names may hold any character, but the text of a layout ends them with a colon.
void make_speakable(std::vector<Element>& elements) {
  for (Element& element : elements) std::ranges::replace(element.name, ':', '_');
}

}  // namespace

Result<NumpyType> numpy_type(const PythonLiteral& descr) {
  auto type = type_of(descr);
  if (!type) return tl::unexpected<Error>(type.error());
  if (type->nbytes() == 0) return refuse(descr, "the items of the array have no bytes");
  NumpyType found{.elements = {}, .itemsize = type->nbytes(), .structured = type->record};
  if (type->record && type->shaped) return refuse(descr, "expected no shape around the fields of an item");
  Elements elements;
  if (!type->record) {
    found.no_number = no_number(*type);
    found.elements = {{.name = "", .type = type->plain.number, .big_endian = type->plain.big_endian}};
    return found;
  }
  for (const Field& field : type->fields)
    if (auto added = elements.add(field.type, field.name, field.offset); !added)
      return refuse(descr, added.error().message, added.error().code);
  found.elements = elements.without_overlaps(found.overlapping);
  make_speakable(found.elements);
  return found;
}

}  // namespace vertexview::detail
