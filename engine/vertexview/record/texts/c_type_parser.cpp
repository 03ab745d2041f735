#include "vertexview/record/texts/c_type_parser.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace vertexview::detail {
namespace {

/// Words around a type that say nothing about its bytes.
constexpr std::array<std::string_view, 22> kQualifiers{
    "const",    "volatile", "mutable",  "highp",           "mediump",   "lowp",    "in",        "out",
    "inout",    "flat",     "smooth",   "noperspective",   "centroid",  "precise", "invariant", "linear",
    "readonly", "restrict", "coherent", "nointerpolation", "row_major", "typename"};

/// The words that an integer type of C is made of, in any order.
constexpr std::array<std::string_view, 6> kIntegerWords{"signed", "unsigned", "char", "short", "int", "long"};

template <std::size_t N>
bool is_one_of(const std::array<std::string_view, N>& words, std::string_view text) noexcept {
  return std::ranges::find(words, text) != words.end();
}

CType numbers(ElementType type) {
  CType result;
  result.number.number = type;
  return result;
}

}  // namespace

Result<void> CTypeParser::skip_qualifiers() {
  CAttributes ignored;
  while (is_one_of(kQualifiers, reader_.peek().text)) {
    reader_.take();
    if (auto taken = take_attributes(reader_, constants_, ignored); !taken) return taken;
  }
  return {};
}

Result<CType> CTypeParser::type(std::size_t depth) {
  if (auto skipped = skip_qualifiers(); !skipped) return tl::unexpected<Error>(skipped.error());
  const std::size_t at = reader_.peek().at;
  auto found = named_type(depth);
  if (!found) return found;
  if (auto skipped = skip_qualifiers(); !skipped) return tl::unexpected<Error>(skipped.error());
  if (reader_.next_is("*") || reader_.next_is("&"))
    return bad_text(at, "expected a type with bytes of its own: a pointer means nothing in a file");
  return found;
}

Result<CType> CTypeParser::named_type(std::size_t depth) {
  if (!reader_.next_is_name()) return reader_.expected("a member, as in 'float x;'");
  const CToken& token = reader_.peek();
  if (token.is("struct") || token.is("class")) {
    reader_.take();
    return define_record(depth);
  }
  if (const auto known = names.find(token.text); known != names.end()) {
    reader_.take();
    return known->second;
  }
  if (token.is("std::array")) return standard_array(depth);
  if (is_one_of(kIntegerWords, token.text)) return integer_type();
  if (const auto number = c_number_type(token.text)) {
    reader_.take();
    CType found;
    found.number = *number;
    return found;
  }
  std::string name = found_text(token.text);
  if (const std::string_view why = why_no_c_type(token.text); !why.empty())
    return bad_text(token.at, name.append(" ").append(why));
  return reader_.expected("a type, as in float, uint8_t, vec3, float3 or a struct defined before");
}

Result<CType> CTypeParser::standard_array(std::size_t depth) {
  constexpr std::size_t kDeepest = 32;  // arrays in arrays; the parser recurses
  reader_.take();
  if (depth > kDeepest) return reader_.expected("arrays nested at most 32 deep");
  if (auto open = reader_.expect("<", "'<' after std::array"); !open)
    return tl::unexpected<Error>(open.error());
  auto found = type(depth + 1);
  if (!found) return found;
  if (auto comma = reader_.expect(",", "',' and a number of elements"); !comma)
    return tl::unexpected<Error>(comma.error());
  const auto count = c_number(reader_.peek(), constants_);
  if (!count) return tl::unexpected<Error>(count.error());
  reader_.take();
  if (auto close = reader_.expect(">", "'>' of std::array"); !close)
    return tl::unexpected<Error>(close.error());
  found->extents.insert(found->extents.begin(), *count);
  return found;
}

Result<CType> CTypeParser::integer_type() {
  const CToken& first = reader_.peek();
  bool is_unsigned = false;
  bool is_signed = false;
  bool is_char = false;
  bool is_short = false;
  std::size_t longs = 0;
  while (is_one_of(kIntegerWords, reader_.peek().text)) {
    const CToken& word = reader_.take();
    is_unsigned = is_unsigned || word.is("unsigned");
    is_signed = is_signed || word.is("signed");
    is_char = is_char || word.is("char");
    is_short = is_short || word.is("short");
    if (word.is("long")) ++longs;
  }
  if (longs == 1) {
    const bool is_double = reader_.next_is("double");
    return bad_text(first.at, is_double ? "'long double' has 8, 12 or 16 bytes; write double"
                                        : std::string("'long' ").append(why_no_c_type("long")));
  }
  if (is_char)
    return numbers(is_unsigned ? ElementType::kUint8 : is_signed ? ElementType::kInt8 : ElementType::kBytes);
  if (is_short) return numbers(is_unsigned ? ElementType::kUint16 : ElementType::kInt16);
  if (longs > 1) return numbers(is_unsigned ? ElementType::kUint64 : ElementType::kInt64);
  return numbers(is_unsigned ? ElementType::kUint32 : ElementType::kInt32);
}

Result<void> CTypeParser::declarator(CMember& member) {
  CAttributes attributes;
  if (reader_.next_is("*") || reader_.next_is("&"))
    return reader_.expected("a name: a pointer means nothing in a file");
  if (reader_.next_is(":")) return take_behind_colon(member);
  if (!reader_.next_is_name()) return reader_.expected("the name of a member");
  member.at = reader_.peek().at;
  member.name = reader_.take().text;
  if (auto taken = take_extents(member); !taken) return taken;
  if (auto taken = take_attributes(reader_, constants_, attributes); !taken) return taken;
  member.alignment = std::max(member.alignment, attributes.alignment);
  // What is packed alone is aligned to one byte, which is said here by an alignment that limits nothing.
  if (attributes.packed)
    return bad_text(member.at, "expected packed behind the whole struct, found it behind one member");
  if (auto taken = take_behind_colon(member); !taken) return taken;
  return skip_initialiser();
}

Result<void> CTypeParser::take_extents(CMember& member) {
  std::vector<std::uint64_t> extents;
  while (reader_.next_is("[") && !reader_.peek(1).is("[")) {
    reader_.take();
    if (reader_.take_if("]")) {
      if (!extents.empty() || member.open) return reader_.expected("a number of elements before ']'");
      member.open = true;
      continue;
    }
    const auto count = c_number(reader_.peek(), constants_);
    if (!count) return tl::unexpected<Error>(count.error());
    reader_.take();
    if (auto close = reader_.expect("]", "']' after a number of elements"); !close) return close;
    extents.push_back(*count);
  }
  member.type.extents.insert(member.type.extents.begin(), extents.begin(), extents.end());
  return {};
}

/// Takes the semantic of HLSL behind a colon, and refuses the width of a bit-field.
Result<void> CTypeParser::take_behind_colon(CMember& member) {
  if (!reader_.next_is(":")) return {};
  if (!reader_.peek(1).is(":") && reader_.peek(1).kind != CTokenKind::kName)
    return reader_.expected(
        "',' or ';': where the bits of a bit-field lie differs from compiler to compiler; write the whole "
        "integer");
  reader_.take();
  if (!reader_.next_is_name()) return reader_.expected("a semantic, as in POSITION");
  member.semantic = reader_.take().text;
  return {};
}

Result<void> CTypeParser::skip_initialiser() {
  if (!reader_.next_is("=") && !reader_.next_is("{")) return {};
  while (!reader_.at_end() && !reader_.next_is(",") && !reader_.next_is(";")) {
    if (!reader_.next_is("{") && !reader_.next_is("(") && !reader_.next_is("[")) {
      reader_.take();
      continue;
    }
    if (auto skipped = reader_.skip_brackets(); !skipped) return skipped;
  }
  return {};
}

}  // namespace vertexview::detail
