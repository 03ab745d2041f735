#include "vertexview/formats/detail/text_columns.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <utility>

#include "vertexview/memory/ascii.hpp"
#include "vertexview/record/schema_text.hpp"
#include "vertexview/record/semantics.hpp"

namespace vertexview {
namespace {

constexpr std::array<std::string_view, 3> kAxes{"x", "y", "z"};
constexpr std::array<std::string_view, 3> kChannels{"red", "green", "blue"};
constexpr std::array<std::string_view, 3> kNormals{"nx", "ny", "nz"};

/// Returns a name in lower case, without a unit in brackets, and with underscores for blanks.
std::string plain_name(std::string_view name) {
  name = name.substr(0, std::max<std::size_t>(std::min(name.find_first_of("[("), name.size()), 1));
  while (!name.empty() && (name.back() == ' ' || name.back() == '_')) name.remove_suffix(1);
  std::string plain = lower_case(name);
  std::ranges::replace_if(plain, [](char c) { return c == ' ' || c == '.' || c == ':'; }, '_');
  return plain;
}

/// Returns whether a plain name is one of those that programs give to the axis or channel `number`, which
/// `letter` stands for.
bool is_axis_name(std::string_view name, std::size_t number) {
  constexpr std::array<std::string_view, 6> kBefore{"pos_", "position_", "point_", "coord_", "p", ""};
  constexpr std::array<std::string_view, 3> kAfter{"_coord", "coord", "_coordinate"};
  constexpr std::array<std::string_view, 3> kNumbered{"points_", "coords_",
                                                      "position_"};  // ParaView: Points:0
  constexpr std::array<std::array<std::string_view, 3>, 3> kMaps{
      {{"easting", "east", "e"}, {"northing", "north", "n"}, {"elevation", "altitude", "height"}}};
  const std::string_view letter = kAxes[number];
  const auto joined = [&](std::string_view a, std::string_view b) {
    return name.size() == a.size() + b.size() && name.starts_with(a) && name.ends_with(b);
  };
  const char digit = static_cast<char>('0' + number);
  return std::ranges::any_of(kBefore, [&](std::string_view before) { return joined(before, letter); }) ||
         std::ranges::any_of(kAfter, [&](std::string_view after) { return joined(letter, after); }) ||
         std::ranges::any_of(kNumbered, [&](std::string_view begin) { return joined(begin, {&digit, 1}); }) ||
         std::ranges::find(kMaps[number], name) != kMaps[number].end();
}

bool is_channel_name(std::string_view name, std::size_t number) {
  constexpr std::array<std::string_view, 4> kNumbered{"colors_", "color_", "rgb_", "colours_"};
  constexpr std::array<std::array<std::string_view, 4>, 3> kNames{
      {{"r", "red", "rf", "color_r"}, {"g", "green", "gf", "color_g"}, {"b", "blue", "bf", "color_b"}}};
  const std::string digit(1, static_cast<char>('0' + number));
  return std::ranges::find(kNames[number], name) != kNames[number].end() ||
         std::ranges::any_of(kNumbered, [&](std::string_view begin) {
           return name.size() == begin.size() + 1 && name.starts_with(begin) && name.ends_with(digit);
         });
}

/// Returns the name that everything else calls an axis or a channel, or nullopt.
std::optional<std::string_view> usual_name(std::string_view plain) {
  for (std::size_t i = 0; i < kAxes.size(); ++i) {
    if (is_axis_name(plain, i)) return kAxes[i];
    if (is_channel_name(plain, i)) return kChannels[i];
  }
  return std::nullopt;
}

/// Returns a name that a schema can hold: printable ASCII, no colon, not too long, none of `taken`.
std::string own_name(std::string_view name, std::size_t column, const std::vector<std::string>& taken) {
  constexpr std::size_t kLongest = 64;  // of a name; the longest of known programs have half as many
  std::string own(name.substr(0, kLongest));
  for (char& c : own)
    if (c < '!' || c > '~' || c == ':') c = '_';
  if (own.empty()) own = "column" + std::to_string(column + 1);
  const auto is_taken = [&](const std::string& other) {
    return std::ranges::find(taken, other) != taken.end();
  };
  std::string unique = own;
  for (std::size_t i = 2; is_taken(unique); ++i) unique = own + '_' + std::to_string(i);
  return unique;
}

std::vector<std::string> names_of_header(std::span<const std::string> header) {
  std::vector<std::string> names;
  for (const std::string& name : header) {
    const auto usual = usual_name(plain_name(name));
    const bool taken = usual && std::ranges::find(names, *usual) != names.end();
    names.push_back(usual && !taken ? std::string(*usual) : own_name(name, names.size(), names));
  }
  return names;
}

bool is_byte(const ColumnSurvey& column) {
  return column.whole && column.low >= 0 && column.high <= 255;
}

bool lies_in(const ColumnSurvey& column, double low, double high) {
  return column.low <= column.high && column.low >= low && column.high <= high;
}

/// Finds what columns without names are.
class Guess {
 public:
  explicit Guess(std::span<const ColumnSurvey> columns) : columns_(columns), names_(columns.size()) {
    for (std::size_t i = 0; i < std::min(names_.size(), kAxes.size()); ++i) names_[i] = kAxes[i];
  }

  std::vector<std::string> names() && {
    bool colored = name_three(kChannels, is_byte, true);
    colored = colored || name_three(kChannels, [](const ColumnSurvey& c) { return lies_in(c, 0, 1); });
    // Rounding makes parts of unit vectors a little longer than one.
    name_three(kNormals, [](const ColumnSurvey& c) { return lies_in(c, -1.001, 1.001); });
    const auto others = std::ranges::count(names_, "");
    if (others == 1 || !colored)
      if (const auto first = std::ranges::find(names_, ""); first != names_.end()) *first = "intensity";
    for (std::size_t i = 0; i < names_.size(); ++i)
      if (names_[i].empty()) names_[i] = "column" + std::to_string(i + 1);
    return std::move(names_);
  }

 private:
  /// Names the first three columns in a row that have no name yet and fit.
  template <class Fits>
  bool name_three(const std::array<std::string_view, 3>& names, Fits fits,
                  bool may_follow_intensity = false) {
    const auto free = [&](std::size_t i) {
      return i < names_.size() && names_[i].empty() && fits(columns_[i]);
    };
    for (std::size_t i = kAxes.size(); i + 2 < names_.size(); ++i) {
      if (!free(i) || !free(i + 1) || !free(i + 2)) continue;
      if (may_follow_intensity && free(i + 3) && i + 4 == names_.size() && !is_extra(columns_[i + 3])) ++i;
      for (std::size_t k = 0; k < names.size(); ++k) names_[i + k] = names[k];
      return true;
    }
    return false;
  }

  /// Returns whether a column of bytes behind three others is rather alpha or a label than blue.
  static bool is_extra(const ColumnSurvey& column) {
    constexpr double kMostLabels = 32;
    return column.low == column.high || column.high < kMostLabels;
  }

  std::span<const ColumnSurvey> columns_;
  std::vector<std::string> names_;
};

ElementType type_of(const ColumnSurvey& column) {
  if (is_byte(column)) return ElementType::kUint8;
  if (column.whole)
    return lies_in(column, std::numeric_limits<std::int32_t>::min(), std::numeric_limits<std::int32_t>::max())
               ? ElementType::kInt32
               : ElementType::kInt64;
  return column.single ? ElementType::kFloat32 : ElementType::kFloat64;
}

/// Gives the columns of these names one type, which keeps every digit of all.
template <class TypeOf>
void share_type(std::vector<Element>& elements, std::span<const ColumnSurvey> columns,
                const std::array<std::string_view, 3>& names, TypeOf type) {
  ColumnSurvey all;
  std::vector<Element*> shared;
  for (std::size_t i = 0; i < elements.size(); ++i)
    if (std::ranges::find(names, elements[i].name) != names.end()) {
      all.add(columns[i]);
      shared.push_back(&elements[i]);
    }
  for (Element* const element : shared) element->type = type(all);
}

std::vector<std::string> present(const std::vector<Element>& elements,
                                 const std::array<std::string_view, 3>& names) {
  std::vector<std::string> found;
  for (const std::string_view name : names)
    if (std::ranges::find(elements, name, &Element::name) != elements.end()) found.emplace_back(name);
  return found;
}

/// Says which elements are the position and the colour, where their names alone would say something else.
void choose_uses(const std::vector<Element>& elements, TextColumns& text) {
  const auto meant = [&](Semantic semantic) {
    return static_cast<std::size_t>(std::ranges::count(
        elements, semantic, [](const Element& element) { return semantic_of(element.name); }));
  };
  std::vector<std::string> position = present(elements, kAxes);
  if (position.size() < 2) {
    position.clear();
    for (std::size_t i = 0; i < std::min<std::size_t>(elements.size(), 3); ++i)
      position.push_back(elements[i].name);
    text.notes.emplace_back("no column is called x and y, so the first columns are the position");
    text.layout.placement.elements = std::move(position);
  } else if (meant(Semantic::kPosition) != position.size()) {
    text.layout.placement.elements = std::move(position);
  }
  std::vector<std::string> color = present(elements, kChannels);
  if (color.size() == kChannels.size() && meant(Semantic::kColor) != color.size())
    text.layout.appearance.elements = std::move(color);
}

}  // namespace

bool name_a_position(std::span<const std::string> names) {
  const auto named = names_of_header(names);
  return std::ranges::find(named, "x") != named.end() && std::ranges::find(named, "y") != named.end();
}

Result<TextColumns> choose_columns(std::span<const ColumnSurvey> columns,
                                   std::span<const std::string> names) {
  const auto own = names.empty() ? Guess(columns).names() : names_of_header(names);
  std::vector<Element> elements;
  elements.reserve(columns.size());
  for (std::size_t i = 0; i < columns.size(); ++i)
    elements.push_back({.name = own[i], .type = type_of(columns[i])});
  share_type(elements, columns, kAxes, [](const ColumnSurvey& all) {
    const ElementType type = type_of(all);
    return type == ElementType::kUint8 ? ElementType::kInt32 : type;
  });
  share_type(elements, columns, kChannels, [](const ColumnSurvey& all) {
    // Whole numbers of 0 and 1 are the ends of colours of 0..1, which are 0..255 in no picture.
    return all.whole && all.low >= 0 && all.high == 1 ? ElementType::kFloat32 : type_of(all);
  });
  share_type(elements, columns, kNormals, type_of);
  TextColumns text;
  std::uint64_t offset = 0;
  bool rounded = false;
  for (std::size_t i = 0; i < elements.size(); ++i) {
    elements[i].offset = offset;
    text.targets.push_back({elements[i].type, offset});
    offset += elements[i].nbytes();
    rounded = rounded || (columns[i].rounded && elements[i].type == ElementType::kFloat64);
  }
  if (rounded) text.notes.emplace_back("numbers of more digits than float64 keeps are rounded to it");
  choose_uses(elements, text);
  auto schema = schema_from_elements(std::move(elements), offset);
  if (!schema) return tl::unexpected<Error>(schema.error());
  text.layout.schema = *std::move(schema);
  return text;
}

}  // namespace vertexview
