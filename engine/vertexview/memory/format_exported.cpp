// Formats as exporters of buffers state them: a text and the size of an item.
#include <algorithm>
#include <string>
#include <utility>

#include "vertexview/memory/format.hpp"
#include "vertexview/memory/format_items.hpp"

namespace vertexview {
namespace {

// How numpy (1.24, numpy/core/src/multiarray/buffer.c) writes a dtype: every byte between two fields as an x,
// counted from the end of the field before without the padding at the end of records in it, and nothing for
// the padding at its own end. A field has the prefix @ only where it is aligned. So the fields' offsets
// follow from the text alone; the sizes of records in it follow from the room they have.

std::uint64_t rounded_up(std::uint64_t size, std::uint64_t alignment) {
  return (size + alignment - 1) / alignment * alignment;
}

/// Returns the alignment of a number or string, and of a record that occurs no times; that of other records
/// depends on how their members are arranged.
std::uint64_t alignment_of(const FormatItem& item) {
  const bool bytes = item.kind == ScalarKind::kPadding || item.kind == ScalarKind::kBytes ||
                     item.kind == ScalarKind::kPascal;
  return bytes || item.kind == ScalarKind::kRecord ? 1 : item.itemsize;
}

/// Returns how many bytes there are from the first to the last one that the text mentions.
std::uint64_t written_size(const FormatItem& item) {
  if (item.kind != ScalarKind::kRecord) return item.nbytes();
  std::uint64_t size = 0;
  for (const FormatItem& member : item.items) size += written_size(member);
  return size * item.count;
}

/// Returns whether every native number lies on its alignment when the record begins at `offset`.
bool aligned_as_written(const FormatItem& record, std::uint64_t offset) {
  for (const FormatItem& item : record.items) {
    if (item.prefix == '@' && item.kind != ScalarKind::kRecord && offset % alignment_of(item) != 0)
      return false;
    if (item.kind == ScalarKind::kRecord && !aligned_as_written(item, offset)) return false;
    offset += written_size(item);
  }
  return true;
}

/// Gives the members the offsets that are written, and an element of `record` the size of a C struct where
/// that is what its members' offsets allow and it has `room` for it, else the size that is written. Drops the
/// padding. Returns the alignment: 1 for packed records.
std::uint64_t arrange(FormatItem& record, std::uint64_t room) {
  std::uint64_t end = 0;
  for (FormatItem& item : record.items) {
    item.offset = end;
    end += written_size(item);
  }
  std::erase_if(record.items, detail::unnamed_padding);
  std::uint64_t alignment = 1;
  bool aligned = true;
  for (std::size_t i = 0; i < record.items.size(); ++i) {
    FormatItem& item = record.items[i];
    const std::uint64_t next = i + 1 < record.items.size() ? record.items[i + 1].offset : room;
    const bool nested = item.kind == ScalarKind::kRecord && item.count > 0;
    const std::uint64_t own = nested ? arrange(item, (next - item.offset) / item.count) : alignment_of(item);
    aligned = aligned && item.offset % own == 0;
    alignment = std::max(alignment, own);
    end = std::max(end, item.offset + item.nbytes());
  }
  const std::uint64_t whole = rounded_up(end, alignment);
  const bool is_struct = aligned && whole <= room;
  record.itemsize = is_struct ? whole : end;
  return is_struct ? alignment : 1;
}

// How ctypes writes a Structure: every number has its byte order; the padding of a C struct is implied and,
// before Python 3.12, not written.

/// Returns whether every number has a byte order of its own and no item is padding.
bool ctypes_writes(const FormatItem& record) {
  return std::all_of(record.items.begin(), record.items.end(), [](const FormatItem& item) {
    if (item.kind == ScalarKind::kRecord) return ctypes_writes(item);
    return !detail::unnamed_padding(item) && (item.prefix == '<' || item.prefix == '>');
  });
}

/// Gives the members the offsets and `record` the size that a C struct of them has. Returns its alignment, or
/// 0 where it passes `limit` bytes.
std::uint64_t arrange_as_c(FormatItem& record, std::uint64_t limit) {
  std::uint64_t end = 0;
  std::uint64_t alignment = 1;
  for (FormatItem& item : record.items) {
    const std::uint64_t own =
        item.kind == ScalarKind::kRecord ? arrange_as_c(item, limit) : alignment_of(item);
    if (own == 0) return 0;
    item.offset = rounded_up(end, own);
    if (item.offset > limit || (item.itemsize > 0 && item.count > (limit - item.offset) / item.itemsize))
      return 0;
    end = item.offset + item.nbytes();
    alignment = std::max(alignment, own);
  }
  record.itemsize = rounded_up(end, alignment);
  return alignment;
}

void as_it_is(FormatItem&) {}

void forget_alignment(FormatItem& item) {
  if (item.prefix == '@') item.prefix = '^';
}

/// Returns the padding that a C struct of the items would have at its end.
std::uint64_t c_size(const Format& format) {
  std::uint64_t alignment = 1;
  for (const FormatItem& item : format.items())
    if (item.prefix == '@' && item.kind != ScalarKind::kRecord)
      alignment = std::max(alignment, alignment_of(item));
  return rounded_up(format.itemsize(), alignment);
}

}  // namespace

Result<Format> Format::parse(std::string_view text, std::uint64_t itemsize) {
  auto format = parse(text);
  if (!format) return format;
  const auto& items = format->parts_->items;
  // Two readings of a record may agree on its size and differ in everything else. That of ctypes comes first:
  // numpy gives no number of the machine's own byte order a < or >.
  const bool record = items.size() == 1 && items[0].kind == ScalarKind::kRecord && items[0].shape.empty();
  const bool possible = record && itemsize <= kMaxFormatSize && written_size(items[0]) <= itemsize;
  if (possible && ctypes_writes(items[0])) {
    std::vector<FormatItem> whole{items[0]};
    if (arrange_as_c(whole[0], itemsize) != 0 && whole[0].itemsize == itemsize)
      return Format(detail::laid_out(whole, itemsize, as_it_is), itemsize);
  }
  if (possible && aligned_as_written(items[0], 0)) {
    std::vector<FormatItem> whole{items[0]};
    arrange(whole[0], itemsize);
    const bool exact = whole[0].itemsize == itemsize;
    whole[0].itemsize = itemsize;
    Format arranged(detail::laid_out(whole, itemsize, forget_alignment), itemsize);
    if (exact && !arranged.same_layout(*format)) return arranged;
    if (!exact && format->parts_->itemsize != itemsize) return arranged;
  }
  if (format->parts_->itemsize == itemsize) return format;
  if (!record && c_size(*format) == itemsize)
    return Format(detail::laid_out(items, itemsize, as_it_is), itemsize);
  return fail(ErrorCode::kBadFormat, "format \"" + format->parts_->text + "\" describes " +
                                         std::to_string(format->parts_->itemsize) +
                                         " bytes; an item is said to have " + std::to_string(itemsize));
}

}  // namespace vertexview
