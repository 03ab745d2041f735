#include "vertexview/record/texts/c_attributes.hpp"

#include <algorithm>
#include <bit>

#include "vertexview/memory/number_text.hpp"

namespace vertexview::detail {
namespace {

// The largest alignment that #pragma pack can ask for.
constexpr std::uint64_t kLargestPack = 16;
// The largest alignment of a page, which nothing in a file is aligned to more than.
constexpr std::uint64_t kLargestAlignment = 4096;

Result<std::uint64_t> alignment_of(const CToken& token, const CConstants& constants) {
  auto number = c_number(token, constants);
  if (number && (!std::has_single_bit(*number) || *number > kLargestAlignment))
    return bad_text(token.at,
                    "expected an alignment of 1, 2, 4, 8, ... 4096 bytes, found " + found_text(token.text));
  return number;
}

/// Takes what stands in the brackets of an attribute, up to the one that closes them.
Result<void> take_inside(CTokenReader& reader, const CConstants& constants, CAttributes& attributes) {
  const CToken& open = reader.take();
  for (std::size_t depth = 1; depth > 0;) {
    if (reader.at_end())
      return bad_text(open.at, "the bracket " + found_text(open.text) + " is never closed");
    const CToken& token = reader.take();
    if (token.is("(") || token.is("[")) ++depth;
    if (token.is(")") || token.is("]")) --depth;
    if (token.is("packed") || token.is("__packed__") || token.is("gnu::packed")) attributes.packed = true;
    const bool aligned =
        token.is("aligned") || token.is("__aligned__") || token.is("gnu::aligned") || token.is("align");
    if (!aligned || !reader.next_is("(")) continue;
    const auto alignment = alignment_of(reader.peek(1), constants);
    if (!alignment) return tl::unexpected<Error>(alignment.error());
    attributes.alignment = std::max(attributes.alignment, *alignment);
  }
  return {};
}

/// Returns whether a line of the preprocessor makes others count or not. Those of a guard, which is written
/// with #ifndef, and of C++ always count.
bool chooses(const CTokenReader& reader) {
  return reader.next_is("if") || reader.next_is("elif") || reader.next_is("else") ||
         (reader.next_is("ifdef") && !reader.peek(1).is("__cplusplus"));
}

}  // namespace

Result<std::uint64_t> c_number(const CToken& token, const CConstants& constants) {
  const auto named = constants.find(token.text);
  if (token.kind == CTokenKind::kName && named != constants.end()) return named->second;
  std::string_view text = token.text;
  while (!text.empty() && std::string_view("uUlL").find(text.back()) != std::string_view::npos)
    text.remove_suffix(1);
  const bool hex = text.starts_with("0x") || text.starts_with("0X");
  if (hex) text.remove_prefix(2);
  const auto number = parse_digits(text, hex ? 16 : 10);
  if (token.kind != CTokenKind::kNumber || !number)
    return bad_text(token.at, "expected a whole number, found " + found_text(token.text));
  return *number;
}

Result<void> take_attributes(CTokenReader& reader, const CConstants& constants, CAttributes& attributes) {
  for (;;) {
    if (reader.next_is("alignas")) {
      reader.take();
      const auto alignment = alignment_of(reader.peek(1), constants);
      if (!reader.next_is("(")) return reader.expected("'(' after alignas");
      if (!alignment) return tl::unexpected<Error>(alignment.error());
      attributes.alignment = std::max(attributes.alignment, *alignment);
      if (auto skipped = reader.skip_brackets(); !skipped) return skipped;
    } else if (reader.next_is("__attribute__") || reader.next_is("__declspec")) {
      reader.take();
      if (!reader.next_is("(")) return reader.expected("'(' of an attribute");
      if (auto taken = take_inside(reader, constants, attributes); !taken) return taken;
    } else if (reader.next_is("[") && reader.peek(1).is("[")) {
      if (auto taken = take_inside(reader, constants, attributes); !taken) return taken;
    } else {
      return {};
    }
  }
}

Result<void> CPacking::read(const CToken& directive, CConstants& constants) {
  // A comment may stand behind; a line that is no C otherwise (#error It's) says nothing about records.
  const auto tokens = c_tokens(directive.text.substr(1));
  if (!tokens) return {};
  CTokenReader reader(*tokens);
  if (reader.take_if("pragma") && reader.take_if("pack")) {
    auto packed = read_pack(reader);
    if (!packed) packed.error().offset = directive.at + 1 + packed.error().offset.value_or(0);
    return packed;
  }
  if (chooses(reader))
    return bad_text(directive.at, "expected no condition, found " + found_text(directive.text) +
                                      ": leave the lines that count");
  if (!reader.take_if("define") || !reader.next_is_name()) return {};
  const std::string_view name = reader.take().text;
  if (const auto number = c_number(reader.peek(), constants)) constants[name] = *number;
  return {};
}

Result<void> CPacking::read_pack(CTokenReader& reader) {
  if (auto open = reader.expect("(", "'(' after #pragma pack"); !open) return open;
  if (reader.take_if("push")) {
    pushed_.push_back(now_);
    if (!reader.take_if(",")) return reader.expect(")", "')' or ',' in #pragma pack");
  } else if (reader.take_if("pop")) {
    now_ = pushed_.empty() ? 0 : pushed_.back();
    if (!pushed_.empty()) pushed_.pop_back();
    return reader.expect(")", "')' in #pragma pack");
  }
  if (reader.take_if(")")) {
    now_ = 0;
    return {};
  }
  const auto number = alignment_of(reader.peek(), {});
  if (!number || *number > kLargestPack) return reader.expected("1, 2, 4, 8 or 16 in #pragma pack");
  now_ = *number;
  reader.take();
  return reader.expect(")", "')' in #pragma pack");
}

}  // namespace vertexview::detail
