#include "vertexview/vertex/check/flagged_numbers.hpp"

namespace vertexview {
namespace {

class NonFinite : public FlaggedNumbers {
 public:
  explicit NonFinite(const CheckedFile& file) : FlaggedNumbers(file) {}

  void add_number(std::size_t index, std::span<const double> values) override {
    flag(index, values, [](double value) { return !std::isfinite(value); });
  }
  [[nodiscard]] std::optional<Finding> finding() const override {
    return found().finding(
        counted(found().count(), "record holds", "records hold") + " NaN or infinity in " + odd_names() +
        ": a position with one is never drawn and in no bounds. Scanners write them where they saw nothing; "
        "otherwise the layout or the program that wrote the file is wrong.");
  }
};

}  // namespace

std::unique_ptr<Check> check_non_finite(const CheckedFile& file) {
  return std::make_unique<NonFinite>(file);
}

}  // namespace vertexview
