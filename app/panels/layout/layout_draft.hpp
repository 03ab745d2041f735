#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "session/layout_argument.hpp"
#include "session/session.hpp"

namespace vertexview::app {

/// A layout while a person edits it: every setting is kept as typed, so that half a number is kept as well.
struct LayoutDraft {
  std::string format = {};  ///< a format string or a preset's name
  std::string offset = {};  ///< this and the texts below: the setting of that name; empty: not changed
  std::string stride = {};
  std::string count = {};
  bool allow_tail = false;
  std::string scale = {};
  std::string shift = {};
  LayoutChanges rest = {};  ///< the changes that are chosen from lists, not typed
  friend bool operator==(const LayoutDraft&, const LayoutDraft&) = default;
};

/// Returns the draft that describes a layout.
[[nodiscard]] LayoutDraft draft_of(const Layout& layout);

/// The part of a draft that an error is about.
enum class DraftPart : std::uint8_t { kNone, kFormat, kOffset, kStride, kCount, kScale, kShift };

/// The result of reading a draft for a file.
struct DraftReading {
  std::string error;  ///< one line; empty when the draft can be applied
  DraftPart part = DraftPart::kNone;
  std::optional<std::size_t> caret;  ///< the byte of the format that the error is about
  LayoutText text;                   ///< the draft as far as it could be read
  std::optional<Layout> layout;      ///< set also where only the number of records is wrong
  std::uint64_t records = 0;
  std::uint64_t remainder = 0;  ///< bytes after the last record
};

/// Reads a draft for a file of `file_size` bytes, without looking at the bytes.
[[nodiscard]] DraftReading read_draft(const LayoutDraft& draft, std::uint64_t file_size);

/// What an element of a record can be used for in the picture.
enum class Role : std::uint8_t { kNone, kPosition, kX, kY, kZ, kColor, kRed, kGreen, kBlue, kRamp };
[[nodiscard]] const char* role_name(Role role) noexcept;
/// Returns the role that the element `element` has in `layout`.
[[nodiscard]] Role role_of(const Layout& layout, const Element& element);
/// Returns the roles that the element could have; empty for padding and bytes.
[[nodiscard]] std::vector<Role> roles_for(const Element& element);
/// Returns `changes` with the colour taken from the numbers of these names, or as the elements are named with
/// nullopt. A range that was given for other numbers is dropped, as colored_by() does.
[[nodiscard]] LayoutChanges with_color(LayoutChanges changes, std::optional<std::vector<std::string>> names);
/// Returns `changes` with those that give the element `element` the role, leaving the roles of other
/// elements; kNone drops the changes that gave it the role it has.
[[nodiscard]] LayoutChanges with_role(const Layout& layout, LayoutChanges changes, const Element& element,
                                      Role role);

}  // namespace vertexview::app
