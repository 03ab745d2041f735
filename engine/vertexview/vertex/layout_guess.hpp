#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "vertexview/vertex/dataset.hpp"
#include "vertexview/vertex/layout.hpp"

namespace vertexview {

/// How well a layout explains the bytes of a file, from a sample over the whole of it.
struct LayoutFit {
  std::string layout;           ///< what --layout takes
  double score = 0;             ///< 0: not at all; compare with other scores for the same bytes only
  double finite = 0;            ///< the part of the sampled positions whose components are all finite
  double reasonable = 0;        ///< of the coordinates: zero, or of a magnitude between 1e-6 and 1e9
  double repeats = 0;           ///< of the bytes: equal to the byte one stride further on
  std::uint64_t remainder = 0;  ///< bytes after the last whole record
};

/// How well `layout` explains `bytes`. `name` becomes LayoutFit::layout.
[[nodiscard]] LayoutFit fit_of(const Layout& layout, std::string name, std::span<const std::byte> bytes);

/// The presets that explain `bytes` clearly better than `layout` does, the best first. Only those without a
/// remainder; bytes before layout.data_offset are left out for all of them. A suggestion, never to be acted
/// on unasked.
[[nodiscard]] std::vector<LayoutFit> better_layouts(const Layout& layout, std::span<const std::byte> bytes);

/// Why what is seen may not be what the file holds, and which layouts to try.
struct LayoutDoubt {
  std::string reason;
  std::vector<LayoutFit> better;  ///< as better_layouts(); may be empty
};

/// Nullopt while the positions of `file` look like positions and no preset explains its bytes clearly better.
/// Looks at a few thousand records, whatever the size.
[[nodiscard]] std::optional<LayoutDoubt> doubt_layout(const Dataset& file);

}  // namespace vertexview
