#pragma once
#include <string>

#include "session/session.hpp"

namespace vertexview::app {

// A doubt about how the records of a file lie is told once, and so is a guess: a reload does not tell it
// again. A person who
// names the layout that is shown, comes back to one after its doubt was told, or saves it beside the file has
// confirmed it, and it is not doubted again while the program runs. Choosing colours or the up axis confirms
// nothing.

/// Doubts the layout of `dataset` unless a person has confirmed it, and tells why where that was not told
/// before. Returns whether it is doubted.
[[nodiscard]] bool take_doubt(Session& session, OpenDataset& dataset, const LayoutDoubt& doubt);

/// Tells that the layout of `dataset` was guessed, where that was not told before, and offers to keep it.
void tell_guess(Session& session, const OpenDataset& dataset);

/// Settles the doubt about the layout of `dataset` for good.
void confirm_layout(Session& session, OpenDataset& dataset);

/// Returns whether the person knows this layout of the file at `path`: its doubt was told, or it was
/// confirmed.
[[nodiscard]] bool was_doubted(const Session& session, const std::string& path, const Layout& layout);

/// Forgets which doubts about the file at `path` were told, so that opening it again tells them again.
void forget_doubts(Session& session, const std::string& path);

}  // namespace vertexview::app
