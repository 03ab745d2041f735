#include <cstring>

#include "vertexview/vertex/check/check.hpp"
#include "vertexview/vertex/record_columns.hpp"

namespace vertexview {
namespace {

/// Bytes of a record that no element covers.
struct Gap {
  std::uint64_t offset = 0;
  std::uint64_t nbytes = 0;
  bool used = false;  ///< whether one of them was not zero
};

bool is_zero(const std::byte* bytes, std::uint64_t count) noexcept {
  return count == 0 ||
         (*bytes == std::byte{0} && std::memcmp(bytes, bytes + 1, static_cast<std::size_t>(count - 1)) == 0);
}

std::string text_of(const Gap& gap) {
  const std::string first = std::to_string(gap.offset);
  return gap.nbytes == 1 ? first : first + " to " + std::to_string(gap.offset + gap.nbytes - 1);
}

class Padding : public RecordCheck {
 public:
  explicit Padding(std::vector<Gap> gaps) : gaps_(std::move(gaps)) {}

  void add(const CheckedBlock& block) override {
    const std::byte* record = block.records.data;
    for (std::uint64_t i = 0; i < block.records.count; ++i, record += block.records.stride) {
      bool used = false;
      for (Gap& gap : gaps_)
        if (!is_zero(record + gap.offset, gap.nbytes)) used = gap.used = true;
      if (used) found.add(block.first + i);
    }
  }
  void append(Check& next) override {
    RecordCheck::append(next);
    const auto& later = static_cast<Padding&>(next).gaps_;
    for (std::size_t i = 0; i < gaps_.size(); ++i) gaps_[i].used = gaps_[i].used || later[i].used;
  }
  [[nodiscard]] std::optional<Finding> finding() const override {
    std::vector<std::string> used;
    for (const Gap& gap : gaps_)
      if (gap.used) used.push_back(text_of(gap));
    return found.finding(counted(found.count(), "record has", "records have") +
                         " padding that is not zero, at byte " + listed(used) +
                         " of the record: maybe it is an element that the layout does not name, or what was "
                         "left in memory when the file was written.");
  }

 private:
  std::vector<Gap> gaps_;
};

}  // namespace

std::unique_ptr<Check> check_padding(const CheckedFile& file) {
  std::vector<Gap> gaps;
  for (const RecordColumn& column : record_columns(file.file.layout())) {
    if (!column.is_padding()) continue;
    if (!gaps.empty() && gaps.back().offset + gaps.back().nbytes == column.offset)
      gaps.back().nbytes += column.nbytes();
    else
      gaps.push_back({column.offset, column.nbytes()});
  }
  if (gaps.empty()) return nullptr;
  return std::make_unique<Padding>(std::move(gaps));
}

}  // namespace vertexview
