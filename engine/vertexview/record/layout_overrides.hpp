#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "vertexview/record/layout.hpp"

namespace vertexview {

/// What a person changes of a layout, on the command line or in a sidecar. Unset members keep what is there.
struct LayoutOverrides {
  std::optional<std::vector<std::string>> position = std::nullopt;  ///< Placement::elements
  std::optional<std::vector<std::string>> color = std::nullopt;     ///< Appearance::elements
  std::optional<std::uint64_t> stride = std::nullopt;
  std::optional<std::uint64_t> offset = std::nullopt;  ///< Layout::data_offset
  std::optional<std::array<double, 3>> scale = std::nullopt;
  std::optional<std::array<double, 3>> shift = std::nullopt;  ///< Placement::offset
  std::optional<std::pair<ColorRange, ValueRange>> range = std::nullopt;
  std::optional<Ramp> ramp = std::nullopt;

  friend bool operator==(const LayoutOverrides&, const LayoutOverrides&) = default;
};

/// `layout` with the changes. kInvalidArgument for a field that is not there or is no number, kBadFormat for
/// a stride that cuts a field off.
[[nodiscard]] Result<Layout> with_overrides(Layout layout, const LayoutOverrides& overrides);

/// Sets one override from text, as options and sidecars write it:
///   position, color   field names with commas between, each with an index if wanted: "x,y,z", "data[3]"
///   stride, offset    bytes
///   scale, shift      one number, or three with commas between
///   range             "auto", "type", "file", a number of bits ("8", "10", "12", "16"), or "LOW:HIGH"
///   ramp              "viridis", "turbo", "grey"
/// kInvalidArgument for an unknown name or a text that does not fit, saying what was expected.
[[nodiscard]] Result<void> set_override(LayoutOverrides& overrides, std::string_view name,
                                        std::string_view text);

/// The overrides that make `layout` from what parse_layout(layout.format) gives.
[[nodiscard]] LayoutOverrides overrides_of(const Layout& layout);

/// The names of set_override and their texts: what turns `overrides` back into text, in that order.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> override_texts(
    const LayoutOverrides& overrides);

/// "viridis", "turbo", "grey".
[[nodiscard]] std::string_view ramp_name(Ramp ramp) noexcept;

}  // namespace vertexview
