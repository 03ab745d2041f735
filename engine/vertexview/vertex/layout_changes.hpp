#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "vertexview/record/layout.hpp"

namespace vertexview {

/// The part of a layout that somebody changes: on a command line, in a sidecar, in a panel. A member that is
/// not set keeps what the layout says.
struct LayoutChanges {
  std::optional<std::vector<std::string>> position = std::nullopt;  ///< Placement::elements
  std::optional<std::vector<std::string>> color = std::nullopt;     ///< Appearance::elements
  std::optional<std::uint64_t> stride = std::nullopt;               ///< Schema::stride
  std::optional<std::uint64_t> offset = std::nullopt;               ///< Layout::data_offset
  std::optional<std::array<double, 3>> scale = std::nullopt;        ///< Placement::scale
  std::optional<std::array<double, 3>> shift = std::nullopt;        ///< Placement::offset
  std::optional<UpAxis> up = std::nullopt;                          ///< Placement::up
  /// Appearance::range_kind and Appearance::range.
  std::optional<std::pair<ColorRange, ValueRange>> color_range = std::nullopt;
  std::optional<Ramp> ramp = std::nullopt;            ///< Appearance::ramp
  std::optional<std::uint64_t> count = std::nullopt;  ///< Layout::count
  bool allow_tail = false;                            ///< true: Layout::allow_tail

  friend bool operator==(const LayoutChanges&, const LayoutChanges&) = default;
};

/// Returns `layout` with the changes. kInvalidArgument for an element that does not exist or is no number,
/// kBadFormat for a stride that cuts an element off.
[[nodiscard]] Result<Layout> with_changes(Layout layout, const LayoutChanges& changes);

/// Returns the part of `changes` that says where the records of a file lie: stride, offset, count, tail.
[[nodiscard]] LayoutChanges places_of(const LayoutChanges& changes);

/// Returns the changes that make `layout` from what parse_layout(layout.schema.format) gives.
[[nodiscard]] LayoutChanges changes_of(const Layout& layout);

/// One setting of a layout, and how it is written. Options, sidecars, the action `layout` and panels all read
/// and write their texts through these rows.
struct LayoutSetting {
  std::string_view name;   ///< such as "offset"
  std::string_view value;  ///< the placeholder for its text in a help, such as "BYTES"; empty: it takes none
  std::string_view help;   ///< one line
  /// Sets the change from a text. kInvalidArgument says what was expected, without the setting's name.
  Result<void> (*read)(LayoutChanges& changes, std::string_view text);
  /// Returns the text that read() reads back, which may be empty; nullopt where nothing is changed.
  std::optional<std::string> (*write)(const LayoutChanges& changes);
};

/// Returns every setting, in the order in which texts have them:
///   position, color   names of elements with commas between, each with an index if wanted: "x,y,z",
///                     "data[3]"; "auto" for those that are taken where none are named
///   stride, offset    bytes
///   scale, shift      one number, or three with commas between; scale also "unorm8", "unorm16", "snorm8",
///                     "snorm16", which make normalised integers 0..1 or -1..1
///   up                "x", "y", "z", "-x", "-y", "-z"
///   color-range       "auto", "type", "file", "depth", a number of bits from 1 to 32, one of the four words
///   of scale
///                     for 0 or -1 to 1, or "LOW:HIGH"
///   ramp              "auto", "viridis", "turbo", "grey", "categories", "semantickitti"
///   count             records
///   allow-tail        no text
/// All numbers are read as number_text.hpp says.
[[nodiscard]] std::span<const LayoutSetting> layout_settings() noexcept;

/// Returns the setting of that name, or null.
[[nodiscard]] const LayoutSetting* find_setting(std::string_view name) noexcept;

/// Sets one change from its text. kInvalidArgument for an unknown name or a text that does not fit, saying
/// what was expected: "offset: expected ...".
[[nodiscard]] Result<void> set_change(LayoutChanges& changes, std::string_view name, std::string_view text);

/// Returns the names of all settings that `changes` sets, with their texts, in the order of
/// layout_settings().
[[nodiscard]] std::vector<std::pair<std::string_view, std::string>> change_texts(
    const LayoutChanges& changes);

}  // namespace vertexview
