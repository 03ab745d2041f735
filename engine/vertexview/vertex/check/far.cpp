#include "vertexview/vertex/check/check.hpp"
#include "vertexview/vertex/record_subset.hpp"

namespace vertexview {
namespace {

// So many times as far away as half of all positions is farther than anything that belongs to them: of a
// table of 1 m a place on the other side of the earth.
constexpr double kFar = 1e6;

double median(std::vector<double>& values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::ranges::nth_element(values, middle);
  return *middle;
}

class Far : public RecordCheck {
 public:
  explicit Far(const PositionSpread& spread) : spread_(spread) {}

  void add(const CheckedBlock& block) override {
    const double farthest = kFar * spread_.extent;
    for (std::uint64_t i = 0; i < block.records.count; ++i) {
      bool far = false;
      for (std::size_t axis = 0; axis < block.position.size(); ++axis) {
        if (block.position[axis].empty()) continue;
        const double distance = std::abs(block.position[axis][i] - spread_.middle[axis]);
        far |= distance > farthest && std::isfinite(block.position[axis][i]);
      }
      if (far) found.add(block.first + i);
    }
  }
  [[nodiscard]] std::optional<Finding> finding() const override {
    return found.finding(
        counted(found.count(), "record lies", "records lie") +
        " more than a million times as far from the middle as half of all do: the whole is a "
        "dot beside them. They are damaged, or stand for what was not measured; leave them "
        "out, or look at the others alone.");
  }

 private:
  PositionSpread spread_;
};

}  // namespace

PositionSpread spread_of(const Dataset& file, std::span<const Element> position) {
  PositionSpread spread;
  const auto subset = RecordSubset::of(file, std::nullopt);
  if (!subset) return spread;
  for (std::size_t axis = 0; axis < position.size(); ++axis) {
    const ElementReader reader(position[axis]);
    std::vector<double> values;
    std::vector<std::byte> room;
    subset->for_each_sample([&](std::uint64_t first, std::uint64_t count) {
      const std::size_t before = values.size();
      values.resize(before + static_cast<std::size_t>(count));
      reader.numbers(file.records().block(first, count, room), values.data() + before);
    });
    std::erase_if(values, [](double value) { return !std::isfinite(value); });
    if (values.empty()) continue;
    spread.middle[axis] = median(values);
    for (double& value : values) value = std::abs(value - spread.middle[axis]);
    spread.extent = std::max(spread.extent, median(values));
  }
  return spread;
}

std::unique_ptr<Check> check_far(const CheckedFile& file) {
  if (file.spread.extent == 0) return nullptr;
  return std::make_unique<Far>(file.spread);
}

}  // namespace vertexview
