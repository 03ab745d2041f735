#pragma once
#include "session/session.hpp"

namespace vertexview::app::menus {

/// Returns whether a part of the window is shown, so that its entry of a menu has a check mark.
template <bool Shown::* part>
bool is_shown(const Session& session) {
  return session.show.*part;
}

}  // namespace vertexview::app::menus
