#include "panels/layout/layout_offer.hpp"

#include <algorithm>

#include "actions/handlers.hpp"
#include "gui/widgets.hpp"
#include "session/layout_argument.hpp"

namespace vertexview::app {

void offer_layouts(Ui& ui, const OpenDataset& dataset, Areas& areas) {
  if (!dataset.doubt || dataset.doubt->better.empty()) return;
  ImGui::AlignTextToFramePadding();
  ImGui::TextUnformatted("Read as");
  const auto& better = dataset.doubt->better;
  for (std::size_t i = 0; i < std::min(better.size(), kMostLayoutsOffered); ++i) {
    const std::string& layout = better[i].layout;
    ImGui::SameLine(0, ui.px(8));
    if (ImGui::Button(layout.c_str())) ui.run(command<handlers::layout>(layout));
    mark(areas, "layout as " + layout);
    if (ImGui::IsItemHovered())
      ImGui::SetTooltip("vertexview %s --layout %s", shell_word(dataset.data.path()).c_str(), layout.c_str());
  }
}

}  // namespace vertexview::app
