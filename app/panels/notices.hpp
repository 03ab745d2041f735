#pragma once
#include <string>
#include <vector>

#include "gui/ui.hpp"

namespace vertexview::app {

/// Shows new notices as toasts in the lower right corner: information leaves after some seconds, a warning
/// stays longer, an error longest, one that offers something until it is settled; a click sends one away. The
/// log keeps them all.
class Notices {
 public:
  void draw_toasts(Ui& ui, const Area& area);
  /// Draws the log as a panel over the picture, at the bottom of `area`.
  void draw_log(Ui& ui, const Area& area);
  bool log_open = false;
  /// Returns where the button of each offer is, as "notice " with the command, and the cross that sends a
  /// notice away, as "notice dismiss", as of the last draw_toasts().
  [[nodiscard]] const Areas& areas() const noexcept { return areas_; }

 private:
  [[nodiscard]] bool is_dismissed(const Notice& notice) const;
  /// Draws a toast at the bottom right of `area`; returns its place, or an empty one where it does not fit.
  Area draw_toast(Ui& ui, const Notice& notice, const Area& area, float alpha);
  /// Draws the buttons, each at its place from the cursor.
  void draw_offers(Ui& ui, const Notice& notice, const std::vector<ImVec2>& at);

  Areas areas_;
  std::vector<double> dismissed_;  ///< Notice::time of the notices that were clicked away
};

}  // namespace vertexview::app
