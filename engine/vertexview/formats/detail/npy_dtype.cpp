// Source: NumPy's "The array interface protocol" (typestr, descr) and the texts that numpy.dtype() takes.
#include "vertexview/formats/detail/npy_dtype.hpp"

#include <algorithm>
#include <charconv>
#include <limits>
#include <string_view>
#include <tuple>
#include <utility>

namespace vertexview::detail {
namespace {

// NumPy's own limit: it counts the bytes of an item in an int.
constexpr std::uint64_t kLargestItem = std::numeric_limits<std::int32_t>::max();
// As many as a layout can have: more than any real record.
constexpr std::size_t kMostElements = 4096;
// Far longer than a name that a person reads; each element of an array of records repeats it.
constexpr std::size_t kLongestName = 1024;

using Kind = NpyLiteral::Kind;

struct Field;

/// A type as it is written: of a number, of bytes, or of a record.
struct Type {
  ElementType number = ElementType::kBytes;
  std::uint64_t numbers = 0;  ///< of one item: two in a complex number, each byte of a text
  std::uint64_t itemsize = 0;
  bool big_endian = false;
  bool record = false;
  std::vector<Field> fields;  ///< of a record
  std::uint64_t count = 1;    ///< items, where the type has a shape
  bool shaped = false;
  char kind = '\0';  ///< the letter of its text

  [[nodiscard]] std::uint64_t nbytes() const noexcept { return itemsize * count; }
};

struct Field {
  std::string name;  ///< "" for padding
  std::uint64_t offset = 0;
  Type type = {};
};

tl::unexpected<Error> refuse(const NpyLiteral& where, std::string message,
                             ErrorCode code = ErrorCode::kBadFormat) {
  Error error{code, std::move(message)};
  error.offset = where.at;
  return tl::unexpected<Error>(std::move(error));
}

tl::unexpected<Error> too_large(const NpyLiteral& where) {
  return refuse(where, "an item of more than 2147483647 bytes, which is the most that NumPy has");
}

Result<Type> type_of(const NpyLiteral& dtype);

/// The parts of a text such as "<f4" or "<M8[ns]".
struct TypeText {
  char order = '|';
  char kind = '\0';
  std::uint64_t size = 0;
};

bool split(std::string_view text, TypeText& parts) noexcept {
  if (!text.empty() && std::string_view("<>|=").find(text.front()) != std::string_view::npos) {
    parts.order = text.front();
    text.remove_prefix(1);
  }
  if (text.empty()) return false;
  parts.kind = text.front();
  text.remove_prefix(1);
  const char* const begin = text.data();
  const char* const end = begin + text.size();
  const auto [stop, error] = std::from_chars(begin, end, parts.size);
  // An object has no size, as in "|O"; a date has a unit, as in "<M8[ns]".
  return (error == std::errc() || text.empty()) && (stop == end || *stop == '[') &&
         parts.size <= kLargestItem;
}

Type numbers_of(ElementType number, std::uint64_t numbers, const TypeText& text) {
  const std::uint64_t size = numbers * element_size(number);
  const bool big = text.order == '>' && element_size(number) > 1;
  return {.number = number,
          .numbers = numbers,
          .itemsize = size,
          .big_endian = big,
          .fields = {},
          .kind = text.kind};
}

/// Returns the integer type of so many bytes; kBytes where there is none.
ElementType integer_type(std::uint64_t size, bool is_signed) noexcept {
  switch (size) {
    case 1:
      return is_signed ? ElementType::kInt8 : ElementType::kUint8;
    case 2:
      return is_signed ? ElementType::kInt16 : ElementType::kUint16;
    case 4:
      return is_signed ? ElementType::kInt32 : ElementType::kUint32;
    case 8:
      return is_signed ? ElementType::kInt64 : ElementType::kUint64;
    default:
      return ElementType::kBytes;
  }
}

ElementType float_type(std::uint64_t size) noexcept {
  switch (size) {
    case 2:
      return ElementType::kFloat16;
    case 4:
      return ElementType::kFloat32;
    case 8:
      return ElementType::kFloat64;
    default:
      return ElementType::kBytes;
  }
}

Result<Type> simple_type(const NpyLiteral& dtype) {
  TypeText text;
  const auto unknown = [&] {
    return refuse(dtype, std::string("'").append(dtype.text).append("' is no type of NumPy known here"));
  };
  if (!split(dtype.text, text)) return unknown();
  const auto number = [&](ElementType type, std::uint64_t numbers) -> Result<Type> {
    if (type == ElementType::kBytes) return unknown();
    return numbers_of(type, numbers, text);
  };
  switch (text.kind) {
    case 'i':
    case 'u':
      return number(integer_type(text.size, text.kind == 'i'), 1);
    case 'f':
      // The long double of a processor: kept as bytes, since no other machine can tell what they mean.
      if (text.size == 10 || text.size == 12 || text.size == 16)
        return numbers_of(ElementType::kBytes, text.size, text);
      return number(float_type(text.size), 1);
    case 'c':
      if (text.size == 20 || text.size == 24 || text.size == 32)
        return numbers_of(ElementType::kBytes, text.size, text);
      return number(float_type(text.size / 2), 2);
    case 'b':
      return number(text.size == 1 ? ElementType::kBool : ElementType::kBytes, 1);
    case 'M':
    case 'm':
      return number(integer_type(text.size == 8 ? 8 : 0, true), 1);
    case 'U':
      if (text.size > kLargestItem / 4) return too_large(dtype);
      return numbers_of(ElementType::kBytes, text.size * 4, text);
    case 'S':
    case 'a':
    case 'V':
      return numbers_of(ElementType::kBytes, text.size, text);
    case 'O':
      return refuse(dtype,
                    "the array holds Python objects, which are stored as a pickle; pickles are programs and "
                    "are never run here; expected numbers",
                    ErrorCode::kNotImplemented);
    default:
      return unknown();
  }
}

/// Gives a type a shape: (3,), (2, 2) or 3.
Result<Type> shaped(Type type, const NpyLiteral& shape) {
  const auto multiply = [&](const NpyLiteral& extent) {
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
Result<std::string> field_name(const NpyLiteral& name) {
  if (name.kind == Kind::kString) return std::string(name.text);
  if (name.kind == Kind::kTuple && name.items.size() == 2 && name.items[1].kind == Kind::kString)
    return std::string(name.items[1].text);
  return refuse(name, "expected the name of a field");
}

/// Adds a field and moves the end of the record behind it.
Result<void> add_field(Type& record, Field field, const NpyLiteral& where) {
  const std::uint64_t end = field.offset + field.type.nbytes();
  if (field.offset > kLargestItem || end > kLargestItem) return too_large(where);
  record.itemsize = std::max(record.itemsize, end);
  record.fields.push_back(std::move(field));
  return {};
}

/// Returns the record of a list [('x', '<f4'), ('', '|V4'), ('v', '<f4', (3,))].
Result<Type> record_of_list(const NpyLiteral& list) {
  Type record{.record = true, .fields = {}};
  for (const NpyLiteral& item : list.items) {
    if (item.kind != Kind::kTuple || item.items.size() < 2 || item.items.size() > 3)
      return refuse(item, "expected a field: (name, type) or (name, type, shape)");
    auto name = field_name(item.items[0]);
    if (!name) return tl::unexpected<Error>(name.error());
    auto type = type_of(item.items[1]);
    if (type && item.items.size() == 3) type = shaped(*std::move(type), item.items[2]);
    if (!type) return type;
    // NumPy itself names a field f0, f1, ... that has no name and is no padding.
    const bool padding = name->empty() && type->kind == 'V';
    if (name->empty() && !padding) name->append("f").append(std::to_string(record.fields.size()));
    Field field{*std::move(name), record.itemsize, *std::move(type)};
    if (auto added = add_field(record, std::move(field), item); !added)
      return tl::unexpected<Error>(added.error());
  }
  return record;
}

/// Returns the list of a key that has as many items as there are names; null where it has not.
const NpyLiteral* list_of(const NpyLiteral& dict, std::string_view key, std::size_t size) noexcept {
  const NpyLiteral* const list = dict.find(key);
  const bool fits = list != nullptr && (list->kind == Kind::kList || list->kind == Kind::kTuple) &&
                    list->items.size() == size;
  return fits ? list : nullptr;
}

/// Returns the record of {'names': [...], 'formats': [...], 'offsets': [...], 'itemsize': N}.
Result<Type> record_of_dict(const NpyLiteral& dict) {
  const NpyLiteral* const names = dict.find("names");
  const std::size_t count = names != nullptr ? names->items.size() : 0;
  const NpyLiteral* const formats = list_of(dict, "formats", count);
  const NpyLiteral* const offsets = list_of(dict, "offsets", count);
  if (names == nullptr || formats == nullptr || (offsets == nullptr && dict.find("offsets") != nullptr))
    return refuse(dict, "expected 'names', and as many 'formats' and 'offsets'");
  Type record{.record = true, .fields = {}};
  for (std::size_t i = 0; i < count; ++i) {
    auto name = field_name(names->items[i]);
    if (!name) return tl::unexpected<Error>(name.error());
    auto type = type_of(formats->items[i]);
    if (!type) return type;
    std::uint64_t offset = record.itemsize;
    if (offsets != nullptr) {
      if (offsets->items[i].kind != Kind::kInteger) return refuse(offsets->items[i], "expected an offset");
      offset = offsets->items[i].number;
      if (offset > kLargestItem) return too_large(offsets->items[i]);
    }
    if (auto added = add_field(record, {*std::move(name), offset, *std::move(type)}, dict); !added)
      return tl::unexpected<Error>(added.error());
  }
  const NpyLiteral* const itemsize = dict.find("itemsize");
  if (itemsize == nullptr) return record;
  if (itemsize->kind != Kind::kInteger || itemsize->number < record.itemsize ||
      itemsize->number > kLargestItem)
    return refuse(*itemsize, "expected an item of at least " + std::to_string(record.itemsize) +
                                 " bytes, which its fields take, and at most 2147483647");
  record.itemsize = itemsize->number;
  return record;
}

Result<Type> type_of(const NpyLiteral& dtype) {
  switch (dtype.kind) {
    case Kind::kString:
      return simple_type(dtype);
    case Kind::kList:
      return record_of_list(dtype);
    case Kind::kDict:
      return record_of_dict(dtype);
    case Kind::kTuple:
      if (dtype.items.size() == 2) {
        auto type = type_of(dtype.items[0]);
        // The shapes of both lie one around the other.
        return type ? shaped(*std::move(type), dtype.items[1]) : type;
      }
      break;
    default:
      break;
  }
  return refuse(dtype, "expected a type of NumPy, as in '<f4'");
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
    const auto count = static_cast<std::uint32_t>(type.numbers * type.count);
    all_.push_back(
        {.name = name, .type = type.number, .count = count, .offset = offset, .big_endian = type.big_endian});
    return {};
  }

  /// Returns the elements in the order of their offsets. Where two overlap, the first is kept and a note
  /// tells which are not.
  std::vector<Element> without_overlaps(std::vector<std::string>& notes) {
    std::ranges::sort(all_, {}, [](const Element& e) { return std::tie(e.offset, e.name); });
    std::vector<Element> kept;
    std::string left_out;
    for (Element& element : all_) {
      if (kept.empty() || element.offset >= kept.back().offset + kept.back().nbytes())
        kept.push_back(std::move(element));
      else if (left_out.size() < 200)  // so that the note stays a sentence
        left_out.append(left_out.empty() ? "" : ", ").append(element.name);
      else if (!left_out.ends_with("..."))
        left_out.append(", ...");
    }
    if (!left_out.empty())
      notes.push_back(std::string("fields that share bytes with another are left out: ").append(left_out));
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
  switch (type.kind) {
    case 'i':
    case 'u':
      return "";
    case 'f':
      return type.number == ElementType::kBytes ? "long doubles" : "";
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

Result<NpyType> npy_type(const NpyLiteral& descr) {
  auto type = type_of(descr);
  if (!type) return tl::unexpected<Error>(type.error());
  if (type->nbytes() == 0) return refuse(descr, "the items of the array have no bytes");
  NpyType found{.elements = {}, .itemsize = type->nbytes(), .structured = type->record};
  if (type->record && type->shaped) return refuse(descr, "expected no shape around the fields of an item");
  Elements elements;
  if (!type->record) {
    found.no_number = no_number(*type);
    found.elements = {{.name = "", .type = type->number, .big_endian = type->big_endian}};
    return found;
  }
  for (const Field& field : type->fields)
    if (auto added = elements.add(field.type, field.name, field.offset); !added)
      return refuse(descr, added.error().message, added.error().code);
  found.elements = elements.without_overlaps(found.notes);
  make_speakable(found.elements);
  return found;
}

}  // namespace vertexview::detail
