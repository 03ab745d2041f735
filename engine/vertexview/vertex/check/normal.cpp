#include "vertexview/record/element_text.hpp"
#include "vertexview/vertex/check/check.hpp"

namespace vertexview {
namespace {

// Normals of 8 bits an axis are that much longer or shorter than 1 after they were rounded: half a step of
// 1/127 on each axis, with as much again to spare.
constexpr double kTolerance = 0.02;

class Normal : public Check {
 public:
  explicit Normal(const std::array<Element, 3>& axes)
      : readers_{ElementReader(axes[0]), ElementReader(axes[1]), ElementReader(axes[2])} {}

  void add(const CheckedBlock& block) override {
    std::array<std::array<double, kCheckedBlock>, 3> axes;
    for (std::size_t axis = 0; axis < axes.size(); ++axis)
      readers_[axis].numbers(block.records, axes[axis].data());
    for (std::uint64_t i = 0; i < block.records.count; ++i) {
      const double squared = axes[0][i] * axes[0][i] + axes[1][i] * axes[1][i] + axes[2][i] * axes[2][i];
      if (!std::isfinite(squared)) continue;  // another kind of finding
      const double length = std::sqrt(squared);
      if (std::abs(length - 1) <= kTolerance) continue;
      found_.add(block.first + i);
      if (length == 0) ++zero_;
    }
  }
  void append(Check& next) override {
    found_.append(static_cast<Normal&>(next).found_);
    zero_ += static_cast<Normal&>(next).zero_;
  }
  [[nodiscard]] std::optional<Finding> finding() const override {
    return found_.finding(counted(found_.count(), "normal is", "normals are") + " not of length 1, " +
                          counted(zero_, "of them is", "of them are") +
                          " zero: light falls on them as it should not. Normalise them, or see whether the "
                          "element has another encoding or is no normal.");
  }

 private:
  std::array<ElementReader, 3> readers_;
  FoundRecords found_;
  std::uint64_t zero_ = 0;
};

}  // namespace

std::unique_ptr<Check> check_normal(const CheckedFile& file) {
  std::array<Element, 3> axes;
  constexpr std::array<std::string_view, 3> kNames{"nx", "ny", "nz"};
  for (std::size_t axis = 0; axis < axes.size(); ++axis) {
    const auto number = find_number(file.file.layout().schema, kNames[axis]);
    if (!number) return nullptr;
    axes[axis] = *number;
    // Plain integers of a normal are shares of 1, as everywhere where directions are shown.
    axes[axis].encoding = encoding_of(*number);
  }
  return std::make_unique<Normal>(axes);
}

}  // namespace vertexview
