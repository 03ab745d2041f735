#include "vertexview/memory/format.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "vertexview/memory/format_items.hpp"
#include "vertexview/memory/record_swap.hpp"

namespace vertexview {
namespace {

std::vector<std::uint64_t> shape_of(const FormatEntry& entry) {
  std::vector<std::uint64_t> shape;
  std::uint64_t extent = 0;
  for (const char c : entry.shape) {
    if (detail::is_format_digit(c)) extent = extent * 10 + static_cast<std::uint64_t>(c - '0');
    if (c == ',') shape.push_back(std::exchange(extent, 0));
  }
  if (!entry.shape.empty()) shape.push_back(extent);
  if (entry.repeat != 1) shape.push_back(entry.repeat);
  return shape;
}

std::vector<FormatItem> tree_of(std::span<const FormatEntry> entries) {
  std::vector<FormatItem> items;
  for (std::size_t i = 0; i < entries.size(); i += entries[i].descendants + 1) {
    const FormatEntry& entry = entries[i];
    FormatItem item;
    item.name = std::string(entry.name);
    item.shape = shape_of(entry);
    item.offset = entry.offset;
    item.itemsize = entry.itemsize;
    item.count = entry.count;
    item.code = entry.code;
    item.prefix = entry.prefix;
    item.kind = entry.kind;
    item.order = entry.order;
    item.items = tree_of(entries.subspan(i + 1, entry.descendants));
    if (detail::absorbed(items, item)) continue;
    items.push_back(std::move(item));
  }
  return items;
}

std::uint64_t values_in(std::span<const FormatItem> items) {
  std::uint64_t total = 0;
  for (const FormatItem& item : items) {
    if (item.kind == ScalarKind::kPadding) continue;
    const std::uint64_t each = item.kind == ScalarKind::kRecord ? values_in(item.items) : 1;
    // Records of empty byte strings can hold more values than bytes; the number saturates.
    const std::uint64_t all = detail::product_fits(item.count, each) ? item.count * each : kMaxFormatSize;
    total = detail::add_fits(total, all) ? total + all : kMaxFormatSize;
  }
  return total;
}

void print_shape(std::string& out, std::span<const std::uint64_t> shape) {
  out += '(';
  for (std::size_t i = 0; i < shape.size(); ++i) {
    if (i != 0) out += ',';
    out += std::to_string(shape[i]);
  }
  out += ')';
}

// Appends the text of the items. `prefix` is the byte order in force, and is left as it is after the last
// item. A pure struct string may not change it; formats that do have names, shapes or braces around.
void print_items(std::string& out, std::span<const FormatItem> items, char& prefix) {
  for (const FormatItem& item : items) {
    const bool text = item.kind == ScalarKind::kBytes || item.kind == ScalarKind::kPascal;
    const bool switches = item.prefix != prefix && item.items.empty();
    const bool counted = !text && !switches && item.shape.size() == 1 && item.count != 1;
    if (!item.shape.empty() && !counted) print_shape(out, item.shape);
    if (switches) out += prefix = item.prefix;
    if (counted && detail::unnamed_padding(item) && item.count == 2) {
      out += "xx";
      continue;
    }
    if (counted) out += std::to_string(item.count);
    if (text && item.itemsize != 1) out += std::to_string(item.itemsize);
    out += item.code;
    if (item.kind == ScalarKind::kRecord) {
      out += '{';
      print_items(out, item.items, prefix);
      out += '}';
    }
    if (!item.name.empty()) out += ':' + item.name + ':';
  }
}

std::string print(std::span<const FormatItem> items) {
  const bool bare = items.size() == 1 && items[0].shape.empty() && items[0].prefix == '@' &&
                    items[0].kind != ScalarKind::kRecord;
  const bool wrapped = items.size() == 1 && !items[0].items.empty();
  std::string out;
  char prefix = '@';
  if (!bare && !wrapped && !items.empty()) {
    prefix = items[0].prefix == '^' ? '@' : items[0].prefix;
    out += prefix;
  }
  print_items(out, items, prefix);
  return out;
}

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text.substr(0, 80)) {
    const bool plain = c >= ' ' && c <= '~';
    constexpr std::string_view digits = "0123456789abcdef";
    const auto byte = static_cast<unsigned char>(c);
    if (plain)
      out += c;
    else
      out += {'\\', 'x', digits[byte >> 4U], digits[byte & 15U]};
  }
  return out + (text.size() > 80 ? "...\"" : "\"");
}

std::string words_for(FormatFaultKind kind) {
  switch (kind) {
    case FormatFaultKind::kUnknownCode:
      return "expected a type code (one of " + std::string(kTypeCodes) + ")";
    case FormatFaultKind::kNativeOnlyCode:
      return "n, N and P have a size in native mode only: expected another type code, or the prefix @";
    case FormatFaultKind::kUnsupportedCode:
      return "long double, complex, Unicode, object and pointer types are not supported: expected one of " +
             std::string(kTypeCodes) + " or T{";
    case FormatFaultKind::kCountWithoutCode:
      return "expected a type code after the repeat count";
    case FormatFaultKind::kTooLarge:
      return "a size, count or offset passes 2^63-1 bytes";
    case FormatFaultKind::kBadShape:
      return "expected digits, commas and a closing parenthesis, as in (2,3)f";
    case FormatFaultKind::kUnclosedName:
      return "this name has no end: expected a second colon, as in f:x:";
    case FormatFaultKind::kUnclosedRecord:
      return "expected } to close the record";
    case FormatFaultKind::kRecordWithoutBrace:
      return "expected { after T";
    case FormatFaultKind::kTooDeep:
      return "more than 32 nested records, or more than 64 dimensions";
    case FormatFaultKind::kEndlessElements:
      return "elements of no bytes cannot be repeated";
    case FormatFaultKind::kNone:
      break;
  }
  return {};
}

Error error_of(const FormatFault& fault, std::string_view text) {
  const std::string found =
      fault.position >= text.size() ? "the end of the string" : quoted(text.substr(fault.position, 1));
  return Error{ErrorCode::kBadFormat,
               "format " + quoted(text) + ": " + words_for(fault.kind) + "; found " + found +
                   " at position " + std::to_string(fault.position),
               {},
               fault.position};
}

bool ordered(const FormatItem& item) {
  const bool number = item.kind == ScalarKind::kSigned || item.kind == ScalarKind::kUnsigned ||
                      item.kind == ScalarKind::kFloat || item.kind == ScalarKind::kBool;
  return number && item.itemsize > 1;
}

bool same_items(std::span<const FormatItem> a, std::span<const FormatItem> b) {
  const auto skip = [](std::span<const FormatItem> items, std::size_t& i) {
    while (i < items.size() && items[i].kind == ScalarKind::kPadding) ++i;
    return i < items.size();
  };
  for (std::size_t i = 0, j = 0;; ++i, ++j) {
    const bool more_a = skip(a, i);
    const bool more_b = skip(b, j);
    if (!more_a || !more_b) return more_a == more_b;
    const bool same = a[i].code == b[j].code && a[i].offset == b[j].offset &&
                      a[i].itemsize == b[j].itemsize && a[i].shape == b[j].shape &&
                      (a[i].order == b[j].order || !ordered(a[i])) && same_items(a[i].items, b[j].items);
    if (!same) return false;
  }
}

// Returns the standard code of the same kind and size, for formats that leave native mode.
char standard_code(const FormatItem& item) {
  if (item.kind != ScalarKind::kSigned && item.kind != ScalarKind::kUnsigned) return item.code;
  constexpr std::string_view with_sign = "bhiq";
  constexpr std::string_view without_sign = "BHIQ";
  std::size_t log = 0;
  while ((std::uint64_t{1} << log) < item.itemsize) ++log;
  return item.kind == ScalarKind::kSigned ? with_sign[log] : without_sign[log];
}

std::vector<FormatItem> values_among(std::span<const FormatItem> items) {
  std::vector<FormatItem> values;
  std::copy_if(items.begin(), items.end(), std::back_inserter(values),
               [](const FormatItem& item) { return item.kind != ScalarKind::kPadding; });
  return values;
}

void reverse(FormatItem& item) {
  item.prefix = item.order == ByteOrder::kLittle ? '>' : '<';
  item.code = standard_code(item);
}

}  // namespace

Format::Format(std::vector<FormatItem> items, std::uint64_t itemsize) {
  std::vector<FormatItem> fields = values_among(items);
  const bool wrapped = fields.size() == 1 && fields[0].kind == ScalarKind::kRecord && fields[0].offset == 0 &&
                       fields[0].shape.empty() && fields[0].name.empty();
  if (wrapped) fields = values_among(std::vector<FormatItem>(std::move(fields[0].items)));
  const auto parts = std::make_shared<Parts>();
  parts->fields = std::move(fields);
  parts->itemsize = itemsize;
  parts->value_count = values_in(items);
  parts->text = print(items);
  parts->items = std::move(items);
  parts_ = parts;
}

Format::Parts::~Parts() {
  delete swap.load(std::memory_order_relaxed);
}

const RecordSwap& Format::record_swap() const {
  if (const RecordSwap* made = parts_->swap.load(std::memory_order_acquire)) return *made;
  // Threads that ask at once each make one; the first to be done keeps it for all.
  auto mine = std::make_unique<const RecordSwap>(*this);
  const RecordSwap* kept = nullptr;
  if (parts_->swap.compare_exchange_strong(kept, mine.get(), std::memory_order_acq_rel))
    kept = mine.release();
  return *kept;
}

Format::Format() {
  static const Format bytes = *parse("B");
  *this = bytes;
}

Result<Format> Format::parse(std::string_view text) {
  std::vector<FormatEntry> entries;
  std::uint64_t size = 0;
  if (const FormatFault fault = detail::parse_format(text, entries, size); !fault.none())
    return tl::unexpected<Error>(error_of(fault, text));
  return Format(tree_of(entries), size);
}

const FormatItem* Format::find(std::string_view name) const& noexcept {
  const auto found = std::find_if(parts_->fields.begin(), parts_->fields.end(),
                                  [&](const FormatItem& field) { return field.name == name; });
  return found == parts_->fields.end() || name.empty() ? nullptr : &*found;
}

const FormatItem* Format::scalar() const& noexcept {
  const bool one = parts_->fields.size() == 1 && parts_->fields[0].count == 1 &&
                   parts_->fields[0].kind != ScalarKind::kRecord;
  return one ? &parts_->fields[0] : nullptr;
}

bool Format::native_scalar() const noexcept {
  return parts_->items.size() == 1 && parts_->items[0].prefix == '@' && parts_->items[0].shape.empty() &&
         parts_->items[0].name.empty() && parts_->items[0].kind != ScalarKind::kRecord &&
         parts_->items[0].kind != ScalarKind::kPadding && parts_->items[0].kind != ScalarKind::kBytes &&
         parts_->items[0].kind != ScalarKind::kPascal;
}

bool Format::byte_like() const noexcept {
  return native_scalar() &&
         (parts_->items[0].code == 'B' || parts_->items[0].code == 'b' || parts_->items[0].code == 'c');
}

bool Format::same_layout(const Format& other) const noexcept {
  return parts_->itemsize == other.parts_->itemsize && same_items(parts_->fields, other.parts_->fields);
}

Format Format::byteswapped() const {
  return Format(detail::laid_out(parts_->items, parts_->itemsize, reverse), parts_->itemsize);
}

Format Format::of_field(const FormatItem& item) {
  FormatItem field = item;
  field.name.clear();
  field.offset = 0;
  if (field.prefix == '^') field.prefix = '@';
  const std::uint64_t size = field.nbytes();
  return Format({std::move(field)}, size);
}

Format Format::element_of(const FormatItem& item) {
  FormatItem element = item;
  element.shape.clear();
  element.count = 1;
  return of_field(element);
}

}  // namespace vertexview
