#include "panels/layout/layout_offer.hpp"

#include <algorithm>

#include "actions/handlers.hpp"
#include "session/layout_argument.hpp"

namespace vertexview::app {
namespace {

constexpr std::size_t kMostOffers = 3;  // best first; further ones would not fit on a line of buttons

void read_as(Ui& ui, const OpenDataset& dataset, const std::string& layout) {
  if (dataset.id != ui.session.active)
    ui.run(command<handlers::activate>(std::uint64_t{ui.session.number_of(dataset.id)}));
  ui.run(command<handlers::layout>(layout));
}

}  // namespace

void offer_layouts(Ui& ui, const OpenDataset& dataset, const std::string& prefix, Areas& areas) {
  if (!dataset.doubt || dataset.doubt->better.empty()) return;
  ImGui::AlignTextToFramePadding();
  ImGui::TextUnformatted("Read as");
  const auto& better = dataset.doubt->better;
  for (std::size_t i = 0; i < std::min(better.size(), kMostOffers); ++i) {
    const std::string& layout = better[i].layout;
    ImGui::SameLine(0, ui.px(8));
    if (ImGui::Button(layout.c_str())) read_as(ui, dataset, layout);
    areas[prefix + layout] = {ImGui::GetItemRectMin(), ImGui::GetItemRectMax()};
    if (ImGui::IsItemHovered())
      ImGui::SetTooltip("vertexview %s --layout %s", shell_word(dataset.data.path()).c_str(), layout.c_str());
  }
}

}  // namespace vertexview::app
