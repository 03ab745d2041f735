#include "panels/layout/layout_offer.hpp"

#include <algorithm>

#include "actions/handlers.hpp"
#include "session/layout_request.hpp"

namespace vertexview::app {
namespace {

constexpr std::size_t kMostOffers = 3;  // best first; further ones would not fit on a line of buttons

void read_as(Ui& ui, const Cloud& cloud, const std::string& layout) {
  if (cloud.id != ui.document.active)
    ui.run(command<handlers::activate>(std::uint64_t{ui.document.number_of(cloud.id)}));
  ui.run(command<handlers::layout>(layout));
}

}  // namespace

void offer_layouts(Ui& ui, const Cloud& cloud, const std::string& prefix, Areas& areas) {
  if (!cloud.doubt || cloud.doubt->better.empty()) return;
  ImGui::AlignTextToFramePadding();
  ImGui::TextUnformatted("Read as");
  const auto& better = cloud.doubt->better;
  for (std::size_t i = 0; i < std::min(better.size(), kMostOffers); ++i) {
    const std::string& layout = better[i].layout;
    ImGui::SameLine(0, ui.px(8));
    if (ImGui::Button(layout.c_str())) read_as(ui, cloud, layout);
    areas[prefix + layout] = {ImGui::GetItemRectMin(), ImGui::GetItemRectMax()};
    if (ImGui::IsItemHovered())
      ImGui::SetTooltip("vertexview %s --layout %s", shell_word(cloud.file.path()).c_str(), layout.c_str());
  }
}

}  // namespace vertexview::app
