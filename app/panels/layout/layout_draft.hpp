#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "session/layout_argument.hpp"
#include "session/session.hpp"

namespace vertexview::app {

/// A layout as a person edits it: every setting as typed, so that half a number is kept as well.
struct LayoutDraft {
  std::string format = {};  ///< a format string or a preset's name
  std::string offset = {};  ///< the texts of the settings of these names; empty: not changed
  std::string stride = {};
  std::string count = {};
  bool allow_tail = false;
  std::string scale = {};
  std::string shift = {};
  LayoutChanges rest = {};  ///< the changes that are chosen, not typed
  friend bool operator==(const LayoutDraft&, const LayoutDraft&) = default;
};

/// The draft that shows a dataset as it is.
[[nodiscard]] LayoutDraft draft_of(const OpenDataset& dataset);

/// The part of a draft that an error speaks of.
enum class DraftPart : std::uint8_t { kNone, kFormat, kOffset, kStride, kCount, kScale, kShift };

/// What a draft says about a file.
struct DraftReading {
  std::string error;  ///< one line; empty: the draft can be applied
  DraftPart part = DraftPart::kNone;
  std::optional<std::size_t> caret;  ///< the byte of the format that the error speaks of
  LayoutText text;                   ///< as far as it could be read
  std::optional<Layout> layout;      ///< also where only the number of records is wrong
  std::uint64_t records = 0;
  std::uint64_t remainder = 0;  ///< bytes after the last record
};

/// Reads a draft for a file of so many bytes; looks at no byte of it.
[[nodiscard]] DraftReading read_draft(const LayoutDraft& draft, std::uint64_t file_size);

/// What an element of a record can be used for in the picture.
enum class Role : std::uint8_t { kNone, kPosition, kX, kY, kZ, kColor, kRed, kGreen, kBlue, kRamp };
[[nodiscard]] const char* role_name(Role role) noexcept;
/// What `element` of `layout` is used for.
[[nodiscard]] Role role_of(const Layout& layout, const Element& element);
/// What it could be used for; empty for padding and bytes.
[[nodiscard]] std::vector<Role> roles_for(const Element& element);
/// The changes that give `element` the role, leaving the others as they are used; kNone forgets all changes
/// of the role that it has.
[[nodiscard]] LayoutChanges with_role(const Layout& layout, LayoutChanges changes, const Element& element,
                                      Role role);

}  // namespace vertexview::app
