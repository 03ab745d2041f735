#include <limits>

#include "vertexview/vertex/check/flagged_numbers.hpp"

namespace vertexview {
namespace {

/// Returns the smallest number of the type that is stored with all of its digits; 0 for types in which
/// smaller ones do no harm: a half is widened before anything reckons with it.
double smallest_normal(const Element& number) noexcept {
  if (number.encoding != Encoding::kPlain) return 0;
  if (number.type == ElementType::kFloat32) return std::numeric_limits<float>::min();
  return number.type == ElementType::kFloat64 ? std::numeric_limits<double>::min() : 0;
}

class Denormal : public FlaggedNumbers {
 public:
  explicit Denormal(const CheckedFile& file) : FlaggedNumbers(file) {
    smallest_.reserve(file.numbers.size());
    for (const Element& number : file.numbers) smallest_.push_back(smallest_normal(number));
  }

  void add_number(std::size_t index, std::span<const double> values) override {
    const double smallest = smallest_[index];
    if (smallest == 0) return;
    flag(index, values, [=](double value) { return value != 0 && std::abs(value) < smallest; });
  }
  [[nodiscard]] std::optional<Finding> finding() const override {
    return found().finding(counted(found().count(), "record holds", "records hold") +
                           " a denormal number in " + odd_names() +
                           ": it is so close to zero that it has lost digits, and processors reckon slowly "
                           "with it. Many of them "
                           "mean that these bytes are integers rather than floats.");
  }

 private:
  std::vector<double> smallest_;
};

}  // namespace

std::unique_ptr<Check> check_denormal(const CheckedFile& file) {
  return std::make_unique<Denormal>(file);
}

}  // namespace vertexview
