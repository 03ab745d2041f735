#include "vertexview/record/element_text.hpp"
#include "vertexview/vertex/check/check.hpp"

namespace vertexview {
namespace {

class Alpha : public RecordCheck {
 public:
  explicit Alpha(const Element& alpha) : reader_(alpha) {}

  void add(const CheckedBlock& block) override {
    std::array<double, kCheckedBlock> values;
    reader_.numbers(block.records, values.data());
    records_ += block.records.count;
    for (std::uint64_t i = 0; i < block.records.count; ++i)
      if (values[i] == 0) found.add(block.first + i);
  }
  void append(Check& next) override {
    RecordCheck::append(next);
    records_ += static_cast<Alpha&>(next).records_;
  }
  [[nodiscard]] std::optional<Finding> finding() const override {
    const bool all = found.count() == records_;
    auto finding = found.finding(
        all ? "alpha is 0 in every record: a renderer that honours it shows nothing. Mostly the channel was "
              "never filled, or is padding."
            : counted(found.count(), "record has", "records have") +
                  " an alpha of 0: a renderer that honours it does not show them.");
    if (finding && all) finding->examples.clear();
    return finding;
  }

 private:
  ElementReader reader_;
  std::uint64_t records_ = 0;
};

}  // namespace

std::unique_ptr<Check> check_alpha(const CheckedFile& file) {
  const auto alpha = find_number(file.file.layout().schema, "alpha");
  if (!alpha) return nullptr;
  return std::make_unique<Alpha>(*alpha);
}

}  // namespace vertexview
