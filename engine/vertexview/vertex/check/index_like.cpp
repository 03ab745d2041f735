#include "vertexview/vertex/check/check.hpp"

namespace vertexview {
namespace {

// Of fewer records than that, one in six would do so by chance.
constexpr std::uint64_t kFewestCounted = 4;
// A number that rises so often and never falls does so for a reason; classes and flags rise once or twice.
constexpr std::uint64_t kFewestRises = 16;

struct Course {
  std::uint64_t count = 0;
  double first = 0;
  double last = 0;
  std::uint64_t rises = 0;
  bool by_one = true;
  bool falls = false;  ///< or is no number somewhere

  void add(double value) noexcept {
    if (count++ == 0) {
      first = value;
      falls = std::isnan(value);
    } else {
      step(last, value);
    }
    last = value;
  }
  void step(double from, double to) noexcept {
    by_one = by_one && to - from == 1;  // past 2^53 no double is one more than another
    rises += to > from ? 1 : 0;
    falls = falls || !(to >= from);
  }
  void append(const Course& next) noexcept {
    if (next.count == 0) return;
    if (count == 0) {
      *this = next;
      return;
    }
    step(last, next.first);
    by_one = by_one && next.by_one;
    rises += next.rises;
    falls = falls || next.falls;
    count += next.count;
    last = next.last;
  }
};

bool is_integer(const Element& number) noexcept {
  using enum ElementType;
  return number.encoding == Encoding::kPlain && number.type != kFloat16 && number.type != kFloat32 &&
         number.type != kFloat64 && number.type != kBool;
}

/// Returns whether the number has a meaning already, with which it may rise as it likes.
bool has_meaning(const Element& number) noexcept {
  return number.semantic == Semantic::kPosition || number.semantic == Semantic::kColor ||
         number.semantic == Semantic::kNormal;
}

class IndexLike : public Check {
 public:
  explicit IndexLike(const CheckedFile& file) : numbers_(file.numbers), courses_(file.numbers.size()) {}

  void add_number(std::size_t index, std::span<const double> values) override {
    if (has_meaning(numbers_[index])) return;
    Course course = courses_[index];
    if (course.falls) return;
    for (const double value : values) course.add(value);
    courses_[index] = course;
  }
  void add(const CheckedBlock& /*block*/) override {}
  void append(Check& next) override {
    const auto& later = static_cast<IndexLike&>(next).courses_;
    for (std::size_t i = 0; i < courses_.size(); ++i) courses_[i].append(later[i]);
  }
  [[nodiscard]] std::optional<Finding> finding() const override {
    std::vector<std::string> counting;
    std::vector<std::string> rising;
    for (std::size_t i = 0; i < courses_.size(); ++i) {
      const Course& course = courses_[i];
      if (course.falls) continue;
      if (is_integer(numbers_[i]) && course.by_one && course.count >= kFewestCounted)
        counting.push_back(numbers_[i].name);
      else if (course.rises >= kFewestRises)
        rising.push_back(numbers_[i].name);
    }
    if (counting.empty() && rising.empty()) return std::nullopt;
    std::string text;
    if (!counting.empty())
      text +=
          listed(counting) + (counting.size() == 1 ? " counts" : " count") +
          " the records up by one, as their place in the file does already: an index that can be left out.";
    if (!rising.empty())
      text.append(text.empty() ? "" : " ") +=
          listed(rising) + (rising.size() == 1 ? " never falls" : " never fall") +
          ", as a time does: the records are in that order, and what happened together lies together.";
    return Finding{.count = counting.size() + rising.size(), .text = std::move(text)};
  }

 private:
  std::vector<Element> numbers_;
  std::vector<Course> courses_;
};

}  // namespace

std::unique_ptr<Check> check_index_like(const CheckedFile& file) {
  return std::make_unique<IndexLike>(file);
}

}  // namespace vertexview
