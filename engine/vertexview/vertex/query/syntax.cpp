#include "vertexview/vertex/query/syntax.hpp"

#include <array>
#include <limits>
#include <span>
#include <utility>

#include "vertexview/vertex/query/tokens.hpp"

namespace vertexview::query {
namespace {

/// Longer texts are no questions of a person; a shorter one cannot make a deep tree without kMostDepth.
constexpr std::size_t kMostBytes = 4096;
/// Each level takes ten calls of the parser, so that this many take a fraction of the smallest stack.
constexpr int kMostDepth = 64;
/// The tree of a sum is as deep as it is long.
constexpr int kMostOperations = 256;

/// Operators of two numbers, level by level, the weakest first.
constexpr std::array<std::string_view, 2> kShifts{"<<", ">>"};
constexpr std::array<std::string_view, 2> kSums{"+", "-"};
constexpr std::array<std::string_view, 3> kProducts{"*", "/", "%"};
constexpr std::array<std::string_view, 1> kBitOr{"|"};
constexpr std::array<std::string_view, 1> kBitXor{"^"};
constexpr std::array<std::string_view, 1> kBitAnd{"&"};
constexpr std::array<std::span<const std::string_view>, 6> kLevels{kBitOr,  kBitXor, kBitAnd,
                                                                   kShifts, kSums,   kProducts};

constexpr std::array<std::pair<std::string_view, Relation>, 6> kRelations{{{"<", Relation::kLess},
                                                                           {"<=", Relation::kLessEqual},
                                                                           {">", Relation::kGreater},
                                                                           {">=", Relation::kGreaterEqual},
                                                                           {"==", Relation::kEqual},
                                                                           {"!=", Relation::kNotEqual}}};

/// Reads an expression by recursive descent, one token ahead.
class Parser {
 public:
  explicit Parser(std::string_view text) noexcept : tokens_(text) {}

  [[nodiscard]] Result<Syntax> whole() {
    if (auto first = advance(); !first) return tl::unexpected<Error>(first.error());
    if (token_.kind == Token::Kind::kEnd) return fail_at(0, "the expression is empty");
    auto syntax = any();
    if (!syntax) return syntax;
    if (token_.is("=")) return fail_at(token_.at, "'=' compares nothing; expected '=='");
    if (token_.kind != Token::Kind::kEnd)
      return fail_at(token_.at, token_.quoted() + " cannot follow here; expected an operator or the end");
    return syntax;
  }

 private:
  using Level = Result<Syntax> (Parser::*)();

  [[nodiscard]] Result<void> advance() {
    auto next = tokens_.next();
    if (!next) return tl::unexpected<Error>(std::move(next.error()));
    token_ = *std::move(next);
    return {};
  }

  /// Fails where the expression has too many operations.
  [[nodiscard]] Result<void> count_operation() {
    if (++operations_ <= kMostOperations) return {};
    return fail_at(token_.at,
                   "the expression has more than " + std::to_string(kMostOperations) + " operations");
  }

  static Syntax operation(const Token& token, Syntax first) {
    Syntax syntax{.form = Form::kOperation,
                  .at = token.at,
                  .text = token.text,
                  .whole = {},
                  .relations = {},
                  .operands = {}};
    syntax.operands.push_back(std::move(first));
    return syntax;
  }

  /// Reads what `next` reads, and while `is_operator` holds, an operator and another one.
  template <class IsOperator>
  [[nodiscard]] Result<Syntax> left_to_right(const IsOperator& is_operator, const auto& next) {
    auto left = next();
    while (left && is_operator(token_)) {
      if (auto counted = count_operation(); !counted) return tl::unexpected<Error>(counted.error());
      Syntax both = operation(token_, *std::move(left));
      if (auto moved = advance(); !moved) return tl::unexpected<Error>(moved.error());
      auto right = next();
      if (!right) return right;
      both.operands.push_back(*std::move(right));
      left = std::move(both);
    }
    return left;
  }

  [[nodiscard]] Result<Syntax> any() {
    if (depth_ == kMostDepth)
      return fail_at(token_.at,
                     "more than " + std::to_string(kMostDepth) + " parts lie within each other here");
    ++depth_;
    auto syntax = left_to_right([](const Token& token) { return token.is("||"); }, [this] { return all(); });
    --depth_;
    return syntax;
  }

  [[nodiscard]] Result<Syntax> all() {
    return left_to_right([](const Token& token) { return token.is("&&"); }, [this] { return negation(); });
  }

  [[nodiscard]] Result<Syntax> negation() {
    if (!token_.is("!")) return comparison();
    return prefix([this] { return negation(); });
  }

  /// Reads an operator of one operand, and what `next` reads.
  [[nodiscard]] Result<Syntax> prefix(const auto& next) {
    if (depth_ == kMostDepth)
      return fail_at(token_.at,
                     "more than " + std::to_string(kMostDepth) + " signs stand before each other here");
    const Token sign = token_;
    if (auto moved = advance(); !moved) return tl::unexpected<Error>(moved.error());
    ++depth_;
    auto operand = next();
    --depth_;
    if (!operand) return operand;
    return operation(sign, *std::move(operand));
  }

  [[nodiscard]] Result<Syntax> comparison() {
    auto first = level(0);
    if (!first) return first;
    if (token_.kind == Token::Kind::kName && token_.text == "in") return within(*std::move(first));
    Syntax chain{
        .form = Form::kCompare, .at = token_.at, .text = {}, .whole = {}, .relations = {}, .operands = {}};
    while (const auto relation = relation_of(token_)) {
      if (auto counted = count_operation(); !counted) return tl::unexpected<Error>(counted.error());
      chain.relations.push_back(*relation);
      if (auto moved = advance(); !moved) return tl::unexpected<Error>(moved.error());
      auto next = level(0);
      if (!next) return next;
      chain.operands.push_back(*std::move(next));
    }
    if (chain.relations.empty()) return first;
    chain.operands.insert(chain.operands.begin(), *std::move(first));
    return chain;
  }

  /// Reads `in A..B`, which is A <= x <= B.
  [[nodiscard]] Result<Syntax> within(Syntax x) {
    Syntax chain{.form = Form::kCompare,
                 .at = token_.at,
                 .text = {},
                 .whole = {},
                 .relations = {Relation::kLessEqual, Relation::kLessEqual},
                 .operands = {}};
    if (auto moved = advance(); !moved) return tl::unexpected<Error>(moved.error());
    auto low = level(0);
    if (!low) return low;
    if (!token_.is(".."))
      return fail_at(token_.at, token_.quoted() +
                                    " cannot follow here; expected '..' between the smallest "
                                    "and the largest number, as in 10..20");
    if (auto moved = advance(); !moved) return tl::unexpected<Error>(moved.error());
    auto high = level(0);
    if (!high) return high;
    chain.operands.reserve(3);
    chain.operands.push_back(*std::move(low));
    chain.operands.push_back(std::move(x));
    chain.operands.push_back(*std::move(high));
    return chain;
  }

  static std::optional<Relation> relation_of(const Token& token) noexcept {
    for (const auto& [sign, relation] : kRelations)
      if (token.is(sign)) return relation;
    return std::nullopt;
  }

  [[nodiscard]] Result<Syntax> level(std::size_t number) {
    if (number == kLevels.size()) return sign();
    const auto is_operator = [&](const Token& token) {
      for (const std::string_view one : kLevels[number])
        if (token.is(one)) return true;
      return false;
    };
    return left_to_right(is_operator, [this, number] { return level(number + 1); });
  }

  [[nodiscard]] Result<Syntax> sign() {
    if (!token_.is("-") && !token_.is("+")) return single();
    return prefix([this] { return sign(); });
  }

  [[nodiscard]] Result<Syntax> single() {
    if (token_.is("(")) return in_parentheses();
    if (token_.is("!"))
      return fail_at(token_.at, "'!' turns a condition round; put it and its condition in parentheses");
    if (token_.kind == Token::Kind::kNumber) return taken(Form::kNumber);
    if (token_.kind == Token::Kind::kQuotedName) return taken(Form::kName);
    if (token_.kind != Token::Kind::kName)
      return fail_at(token_.at, token_.quoted() + " cannot stand here; expected a number, a name or '('");
    if (token_.text == "true" || token_.text == "false") {
      token_.number = token_.text == "true" ? 1 : 0;
      return taken(Form::kTruth);
    }
    if (token_.text == "nan" || token_.text == "inf") {
      token_.number = token_.text == "nan" ? std::numeric_limits<double>::quiet_NaN()
                                           : std::numeric_limits<double>::infinity();
      return taken(Form::kNumber);
    }
    auto name = taken(Form::kName);
    if (!name || !token_.is("(")) return name;
    return arguments(*std::move(name));
  }

  /// Returns the present token as a part, and moves on.
  [[nodiscard]] Result<Syntax> taken(Form form) {
    Syntax syntax{.form = form,
                  .at = token_.at,
                  .text = std::move(token_.text),
                  .number = token_.number,
                  .whole = token_.whole,
                  .relations = {},
                  .operands = {}};
    if (auto moved = advance(); !moved) return tl::unexpected<Error>(moved.error());
    return syntax;
  }

  [[nodiscard]] Result<Syntax> in_parentheses() {
    const std::size_t open = token_.at;
    if (auto moved = advance(); !moved) return tl::unexpected<Error>(moved.error());
    auto syntax = any();
    if (!syntax) return syntax;
    if (auto closed = close(open); !closed) return tl::unexpected<Error>(closed.error());
    return syntax;
  }

  /// Moves past the ')' that belongs to the '(' at `open`.
  [[nodiscard]] Result<void> close(std::size_t open) {
    if (token_.kind == Token::Kind::kEnd) return fail_at(open, "'(' has no ')'");
    if (!token_.is(")")) return fail_at(token_.at, token_.quoted() + " cannot follow here; expected ')'");
    return advance();
  }

  [[nodiscard]] Result<Syntax> arguments(Syntax call) {
    call.form = Form::kCall;
    const std::size_t open = token_.at;
    do {
      if (auto moved = advance(); !moved) return tl::unexpected<Error>(moved.error());
      if (token_.is(")") && call.operands.empty()) break;
      auto operand = any();
      if (!operand) return operand;
      call.operands.push_back(*std::move(operand));
    } while (token_.is(","));
    if (auto closed = close(open); !closed) return tl::unexpected<Error>(closed.error());
    return call;
  }

  Tokens tokens_;
  Token token_ = {};
  int depth_ = 0;
  int operations_ = 0;
};

}  // namespace

Result<Syntax> parse(std::string_view text) {
  if (text.size() > kMostBytes)
    return fail_at(kMostBytes, "the expression has " + std::to_string(text.size()) +
                                   " bytes; expected at most " + std::to_string(kMostBytes));
  return Parser(text).whole();
}

}  // namespace vertexview::query
