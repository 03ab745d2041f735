#pragma once
#include <string>
#include <vector>

#include "gui/ui.hpp"
#include "panels/layout/cloud_pictures.hpp"
#include "panels/layout/layout_edit.hpp"

namespace vertexview::app {

/// A card for each of the kMostLayoutsOffered best OpenDataset::candidates(): a picture of what it makes of
/// the bytes, its name, and what speaks for it. A click on the picture puts the layout into the draft; one
/// button reads the active dataset with it at once, another also writes it to FILE.layout. A picture turns
/// slowly while the mouse is over it.
class LayoutCards {
 public:
  /// Draws the cards beside each other, on as many lines as `width` needs; nothing where there are no
  /// candidates. Their parts become the areas "layout picture ", "layout as " and "layout keep ", each with
  /// the name of the candidate.
  void draw(Ui& ui, const OpenDataset& dataset, LayoutEdit& edit, float width, Areas& areas);

  /// Returns whether a picture is still to come.
  [[nodiscard]] bool busy() const noexcept { return pictures_.busy(); }
  /// Returns how many cards the last draw() showed.
  [[nodiscard]] std::size_t size() const noexcept { return pictures_.size(); }
  /// Returns the names of the candidates whose pictures the last draw() showed.
  [[nodiscard]] const std::vector<std::string>& shown() const noexcept { return shown_; }

 private:
  struct CardRoom {
    float width = 0;
    float text_right = 0;  ///< where what speaks for the layout has to end
  };
  void draw_card(Ui& ui, const OpenDataset& dataset, std::size_t number, LayoutEdit& edit,
                 const CardRoom& room, Areas& areas);
  void draw_picture(Ui& ui, std::size_t number, bool chosen, float width, float height);
  void turn_under_mouse(Ui& ui, std::size_t number, bool hovered);

  CloudPictures pictures_;
  std::vector<std::string> shown_;
  std::size_t turning_ = kNone;  ///< the card that the mouse is over
  double turns_since_ = 0;
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);
};

/// Reads the active dataset with the best of its candidates, of which there must be one.
void take_first_layout(Ui& ui, const OpenDataset& dataset);

}  // namespace vertexview::app
