#pragma once
#include <string>
#include <vector>

#include "gui/ui.hpp"

namespace vertexview::app {

/// New notices as toasts in the lower right corner of `area`: information leaves after some seconds, a
/// warning stays longer, an error longest, a doubt until it is settled; a click sends one away. The log keeps
/// them all.
class Notices {
 public:
  void draw_toasts(Ui& ui, const Area& area);
  /// The log as a panel over the picture.
  void draw_log(Ui& ui, const Area& area);
  bool log_open = false;
  /// Where "notice as LAYOUT", "notice close" are, as of the last draw_toasts().
  [[nodiscard]] const Areas& areas() const noexcept { return areas_; }

 private:
  [[nodiscard]] bool is_dismissed(const Notice& notice) const;
  /// Draws it at the bottom right of `area`; returns where it is, nothing where it does not fit.
  Area draw_toast(Ui& ui, const Notice& notice, const OpenDataset* doubted, const Area& area, float alpha);

  Areas areas_;
  std::vector<double> dismissed_;  ///< the times of notices that were clicked away
};

}  // namespace vertexview::app
