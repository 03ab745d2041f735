#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "vertexview/memory/error.hpp"
#include "vertexview/memory/format.hpp"
#include "vertexview/record/schema.hpp"

// The texts that describe one record. Every function may be called from any thread, and with untrusted text:
// what it may ask for is limited, see record_limits.hpp.
namespace vertexview {

/// Returns the schema that `text` names: a preset ("kitti", see schema_presets()) or a format string
/// ("<3f:position:3H:color(unorm):2x", see parse_encoded_name()). kBadFormat for a text that is neither, with
/// `offset` at the bad character.
[[nodiscard]] Result<Schema> parse_schema(std::string_view text);

/// Returns the schema of a format: an element for each of its items, those of nested records as
/// "outer.inner"; meanings as in with_semantics(). kBadFormat for a record of no bytes.
[[nodiscard]] Result<Schema> schema_from_format(const Format& format);

/// Returns the schema of elements in any order; gaps are padding. A `stride` of 0 ends the record with its
/// last element. In names, : and # and control characters become _, so that the text of the schema, and a
/// sidecar with it, reads back. kBadFormat when two overlap, one has no numbers, or one lies outside the
/// stride.
[[nodiscard]] Result<Schema> schema_from_elements(std::vector<Element> elements, std::uint64_t stride = 0);

/// Returns a format string with the names of the elements that parses to the same elements:
/// "<3f:position:3H:color(unorm):2x".
[[nodiscard]] std::string format_text(const std::vector<Element>& elements, std::uint64_t stride);

}  // namespace vertexview
