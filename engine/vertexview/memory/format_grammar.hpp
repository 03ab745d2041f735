#pragma once
// The grammar of format strings, as constant expressions: one parser serves Format::parse at run time and
// fields_of() at compile time. Sources: the Python manual's "struct" page, and PEP 3118 for names, shapes,
// T{}.
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>

namespace vertexview {

/// The kinds of values that type codes stand for.
enum class ScalarKind : std::uint8_t {
  kPadding,   ///< x: no value
  kChar,      ///< c: one byte, as bytes
  kSigned,    ///< b h i l q n
  kUnsigned,  ///< B H I L Q N P
  kBool,      ///< ?
  kFloat,     ///< e f d
  kBytes,     ///< s: fixed-length bytes
  kPascal,    ///< p: a length byte, then at most that many bytes
  kRecord,    ///< T{...}: a record of its own
};

/// Which byte of a number comes first.
enum class ByteOrder : std::uint8_t { kLittle, kBig };
inline constexpr ByteOrder kNativeOrder =
    __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__ ? ByteOrder::kBig : ByteOrder::kLittle;

/// The largest size a format may describe, 2^63-1 bytes.
inline constexpr std::uint64_t kMaxFormatSize =
    static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
inline constexpr std::string_view kTypeCodes = "xcbB?hHiIlLqQnNefdspP";

/// The reasons why a format string does not parse; Format::parse turns them into words.
enum class FormatFaultKind : std::uint8_t {
  kNone,
  kUnknownCode,         ///< not a type code, or a byte order after the first item
  kNativeOnlyCode,      ///< n, N or P where sizes are standard ones
  kUnsupportedCode,     ///< a PEP 3118 type that is understood and not supported
  kCountWithoutCode,    ///< the string ends after a repeat count or a shape
  kTooLarge,            ///< a count, an offset or the total passes 2^63-1
  kBadShape,            ///< anything but digits, commas and a closing parenthesis
  kUnclosedName,        ///< no second colon
  kUnclosedRecord,      ///< no closing brace
  kRecordWithoutBrace,  ///< T without {
  kTooDeep,             ///< more than 32 records inside each other, or more than 64 dimensions
  kEndlessElements,     ///< many elements of no bytes
};

struct FormatFault {
  FormatFaultKind kind = FormatFaultKind::kNone;
  std::size_t position = 0;
  [[nodiscard]] constexpr bool none() const noexcept { return kind == FormatFaultKind::kNone; }
};

/// One item of a format string, in preorder: the members of a record follow it with a greater depth.
struct FormatEntry {
  std::string_view name;        ///< "" when unnamed
  std::string_view shape;       ///< the text between parentheses, as in "2,3"; "" without
  std::uint64_t repeat = 1;     ///< the repeat count, 1 without (and for s and p, where it is the itemsize)
  std::uint64_t count = 1;      ///< elements: the shape's product times the repeat count
  std::uint64_t offset = 0;     ///< bytes from the start of the enclosing record
  std::uint64_t itemsize = 0;   ///< bytes of one element
  std::size_t descendants = 0;  ///< entries after this one that belong to it
  std::uint32_t depth = 0;      ///< 0 at the top
  char code = 'x';              ///< a type code, or 'T'
  char prefix = '@';            ///< the byte order in force: @ ^ = < >
  ScalarKind kind = ScalarKind::kPadding;
  ByteOrder order = kNativeOrder;

  [[nodiscard]] constexpr std::uint64_t nbytes() const noexcept { return itemsize * count; }
};

namespace detail {

struct TypeCode {
  ScalarKind kind;
  std::uint8_t native_size;
  std::uint8_t alignment;      // in native mode
  std::uint8_t standard_size;  // 0: native mode only
};

template <class T>
constexpr TypeCode type_code(ScalarKind kind, std::uint8_t standard_size) {
  return {kind, sizeof(T), alignof(T), standard_size};
}

/// Returns the row of the struct module's table. Both sizes are 0 for a character that is no code.
constexpr TypeCode find_code(char code) noexcept {
  switch (code) {
    case 'x':
      return {ScalarKind::kPadding, 1, 1, 1};
    case 'c':
      return {ScalarKind::kChar, 1, 1, 1};
    case 'b':
      return {ScalarKind::kSigned, 1, 1, 1};
    case 'B':
      return {ScalarKind::kUnsigned, 1, 1, 1};
    case '?':
      return type_code<bool>(ScalarKind::kBool, 1);
    case 'h':
      return type_code<short>(ScalarKind::kSigned, 2);
    case 'H':
      return type_code<unsigned short>(ScalarKind::kUnsigned, 2);
    case 'i':
      return type_code<int>(ScalarKind::kSigned, 4);
    case 'I':
      return type_code<unsigned>(ScalarKind::kUnsigned, 4);
    case 'l':
      return type_code<long>(ScalarKind::kSigned, 4);
    case 'L':
      return type_code<unsigned long>(ScalarKind::kUnsigned, 4);
    case 'q':
      return type_code<long long>(ScalarKind::kSigned, 8);
    case 'Q':
      return type_code<unsigned long long>(ScalarKind::kUnsigned, 8);
    case 'n':
      return type_code<std::ptrdiff_t>(ScalarKind::kSigned, 0);
    case 'N':
      return type_code<std::size_t>(ScalarKind::kUnsigned, 0);
    case 'e':
      return type_code<short>(ScalarKind::kFloat, 2);
    case 'f':
      return type_code<float>(ScalarKind::kFloat, 4);
    case 'd':
      return type_code<double>(ScalarKind::kFloat, 8);
    case 's':
      return {ScalarKind::kBytes, 1, 1, 1};
    case 'p':
      return {ScalarKind::kPascal, 1, 1, 1};
    case 'P':
      return type_code<void*>(ScalarKind::kUnsigned, 0);
    default:
      return {ScalarKind::kPadding, 0, 0, 0};
  }
}

constexpr bool is_format_space(char c) noexcept {
  return c == ' ' || (c >= '\t' && c <= '\r');
}
constexpr bool is_format_digit(char c) noexcept {
  return c >= '0' && c <= '9';
}
constexpr bool is_format_prefix(char c) noexcept {
  return c == '@' || c == '=' || c == '<' || c == '>' || c == '!' || c == '^';
}

/// Returns whether a + b <= kMaxFormatSize, and for product_fits() a * b; operands are at most
/// kMaxFormatSize.
constexpr bool add_fits(std::uint64_t a, std::uint64_t b) noexcept {
  return b <= kMaxFormatSize - a;
}
constexpr bool product_fits(std::uint64_t a, std::uint64_t b) noexcept {
  return a == 0 || b <= kMaxFormatSize / a;
}

/// Reads one format string into `Entries`, a container of FormatEntry with push_back, operator[] and size.
template <class Entries>
class FormatParser {
 public:
  constexpr FormatParser(std::string_view text, Entries& entries) : text_(text), entries_(entries) {}

  /// Parses the string; returns its first fault, or none. `size` becomes the bytes of one record.
  constexpr FormatFault parse(std::uint64_t& size) {
    if (!text_.empty() && is_format_prefix(text_[0]) && text_[0] != '^') take_prefix();
    std::uint64_t alignment = 1;
    return parse_items(size, alignment, 0);
  }

 private:
  // ScalarCursor keeps a level for each record, and 64 dimensions are CPython's limit (PyBUF_MAX_NDIM).
  static constexpr std::uint32_t kMaxDepth = 32;
  static constexpr std::uint32_t kMaxDimensions = 64;

  [[nodiscard]] constexpr bool at_end() const { return position_ >= text_.size(); }
  [[nodiscard]] constexpr bool next_is(char c) const { return !at_end() && text_[position_] == c; }
  [[nodiscard]] constexpr FormatFault fault(FormatFaultKind kind) const { return {kind, position_}; }
  [[nodiscard]] constexpr bool native() const { return prefix_ == '@' || prefix_ == '^'; }

  constexpr void take_prefix() {
    prefix_ = text_[position_] == '!' ? '>' : text_[position_];
    ++position_;
  }

  constexpr FormatFault parse_items(std::uint64_t& size, std::uint64_t& alignment, std::uint32_t depth) {
    size = 0;
    bool prefix_allowed = depth > 0;
    for (;;) {
      while (!at_end() && is_format_space(text_[position_])) ++position_;
      if (at_end()) return depth == 0 ? FormatFault{} : fault(FormatFaultKind::kUnclosedRecord);
      if (depth > 0 && text_[position_] == '}') return {};
      FormatEntry entry;
      entry.depth = depth;
      if (const FormatFault bad = parse_item(entry, size, alignment, prefix_allowed); !bad.none()) return bad;
      // In a pure struct string a byte order may only come first; after a name or a record it may follow.
      const bool padding = entry.kind == ScalarKind::kPadding;
      prefix_allowed = depth > 0 || !entry.name.empty() || entry.code == 'T' || (padding && prefix_allowed);
    }
  }

  constexpr FormatFault parse_item(FormatEntry& entry, std::uint64_t& size, std::uint64_t& alignment,
                                   bool prefix_allowed) {
    const std::size_t begin = position_;
    std::uint64_t count = 1;
    if (next_is('(')) {
      if (const FormatFault bad = parse_shape(entry, count); !bad.none()) return bad;
      prefix_allowed = true;
    }
    if (prefix_allowed && !at_end() && is_format_prefix(text_[position_])) take_prefix();
    if (const FormatFault bad = parse_count(entry); !bad.none()) return bad;
    if (at_end()) return fault(FormatFaultKind::kCountWithoutCode);
    std::uint64_t item_alignment = 1;
    const std::size_t index = entries_.size();
    if (const FormatFault bad = parse_type(entry, item_alignment); !bad.none()) return bad;

    if (!product_fits(count, entry.repeat)) return {FormatFaultKind::kTooLarge, begin};
    entry.count = count * entry.repeat;
    if (entry.count > 1 && entry.itemsize == 0) return {FormatFaultKind::kEndlessElements, begin};
    if (prefix_ == '@' && item_alignment > 1) {
      const std::uint64_t lead = (item_alignment - size % item_alignment) % item_alignment;
      if (!add_fits(size, lead)) return {FormatFaultKind::kTooLarge, begin};
      size += lead;
      if (item_alignment > alignment) alignment = item_alignment;
    }
    entry.offset = size;
    if (!product_fits(entry.itemsize, entry.count) || !add_fits(size, entry.nbytes()))
      return {FormatFaultKind::kTooLarge, begin};
    size += entry.nbytes();
    if (const FormatFault bad = parse_name(entry); !bad.none()) return bad;
    if (entry.code == 'T')
      entries_[index] = entry;
    else
      entries_.push_back(entry);
    return {};
  }

  constexpr FormatFault parse_number(std::uint64_t& number) {
    const std::size_t begin = position_;
    number = 0;
    for (; !at_end() && is_format_digit(text_[position_]); ++position_) {
      const auto digit = static_cast<std::uint64_t>(text_[position_] - '0');
      if (!product_fits(10, number) || !add_fits(number * 10, digit))
        return {FormatFaultKind::kTooLarge, begin};
      number = number * 10 + digit;
    }
    return {};
  }

  constexpr FormatFault parse_count(FormatEntry& entry) {
    if (at_end() || !is_format_digit(text_[position_])) return {};
    return parse_number(entry.repeat);
  }

  constexpr FormatFault parse_shape(FormatEntry& entry, std::uint64_t& count) {
    const std::size_t begin = ++position_;
    for (std::uint32_t dimension = 1;; ++dimension) {
      while (next_is(' ')) ++position_;
      if (at_end() || !is_format_digit(text_[position_])) return fault(FormatFaultKind::kBadShape);
      if (dimension > kMaxDimensions) return fault(FormatFaultKind::kTooDeep);
      const std::size_t at = position_;
      std::uint64_t extent = 0;
      if (const FormatFault bad = parse_number(extent); !bad.none()) return bad;
      if (!product_fits(count, extent)) return {FormatFaultKind::kTooLarge, at};
      count *= extent;
      if (next_is(')')) break;
      if (!next_is(',')) return fault(FormatFaultKind::kBadShape);
      ++position_;
    }
    entry.shape = text_.substr(begin, position_ - begin);
    ++position_;
    return {};
  }

  constexpr FormatFault parse_type(FormatEntry& entry, std::uint64_t& alignment) {
    const char code = text_[position_];
    if (code == 'T') return parse_record(entry, alignment);
    const TypeCode type = find_code(code);
    if (type.native_size == 0) {
      const bool known =
          entry.depth > 0 && std::string_view("gZwuOtXz&").find(code) != std::string_view::npos;
      return fault(known ? FormatFaultKind::kUnsupportedCode : FormatFaultKind::kUnknownCode);
    }
    if (!native() && type.standard_size == 0) return fault(FormatFaultKind::kNativeOnlyCode);
    ++position_;
    entry.code = code;
    describe_order(entry);
    entry.kind = type.kind;
    entry.itemsize = native() ? type.native_size : type.standard_size;
    alignment = type.alignment;
    if (type.kind == ScalarKind::kBytes || type.kind == ScalarKind::kPascal) {
      entry.itemsize = entry.repeat;  // "4s" is one value of four bytes
      entry.repeat = 1;
    }
    return {};
  }

  constexpr FormatFault parse_record(FormatEntry& entry, std::uint64_t& alignment) {
    const std::size_t begin = position_++;
    if (!next_is('{'))
      return entry.depth == 0 && entry.shape.empty()
                 ? FormatFault{FormatFaultKind::kUnknownCode, begin}
                 : FormatFault{FormatFaultKind::kRecordWithoutBrace, position_};
    if (entry.depth + 1 >= kMaxDepth) return {FormatFaultKind::kTooDeep, begin};
    ++position_;
    entry.code = 'T';
    entry.kind = ScalarKind::kRecord;
    const std::size_t index = entries_.size();
    entries_.push_back(entry);
    std::uint64_t size = 0;
    if (const FormatFault bad = parse_items(size, alignment, entry.depth + 1); !bad.none()) return bad;
    // Unlike a struct string, T{...} is a C struct: in native mode it ends on its own alignment.
    if (prefix_ == '@') {
      const std::uint64_t tail = (alignment - size % alignment) % alignment;
      if (!add_fits(size, tail)) return {FormatFaultKind::kTooLarge, begin};
      size += tail;
    }
    ++position_;
    describe_order(entry);  // a record's prefix is the one in force after the record
    entry.itemsize = size;
    entry.descendants = entries_.size() - index - 1;
    return {};
  }

  constexpr FormatFault parse_name(FormatEntry& entry) {
    if (!next_is(':')) return {};
    const std::size_t begin = position_;
    const std::size_t end = text_.find(':', begin + 1);
    if (end == std::string_view::npos) return {FormatFaultKind::kUnclosedName, begin};
    entry.name = text_.substr(begin + 1, end - begin - 1);
    position_ = end + 1;
    return {};
  }

  constexpr void describe_order(FormatEntry& entry) const {
    entry.prefix = prefix_;
    entry.order = prefix_ == '<' ? ByteOrder::kLittle : prefix_ == '>' ? ByteOrder::kBig : kNativeOrder;
  }

  std::string_view text_;
  Entries& entries_;
  std::size_t position_ = 0;
  char prefix_ = '@';
};

/// Parses `text`; returns its first fault, or none. Its items are appended to `entries`, and `size` becomes
/// its size in bytes.
template <class Entries>
constexpr FormatFault parse_format(std::string_view text, Entries& entries, std::uint64_t& size) {
  return FormatParser<Entries>(text, entries).parse(size);
}

}  // namespace detail
}  // namespace vertexview
