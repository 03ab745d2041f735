#pragma once
#include "panels/ui.hpp"

namespace vertexview::app {

/// New notices as toasts in the lower right corner of `area`: information leaves after some seconds, a
/// warning stays longer, an error longest; a click sends one away. The log keeps them all.
class Notices {
 public:
  void draw_toasts(Ui& ui, const Area& area);
  /// The log as a panel over the picture.
  void draw_log(Ui& ui, const Area& area);
  bool log_open = false;

 private:
  std::vector<double> dismissed_;  ///< the times of notices that were clicked away
};

}  // namespace vertexview::app
