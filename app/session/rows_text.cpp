#include "session/rows_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>
#include <vector>

#include "session/shown_number.hpp"
#include "vertexview/memory/ascii.hpp"
#include "vertexview/memory/value.hpp"
#include "vertexview/record/element_reader.hpp"
#include "vertexview/record/element_text.hpp"

namespace vertexview::app {
namespace {

/// One column of the text: the index of the record, or a number.
struct Column {
  std::string name;
  ElementType type = ElementType::kUint64;
  const RecordColumn* element = nullptr;  ///< null: the index
};

/// How C and NumPy call a type.
struct TypeNames {
  std::string_view c;
  std::string_view numpy;
};

TypeNames names_of(ElementType type) noexcept {
  switch (type) {
    case ElementType::kInt8:
      return {"signed char", "<i1"};
    case ElementType::kUint8:
    case ElementType::kBytes:
      return {"unsigned char", "<u1"};
    case ElementType::kBool:
      return {"unsigned char", "?"};
    case ElementType::kInt16:
      return {"short", "<i2"};
    case ElementType::kUint16:
      return {"unsigned short", "<u2"};
    case ElementType::kInt32:
      return {"int", "<i4"};
    case ElementType::kUint32:
      return {"unsigned", "<u4"};
    case ElementType::kInt64:
      return {"long long", "<i8"};
    case ElementType::kUint64:
      return {"unsigned long long", "<u8"};
    case ElementType::kFloat16:
      return {"float", "<f2"};
    case ElementType::kFloat32:
      return {"float", "<f4"};
    case ElementType::kFloat64:
      break;
  }
  return {"double", "<f8"};
}

/// How a format writes what is no ordinary number.
struct Words {
  std::string_view nan;
  std::string_view infinity;
  std::string_view minus_infinity;
};

Words words_of(RowsFormat format) noexcept {
  switch (format) {
    case RowsFormat::kJson:
      return {"null", "null", "null"};
    case RowsFormat::kPython:
      return {"float('nan')", "float('inf')", "float('-inf')"};
    case RowsFormat::kNumpy:
      return {"np.nan", "np.inf", "-np.inf"};
    case RowsFormat::kC:
      return {"NAN", "INFINITY", "-INFINITY"};
    case RowsFormat::kTsv:
    case RowsFormat::kCsv:
      break;
  }
  return {"nan", "inf", "-inf"};
}

/// Returns the digits of an integer as C reads them: the smallest one of 64 bits is no literal there.
std::string c_integer(const std::string& digits, ElementType type) {
  if (digits == "-9223372036854775808") return "-9223372036854775807LL - 1";
  if (digits == "-2147483648") return "-2147483647 - 1";
  if (type == ElementType::kInt64) return digits + "LL";
  if (type == ElementType::kUint64) return digits + "ULL";
  return type == ElementType::kUint32 ? digits + "U" : digits;
}

std::string number_text(const Scalar& value, ElementType type, RowsFormat format) {
  const auto* const real = std::get_if<double>(&value);
  if (real != nullptr && !std::isfinite(*real)) {
    const Words words = words_of(format);
    return std::string(std::isnan(*real) ? words.nan : *real > 0 ? words.infinity : words.minus_infinity);
  }
  std::string text = shortest_text(value, type);
  if (const bool* const truth = std::get_if<bool>(&value)) {
    if (format == RowsFormat::kJson) return *truth ? "true" : "false";
    if (format == RowsFormat::kPython || format == RowsFormat::kNumpy) return *truth ? "True" : "False";
    return text;
  }
  if (format == RowsFormat::kTsv || format == RowsFormat::kCsv) return text;
  if (real == nullptr) return format == RowsFormat::kC ? c_integer(text, type) : text;
  // A float stays one when it is read: 1 is an integer in Python and C.
  if (text.find_first_of(".e") == std::string::npos) text += ".0";
  if (format == RowsFormat::kC && type != ElementType::kFloat64) text += 'f';
  return text;
}

/// Returns a text in quotes, as JSON, Python and CSV alike write one without control characters.
std::string quoted(std::string_view text, RowsFormat format) {
  const char quote = format == RowsFormat::kJson || format == RowsFormat::kCsv ? '"' : '\'';
  std::string out(1, quote);
  for (const char c : text) {
    if (format == RowsFormat::kCsv) {
      if (c == quote) out += quote;
    } else if (c == quote || c == '\\') {
      out += '\\';
    } else if (static_cast<unsigned char>(c) < 0x20) {
      out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
      continue;
    }
    out += c;
  }
  return out + quote;
}

/// Returns a name for C that no other column has: data_3 for "data[3]".
std::string c_name(std::string_view name, std::set<std::string>& taken) {
  std::string out;
  for (const char c : name) out += is_letter(c) || is_digit(c) ? c : '_';
  while (!out.empty() && out.back() == '_') out.pop_back();
  if (out.empty() || is_digit(out.front())) out.insert(0, 1, '_');
  // A member of the struct may have the name of a word of C.
  for (const std::string_view word :
       {"auto",   "break",    "case",     "char",     "const", "continue", "default", "do",     "double",
        "else",   "enum",     "extern",   "float",    "for",   "goto",     "if",      "inline", "int",
        "long",   "register", "restrict", "return",   "short", "signed",   "sizeof",  "static", "struct",
        "switch", "typedef",  "union",    "unsigned", "void",  "volatile", "while"})
    if (out == word) out += '_';
  while (!taken.insert(out).second) out += '_';
  return out;
}

/// What stands around rows and numbers.
struct Frame {
  std::string head;
  std::string row_begin;
  std::string between;  ///< numbers
  std::string row_end;
  std::string between_rows;
  std::string tail;
};

std::string joined(const std::vector<Column>& columns, std::string_view between, const auto& text_of) {
  std::string text;
  for (const Column& column : columns) text.append(text.empty() ? "" : between).append(text_of(column));
  return text;
}

Frame frame_of(const std::vector<Column>& columns, RowsFormat format) {
  switch (format) {
    case RowsFormat::kTsv:
      return {
          joined(columns, "\t", [](const Column& one) { return one.name; }) + "\n", "", "\t", "", "\n", "\n"};
    case RowsFormat::kCsv: {
      const auto name = [&](const Column& one) {
        return one.name.find_first_of(",\"\n\r") == std::string::npos ? one.name : quoted(one.name, format);
      };
      return {joined(columns, ",", name) + "\n", "", ",", "", "\n", "\n"};
    }
    case RowsFormat::kJson:
    case RowsFormat::kPython:
      return {"[\n", "  {", ", ", "}", ",\n", "\n]\n"};
    case RowsFormat::kNumpy: {
      const auto type = [&](const Column& one) {
        return fmt::format("({}, '{}')", quoted(one.name, format), names_of(one.type).numpy);
      };
      return {"np.array([\n", "  (", ", ", ")", ",\n", "\n], dtype=[" + joined(columns, ", ", type) + "])\n"};
    }
    case RowsFormat::kC:
      break;
  }
  std::set<std::string> taken;
  std::string members;
  for (const Column& column : columns)
    members += fmt::format("  {} {};\n", names_of(column.type).c, c_name(column.name, taken));
  return {"static const struct {\n" + members + "} rows[] = {\n", "  {", ", ", "}", ",\n", "\n};\n"};
}

}  // namespace

std::optional<RowsFormat> rows_format_named(std::string_view name) noexcept {
  const auto* const found = std::ranges::find(kRowsFormats, name);
  if (found == kRowsFormats.end()) return std::nullopt;
  return static_cast<RowsFormat>(found - kRowsFormats.begin());
}

std::string rows_text(const Dataset& file, std::span<const std::uint64_t> indices,
                      std::span<const RecordColumn> columns, RowsFormat format) {
  const Layout& layout = file.layout();
  const bool taken = std::ranges::find(columns, "index", &RecordColumn::name) != columns.end();
  std::vector<Column> all{{.name = taken ? "record" : "index"}};
  for (const RecordColumn& column : columns)
    all.push_back({column.name, shown_type(column, layout), &column});
  const Frame frame = frame_of(all, format);
  const bool named = format == RowsFormat::kJson || format == RowsFormat::kPython;
  std::string text = frame.head;
  std::vector<std::byte> room;
  bool first_row = true;
  for (const std::uint64_t index : indices) {
    if (!std::exchange(first_row, false)) text += frame.between_rows;
    const std::byte* const record = file.record(index, room).data();
    text += frame.row_begin;
    for (const Column& column : all) {
      if (&column != &all.front()) text += frame.between;
      if (named) text += quoted(column.name, format) + ": ";
      const Scalar value =
          column.element == nullptr
              ? Scalar(index)
              : shown_value(ElementReader(*column.element).value(record), *column.element, layout);
      text += number_text(value, column.type, format);
    }
    text += frame.row_end;
  }
  return text + frame.tail;
}

}  // namespace vertexview::app
