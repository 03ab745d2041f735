// Lays the members of records of C, C++, GLSL and HLSL. Sources: the System V ABI for x86-64 ("Data
// Representation"), and the OpenGL specification 4.6, 7.6.2.2 ("Standard Uniform Block Layout").
#include "vertexview/record/texts/c_struct.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

#include "vertexview/memory/ascii.hpp"
#include "vertexview/memory/blanks.hpp"
#include "vertexview/memory/printable.hpp"
#include "vertexview/record/record_limits.hpp"
#include "vertexview/record/schema_text.hpp"
#include "vertexview/record/semantics.hpp"
#include "vertexview/record/texts/bad_text.hpp"
#include "vertexview/record/texts/c_declarations.hpp"

namespace vertexview::detail {
namespace {

/// The most bytes of a record, and of a part of it: so that their sums and products fit 64 bits.
constexpr std::uint64_t kLargest = std::numeric_limits<std::uint32_t>::max();
/// GLSL's std140 aligns arrays and structs to those of a vec4.
constexpr std::uint64_t kVec4 = 16;

constexpr std::uint64_t rounded_up(std::uint64_t size, std::uint64_t alignment) noexcept {
  return (size + alignment - 1) / alignment * alignment;
}

/// What the members of a record take, or an item of a member.
struct Size {
  std::uint64_t bytes = 0;
  std::uint64_t alignment = 1;
  std::uint64_t elements = 1;  ///< how many elements it becomes at most
};

tl::unexpected<Error> too_large(const CMember& member) {
  return bad_text(member.at, in_quotes(member.name).append(" makes a record of more than 4294967295 bytes"));
}

/// Finds where the members of records lie, and makes elements of them.
class Layouter {
 public:
  explicit Layouter(const CDeclarations& declared) : declared_(declared) {}

  Result<Layout> run() {
    for (const CRecord& record : declared_.records)
      if (auto placed = place(record); !placed) return tl::unexpected<Error>(placed.error());
    Layout layout;
    std::size_t wanted = declared_.records.size() - 1;
    if (auto open = take_open_array(wanted, layout); !open) return tl::unexpected<Error>(open.error());
    const CRecord& record = declared_.records[wanted];
    if (sizes_[wanted].elements > kMostElements)
      return bad_text(record.at, "a layout of " + std::to_string(sizes_[wanted].elements) +
                                     " elements; at most " + std::to_string(kMostElements) +
                                     " are supported");
    if (auto added = add_record(wanted, {}, 0); !added) return tl::unexpected<Error>(added.error());
    auto schema = schema_from_elements(std::move(elements_), sizes_[wanted].bytes);
    if (!schema) return bad_text(record.at, schema.error().message, schema.error().code);
    layout.schema = *std::move(schema);
    return layout;
  }

 private:
  [[nodiscard]] bool glsl() const noexcept { return declared_.rules != CRules::kC; }
  [[nodiscard]] bool std140() const noexcept { return declared_.rules == CRules::kStd140; }

  /// Returns the type of the numbers; that of GLSL's bool is an integer.
  [[nodiscard]] ElementType number_of(const CType& type) const noexcept {
    return glsl() && type.number.number == ElementType::kBool ? ElementType::kUint32 : type.number.number;
  }

  /// Returns the size of a type without its extents; a matrix is an array of its columns.
  [[nodiscard]] Size item_size(const CType& type) const noexcept {
    if (type.record) return sizes_[*type.record];
    const std::uint64_t number = element_size(number_of(type));
    const std::uint64_t rows = type.number.rows;
    if (!glsl()) return {number * rows * type.number.columns, number};
    return {number * rows, number * (rows == 3 ? 4 : rows)};
  }

  /// Returns how many items an array has; those of a matrix are its columns where these lie apart.
  [[nodiscard]] Result<std::uint64_t> count_of(const CMember& member) const {
    std::uint64_t count = glsl() ? member.type.number.columns : 1;
    for (const std::uint64_t extent : member.type.extents) {
      if (extent > kLargest) return too_large(member);
      count *= extent;
      if (count > kLargest) return too_large(member);
    }
    return count;
  }

  [[nodiscard]] bool is_array(const CMember& member) const noexcept {
    return !member.type.extents.empty() || member.open || (glsl() && member.type.number.columns > 1);
  }

  /// Returns the alignment of a member and the bytes from one of its items to the next.
  [[nodiscard]] Size item_of(const CMember& member, std::uint64_t pack) const noexcept {
    Size item = item_size(member.type);
    if (is_array(member) && glsl()) {
      if (std140()) item.alignment = rounded_up(item.alignment, kVec4);
      item.bytes = rounded_up(item.bytes, item.alignment);
    }
    if (pack != 0) item.alignment = std::min(item.alignment, pack);
    item.alignment = std::max(item.alignment, member.alignment);
    return item;
  }

  Result<void> place(const CRecord& record) {
    Size whole{.elements = 0};
    std::vector<std::uint64_t>& offsets = offsets_.emplace_back();
    for (const CMember& member : record.members) {
      const auto count = count_of(member);
      if (!count) return tl::unexpected<Error>(count.error());
      const Size item = item_of(member, record.pack);
      offsets.push_back(rounded_up(whole.bytes, item.alignment));
      if (item.bytes != 0 && *count > kLargest / item.bytes) return too_large(member);
      whole.bytes = offsets.back() + (member.open ? 0 : *count * item.bytes);
      if (whole.bytes > kLargest) return too_large(member);
      whole.alignment = std::max(whole.alignment, item.alignment);
      const bool apart = member.type.record.has_value() || glsl();
      whole.elements = std::min(whole.elements + item.elements * (apart ? *count : 1), kLargest);
    }
    if (std140()) whole.alignment = rounded_up(whole.alignment, kVec4);
    whole.alignment = std::max(whole.alignment, record.alignment);
    whole.bytes = rounded_up(whole.bytes, whole.alignment);
    sizes_.push_back(whole);
    return {};
  }

  /// Finds "Vertex vertices[];" at the end of the record, whose items then are the records; what stands
  /// before it lies before the first of them.
  Result<void> take_open_array(std::size_t& wanted, Layout& layout) {
    const CRecord& record = declared_.records[wanted];
    for (const CRecord& any : declared_.records)
      for (const CMember& member : any.members)
        if (member.open && (&any != &record || &member != &record.members.back()))
          return bad_text(member.at,
                          in_quotes(member.name).append(" has no number of elements between [ and ]"));
    if (record.members.empty() || !record.members.back().open) return {};
    const CMember& last = record.members.back();
    if (!last.type.record || !last.type.extents.empty())
      return bad_text(last.at, "expected an array of structs at the end, as in 'Vertex vertices[];'");
    layout.data_offset = offsets_[wanted].back();
    wanted = *last.type.record;
    sizes_[wanted].bytes = item_of(last, record.pack).bytes;
    return {};
  }

  /// Returns whether the record is a vector: a few equal numbers that are called as those of one are.
  [[nodiscard]] bool is_vector(std::size_t index) const noexcept {
    constexpr std::array<std::string_view, 6> kNames{"xyzw", "rgba", "uvwq", "stpq", "XYZW", "RGBA"};
    const std::vector<CMember>& members = declared_.records[index].members;
    if (members.size() < 2 || members.size() > 4) return false;
    const CType& first = members.front().type;
    const std::uint64_t size = element_size(number_of(first));
    if (sizes_[index].bytes < size * members.size()) return false;
    for (std::size_t i = 0; i < members.size(); ++i) {
      const CType& type = members[i].type;
      const bool alike = !type.record && type.extents.empty() && type.number.rows == 1 &&
                         type.number.columns == 1 && type.number.number == first.number.number &&
                         offsets_[index][i] == i * size;
      if (!alike || members[i].name.size() != 1) return false;
    }
    return std::ranges::any_of(kNames, [&](std::string_view names) {
      return std::ranges::equal(members, names.substr(0, members.size()), {},
                                [](const CMember& member) { return member.name.front(); });
    });
  }

  static std::string name_of(const CMember& member) {
    std::string_view meaning = member.semantic;
    if (meaning.starts_with("SV_")) meaning.remove_prefix(3);
    if (meaning.ends_with('0')) meaning.remove_suffix(1);
    const Semantic meant = semantic_of(meaning);
    return meant == Semantic::kNone || meant == semantic_of(member.name) ? member.name : std::string(meaning);
  }

  Result<void> add_record(std::size_t index, const std::string& prefix, std::uint64_t base) {
    const CRecord& record = declared_.records[index];
    for (std::size_t i = 0; i < record.members.size(); ++i)
      if (auto added = add_member(record.members[i], prefix, base + offsets_[index][i], record.pack); !added)
        return added;
    return {};
  }

  Result<void> add_member(const CMember& member, const std::string& prefix, std::uint64_t offset,
                          std::uint64_t pack) {
    if (!member.name.empty() && is_c_padding(member.name)) return {};
    const std::string name = prefix + name_of(member);
    if (name.size() > kLongestElementName)
      return bad_text(member.at, "the name of an element has " + std::to_string(name.size()) +
                                     " bytes, with those around it; at most " +
                                     std::to_string(kLongestElementName) + " are supported");
    const std::uint64_t count = *count_of(member);
    const std::uint64_t stride = item_of(member, pack).bytes;
    if (count == 0 || stride == 0) return {};
    const bool vector = member.type.record && !member.name.empty() && is_vector(*member.type.record);
    if (!member.type.record || vector)
      return add_numbers(numbers_of(member.type, vector), name, offset, is_array(member) ? count : 1, stride);
    for (std::uint64_t i = 0; i < count; ++i) {
      std::string inner = name;
      if (is_array(member)) inner.append("[").append(std::to_string(i)).append("]");
      if (!inner.empty() && !member.name.empty()) inner += '.';
      if (auto added = add_record(*member.type.record, inner, offset + i * stride); !added) return added;
    }
    return {};
  }

  /// Returns one item of numbers as an element without a name.
  [[nodiscard]] Element numbers_of(const CType& type, bool vector) const {
    if (vector) {
      const std::vector<CMember>& members = declared_.records[*type.record].members;
      return {.name = {},
              .type = number_of(members.front().type),
              .count = static_cast<std::uint32_t>(members.size())};
    }
    return {
        .name = {}, .type = number_of(type), .count = type.number.rows * (glsl() ? 1 : type.number.columns)};
  }

  Result<void> add_numbers(Element item, const std::string& name, std::uint64_t offset, std::uint64_t count,
                           std::uint64_t stride) {
    item.name = name;
    item.offset = offset;
    if (stride == item.nbytes()) {
      item.count *= static_cast<std::uint32_t>(count);  // at most the bytes of the record, so that it fits
      elements_.push_back(std::move(item));
      return {};
    }
    for (std::uint64_t i = 0; i < count; ++i) {
      Element next = item;
      if (count > 1) next.name.append("[").append(std::to_string(i)).append("]");
      next.offset += i * stride;
      elements_.push_back(std::move(next));
    }
    return {};
  }

  const CDeclarations& declared_;
  std::vector<Size> sizes_;  ///< of each record
  std::vector<std::vector<std::uint64_t>> offsets_;
  std::vector<Element> elements_;
};

constexpr bool in_qualified_name(char c) noexcept {
  return is_letter(c) || is_digit(c) || c == '_' || c == ':';
}

/// Takes the word that `text` begins with.
std::string_view take_word(std::string_view& text) noexcept {
  text = without_blanks_before(text);
  const auto end = std::ranges::find_if_not(text, in_qualified_name);
  const std::string_view word = text.substr(0, static_cast<std::size_t>(end - text.begin()));
  text = without_blanks_before(text.substr(word.size()));
  return word;
}

}  // namespace

bool is_c_padding(std::string_view name) noexcept {
  while (name.starts_with('_')) name.remove_prefix(1);
  while (!name.empty() && (name.ends_with('_') || is_digit(name.back()))) name.remove_suffix(1);
  return name.empty() || semantic_of(name) == Semantic::kPadding;
}

bool is_c_struct(std::string_view text) noexcept {
  text = without_blanks_before(text);
  if (text.starts_with("//") || text.starts_with("/*") || text.starts_with("#pragma") ||
      text.starts_with("#include") || text.starts_with("#define") || text.starts_with("#if") ||
      text.starts_with("[[") || text.starts_with("layout(") || text.starts_with("layout (") ||
      text.starts_with("__attribute__") || text.starts_with("alignas("))
    return true;
  constexpr std::array<std::string_view, 15> kWords{
      "struct", "class",    "typedef", "union",    "enum",     "namespace", "using",    "const",
      "static", "unsigned", "signed",  "volatile", "template", "extern",    "constexpr"};
  const std::string_view word = take_word(text);
  if (std::ranges::find(kWords, word) != kWords.end()) return !text.empty();
  // A member alone: a type, and a name that ends as names of members do.
  if (word.starts_with("std::array") && text.starts_with('<')) return true;
  if (take_word(text).empty()) return false;
  return !word.empty() && !text.empty() &&
         std::string_view(";,[={").find(text.front()) != std::string_view::npos;
}

Result<Layout> read_c_struct(std::string_view text) {
  const auto declared = parse_c_declarations(text);
  if (!declared) return tl::unexpected<Error>(declared.error());
  return Layouter(*declared).run();
}

}  // namespace vertexview::detail
