#include "vertexview/vertex/check/check.hpp"

namespace vertexview {
namespace {

class Origin : public RecordCheck {
 public:
  void add(const CheckedBlock& block) override {
    for (std::uint64_t i = 0; i < block.records.count; ++i) {
      bool zero = true;
      for (const auto& axis : block.position) zero = zero && (axis.empty() || axis[i] == 0);
      if (zero) found.add(block.first + i);
    }
  }
  [[nodiscard]] std::optional<Finding> finding() const override {
    return found.finding(counted(found.count(), "position is", "positions are") +
                         " exactly 0, 0, 0: programs write such records for what they did not measure, and "
                         "where a buffer was not filled to its end. Leave them out where they belong to no "
                         "object.");
  }
};

}  // namespace

std::unique_ptr<Check> check_origin(const CheckedFile& file) {
  if (file.position.empty()) return nullptr;
  return std::make_unique<Origin>();
}

}  // namespace vertexview
