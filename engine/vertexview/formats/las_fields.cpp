#include "vertexview/formats/detail/las_fields.hpp"

#include <algorithm>
#include <string_view>

#include "vertexview/formats/detail/color_depth.hpp"
#include "vertexview/formats/detail/number_columns.hpp"
#include "vertexview/memory/printable.hpp"
#include "vertexview/record/element_text.hpp"
#include "vertexview/record/layout.hpp"

namespace vertexview::las {
namespace {

/// Fields that only LAS has, as the reader names them.
struct NamedField {
  std::string_view name;
  ElementType type;
  std::uint64_t offset;
};
constexpr std::array kNamed{NamedField{"returns", ElementType::kUint8, kReturns},
                            NamedField{"scan_angle", ElementType::kInt8, kScanAngle},
                            NamedField{"user_data", ElementType::kUint8, kUserData},
                            NamedField{"source_id", ElementType::kUint16, kSourceId},
                            NamedField{"gps_time", ElementType::kFloat64, kFixedBytes}};

class Chooser {
 public:
  Chooser(const RecordSource& source, Fields& fields) noexcept
      : schema_(source.schema),
        fields_(fields),
        // Formats from 6 up have bits of other meanings in the bytes of these names, and a byte of flags.
        las_(schema_.find("returns") != nullptr && schema_.find("flags") == nullptr) {}

  void take(const Element& element) {
    if (element.type == ElementType::kBytes) return leave_out(element, "its points have no field of bytes");
    if (take_named(element)) return;
    bool used = false;
    bool whole = true;
    for (std::uint32_t i = 0; i < element.number_count(); ++i) {
      const Element number = number_of(schema_, element, i);
      const bool taken = is_used(number) || take_meant(number);
      used = used || taken;
      whole = whole && taken;
    }
    if (whole) return;
    if (used)
      fields_.notes.push_back("element " + in_quotes(element.name) +
                              " is left out in part: LAS has no field for it");
    else
      leave_out(element, "LAS has no field for it");
  }

 private:
  void leave_out(const Element& element, std::string_view reason) {
    fields_.notes.push_back(left_out(element, reason));
  }

  [[nodiscard]] bool is_used(const Element& number) const {
    const auto same = [&](const Element& other) { return same_number(other, number); };
    return std::ranges::any_of(fields_.position, same) || std::ranges::any_of(fields_.color, same);
  }

  bool take_named(const Element& element) {
    if (element.count != 1 || element.encoding != Encoding::kPlain) return false;
    for (const NamedField& field : kNamed) {
      if (field.name != element.name || field.type != element.type) continue;
      if (!las_ && field.offset == kReturns) return false;
      fields_.plain.push_back({element, field.offset});
      fields_.timed = fields_.timed || field.offset == kFixedBytes;
      return true;
    }
    return false;
  }

  bool take_meant(const Element& number) {
    if (number.semantic == Semantic::kIntensity && !fields_.intensity) {
      fields_.intensity = number;
      return true;
    }
    if (number.semantic == Semantic::kLabel && !fields_.label) {
      fields_.label = number;
      constexpr double kMostByte = 255;
      if (las_ && number.name == "classification") fields_.most_label = kMostByte;
      return true;
    }
    return false;
  }

  const Schema& schema_;
  Fields& fields_;
  bool las_;  ///< whether the records are those of a LAS file of format 0 to 5
};

}  // namespace

Result<Fields> choose_fields(const RecordSource& source) {
  Fields fields;
  auto position = position_numbers({.schema = source.schema, .placement = source.placement});
  if (!position) return tl::unexpected<Error>(position.error());
  if (position->empty())
    return fail(ErrorCode::kInvalidArgument, "the layout " + in_quotes(source.schema.format) +
                                                 " has no position, which every point of LAS has");
  fields.position = *std::move(position);
  fields.color = own_color(source.schema);
  // LAS has no alpha.
  if (fields.color.size() > 3) fields.color.resize(3);
  Chooser chooser(source, fields);
  for (const Element& element : shown_elements(source.schema)) chooser.take(element);
  return fields;
}

}  // namespace vertexview::las
