#include "vertexview/record/element_text.hpp"
#include "vertexview/vertex/check/check.hpp"

namespace vertexview {
namespace {

using Rgb = std::array<double, 3>;

class Colour : public Check {
 public:
  explicit Colour(const std::vector<Element>& channels)
      : readers_{ElementReader(channels[0]), ElementReader(channels[1]), ElementReader(channels[2])} {
    for (const Element& channel : channels)
      floats_ = floats_ && channel.encoding == Encoding::kPlain && is_float(channel.type);
  }

  void add(const CheckedBlock& block) override {
    std::array<std::array<double, kCheckedBlock>, 3> channels;
    for (std::size_t i = 0; i < channels.size(); ++i) readers_[i].numbers(block.records, channels[i].data());
    for (std::uint64_t i = 0; i < block.records.count; ++i)
      add(block.first + i, {channels[0][i], channels[1][i], channels[2][i]});
  }
  void append(Check& other) override {
    auto& next = static_cast<Colour&>(other);
    if (next.count_ == 0) return;
    same_ = next.same_ && (count_ == 0 || (same_ && first_ == next.first_));
    if (count_ == 0) first_ = next.first_;
    count_ += next.count_;
    most_ = std::max(most_, next.most_);
    whole_ = whole_ && next.whole_;
    outside_.append(next.outside_);
  }
  [[nodiscard]] std::optional<Finding> finding() const override {
    if (outside_.count() > 0) return outside_.finding(outside_text());
    if (!same_) return std::nullopt;
    const bool black = first_ == Rgb{};
    if (!black && count_ < 2) return std::nullopt;
    return Finding{.count = count_,
                   .text = black
                               ? "every colour is black: the channels were never filled, or are others than "
                                 "the layout says. Colour by another number."
                               : "every record has the same colour: it tells nothing. Colour by another "
                                 "number."};
  }

 private:
  // Floats that are no colours of 8 bits would hardly all be whole and below 256.
  static constexpr double kByte = 255;

  void add(std::uint64_t record, const Rgb& colour) {
    if (count_++ == 0) first_ = colour;
    same_ = same_ && colour == first_;
    if (!floats_) return;
    bool outside = false;
    for (const double channel : colour) {
      outside |= channel < 0 || channel > 1;
      most_ = std::max(most_, channel);
      whole_ = whole_ && channel >= 0 && channel == std::floor(channel);
    }
    if (outside) outside_.add(record);
  }
  [[nodiscard]] std::string outside_text() const {
    if (whole_ && most_ <= kByte)
      return "colours are floats that are whole numbers up to " +
             shortest_text(most_, ElementType::kFloat64) +
             ": seemingly of 0 to 255, where programs expect floats of 0 to 1 and show white. Divide them by "
             "255, or show the range of 0 to 255.";
    return counted(outside_.count(), "record has", "records have") + " a colour outside of 0 to 1, up to " +
           shortest_text(most_, ElementType::kFloat64) +
           ": such floats are cut off where they are shown. Scale them, or show another range.";
  }

  std::array<ElementReader, 3> readers_;
  bool floats_ = true;
  std::uint64_t count_ = 0;
  Rgb first_ = {};
  bool same_ = true;
  double most_ = 0;
  bool whole_ = true;
  FoundRecords outside_;
};

}  // namespace

std::unique_ptr<Check> check_colour(const CheckedFile& file) {
  const Layout& layout = file.file.layout();
  std::vector<Element> channels;
  for (const std::string_view name : {"red", "green", "blue"})
    if (auto channel = find_number(layout.schema, name)) channels.push_back(*std::move(channel));
  if (channels.size() != 3)
    if (auto shown = color_numbers(layout)) channels = *std::move(shown);
  if (channels.size() != 3) return nullptr;
  return std::make_unique<Colour>(channels);
}

}  // namespace vertexview
