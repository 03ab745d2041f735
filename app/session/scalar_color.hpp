#pragma once
#include <optional>
#include <string>

#include "vertexview/vertex/vertex_file.hpp"

namespace vertexview::app {

/// How a single number of each record becomes its colour.
struct ScalarColor {
  std::string field;  ///< its name, as in "intensity" or "position[2]"
  Ramp ramp = Ramp::kViridis;
  ValueRange range;  ///< what the two ends of the ramp stand for
};

/// Nullopt where colours come from the file itself, or there are none.
[[nodiscard]] std::optional<ScalarColor> scalar_color_of(const VertexFile& file);

/// The name of a component: "intensity", or "position[2]" where its field has several; "" where no field has
/// it.
[[nodiscard]] std::string component_name(const Layout& layout, const Component& component);

}  // namespace vertexview::app
