#include "session/value_condition.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>
#include <vector>

#include "vertexview/memory/ascii.hpp"
#include "vertexview/memory/number_text.hpp"
#include "vertexview/record/element_reader.hpp"
#include "vertexview/record/element_text.hpp"
#include "vertexview/record/encoding.hpp"
#include "vertexview/vertex/expression.hpp"

namespace vertexview::app {
namespace {

/// Returns whether a name means something else where it stands without quotes.
bool is_word(std::string_view name) {
  constexpr std::array<std::string_view, 8> kWords{"and", "or", "not", "in", "nan", "inf", "true", "false"};
  if (std::ranges::find(kWords, name) != kWords.end()) return true;
  const auto functions = expression_functions();
  return std::ranges::find(functions, name) != functions.end();
}

/// Returns whether a name is letters, digits and underscores, with a number in brackets at most behind them.
bool is_plain(std::string_view name) {
  if (const std::size_t bracket = name.find('['); bracket != std::string_view::npos) {
    const std::string_view index = name.substr(bracket + 1);
    if (index.size() < 2 || index.back() != ']') return false;
    if (!std::ranges::all_of(index.substr(0, index.size() - 1), is_digit)) return false;
    name = name.substr(0, bracket);
  }
  if (name.empty() || is_digit(name.front())) return false;
  return std::ranges::all_of(name, [](char c) { return is_letter(c) || is_digit(c) || c == '_'; });
}

bool is_whole(const Element& number) {
  using enum ElementType;
  const ElementType type = value_type(number);
  return type != kFloat16 && type != kFloat32 && type != kFloat64;
}

/// Returns a number with the digits that tell steps of `step`, which is not 0.
double rounded(double number, double step) {
  const double digits = std::ceil(-std::log10(step));
  if (!std::isfinite(digits) || digits > 15) return number;
  if (digits > 0)
    return parse_number(fmt::format("{:.{}f}", number, static_cast<int>(digits))).value_or(number);
  const double unit = std::pow(10, -digits);
  return std::round(number / unit) * unit;
}

double number_of(const Scalar& value) {
  return Value(value).number().value_or(0);
}

}  // namespace

std::string expression_name(std::string_view name) {
  if (is_plain(name) && !is_word(name)) return std::string(name);
  const char quote = name.find('"') == std::string_view::npos ? '"' : '\'';
  return fmt::format("{}{}{}", quote, name, quote);
}

std::string value_condition(const Dataset& file, const Element& number, std::uint64_t index, bool different) {
  std::vector<std::byte> room;
  const Scalar value = ElementReader(number).value(file.record(index, room).data());
  const std::string name = expression_name(number.name);
  if (const auto* const real = std::get_if<double>(&value); real != nullptr && std::isnan(*real))
    return fmt::format("{}isnan({})", different ? "!" : "", name);
  return fmt::format("{} {} {}", name, different ? "!=" : "==", shortest_text(value, value_type(number)));
}

std::string brush_expression(std::span<const Brush> brushes) {
  std::string text;
  for (const Brush& brush : brushes) {
    const std::string name = expression_name(brush.number);
    const auto end = [](double number) { return shortest_text(number, ElementType::kFloat64); };
    text.append(text.empty() ? "" : " && ");
    if (brush.low == brush.high)
      text.append(fmt::format("{} == {}", name, end(brush.low)));
    else
      text.append(fmt::format("{} in {}..{}", name, end(brush.low), end(brush.high)));
  }
  return text;
}

Brush brush_of(const NumberStatistics& of, double from, double to) {
  if (from > to) std::swap(from, to);
  const double low = of.histogram.low;
  const double range = of.histogram.high - low;
  // At its ends the range has the extremes themselves: the float32 that is shown as 0.1 is written so.
  const auto extreme = [&](const Scalar& value) {
    return shortest_number(number_of(value), value_type(of.number));
  };
  Brush brush{of.number.name, low + range * from, low + range * to};
  if (is_whole(of.number)) {
    // A share of the range that holds no whole number means the one that is nearest.
    const double middle = std::round((brush.low + brush.high) / 2);
    brush.low = std::ceil(brush.low);
    brush.high = std::floor(brush.high);
    if (brush.low > brush.high) brush.low = brush.high = middle;
    return brush;
  }
  const double step = std::min(range / 1000, (brush.high - brush.low) / 100);
  brush.low = from <= 0 || !(step > 0) ? extreme(of.min) : rounded(brush.low, step);
  brush.high = to >= 1 || !(step > 0) ? extreme(of.max) : rounded(brush.high, step);
  return brush;
}

}  // namespace vertexview::app
