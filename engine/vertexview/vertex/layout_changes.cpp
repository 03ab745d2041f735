#include "vertexview/vertex/layout_changes.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <tuple>

#include "vertexview/memory/blanks.hpp"
#include "vertexview/memory/number_text.hpp"
#include "vertexview/memory/printable.hpp"
#include "vertexview/vertex/layout_text.hpp"

namespace vertexview {
namespace {

using Names = std::vector<std::string>;
using Axes = std::array<double, 3>;

constexpr UpAxis kUpAxes[]{UpAxis::kX,      UpAxis::kY,      UpAxis::kZ,
                           UpAxis::kMinusX, UpAxis::kMinusY, UpAxis::kMinusZ};

tl::unexpected<Error> expected_but(std::string_view expected, std::string_view found) {
  std::string message = "expected ";
  message.append(expected).append(", found ").append(in_quotes(found));
  return fail(ErrorCode::kInvalidArgument, std::move(message));
}

Names parts(std::string_view text) {
  Names list;
  for (;;) {
    const std::size_t comma = text.find(',');
    list.emplace_back(trimmed(text.substr(0, comma)));
    if (comma == std::string_view::npos) return list;
    text.remove_prefix(comma + 1);
  }
}

std::string text_of(double value) {
  char buffer[32];
  return {buffer, std::to_chars(buffer, buffer + sizeof(buffer), value).ptr};
}

/// Integers that stand for shares, by the names of GPU formats without the channels: a signed one stands for
/// -1 to 1, of which the type's smallest integer is left out.
struct Normalised {
  std::string_view name;
  ValueRange range;
};
constexpr Normalised kNormalised[]{
    {"unorm8", {0, 255}}, {"unorm16", {0, 65535}}, {"snorm8", {-127, 127}}, {"snorm16", {-32767, 32767}}};

const ValueRange* find_normalised(std::string_view name) noexcept {
  const auto* const found = std::ranges::find(kNormalised, name, &Normalised::name);
  return found == std::end(kNormalised) ? nullptr : &found->range;
}

// Each type that a setting has gets one overload of read() and one of write().

/// The most elements or numbers that are named: a colour with its alpha has four, and more have no use.
constexpr std::ptrdiff_t kMostNames = 4;

/// Stands for the numbers that are taken where no element is named.
constexpr std::string_view kAsNamed = "auto";

Result<void> read(std::optional<Names>& target, std::string_view text) {
  if (text == kAsNamed) {
    target.emplace();
    return {};
  }
  if (const auto given = std::ranges::count(text, ',') + 1; given > kMostNames)
    return expected_but("at most " + std::to_string(kMostNames) + " names", std::to_string(given));
  auto names = parts(text);
  if (std::ranges::any_of(names, &std::string::empty))
    return expected_but("names of elements with commas between", text);
  target = std::move(names);
  return {};
}

std::string write(const Names& names) {
  std::string text(names.empty() ? kAsNamed : "");
  for (const std::string& name : names) text.append(text.empty() ? "" : ",").append(name);
  return text;
}

Result<void> read(std::optional<std::uint64_t>& target, std::string_view text) {
  const auto number = parse_whole_number(text);
  if (!number) return tl::unexpected<Error>(number.error());
  target = *number;
  return {};
}

std::string write(std::uint64_t number) {
  return std::to_string(number);
}

Result<void> read(std::optional<Axes>& target, std::string_view text) {
  constexpr std::string_view kExpected = "one number, or three with commas between";
  const auto list = parts(text);
  Axes values{};
  if (list.size() != 1 && list.size() != 3) return expected_but(kExpected, text);
  for (std::size_t i = 0; i < 3; ++i) {
    const auto value = parse_number(list[list.size() == 1 ? 0 : i]);
    if (!value) return expected_but(kExpected, text);
    values[i] = *value;
  }
  target = values;
  return {};
}

std::string write(const Axes& axes) {
  if (axes[0] == axes[1] && axes[1] == axes[2]) return text_of(axes[0]);
  return text_of(axes[0]) + "," + text_of(axes[1]) + "," + text_of(axes[2]);
}

using Range = std::pair<ColorRange, ValueRange>;

constexpr std::pair<std::string_view, ColorRange> kRangeKinds[]{{"auto", ColorRange::kAutomatic},
                                                                {"type", ColorRange::kType},
                                                                {"file", ColorRange::kFile},
                                                                {"depth", ColorRange::kDepth}};

Result<void> read(std::optional<Range>& target, std::string_view text) {
  for (const auto& [name, kind] : kRangeKinds)
    if (text == name) {
      target = {kind, {}};
      return {};
    }
  if (const ValueRange* const range = find_normalised(text)) {
    target = {ColorRange::kGiven, *range};
    return {};
  }
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) {
    if (const auto bits = parse_whole_number(text); bits && *bits >= 1 && *bits <= 32) {
      target = {ColorRange::kGiven, {0, std::ldexp(1.0, static_cast<int>(*bits)) - 1}};
      return {};
    }
  } else {
    const auto low = parse_number(text.substr(0, colon));
    const auto high = parse_number(text.substr(colon + 1));
    if (low && high && *low <= *high) {
      target = {ColorRange::kGiven, {*low, *high}};
      return {};
    }
  }
  return expected_but("auto, type, file, depth, a number of bits from 1 to 32, snorm8, snorm16, or LOW:HIGH",
                      text);
}

std::string write(const Range& range) {
  for (const auto& [name, kind] : kRangeKinds)
    if (range.first == kind) return std::string(name);
  return text_of(range.second.low) + ":" + text_of(range.second.high);
}

Result<void> read(std::optional<Ramp>& target, std::string_view text) {
  for (const Ramp ramp : kRamps)
    if (text == ramp_name(ramp)) {
      target = ramp;
      return {};
    }
  return expected_but("auto, viridis, turbo, grey, categories or semantickitti", text);
}

std::string write(Ramp ramp) {
  return std::string(ramp_name(ramp));
}

Result<void> read(std::optional<UpAxis>& target, std::string_view text) {
  for (const UpAxis axis : kUpAxes)
    if (text == up_axis_name(axis)) {
      target = axis;
      return {};
    }
  return expected_but("x, y, z, -x, -y or -z", text);
}

std::string write(UpAxis axis) {
  return std::string(up_axis_name(axis));
}

Result<void> read_scale(LayoutChanges& changes, std::string_view text) {
  const ValueRange* const range = find_normalised(text);
  if (range == nullptr) return read(changes.scale, text);
  changes.scale.emplace().fill(1 / range->high);
  return {};
}

template <auto kMember>
Result<void> read_member(LayoutChanges& changes, std::string_view text) {
  return read(changes.*kMember, text);
}

template <auto kMember>
std::optional<std::string> write_member(const LayoutChanges& changes) {
  if (!(changes.*kMember)) return std::nullopt;
  return write(*(changes.*kMember));
}

Result<void> read_allow_tail(LayoutChanges& changes, std::string_view text) {
  if (!text.empty()) return expected_but("nothing after it", text);
  changes.allow_tail = true;
  return {};
}

std::optional<std::string> write_allow_tail(const LayoutChanges& changes) {
  return changes.allow_tail ? std::optional<std::string>("") : std::nullopt;
}

template <auto kMember>
constexpr LayoutSetting setting(std::string_view name, std::string_view value, std::string_view help) {
  return {name, value, help, &read_member<kMember>, &write_member<kMember>};
}

constexpr LayoutSetting kSettings[]{
    setting<&LayoutChanges::position>(
        "position", "ELEMENTS", "Take the position from these elements: xyz, or a,b,c, or data[3],data[4]"),
    setting<&LayoutChanges::color>(
        "color", "ELEMENTS",
        "Take the colour from these elements or numbers: rgb, or z (one goes through the ramp)"),
    setting<&LayoutChanges::stride>("stride", "BYTES",
                                    "Bytes from one record to the next (default: as the layout says)"),
    setting<&LayoutChanges::offset>("offset", "BYTES", "Bytes before the first record"),
    {"scale", "S", "Multiply positions by S, or by X,Y,Z; snorm16, unorm8, ...: as normalised integers",
     &read_scale, &write_member<&LayoutChanges::scale>},
    setting<&LayoutChanges::shift>("shift", "S", "Then add S, or X,Y,Z, to positions"),
    setting<&LayoutChanges::up>("up", "AXIS",
                                "The axis that points up in the view: x, y, z (default), -x, -y, -z"),
    setting<&LayoutChanges::color_range>(
        "color-range", "RANGE",
        "Numbers shown as no and full colour: auto, type, file, depth, 8, 10, 12, "
        "16 (bits), snorm8, snorm16, LOW:HIGH"),
    setting<&LayoutChanges::ramp>(
        "ramp", "RAMP", "Colours for a single number: viridis, turbo, grey, categories, semantickitti"),
    setting<&LayoutChanges::count>("count", "N", "Take only the first N records, whatever follows them"),
    {"allow-tail", "", "Ignore bytes after the last whole record", &read_allow_tail, &write_allow_tail},
};

}  // namespace

Result<Layout> with_changes(Layout layout, const LayoutChanges& changes) {
  if (changes.position) layout.placement.elements = *changes.position;
  if (changes.color) layout.appearance.elements = *changes.color;
  if (changes.stride) layout.schema.stride = *changes.stride;
  if (changes.offset) layout.data_offset = *changes.offset;
  if (changes.count) layout.count = changes.count;
  if (changes.allow_tail) layout.allow_tail = true;
  if (changes.scale) layout.placement.scale = *changes.scale;
  if (changes.shift) layout.placement.offset = *changes.shift;
  if (changes.up) layout.placement.up = *changes.up;
  if (changes.color_range)
    std::tie(layout.appearance.range_kind, layout.appearance.range) = *changes.color_range;
  if (changes.ramp) layout.appearance.ramp = *changes.ramp;
  if (auto sound = layout.schema.validate(); !sound) return tl::unexpected<Error>(sound.error());
  if (auto position = position_numbers(layout); !position) return tl::unexpected<Error>(position.error());
  if (auto color = color_numbers(layout); !color) return tl::unexpected<Error>(color.error());
  return layout;
}

LayoutChanges places_of(const LayoutChanges& changes) {
  return {.stride = changes.stride,
          .offset = changes.offset,
          .count = changes.count,
          .allow_tail = changes.allow_tail};
}

LayoutChanges changes_of(const Layout& layout) {
  LayoutChanges changes;
  const auto plain = parse_layout(layout.schema.format);
  if (!layout.placement.elements.empty()) changes.position = layout.placement.elements;
  if (!layout.appearance.elements.empty()) changes.color = layout.appearance.elements;
  if (!plain || plain->schema.stride != layout.schema.stride) changes.stride = layout.schema.stride;
  if (layout.data_offset != 0) changes.offset = layout.data_offset;
  changes.count = layout.count;
  changes.allow_tail = layout.allow_tail;
  if (layout.placement.scale != Placement{}.scale) changes.scale = layout.placement.scale;
  if (layout.placement.offset != Placement{}.offset) changes.shift = layout.placement.offset;
  if (layout.placement.up != Placement{}.up) changes.up = layout.placement.up;
  if (layout.appearance.range_kind != ColorRange::kAutomatic)
    changes.color_range = {layout.appearance.range_kind, layout.appearance.range};
  if (layout.appearance.ramp != Ramp::kAutomatic) changes.ramp = layout.appearance.ramp;
  return changes;
}

std::span<const LayoutSetting> layout_settings() noexcept {
  return kSettings;
}

const LayoutSetting* find_setting(std::string_view name) noexcept {
  const auto* const found = std::ranges::find(kSettings, name, &LayoutSetting::name);
  return found == std::end(kSettings) ? nullptr : found;
}

Result<void> set_change(LayoutChanges& changes, std::string_view name, std::string_view text) {
  const LayoutSetting* const setting = find_setting(name);
  if (setting == nullptr) {
    std::string names;
    for (const LayoutSetting& row : kSettings) names.append(names.empty() ? "" : ", ").append(row.name);
    return expected_but(names, name);
  }
  auto done = setting->read(changes, trimmed(text));
  if (!done) done.error().message.insert(0, std::string(name) + ": ");
  return done;
}

std::vector<std::pair<std::string_view, std::string>> change_texts(const LayoutChanges& changes) {
  std::vector<std::pair<std::string_view, std::string>> texts;
  for (const LayoutSetting& setting : kSettings)
    if (auto text = setting.write(changes)) texts.emplace_back(setting.name, *std::move(text));
  return texts;
}

}  // namespace vertexview
