#pragma once
#include <string>
#include <vector>

#include "gui/ui.hpp"

namespace vertexview::app {

/// Shows new notices as toasts in the lower right corner: information leaves after some seconds, a warning
/// stays longer, an error longest, a doubt about a layout or about colours until it is settled; a click sends
/// one away. The log keeps them all.
class Notices {
 public:
  void draw_toasts(Ui& ui, const Area& area);
  /// Draws the log as a panel over the picture, at the bottom of `area`.
  void draw_log(Ui& ui, const Area& area);
  bool log_open = false;
  /// Returns where the buttons "notice as LAYOUT", "notice color-range" and "notice close" are, as of the
  /// last draw_toasts().
  [[nodiscard]] const Areas& areas() const noexcept { return areas_; }

 private:
  /// What a notice offers to do; nothing once that is settled.
  struct Offer {
    const OpenDataset* doubted = nullptr;  ///< whose layout is doubted
    const OpenDataset* dark = nullptr;     ///< whose colours look black
    bool whole_records = false;            ///< the file can be opened without the bytes that follow these
    [[nodiscard]] bool any() const noexcept { return doubted != nullptr || dark != nullptr || whole_records; }
  };
  [[nodiscard]] static Offer offer_of(const Session& session, const Notice& notice);

  [[nodiscard]] bool is_dismissed(const Notice& notice) const;
  /// Draws a toast at the bottom right of `area`; returns its place, or an empty one where it does not fit.
  Area draw_toast(Ui& ui, const Notice& notice, const Offer& offer, const Area& area, float alpha);
  /// Draws the buttons of an offer, at the cursor.
  void draw_offer(Ui& ui, const Notice& notice, const Offer& offer);

  Areas areas_;
  std::vector<double> dismissed_;  ///< Notice::time of the notices that were clicked away
};

}  // namespace vertexview::app
