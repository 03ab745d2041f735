#include "vertexview/record/layout_overrides.hpp"

#include <charconv>
#include <cmath>
#include <tuple>
#include <utility>

#include "vertexview/record/layout_text.hpp"

namespace vertexview {
namespace {

constexpr Ramp kRamps[]{Ramp::kViridis, Ramp::kTurbo, Ramp::kGrey};

tl::unexpected<Error> expected_but(std::string_view name, std::string_view expected, std::string_view found) {
  std::string message(name);
  message.append(": expected ").append(expected).append(", found '").append(found).append("'");
  return fail(ErrorCode::kInvalidArgument, std::move(message));
}

template <class T>
std::optional<T> number(std::string_view text) {
  T value{};
  const char* const begin = text.data();
  const char* const end = begin + text.size();
  const auto [stop, error] = std::from_chars(begin, end, value);
  if (error != std::errc() || stop != end) return std::nullopt;
  return value;
}

std::optional<double> finite(std::string_view text) {
  const auto value = number<double>(text);
  return value && std::isfinite(*value) ? value : std::nullopt;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

std::vector<std::string> parts(std::string_view text) {
  std::vector<std::string> list;
  for (;;) {
    const std::size_t comma = text.find(',');
    list.emplace_back(trimmed(text.substr(0, comma)));
    if (comma == std::string_view::npos) return list;
    text.remove_prefix(comma + 1);
  }
}

Result<void> set_names(std::optional<std::vector<std::string>>& target, std::string_view name,
                       std::string_view text) {
  auto names = parts(text);
  for (const std::string& part : names)
    if (part.empty()) return expected_but(name, "field names with commas between", text);
  target = std::move(names);
  return {};
}

Result<void> set_bytes(std::optional<std::uint64_t>& target, std::string_view name, std::string_view text) {
  target = number<std::uint64_t>(text);
  if (!target) return expected_but(name, "a number of bytes", text);
  return {};
}

Result<void> set_axes(std::optional<std::array<double, 3>>& target, std::string_view name,
                      std::string_view text) {
  const auto list = parts(text);
  std::array<double, 3> values{};
  if (list.size() != 1 && list.size() != 3) return expected_but(name, "one number or three", text);
  for (std::size_t i = 0; i < 3; ++i) {
    const auto value = finite(list[list.size() == 1 ? 0 : i]);
    if (!value) return expected_but(name, "one number or three", text);
    values[i] = *value;
  }
  target = values;
  return {};
}

Result<void> set_range(LayoutOverrides& overrides, std::string_view text) {
  if (text == "auto" || text == "type" || text == "file") {
    const ColorRange kind = text == "auto"   ? ColorRange::kAutomatic
                            : text == "type" ? ColorRange::kType
                                             : ColorRange::kFile;
    overrides.range = {kind, {}};
    return {};
  }
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) {
    if (const auto bits = number<unsigned>(text); bits && *bits >= 1 && *bits <= 32) {
      overrides.range = {ColorRange::kGiven, {0, std::ldexp(1.0, static_cast<int>(*bits)) - 1}};
      return {};
    }
  } else {
    const auto low = finite(text.substr(0, colon));
    const auto high = finite(text.substr(colon + 1));
    if (low && high && *low <= *high) {
      overrides.range = {ColorRange::kGiven, {*low, *high}};
      return {};
    }
  }
  return expected_but("range", "auto, type, file, a number of bits from 1 to 32, or LOW:HIGH", text);
}

Result<void> set_ramp(std::optional<Ramp>& target, std::string_view text) {
  for (const Ramp ramp : kRamps)
    if (text == ramp_name(ramp)) {
      target = ramp;
      return {};
    }
  return expected_but("ramp", "viridis, turbo or grey", text);
}

std::string text_of(double value) {
  char buffer[32];
  return {buffer, std::to_chars(buffer, buffer + sizeof(buffer), value).ptr};
}

std::string text_of(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text.append(text.empty() ? "" : ",").append(name);
  return text;
}

std::string text_of(const std::array<double, 3>& axes) {
  if (axes[0] == axes[1] && axes[1] == axes[2]) return text_of(axes[0]);
  return text_of(axes[0]) + "," + text_of(axes[1]) + "," + text_of(axes[2]);
}

std::string text_of(const std::pair<ColorRange, ValueRange>& range) {
  switch (range.first) {
    case ColorRange::kAutomatic:
      return "auto";
    case ColorRange::kType:
      return "type";
    case ColorRange::kFile:
      return "file";
    case ColorRange::kGiven:
      break;
  }
  return text_of(range.second.low) + ":" + text_of(range.second.high);
}

}  // namespace

Result<Layout> with_overrides(Layout layout, const LayoutOverrides& overrides) {
  if (overrides.position) layout.position.elements = *overrides.position;
  if (overrides.color) layout.color.elements = *overrides.color;
  if (overrides.stride) layout.stride = *overrides.stride;
  if (overrides.offset) layout.data_offset = *overrides.offset;
  if (overrides.scale) layout.position.scale = *overrides.scale;
  if (overrides.shift) layout.position.offset = *overrides.shift;
  if (overrides.range) std::tie(layout.color.range_kind, layout.color.range) = *overrides.range;
  if (overrides.ramp) layout.color.ramp = *overrides.ramp;
  if (auto sound = layout.validate(); !sound) return tl::unexpected<Error>(sound.error());
  if (auto position = position_components(layout); !position) return tl::unexpected<Error>(position.error());
  if (auto color = color_components(layout); !color) return tl::unexpected<Error>(color.error());
  return layout;
}

Result<void> set_override(LayoutOverrides& overrides, std::string_view name, std::string_view text) {
  text = trimmed(text);
  if (name == "position") return set_names(overrides.position, name, text);
  if (name == "color") return set_names(overrides.color, name, text);
  if (name == "stride") return set_bytes(overrides.stride, name, text);
  if (name == "offset") return set_bytes(overrides.offset, name, text);
  if (name == "scale") return set_axes(overrides.scale, name, text);
  if (name == "shift") return set_axes(overrides.shift, name, text);
  if (name == "range") return set_range(overrides, text);
  if (name == "ramp") return set_ramp(overrides.ramp, text);
  return expected_but("layout", "position, color, stride, offset, scale, shift, range or ramp", name);
}

LayoutOverrides overrides_of(const Layout& layout) {
  LayoutOverrides overrides;
  const auto plain = parse_layout(layout.format);
  if (!layout.position.elements.empty()) overrides.position = layout.position.elements;
  if (!layout.color.elements.empty()) overrides.color = layout.color.elements;
  if (!plain || plain->stride != layout.stride) overrides.stride = layout.stride;
  if (layout.data_offset != 0) overrides.offset = layout.data_offset;
  if (layout.position.scale != Placement{}.scale) overrides.scale = layout.position.scale;
  if (layout.position.offset != Placement{}.offset) overrides.shift = layout.position.offset;
  if (layout.color.range_kind != ColorRange::kAutomatic)
    overrides.range = {layout.color.range_kind, layout.color.range};
  if (layout.color.ramp != Ramp::kViridis) overrides.ramp = layout.color.ramp;
  return overrides;
}

std::vector<std::pair<std::string, std::string>> override_texts(const LayoutOverrides& overrides) {
  std::vector<std::pair<std::string, std::string>> texts;
  if (overrides.position) texts.emplace_back("position", text_of(*overrides.position));
  if (overrides.color) texts.emplace_back("color", text_of(*overrides.color));
  if (overrides.stride) texts.emplace_back("stride", std::to_string(*overrides.stride));
  if (overrides.offset) texts.emplace_back("offset", std::to_string(*overrides.offset));
  if (overrides.scale) texts.emplace_back("scale", text_of(*overrides.scale));
  if (overrides.shift) texts.emplace_back("shift", text_of(*overrides.shift));
  if (overrides.range) texts.emplace_back("range", text_of(*overrides.range));
  if (overrides.ramp) texts.emplace_back("ramp", ramp_name(*overrides.ramp));
  return texts;
}

std::string_view ramp_name(Ramp ramp) noexcept {
  switch (ramp) {
    case Ramp::kViridis:
      return "viridis";
    case Ramp::kTurbo:
      return "turbo";
    case Ramp::kGrey:
      break;
  }
  return "grey";
}

}  // namespace vertexview
