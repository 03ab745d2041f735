#include "vertexview/memory/format_items.hpp"

#include <utility>

namespace vertexview::detail {
namespace {

ByteOrder order_of(char prefix) {
  return prefix == '<' ? ByteOrder::kLittle : prefix == '>' ? ByteOrder::kBig : kNativeOrder;
}

}  // namespace

bool unnamed_padding(const FormatItem& item) {
  return item.kind == ScalarKind::kPadding && item.name.empty();
}

bool absorbed(std::vector<FormatItem>& items, FormatItem& item) {
  const bool same_prefix =
      !items.empty() && items.back().prefix == item.prefix && items.back().kind != ScalarKind::kRecord;
  if (!unnamed_padding(item) || !same_prefix) return false;
  const bool joins = unnamed_padding(items.back());
  FormatItem& padding = joins ? items.back() : item;
  if (joins) padding.count += item.count;
  // A byte order may follow a shape but nothing else, so padding that changes the order keeps its shape.
  const bool changes_order =
      joins && (items.size() == 1 ? padding.prefix == '^' : items[items.size() - 2].prefix != padding.prefix);
  const bool plain = padding.count == 1 && !changes_order;
  padding.shape = plain ? std::vector<std::uint64_t>{} : std::vector{padding.count};
  return joins || item.count == 0;
}

std::vector<FormatItem> laid_out(std::span<const FormatItem> items, std::uint64_t size,
                                 void (*change)(FormatItem& item)) {
  std::vector<FormatItem> out;
  std::uint64_t end = 0;
  const auto pad_to = [&](std::uint64_t offset, char prefix) {
    if (offset <= end) return;
    FormatItem padding;
    padding.offset = std::exchange(end, offset);
    padding.itemsize = 1;
    padding.count = offset - padding.offset;
    padding.prefix = out.empty() ? prefix : out.back().prefix;
    padding.order = order_of(padding.prefix);
    if (padding.count != 1) padding.shape = {padding.count};
    if (!absorbed(out, padding)) out.push_back(std::move(padding));
  };
  for (const FormatItem& item : items) {
    FormatItem placed = item;
    if (item.kind == ScalarKind::kRecord) placed.items = laid_out(item.items, item.itemsize, change);
    change(placed);
    if (!placed.items.empty()) placed.prefix = placed.items.back().prefix;
    placed.order = order_of(placed.prefix);
    pad_to(item.offset, placed.prefix);
    end = item.offset + item.nbytes();
    if (!absorbed(out, placed)) out.push_back(std::move(placed));
  }
  pad_to(size, '<');
  return out;
}

}  // namespace vertexview::detail
