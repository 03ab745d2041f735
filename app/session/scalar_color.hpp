#pragma once
#include <optional>
#include <string>

#include "vertexview/vertex/dataset.hpp"

namespace vertexview::app {

/// How a single number of each record becomes its colour.
struct ScalarColor {
  std::string element;                       ///< the name of the number, as in "intensity", "z" or "data[0]"
  ElementType type = ElementType::kFloat32;  ///< value_type() of the number
  Ramp ramp = Ramp::kViridis;
  ValueRange range;  ///< the numbers at the two ends of the ramp
};

/// Returns which number a ramp colours the dataset by; nullopt where the colours come from the file, or there
/// are none.
[[nodiscard]] std::optional<ScalarColor> scalar_color_of(const Dataset& file);

}  // namespace vertexview::app
