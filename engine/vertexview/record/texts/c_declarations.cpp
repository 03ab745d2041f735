#include "vertexview/record/texts/c_declarations.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "vertexview/memory/printable.hpp"
#include "vertexview/record/texts/c_attributes.hpp"
#include "vertexview/record/texts/c_type_parser.hpp"

namespace vertexview::detail {
namespace {

/// Reads the declarations of a file, one after the other, and those of a record.
class Parser {
 public:
  explicit Parser(const std::vector<CToken>& tokens) : reader_(tokens), types_(reader_, constants_) {
    types_.define_record = [this](std::size_t depth) { return record_definition(depth); };
  }

  Result<CDeclarations> run() {
    while (!reader_.at_end())
      if (auto read = declaration(); !read) return tl::unexpected<Error>(read.error());
    // "struct Vertex {...} vertices[3];" declares a variable of a record, which is no record itself.
    const bool loose = std::ranges::any_of(loose_.members, [](const CMember& m) { return !m.type.record; });
    if (loose) found_.records.push_back(std::move(loose_));
    if (block_ && !has_rules_)
      return bad_text(block_->at, "expected layout(std430) or layout(std140) before the block");
    if (block_) found_.records.push_back(*std::move(block_));
    if (found_.records.empty()) return reader_.expected("a struct or its members");
    return std::move(found_);
  }

 private:
  /// Reads one declaration of the file.
  Result<void> declaration() {
    if (reader_.peek().kind == CTokenKind::kDirective) return packing_.read(reader_.take(), constants_);
    if (reader_.take_if(";") || reader_.take_if("}")) return {};  // the end of a namespace
    if (reader_.next_is("layout")) return layout_qualifier();
    if (reader_.next_is("namespace")) {
      while (!reader_.at_end() && !reader_.next_is("{") && !reader_.next_is(";")) reader_.take();
      reader_.take();
      return {};
    }
    if (reader_.next_is("extern") && reader_.peek(1).kind == CTokenKind::kString) {
      reader_.take();
      reader_.take();
      static_cast<void>(reader_.take_if("{"));
      return {};
    }
    if (reader_.next_is("static_assert") || reader_.next_is("_Static_assert")) return skip_declaration();
    if (reader_.next_is("typedef")) return type_alias();
    if (reader_.next_is("using")) return using_alias();
    if (begins_block()) return block();
    if (auto constant = take_constant(); !constant || *constant)
      return constant ? Result<void>() : tl::unexpected<Error>(constant.error());
    return members(loose_, 0);
  }

  /// Reads "layout(std430, binding = 0)".
  Result<void> layout_qualifier() {
    reader_.take();
    if (!reader_.next_is("(")) return reader_.expected("'(' after layout");
    while (!reader_.at_end() && !reader_.next_is(")")) {
      const CToken& token = reader_.take();
      if (token.is("location"))
        return bad_text(token.at, "expected a struct: the inputs of a shader do not say how records lie");
      has_rules_ = has_rules_ || token.is("std430") || token.is("std140") || token.is("scalar");
      if (token.is("std430")) found_.rules = CRules::kStd430;
      if (token.is("std140")) found_.rules = CRules::kStd140;
      if (token.is("shared") || token.is("packed"))
        return bad_text(token.at, "expected std430, std140 or scalar: where members lie in the layout " +
                                      found_text(token.text) + " only the driver knows");
    }
    return reader_.expect(")", "')' after layout");
  }

  [[nodiscard]] bool begins_block() const noexcept {
    std::size_t ahead = 0;
    constexpr std::array<std::string_view, 6> kQualifiers{"readonly", "writeonly", "coherent",
                                                          "restrict", "volatile",  "const"};
    while (std::ranges::find(kQualifiers, reader_.peek(ahead).text) != kQualifiers.end()) ++ahead;
    const bool keyword = reader_.peek(ahead).is("buffer") || reader_.peek(ahead).is("uniform");
    return keyword && reader_.peek(ahead + 1).kind == CTokenKind::kName && reader_.peek(ahead + 2).is("{");
  }

  /// Reads "buffer Vertices { Vertex vertices[]; } name;".
  Result<void> block() {
    while (!reader_.next_is("{")) reader_.take();
    CRecord record{.name = {}, .at = reader_.peek().at};
    if (auto read = body(record, 0); !read) return read;
    block_ = std::move(record);
    while (!reader_.at_end() && !reader_.next_is(";")) reader_.take();
    return {};
  }

  /// Reads "constexpr int kCount = 3;", and returns whether that came next.
  Result<bool> take_constant() {
    std::size_t ahead = 0;
    constexpr std::array<std::string_view, 4> kWords{"static", "inline", "const", "constexpr"};
    while (std::ranges::find(kWords, reader_.peek(ahead).text) != kWords.end()) ++ahead;
    if (ahead == 0) return false;
    while (reader_.peek(ahead).kind == CTokenKind::kName && reader_.peek(ahead + 1).kind == CTokenKind::kName)
      ++ahead;
    if (!reader_.peek(ahead + 1).is("=")) return false;
    const std::string_view name = reader_.peek(ahead).text;
    if (const auto number = c_number(reader_.peek(ahead + 2), constants_)) constants_[name] = *number;
    if (auto skipped = skip_declaration(); !skipped) return tl::unexpected<Error>(skipped.error());
    return true;
  }

  /// Reads "typedef struct { ... } Vertex;" or "typedef float Real;".
  Result<void> type_alias() {
    reader_.take();
    auto type = types_.type(0);
    if (!type) return tl::unexpected<Error>(type.error());
    do {
      CMember alias{.name = {}};
      alias.type = *type;
      if (auto read = types_.declarator(alias); !read) return read;
      define(alias.name, alias.type);
    } while (reader_.take_if(","));
    return reader_.expect(";", "';' after a typedef");
  }

  /// Reads "using Real = float;" and passes over "using namespace std;".
  Result<void> using_alias() {
    reader_.take();
    if (!reader_.next_is_name() || !reader_.peek(1).is("=")) return skip_declaration();
    const std::string name(reader_.take().text);
    reader_.take();
    auto type = types_.type(0);
    if (!type) return tl::unexpected<Error>(type.error());
    define(name, *type);
    return reader_.expect(";", "';' after the type");
  }

  void define(const std::string& name, const CType& type) {
    types_.names[name] = type;
    const bool plain = type.record && type.extents.empty() && found_.records[*type.record].name.empty();
    if (plain) found_.records[*type.record].name = name;
  }

  /// Moves behind the next ';', or behind the '}' of a function.
  Result<void> skip_declaration() {
    while (!reader_.at_end()) {
      if (reader_.take_if(";")) return {};
      const bool body = reader_.next_is("{");
      if (!body && !reader_.next_is("(") && !reader_.next_is("[")) {
        reader_.take();
        continue;
      }
      if (auto skipped = reader_.skip_brackets(); !skipped) return skipped;
      // What follows the braces of an initialiser belongs to it: a ';', or the next of a list.
      if (body && !reader_.next_is(";") && !reader_.next_is(",") && !reader_.next_is("{")) return {};
    }
    return reader_.expected("';'");
  }

  /// Reads what follows "struct": a name, or members in braces, or both. Returns the type.
  Result<CType> record_definition(std::size_t depth) {
    // A record in a record in a record: no real one is nested as deep, and the parser recurses.
    constexpr std::size_t kDeepest = 32;
    if (depth > kDeepest) return reader_.expected("records nested at most 32 deep");
    CAttributes attributes;
    if (auto taken = take_attributes(reader_, constants_, attributes); !taken)
      return tl::unexpected<Error>(taken.error());
    CRecord record{.name = {}, .at = reader_.peek().at};
    if (reader_.next_is_name()) record.name = reader_.take().text;
    static_cast<void>(reader_.take_if("final"));
    if (reader_.next_is(":")) return reader_.expected("'{': what a base class adds is not read");
    if (!reader_.next_is("{")) {
      const auto known = types_.names.find(record.name);
      if (known != types_.names.end()) return known->second;
      return reader_.expected("'{' and the members of struct " + in_quotes(record.name));
    }
    if (auto read = body(record, depth + 1); !read) return tl::unexpected<Error>(read.error());
    if (auto taken = take_attributes(reader_, constants_, attributes); !taken)
      return tl::unexpected<Error>(taken.error());
    // A directive within the braces counts from there on, so that the last one counts for the record.
    record.pack = attributes.packed ? 1 : packing_.now();
    record.alignment = attributes.alignment;
    const std::string name = record.name;
    CType type;
    type.record = found_.records.size();
    found_.records.push_back(std::move(record));
    if (!name.empty()) types_.names[name] = type;
    return type;
  }

  Result<void> body(CRecord& record, std::size_t depth) {
    const std::size_t begin = reader_.take().at;
    while (!reader_.take_if("}")) {
      if (reader_.at_end()) return bad_text(begin, "the record is never closed: expected '}'");
      if (auto read = part(record, depth); !read) return read;
    }
    return {};
  }

  /// Reads one part of a record: members, or what has no place in its bytes.
  Result<void> part(CRecord& record, std::size_t depth) {
    if (reader_.peek().kind == CTokenKind::kDirective) return packing_.read(reader_.take(), constants_);
    if (reader_.take_if(";")) return {};
    constexpr std::array<std::string_view, 3> kAccess{"public", "private", "protected"};
    if (std::ranges::find(kAccess, reader_.peek().text) != kAccess.end() && reader_.peek(1).is(":")) {
      reader_.take();
      reader_.take();
      return {};
    }
    constexpr std::array<std::string_view, 9> kNoMembers{"static", "friend",        "explicit",
                                                         "inline", "constexpr",     "template",
                                                         "~",      "static_assert", "_Static_assert"};
    if (std::ranges::find(kNoMembers, reader_.peek().text) != kNoMembers.end()) {
      auto constant = take_constant();
      if (!constant) return tl::unexpected<Error>(constant.error());
      return *constant ? Result<void>() : skip_declaration();
    }
    if (reader_.next_is("typedef")) return type_alias();
    if (reader_.next_is("using")) return using_alias();
    return members(record, depth);
  }

  /// Returns whether a parenthesis follows the words that come next, as in "float length() const".
  [[nodiscard]] bool begins_function() const noexcept {
    constexpr std::array<std::string_view, 4> kBetween{"*", "&", "<", ">"};
    constexpr std::array<std::string_view, 3> kAttributes{"__attribute__", "__declspec", "alignas"};
    for (std::size_t ahead = 0;; ++ahead) {
      const CToken& token = reader_.peek(ahead);
      if (token.is("operator")) return true;
      if (token.is("("))
        return ahead > 0 && std::ranges::find(kAttributes, reader_.peek(ahead - 1).text) == kAttributes.end();
      if (token.kind != CTokenKind::kName && std::ranges::find(kBetween, token.text) == kBetween.end())
        return false;
    }
  }

  /// Reads "float x, y[2] = {0};" into the record, or passes over a function.
  Result<void> members(CRecord& record, std::size_t depth) {
    CAttributes attributes;
    if (auto taken = take_attributes(reader_, constants_, attributes); !taken) return taken;
    if (reader_.next_is("virtual"))
      return reader_.expected(
          "no virtual function: it puts a pointer into each object, which means nothing in a file");
    if (begins_function()) return skip_declaration();
    const std::size_t at = reader_.peek().at;
    auto type = types_.type(depth);
    if (!type) return tl::unexpected<Error>(type.error());
    // A pasted struct may lack the last semicolon.
    if (reader_.take_if(";") || (type->record && reader_.at_end())) {
      if (type->record && found_.records[*type->record].name.empty())
        record.members.push_back({.name = {}, .type = *type, .at = at});
      return {};
    }
    do {
      CMember member{.name = {}, .type = *type, .alignment = attributes.alignment};
      if (auto read = types_.declarator(member); !read) return read;
      record.members.push_back(std::move(member));
    } while (reader_.take_if(","));
    return reader_.expect(";", "',' or ';' after a member");
  }

  CTokenReader reader_;
  CConstants constants_;
  CTypeParser types_;
  CPacking packing_;
  CDeclarations found_;
  CRecord loose_{.name = {}};  ///< members that stand in no record
  std::optional<CRecord> block_;
  bool has_rules_ = false;  ///< whether the text says by which rules its blocks lie
};

}  // namespace

Result<CDeclarations> parse_c_declarations(std::string_view text) {
  const auto tokens = c_tokens(text);
  if (!tokens) return tl::unexpected<Error>(tokens.error());
  return Parser(*tokens).run();
}

}  // namespace vertexview::detail
