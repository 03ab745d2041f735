#pragma once
// Rows of the table as text for other programs. Every function may be called from any thread.
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "vertexview/vertex/dataset.hpp"
#include "vertexview/vertex/record_columns.hpp"

namespace vertexview::app {

/// A text that rows are copied as.
enum class RowsFormat : std::uint8_t {
  kTsv,     ///< a line of names and a line for each row, with tabs between
  kCsv,     ///< the same with commas; names with commas or quotes stand in quotes
  kJson,    ///< an array of objects; what JSON has no number for (NaN, infinities) is null
  kPython,  ///< a list of dicts
  kNumpy,   ///< a structured array, np.array([...], dtype=[...])
  kC        ///< a struct and an initialised array of it; NAN and INFINITY are those of math.h
};

/// The names of all formats, in their order.
inline constexpr std::array<std::string_view, 6> kRowsFormats{"tsv", "csv", "json", "python", "numpy", "c"};

/// Returns the format of that name; nullopt for any other text.
[[nodiscard]] std::optional<RowsFormat> rows_format_named(std::string_view name) noexcept;

/// Returns the records with these indices, each below file.size(), in the order given: the index first, and
/// then the numbers of `columns` as the table shows them decoded, with the fewest digits that tell them. The
/// text ends with a line break.
[[nodiscard]] std::string rows_text(const Dataset& file, std::span<const std::uint64_t> indices,
                                    std::span<const RecordColumn> columns, RowsFormat format);

}  // namespace vertexview::app
