#include "actions/number_argument.hpp"

#include <fmt/format.h>

#include <vector>

#include "actions/nearest.hpp"
#include "vertexview/memory/blanks.hpp"
#include "vertexview/memory/number_text.hpp"
#include "vertexview/record/element_text.hpp"
#include "vertexview/vertex/record_columns.hpp"

namespace vertexview::app {

Result<NumberArgument> parse_number_argument(std::string_view action, std::string_view text,
                                             std::string_view expected) {
  const std::size_t blank = text.rfind(' ');
  const std::string_view number = trimmed(text.substr(0, blank));
  if (blank == std::string_view::npos || number.empty())
    return fail(ErrorCode::kInvalidArgument,
                fmt::format("{}: expected {}, found '{}'", action, expected, text));
  return NumberArgument{std::string(number), std::string(text.substr(blank + 1))};
}

Result<Element> number_named(const Session& session, std::string_view action, std::string_view name) {
  const Layout& layout = session.active_dataset()->data.layout();
  if (auto number = find_number(layout.schema, name)) return *std::move(number);
  const auto columns = record_columns(layout);
  std::vector<std::string_view> names;
  for (const RecordColumn& column : columns)
    if (column.is_number()) names.push_back(column.name);
  return fail(ErrorCode::kNotFound,
              fmt::format("{}: the records have no number '{}'{}", action, name, suggestion(name, names)));
}

Result<NumberOfVertex> number_of_vertex(const Session& session, std::string_view action,
                                        std::string_view text) {
  const OpenDataset& dataset = *session.active_dataset();
  const std::size_t blank = text.rfind(' ');
  const bool whole = find_number(dataset.data.layout().schema, text).has_value();
  if (!whole && blank != std::string_view::npos)
    if (const auto vertex = parse_whole_number(text.substr(blank + 1))) {
      auto number = number_named(session, action, trimmed(text.substr(0, blank)));
      if (!number) return tl::unexpected<Error>(std::move(number.error()));
      if (*vertex >= dataset.data.size())
        return fail(ErrorCode::kNotFound, fmt::format("{}: there is no vertex {}; {} has {} vertices", action,
                                                      *vertex, dataset.name, dataset.data.size()));
      return NumberOfVertex{*std::move(number), *vertex};
    }
  auto number = number_named(session, action, text);
  if (!number) return tl::unexpected<Error>(std::move(number.error()));
  const auto focus = session.selection.focus();
  if (!focus || focus->dataset != session.active || focus->index >= dataset.data.size())
    return fail(ErrorCode::kNotFound, fmt::format("{}: no vertex of {} is selected", action, dataset.name));
  return NumberOfVertex{*std::move(number), focus->index};
}

}  // namespace vertexview::app
