#include "session/layout_doubts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ranges>
#include <vector>

#include "session/layout_argument.hpp"

namespace vertexview::app {
namespace {

// Neither colours nor the axis that points up say how the records lie.
Layout without_appearance(Layout layout) {
  layout.appearance = {};
  layout.placement.up = {};
  return layout;
}

template <class Layouts>
auto find_known(Layouts& known, const std::string& path, const Layout& layout) {
  return std::ranges::find_if(known, [&, plain = without_appearance(layout)](const KnownLayout& one) {
    return one.path == path && one.layout == plain;
  });
}

std::vector<Offer> offers_for(const LayoutDoubt& doubt) {
  std::vector<Offer> offers;
  for (const LayoutCandidate& one : doubt.better | std::views::take(kMostLayoutsOffered))
    offers.push_back({fmt::format("Read as {}", one.name),
                      fmt::format("layout {}", layout_argument(text_of(one.layout)))});
  offers.push_back({"Layout...", "show layout"});
  return offers;
}

}  // namespace

bool take_doubt(Session& session, OpenDataset& dataset, const LayoutDoubt& doubt) {
  const Dataset& file = dataset.data;
  const auto known = find_known(session.known_layouts, file.path(), file.layout());
  const bool told = known != session.known_layouts.end();
  if (told && known->confirmed) return false;
  dataset.doubt = doubt;
  if (told) return true;
  session.known_layouts.push_back({file.path(), without_appearance(file.layout())});
  session.notify(
      {.kind = Notice::Kind::kWarning,
       .text = fmt::format("{}: the layout may be wrong: {}", dataset.name, doubt_text(doubt, file.layout())),
       .offers = offers_for(doubt),
       .about = dataset.serial,
       .untrue = [serial = dataset.serial](const Session& now) {
         // The Layout panel tells the doubt itself, and offers the same layouts.
         const OpenDataset& doubted = *now.find_records(serial);
         return !doubted.doubt || (now.show.layout && now.active == doubted.id);
       }});
  return true;
}

void tell_guess(Session& session, const OpenDataset& dataset) {
  const Dataset& file = dataset.data;
  const Layout& layout = file.layout();
  if (dataset.layout_source != LayoutSource::kGuessed || was_doubted(session, file.path(), layout)) return;
  session.known_layouts.push_back({file.path(), without_appearance(layout)});
  const std::string where =
      layout.data_offset == 0 ? "" : fmt::format(", the first at byte {}", layout.data_offset);
  session.notify(
      {.kind = Notice::Kind::kInfo,
       .text = fmt::format("{}: read as {}, guessed: {} bytes, {}{}", dataset.name, text_of(layout).schema,
                           layout.schema.stride, numbers_text(layout.schema), where),
       .offers = {{"Keep", "save-layout"}, {"Others...", "show layout"}},
       .about = dataset.serial,
       .untrue = [serial = dataset.serial](const Session& now) {
         // The Layout panel tells the guess itself, and offers the others.
         const OpenDataset& guessed = *now.find_records(serial);
         return guessed.layout_source != LayoutSource::kGuessed ||
                (now.show.layout && now.active == guessed.id);
       }});
}

void confirm_layout(Session& session, OpenDataset& dataset) {
  const Dataset& file = dataset.data;
  dataset.doubt.reset();
  const auto known = find_known(session.known_layouts, file.path(), file.layout());
  if (known != session.known_layouts.end())
    known->confirmed = true;
  else
    session.known_layouts.push_back({file.path(), without_appearance(file.layout()), true});
}

bool was_doubted(const Session& session, const std::string& path, const Layout& layout) {
  return find_known(session.known_layouts, path, layout) != session.known_layouts.end();
}

void forget_doubts(Session& session, const std::string& path) {
  std::erase_if(session.known_layouts,
                [&](const KnownLayout& known) { return known.path == path && !known.confirmed; });
}

}  // namespace vertexview::app
