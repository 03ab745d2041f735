#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "vertexview/vertex/dataset.hpp"

namespace vertexview::app {

/// What the action `layout` takes, as text "LAYOUT [--OPTION [VALUE]]...": the layout as a preset or a format
/// string (in quotes where it has spaces), then the options that the command line has for it: --position,
/// --color, --stride, --offset, --scale, --shift, --color-range, --ramp, --count, --allow-tail.
struct LayoutRequest {
  std::string layout;
  LayoutOverrides overrides = {};
  std::optional<std::uint64_t> count = std::nullopt;
  bool allow_tail = false;
  friend bool operator==(const LayoutRequest&, const LayoutRequest&) = default;
};

/// Reads the text; the layout itself is not looked at. kInvalidArgument for an unknown option, a missing or a
/// wrong value, and a quote without an end.
[[nodiscard]] Result<LayoutRequest> parse_layout_request(std::string_view text);

/// The text that parse_layout_request reads back to an equal request.
[[nodiscard]] std::string layout_request_text(const LayoutRequest& request);

/// The request that opens a file as it is open now: a preset's name where its layout is one.
[[nodiscard]] LayoutRequest request_of(const Dataset& file, const Dataset::Options& options);

/// How to open a file as requested. kBadFormat for a format that does not parse, with its place shown as
/// caret_text() on lines of their own; errors of with_overrides().
[[nodiscard]] Result<Dataset::Options> options_of(const LayoutRequest& request);

/// The text with a caret under its byte `offset`, on two lines; of a long text only what is near, so that a
/// line has at most `width` characters.
[[nodiscard]] std::string caret_text(std::string_view text, std::uint64_t offset, std::size_t width = 48);

/// A word as a shell reads it back: in single quotes where it needs them.
[[nodiscard]] std::string shell_word(std::string_view word);

}  // namespace vertexview::app
