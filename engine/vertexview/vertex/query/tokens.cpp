#include "vertexview/vertex/query/tokens.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "vertexview/memory/ascii.hpp"
#include "vertexview/memory/number_text.hpp"
#include "vertexview/memory/printable.hpp"

namespace vertexview::query {
namespace {

/// Bytes from 0x80 are those of letters in UTF-8.
bool begins_name(char c) noexcept {
  return is_letter(c) || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

bool is_blank(char c) noexcept {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/// Longer signs stand before those that they begin with.
constexpr std::array<std::string_view, 24> kSigns{"&&", "||", "==", "!=", "<=", ">=", "<<", ">>",
                                                  "..", "<",  ">",  "!",  "+",  "-",  "*",  "/",
                                                  "%",  "&",  "|",  "^",  "(",  ")",  ",",  "="};

}  // namespace

std::string Token::quoted() const {
  return kind == Kind::kEnd ? "the end" : in_quotes(text);
}

Result<Token> Tokens::next() {
  while (at_ < text_.size() && is_blank(text_[at_])) ++at_;
  if (at_ == text_.size()) return Token{.at = at_, .text = {}, .whole = {}};
  const char first = text_[at_];
  const bool point = first == '.' && at_ + 1 < text_.size() && is_digit(text_[at_ + 1]);
  if (is_digit(first) || point) return number();
  if (first == '"' || first == '\'') return quoted_name();
  if (begins_name(first)) return name();
  const std::string_view rest = text_.substr(at_);
  const auto sign = std::ranges::find_if(kSigns, [&](std::string_view one) { return rest.starts_with(one); });
  if (sign == kSigns.end())
    return fail_at(at_, in_quotes(rest.substr(0, 1)) +
                            " has no meaning here; names with such characters stand in "
                            "quotes, as in \"scan angle\"");
  Token token{.kind = Token::Kind::kSign, .at = at_, .text = std::string(*sign), .whole = {}};
  at_ += sign->size();
  return token;
}

/// Takes all characters that a number may have, so that one that is wrong is told whole.
Result<Token> Tokens::number() {
  const std::size_t begin = at_;
  const bool hex = text_.substr(at_).starts_with("0x") || text_.substr(at_).starts_with("0X");
  while (at_ < text_.size()) {
    const char c = text_[at_];
    if (c == '.' && text_.substr(at_).starts_with("..")) break;
    const bool exponent = !hex && at_ > begin && (text_[at_ - 1] == 'e' || text_[at_ - 1] == 'E');
    if (!is_digit(c) && !begins_name(c) && c != '.' && !((c == '+' || c == '-') && exponent)) break;
    ++at_;
  }
  const std::string_view word = text_.substr(begin, at_ - begin);
  Token token{.kind = Token::Kind::kNumber, .at = begin, .text = std::string(word), .whole = {}};
  const auto number = parse_number(word);
  if (!number) return fail_at(begin, number.error().message);
  token.number = *number;
  if (const auto whole = parse_whole_number(word)) token.whole = *whole;
  return token;
}

Result<Token> Tokens::quoted_name() {
  const std::size_t begin = at_;
  const std::size_t end = text_.find(text_[begin], begin + 1);
  if (end == std::string_view::npos)
    return fail_at(begin, "the quotation mark that ends the name is missing");
  at_ = end + 1;
  return Token{.kind = Token::Kind::kQuotedName,
               .at = begin,
               .text = std::string(text_.substr(begin + 1, end - begin - 1)),
               .whole = {}};
}

/// Takes a name, with points inside as in point.x, and the number in brackets that makes it one of several:
/// data[3].
Token Tokens::name() {
  const std::size_t begin = at_;
  const auto goes_on = [&] {
    if (at_ >= text_.size()) return false;
    const bool inner_point = text_[at_] == '.' && at_ + 1 < text_.size() && begins_name(text_[at_ + 1]);
    return begins_name(text_[at_]) || is_digit(text_[at_]) || inner_point;
  };
  while (goes_on()) ++at_;
  if (at_ < text_.size() && text_[at_] == '[') {
    const std::size_t after = std::min(text_.find_first_not_of("0123456789", at_ + 1), text_.size());
    if (after > at_ + 1 && after < text_.size() && text_[after] == ']') at_ = after + 1;
  }
  Token token{.kind = Token::Kind::kName,
              .at = begin,
              .text = std::string(text_.substr(begin, at_ - begin)),
              .whole = {}};
  constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kWords{
      {{"and", "&&"}, {"or", "||"}, {"not", "!"}}};
  for (const auto& [word, sign] : kWords)
    if (token.text == word) {
      token.kind = Token::Kind::kSign;
      token.text = sign;
    }
  return token;
}

}  // namespace vertexview::query
