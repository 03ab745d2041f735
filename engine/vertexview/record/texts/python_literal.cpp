// Source: the literals of the Python language reference, as far as NumPy writes them.
#include "vertexview/record/texts/python_literal.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include "vertexview/memory/ascii.hpp"
#include "vertexview/memory/number_text.hpp"
#include "vertexview/memory/utf8.hpp"

namespace vertexview::detail {
namespace {

// A record in a record in a record: no real one is nested as deep, and the parser recurses.
constexpr int kDeepest = 32;

bool begins_name(char c) noexcept {
  return is_letter(c) || c == '_';
}

class Parser {
 public:
  Parser(std::string_view text, PythonText where) : text_(text), where_(where) {}

  Result<PythonLiteral> whole() {
    auto value = parse(0);
    if (!value) return value;
    skip_blanks();
    if (at_ < text_.size()) return refuse(in_source() ? "the end" : "the end of the header");
    return value;
  }

 private:
  [[nodiscard]] bool in_source() const noexcept { return where_ == PythonText::kSource; }

  tl::unexpected<Error> refuse(std::string_view expected) const {
    std::string found = "its end";
    if (at_ < text_.size()) {
      const char c = text_[at_];
      found = c > ' ' && c <= '~' ? "'" : "byte ";
      found += c > ' ' && c <= '~' ? std::string{c, '\''} : std::to_string(static_cast<unsigned char>(c));
    }
    Error error{ErrorCode::kBadFormat, in_source() ? "" : "the header is no Python literal: "};
    error.message.append("expected ").append(expected).append(", found ").append(found);
    error.offset = at_;
    return tl::unexpected<Error>(std::move(error));
  }

  void skip_blanks() {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (in_source() && c == '#')
        at_ = std::min(text_.find('\n', at_), text_.size());
      else if (c == ' ' || (c >= '\t' && c <= '\r'))
        ++at_;
      else
        return;
    }
  }
  /// Takes the character if it comes next.
  bool take(char c) {
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  bool take_word(std::string_view word) {
    if (!text_.substr(at_).starts_with(word)) return false;
    at_ += word.size();
    return true;
  }

  Result<PythonLiteral> parse(int depth) {
    using Kind = PythonLiteral::Kind;
    skip_blanks();
    if (depth > kDeepest) return refuse("at most " + std::to_string(kDeepest) + " brackets around a value");
    PythonLiteral value{.at = at_};
    const char c = at_ < text_.size() ? text_[at_] : '\0';
    const auto constant = [&](Kind kind) {
      value.kind = kind;
      return Result<PythonLiteral>(std::move(value));
    };
    if (take_word("True")) return constant(Kind::kTrue);
    if (take_word("False")) return constant(Kind::kFalse);
    if (take_word("None")) return constant(Kind::kNone);
    if (is_digit(c)) return integer(std::move(value));
    if (take('(')) return sequence(std::move(value), Kind::kTuple, ')', depth);
    if (take('[')) return sequence(std::move(value), Kind::kList, ']', depth);
    if (take('{')) return sequence(std::move(value), Kind::kDict, '}', depth);
    // Python 2 marks text as u'...', Python 3 bytes as b'...'.
    if (c == 'u' || c == 'b') ++at_;
    if (take('\'')) return string(std::move(value), '\'');
    if (take('"')) return string(std::move(value), '"');
    at_ = value.at;
    if (in_source() && begins_name(c)) return name(std::move(value), depth);
    return refuse("a value");
  }

  /// Parses a name of a program, or the call of one: "np.float32", "np.dtype([...], align=True)".
  Result<PythonLiteral> name(PythonLiteral value, int depth) {
    const std::size_t begin = at_;
    while (at_ < text_.size() && (begins_name(text_[at_]) || is_digit(text_[at_]) || text_[at_] == '.'))
      ++at_;
    const std::string_view whole = text_.substr(begin, at_ - begin);
    value.kind = PythonLiteral::Kind::kString;
    value.text = whole.substr(whole.rfind('.') + 1);  // rfind's npos + 1 is 0
    skip_blanks();
    if (at_ >= text_.size() || text_[at_] != '(') return value;
    if (value.text != "dtype") return refuse("dtype(...)");
    ++at_;
    return call(depth);
  }

  /// Parses what follows "dtype(" and returns its first argument.
  Result<PythonLiteral> call(int depth) {
    auto argument = parse(depth + 1);
    if (!argument) return argument;
    argument->aligned = false;
    for (skip_blanks(); !take(')'); skip_blanks()) {
      if (!take(',')) return refuse("',' or ')'");
      skip_blanks();
      if (take(')')) break;
      if (take_word("align")) {
        skip_blanks();
        if (!take('=')) return refuse("'=' after align");
        skip_blanks();
      }
      argument->aligned = take_word("True");
      if (!*argument->aligned && !take_word("False")) return refuse("align=True or align=False");
    }
    return argument;
  }

  Result<PythonLiteral> integer(PythonLiteral value) {
    const char* const end = text_.data() + text_.size();
    const auto [stop, error] = std::from_chars(text_.data() + at_, end, value.number);
    if (error != std::errc()) return refuse("a whole number of 64 bits");
    at_ = static_cast<std::size_t>(stop - text_.data());
    take('L');  // of a long integer in Python 2
    value.kind = PythonLiteral::Kind::kInteger;
    return value;
  }

  /// Parses what follows the opening bracket. One value in parentheses is no tuple unless a comma follows it.
  Result<PythonLiteral> sequence(PythonLiteral value, PythonLiteral::Kind kind, char close, int depth) {
    value.kind = kind;
    bool comma = true;
    for (;; comma = take(',')) {
      skip_blanks();
      if (take(close)) break;
      if (!comma) return refuse(std::string("',' or '").append(1, close).append("'"));
      auto item = parse(depth + 1);
      if (!item) return item;
      value.items.push_back(*std::move(item));
      skip_blanks();
      if (kind != PythonLiteral::Kind::kDict) continue;
      if (!take(':')) return refuse("':'");
      auto mapped = parse(depth + 1);
      if (!mapped) return mapped;
      value.items.push_back(*std::move(mapped));
      skip_blanks();
    }
    if (kind == PythonLiteral::Kind::kTuple && value.items.size() == 1 && !comma)
      return PythonLiteral(std::move(value.items.front()));
    return value;
  }

  Result<PythonLiteral> string(PythonLiteral value, char quote) {
    value.kind = PythonLiteral::Kind::kString;
    while (!take(quote)) {
      if (at_ >= text_.size() || text_[at_] == '\n') return refuse("the end of a string");
      const auto c = static_cast<unsigned char>(text_[at_++]);
      if (c != '\\') {
        if (where_ != PythonText::kLatin1Header)
          value.text += static_cast<char>(c);
        else
          append_utf8(value.text, c);
        continue;
      }
      const auto escaped = escape();
      if (!escaped) return refuse("an escape sequence that NumPy writes");
      append_utf8(value.text, *escaped);
    }
    return value;
  }

  /// Returns the character of the escape sequence whose backslash was taken.
  std::optional<std::uint32_t> escape() {
    if (at_ >= text_.size()) return std::nullopt;
    switch (text_[at_++]) {
      case '\\':
        return '\\';
      case '\'':
        return '\'';
      case '"':
        return '"';
      case 'n':
        return '\n';
      case 'r':
        return '\r';
      case 't':
        return '\t';
      case 'x':
        return hexadecimal(2);
      case 'u':
        return hexadecimal(4);
      case 'U':
        return hexadecimal(8);
      default:
        --at_;
        return std::nullopt;
    }
  }

  std::optional<char32_t> hexadecimal(std::size_t digits) {
    const std::string_view text = text_.substr(at_, digits);
    const auto code = parse_digits(text, 16);
    if (text.size() != digits || !code || *code > kLastUnicode) return std::nullopt;
    at_ += digits;
    return static_cast<char32_t>(*code);
  }

  std::string_view text_;
  PythonText where_;
  std::size_t at_ = 0;
};

}  // namespace

const PythonLiteral* PythonLiteral::find(std::string_view key) const noexcept {
  for (std::size_t i = 0; i + 1 < items.size(); i += 2)
    if (items[i].kind == Kind::kString && items[i].text == key) return &items[i + 1];
  return nullptr;
}

Result<PythonLiteral> parse_python_literal(std::string_view text, PythonText where) {
  return Parser(text, where).whole();
}

}  // namespace vertexview::detail
