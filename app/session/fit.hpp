#pragma once
#include <vector>

#include "session/session.hpp"

namespace vertexview::app {

/// Returns the box of a dataset's vertices, relative to its origin.
[[nodiscard]] Bounds bounds_of(const OpenDataset& dataset, Extent extent) noexcept;

/// Returns the visible datasets that a common view is fitted to, so that one badly read file does not empty
/// the view of all others. Where some layouts are in no doubt, only those count. Of these, the one with
/// vertices in more than one place that has half of the others nearest around it comes first, and the others
/// follow as long as a picture can show them together with those before: one that would make the box more
/// than 16384 times as large, which is as many pixels as a picture can have, is left out with all that lie
/// farther.
[[nodiscard]] std::vector<const OpenDataset*> fitted_together(const Session& session);

/// Returns whether a visible dataset lies out of a common view, because fitted_together() leaves it out.
[[nodiscard]] bool left_out(const Session& session, const OpenDataset& dataset);

/// Moves the camera so that what `fit` names is in view, keeping its direction. Until the person moves the
/// camera, a finished scan fits the view again. A dataset that is left out is told in a notice, once.
void fit_view(Session& session, const Fit& fit = {});

/// Fits the view like fit_view(), from the direction in which a first file is shown.
void reset_view(Session& session);

}  // namespace vertexview::app
