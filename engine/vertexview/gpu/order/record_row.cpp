#include "vertexview/gpu/order/record_row.hpp"

#include <algorithm>

#include "vertexview/gpu/order/vertex_id.hpp"

namespace vertexview::gpu::detail {

RecordRow::RecordRow(std::span<const Part> parts) {
  for (Part part : parts) {
    if (part.count == 0) continue;
    part.first_index = records_;
    records_ += part.count;
    parts_.push_back(part);
  }
}

std::size_t RecordRow::part_number_of(std::uint64_t index) const noexcept {
  const auto after = std::upper_bound(parts_.begin(), parts_.end(), index,
                                      [](std::uint64_t i, const Part& part) { return i < part.first_index; });
  return static_cast<std::size_t>(after - parts_.begin()) - 1;
}

std::uint64_t RecordRow::id_of(std::uint64_t index) const noexcept {
  const Part& part = part_of(index);
  return make_id(part.dataset, index - part.first_index);
}

bool RecordRow::same_as(const RecordRow& other) const noexcept {
  return std::equal(parts_.begin(), parts_.end(), other.parts_.begin(), other.parts_.end(),
                    [](const Part& a, const Part& b) {
                      return a.serial == b.serial && a.dataset == b.dataset && a.count == b.count;
                    });
}

}  // namespace vertexview::gpu::detail
