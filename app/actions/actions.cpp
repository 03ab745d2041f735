#include "actions/actions.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace vertexview::app {
namespace {

std::string_view what_is_missing(Needs needs, const Document& document) {
  const Cloud* const cloud = document.active_cloud();
  switch (needs) {
    case Needs::kNothing:
      return {};
    case Needs::kFile:
    case Needs::kVertices:
      return cloud == nullptr ? "no file is open" : "";
    case Needs::kSelection:
      return document.selection.focus() ? "" : "no vertex is selected";
    case Needs::kWork:
      return document.scanning() || document.frame.uploading ? "" : "nothing is under way";
  }
  return {};
}

}  // namespace

const Action* find_action(const Handler& handler) noexcept {
  const auto found = std::ranges::find(actions(), handler, &Action::run);
  return found != actions().end() ? &*found : nullptr;
}

Result<void> check_enabled(const Action& action, const Document& document) {
  if (const auto missing = what_is_missing(action.needs, document); !missing.empty())
    return fail(ErrorCode::kNotFound, fmt::format("{}: {}", action.name, missing));
  const Cloud* const cloud = document.active_cloud();
  if (action.needs == Needs::kVertices && cloud->file.empty())
    return fail(ErrorCode::kOutOfRange, fmt::format("{}: {} has 0 vertices", action.name, cloud->name));
  return {};
}

std::string usage(const Action& action) {
  std::string text(action.name);
  for (const Argument& argument : action.arguments) text.append(" ").append(shown_name(argument));
  return text;
}

}  // namespace vertexview::app
