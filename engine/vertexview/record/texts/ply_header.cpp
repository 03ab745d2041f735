#include "vertexview/record/texts/ply_header.hpp"

#include <algorithm>
#include <utility>

#include "vertexview/memory/blanks.hpp"
#include "vertexview/memory/number_text.hpp"
#include "vertexview/memory/printable.hpp"

namespace vertexview {
namespace {

std::string_view text_of(std::span<const std::byte> bytes) noexcept {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// A header ends within so many bytes: real ones have a few hundred, of Gaussian splats two thousand, while
/// a hostile file of gigabytes must not be searched for an end.
constexpr std::size_t kLongestHeader = std::size_t{1} << 20U;
/// Files have two or three elements; each is walked and named.
constexpr std::size_t kMostElements = 256;

struct NamedType {
  ElementType type;
  std::string_view name;        ///< of the first specification
  std::string_view sized_name;  ///< of those who found that one unclear
};

/// The first specification has no integers of 64 bits, and writers who need them use the sized names.
constexpr NamedType kTypes[]{
    {ElementType::kInt8, "char", "int8"},        {ElementType::kUint8, "uchar", "uint8"},
    {ElementType::kInt16, "short", "int16"},     {ElementType::kUint16, "ushort", "uint16"},
    {ElementType::kInt32, "int", "int32"},       {ElementType::kUint32, "uint", "uint32"},
    {ElementType::kFloat32, "float", "float32"}, {ElementType::kFloat64, "double", "float64"},
    {ElementType::kInt64, "", "int64"},          {ElementType::kUint64, "", "uint64"},
};

/// Takes the first word off `text`.
std::string_view take_word(std::string_view& text) noexcept {
  text = without_blanks_before(text);
  const std::string_view word = text.substr(0, std::min(text.find_first_of(kBlanks), text.size()));
  text.remove_prefix(word.size());
  return word;
}

/// Returns the text in quotes, no longer than a line of an error is worth.
std::string quoted(std::string_view text) {
  return in_quotes(text, 60);
}

/// Reads one line after the other.
class HeaderParser {
 public:
  explicit HeaderParser(std::string_view text) : text_(text.substr(0, kLongestHeader)) {
    const std::size_t first_end = text_.find_first_of("\r\n");
    const bool old_mac = text_[first_end] == '\r' && !text_.substr(first_end + 1).starts_with('\n');
    header_.line_end = old_mac ? '\r' : '\n';
  }

  Result<PlyHeader> parse() {
    static_cast<void>(take_line());  // is_ply() has read it
    for (;;) {
      if (!take_line()) return bad(unended());
      std::string_view rest = line_;
      const std::string_view keyword = take_word(rest);
      if (keyword == "end_header") return finish();
      if (auto parsed = parse_line(keyword, rest); !parsed) return tl::unexpected<Error>(parsed.error());
    }
  }

 private:
  /// Moves to the next line; returns false where no end of it is found.
  bool take_line() {
    line_begin_ = position_;
    const std::size_t end = text_.find(header_.line_end, position_);
    if (end == std::string_view::npos) return false;
    line_ = text_.substr(position_, end - position_);
    position_ = end + 1;
    ++line_number_;
    return true;
  }

  Result<void> parse_line(std::string_view keyword, std::string_view rest) {
    if (keyword.empty() || keyword == "comment" || keyword == "obj_info") return {};
    if (keyword == "format") return parse_format(rest);
    if (keyword == "element") return parse_element(rest);
    if (keyword == "property") return parse_property(rest);
    return bad_line(quoted(keyword) +
                    " is unknown; expected format, element, property, comment, obj_info or end_header");
  }

  Result<void> parse_format(std::string_view rest) {
    if (has_format_) return bad_line("the format is said twice");
    const std::string_view name = take_word(rest);
    if (name == "ascii")
      header_.encoding = PlyEncoding::kText;
    else if (name == "binary_little_endian")
      header_.encoding = PlyEncoding::kLittleEndian;
    else if (name == "binary_big_endian")
      header_.encoding = PlyEncoding::kBigEndian;
    else
      return bad_line("the format " + quoted(name) +
                      " is unknown; expected ascii, binary_little_endian or binary_big_endian");
    has_format_ = true;
    return {};
  }

  Result<void> parse_element(std::string_view rest) {
    const std::string_view name = take_word(rest);
    const std::string_view number = trimmed(rest);
    const auto count = parse_digits(number);
    if (name.empty() || !count)
      return bad_line("an element needs a name and a number of records, found " + quoted(trimmed(line_)));
    if (header_.elements.size() >= kMostElements)
      return bad_line("more than " + std::to_string(kMostElements) + " elements");
    header_.elements.push_back({.name = std::string(name), .count = *count});
    return {};
  }

  Result<void> parse_property(std::string_view rest) {
    if (header_.elements.empty()) return bad_line("a property before the first element");
    PlyProperty property;
    std::string_view type = take_word(rest);
    if (type == "list") {
      type = take_word(rest);
      property.length_type = ply_type(type);
      if (!property.length_type) return bad_type(type);
      type = take_word(rest);
    }
    const auto found = ply_type(type);
    if (!found) return bad_type(type);
    property.type = *found;
    property.name = trimmed(rest);
    if (property.name.empty()) return bad_line("a property without a name");
    auto& properties = header_.elements.back().properties;
    if (properties.size() >= kMostPlyProperties)
      return bad_line("more than " + std::to_string(kMostPlyProperties) + " properties");
    properties.push_back(std::move(property));
    return {};
  }

  Result<PlyHeader> finish() {
    if (!has_format_) return bad("the header says no format");
    header_.end = position_;
    return std::move(header_);
  }

  [[nodiscard]] std::string unended() const {
    return text_.size() < kLongestHeader
               ? "the header does not end: no line 'end_header' in " + std::to_string(text_.size()) + " bytes"
               : "the header does not end within " + std::to_string(kLongestHeader) + " bytes";
  }

  [[nodiscard]] tl::unexpected<Error> bad(std::string message) const {
    return fail_at(line_begin_, std::move(message));
  }
  [[nodiscard]] tl::unexpected<Error> bad_line(const std::string& message) const {
    std::string whole = "line ";
    return bad(whole.append(std::to_string(line_number_)).append(" of the header: ").append(message));
  }
  [[nodiscard]] tl::unexpected<Error> bad_type(std::string_view type) const {
    return bad_line("the type " + quoted(type) +
                    " is unknown; expected char, uchar, short, ushort, int, uint, float, double, or int8 to "
                    "float64");
  }

  std::string_view text_;
  std::string_view line_ = {};
  std::size_t line_begin_ = 0;
  std::size_t position_ = 0;
  std::uint64_t line_number_ = 0;
  bool has_format_ = false;
  PlyHeader header_ = {};
};

}  // namespace

bool PlyElement::has_lists() const noexcept {
  return std::ranges::any_of(properties, [](const PlyProperty& p) { return p.length_type.has_value(); });
}

std::uint64_t PlyElement::fixed_bytes() const noexcept {
  std::uint64_t bytes = 0;
  for (const PlyProperty& property : properties)
    if (!property.length_type) bytes += element_size(property.type);
  return bytes;
}

bool is_ply(std::span<const std::byte> bytes) noexcept {
  constexpr std::size_t kMostBlanks = 16;
  std::string_view text = text_of(bytes.first(std::min<std::size_t>(bytes.size(), kMostBlanks)));
  if (!text.starts_with("ply")) return false;
  text.remove_prefix(std::min(text.find_first_not_of(" \t", 3), text.size()));
  return text.starts_with('\n') || text.starts_with('\r');
}

Result<PlyHeader> parse_ply_header(std::span<const std::byte> bytes) {
  return HeaderParser(text_of(bytes)).parse();
}

std::optional<ElementType> ply_type(std::string_view name) noexcept {
  if (name.empty()) return std::nullopt;
  const auto* const found = std::ranges::find_if(
      kTypes, [&](const NamedType& type) { return name == type.name || name == type.sized_name; });
  return found == std::end(kTypes) ? std::nullopt : std::optional(found->type);
}

std::string_view ply_type_name(ElementType type) noexcept {
  const auto* const found = std::ranges::find(kTypes, type, &NamedType::type);
  return found == std::end(kTypes) ? std::string_view() : found->name;
}

}  // namespace vertexview
