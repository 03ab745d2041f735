#include "vertexview/record/appearance.hpp"

#include <utility>

namespace vertexview {

Appearance colored_by(Appearance appearance, std::vector<std::string> elements) {
  if (appearance.elements == elements) return appearance;
  appearance.elements = std::move(elements);
  if (appearance.range_kind == ColorRange::kGiven) {
    appearance.range_kind = ColorRange::kAutomatic;
    appearance.range = {};
  }
  return appearance;
}

std::string_view ramp_name(Ramp ramp) noexcept {
  switch (ramp) {
    case Ramp::kViridis:
      return "viridis";
    case Ramp::kTurbo:
      return "turbo";
    case Ramp::kGrey:
      return "grey";
    case Ramp::kCategories:
      return "categories";
    case Ramp::kSemanticKitti:
      return "semantickitti";
    case Ramp::kAutomatic:
      break;
  }
  return "auto";
}

}  // namespace vertexview
