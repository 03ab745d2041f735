#pragma once
#include <optional>
#include <string>

#include "vertexview/vertex/dataset.hpp"

namespace vertexview::app {

/// How a single number of each record becomes its colour.
struct ScalarColor {
  std::string element;  ///< its name, as in "intensity", "z" or "data[0]"
  Ramp ramp = Ramp::kViridis;
  ValueRange range;  ///< what the two ends of the ramp stand for
};

/// Nullopt where colours come from the file itself, or there are none.
[[nodiscard]] std::optional<ScalarColor> scalar_color_of(const Dataset& file);

}  // namespace vertexview::app
