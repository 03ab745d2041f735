#include "vertexview/record/element_names.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>

namespace vertexview {
namespace {

class Naming {
 public:
  Naming(const RecordSample& sample, std::size_t phase, bool big_endian)
      : sample_(sample), phase_(phase), big_(big_endian) {}

  std::vector<Element> name(const std::vector<PlacedField>& fields) {
    for (const PlacedField& field : fields) add(field);
    return std::move(elements_);
  }

 private:
  void add(const PlacedField& field) {
    switch (field.reading.kind) {
      case FieldKind::kPadding:
        return;
      case FieldKind::kPosition:
        return add(field, "position", Semantic::kPosition);
      case FieldKind::kColor:
        return add(field, "color", Semantic::kColor);
      case FieldKind::kNormal:
        return add(field, "normal", Semantic::kNormal);
      case FieldKind::kRotation:
        return add(field, "rotation", Semantic::kNone);
      case FieldKind::kUv:
        return add(field, "uv", Semantic::kNone);
      case FieldKind::kNumber:
        return add_number(field);
    }
  }

  void add_number(const PlacedField& field) {
    const ElementType type = field.reading.type;
    const auto values = sample_.numbers(type, (phase_ + field.offset) % sample_.stride(), big_);
    const std::string name = is_float(type) ? float_name(values) : integer_name(type, values);
    add(field, name,
        name == "intensity" ? Semantic::kIntensity
        : name == "ring"    ? Semantic::kRing
                            : Semantic::kNone);
  }

  static bool rises(const std::vector<double>& values) {
    return std::ranges::is_sorted(values) && values.front() < values.back();
  }
  /// Returns whether nearly all values lie in a range; a few may be damaged.
  static bool within(const std::vector<double>& values, double low, double high) {
    const auto outside = std::ranges::count_if(values, [&](double v) { return v < low || v > high; });
    return static_cast<std::size_t>(outside) <= values.size() / 100;
  }

  [[nodiscard]] std::string float_name(const std::vector<double>& values) const {
    constexpr double kMostRings = 256;
    constexpr double kUint16 = 65535;  // the largest intensity that any of the formats stores
    const bool whole = std::ranges::all_of(values, [](double v) { return v == std::floor(v); });
    if (!has(Semantic::kPosition)) return "value";
    if (whole && within(values, 0, kMostRings) && has(Semantic::kIntensity)) return "ring";
    if (rises(values) && has(Semantic::kIntensity)) return "time";
    if (!has(Semantic::kIntensity) && !has(Semantic::kColor) && within(values, 0, kUint16))
      return "intensity";
    return "value";
  }

  [[nodiscard]] std::string integer_name(ElementType type, const std::vector<double>& values) const {
    if (type == ElementType::kUint64) return "time";
    if (type == ElementType::kUint32 && rises(values)) return "index";
    const bool first = has(Semantic::kPosition) && !has(Semantic::kIntensity) && !has(Semantic::kColor);
    return first ? "intensity" : "value";
  }

  [[nodiscard]] bool has(Semantic semantic) const {
    return std::ranges::find(elements_, semantic, &Element::semantic) != elements_.end();
  }

  void add(const PlacedField& field, std::string name, Semantic semantic) {
    const auto same = std::ranges::count_if(elements_, [&](const Element& other) {
      return other.name == name || other.name.starts_with(name + "_");
    });
    if (same > 0) name.append("_").append(std::to_string(same + 1));
    elements_.push_back({.name = std::move(name),
                         .type = field.reading.type,
                         .count = field.reading.count,
                         .offset = field.offset,
                         .semantic = semantic,
                         .big_endian = big_ && element_size(field.reading.type) > 1});
  }

  const RecordSample& sample_;
  std::size_t phase_;
  bool big_;
  std::vector<Element> elements_;
};

}  // namespace

std::vector<Element> name_fields(const RecordSample& sample, const std::vector<PlacedField>& fields,
                                 std::size_t phase, bool big_endian) {
  return Naming(sample, phase, big_endian).name(fields);
}

}  // namespace vertexview
