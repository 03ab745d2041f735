#include "vertexview/memory/number_load.hpp"
#include "vertexview/record/element_text.hpp"
#include "vertexview/record/encoding.hpp"
#include "vertexview/vertex/check/check.hpp"

namespace vertexview {
namespace {

/// Returns whether different numbers of the element may be the same double.
bool is_wide(const Element& number) noexcept {
  return number.type == ElementType::kInt64 || number.type == ElementType::kUint64;
}

class Constant : public Check {
 public:
  explicit Constant(const CheckedFile& file)
      : numbers_(file.numbers),
        first_(numbers_.size()),
        bits_(numbers_.size()),
        same_(numbers_.size(), true) {}

  void add_number(std::size_t index, std::span<const double> values) override {
    if (count_ == 0) first_[index] = values.front();
    if (!same_[index]) return;
    const double first = first_[index];
    for (const double value : values)
      if (!(value == first)) {
        same_[index] = false;
        return;
      }
  }
  void add(const CheckedBlock& block) override {
    for (std::size_t i = 0; i < numbers_.size(); ++i)
      if (same_[i] && is_wide(numbers_[i])) add_bits(i, block.records);
    count_ += block.records.count;
  }
  void append(Check& other) override {
    auto& next = static_cast<Constant&>(other);
    if (next.count_ == 0) return;
    for (std::size_t i = 0; i < numbers_.size(); ++i) {
      const bool joined = count_ == 0 || (first_[i] == next.first_[i] && bits_[i] == next.bits_[i]);
      same_[i] = same_[i] && next.same_[i] && joined;
      if (count_ == 0) first_[i] = next.first_[i], bits_[i] = next.bits_[i];
    }
    count_ += next.count_;
  }
  [[nodiscard]] std::optional<Finding> finding() const override {
    if (count_ < 2) return std::nullopt;
    std::vector<std::string> constant;
    for (std::size_t i = 0; i < numbers_.size(); ++i)
      if (same_[i]) constant.push_back(numbers_[i].name + " = " + value_text(i));
    if (constant.empty()) return std::nullopt;
    return Finding{.count = constant.size(),
                   .text = "the same in all records: " + listed(constant) +
                           ". Such a number takes room and tells nothing; it may never have been filled."};
  }

 private:
  void add_bits(std::size_t index, const RecordSpan& records) {
    const std::byte* from = records.data + numbers_[index].offset;
    const bool reversed = is_reversed(numbers_[index].big_endian);
    if (count_ == 0) bits_[index] = load_number<std::uint64_t>(from, reversed);
    for (std::uint64_t i = 0; i < records.count; ++i, from += records.stride)
      same_[index] = same_[index] && load_number<std::uint64_t>(from, reversed) == bits_[index];
  }
  [[nodiscard]] std::string value_text(std::size_t index) const {
    const Element& number = numbers_[index];
    if (number.encoding == Encoding::kPlain && number.type == ElementType::kInt64)
      return std::to_string(static_cast<std::int64_t>(bits_[index]));
    if (number.encoding == Encoding::kPlain && number.type == ElementType::kUint64)
      return std::to_string(bits_[index]);
    return shortest_text(first_[index], value_type(number));
  }

  std::vector<Element> numbers_;
  std::vector<double> first_;
  std::vector<std::uint64_t> bits_;  ///< of wide integers
  std::vector<bool> same_;
  std::uint64_t count_ = 0;
};

}  // namespace

std::unique_ptr<Check> check_constant(const CheckedFile& file) {
  return std::make_unique<Constant>(file);
}

}  // namespace vertexview
