#include "actions/actions.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace vertexview::app {
namespace {

std::string_view what_is_missing(Needs needs, const Session& session) {
  const OpenDataset* const dataset = session.active_dataset();
  switch (needs) {
    case Needs::kNothing:
      return {};
    case Needs::kFile:
    case Needs::kVertices:
      return dataset == nullptr ? "no file is open" : "";
    case Needs::kSelection:
      return session.selection.focus() ? "" : "no vertex is selected";
    case Needs::kWork:
      return session.scanning() || session.frame.uploading ? "" : "nothing is under way";
  }
  return {};
}

}  // namespace

const Action* find_action(const Handler& handler) noexcept {
  const auto found = std::ranges::find(actions(), handler, &Action::run);
  return found != actions().end() ? &*found : nullptr;
}

Result<void> check_enabled(const Action& action, const Session& session) {
  if (const auto missing = what_is_missing(action.needs, session); !missing.empty())
    return fail(ErrorCode::kNotFound, fmt::format("{}: {}", action.name, missing));
  const OpenDataset* const dataset = session.active_dataset();
  if (action.needs == Needs::kVertices && dataset->data.empty())
    return fail(ErrorCode::kOutOfRange, fmt::format("{}: {} has 0 vertices", action.name, dataset->name));
  return {};
}

std::string usage(const Action& action) {
  std::string text(action.name);
  for (const Argument& argument : action.arguments) text.append(" ").append(shown_name(argument));
  return text;
}

}  // namespace vertexview::app
