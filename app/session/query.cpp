#include "session/query.hpp"

#include <fmt/format.h>

#include <utility>

#include "session/filter.hpp"
#include "session/layout_argument.hpp"
#include "vertexview/io/file_watch.hpp"
#include "vertexview/memory/number_text.hpp"
#include "vertexview/memory/printable.hpp"

namespace vertexview::app {

Result<Expression> condition_from_text(const std::string& text, const Schema& schema) {
  auto expression = Expression::compile(text, schema);
  if (!expression) {
    Error& error = expression.error();
    if (error.offset) error.message.append("\n").append(caret_text(text, *error.offset));
    error.offset.reset();  // the caret says it
    return expression;
  }
  if (expression->is_condition()) return expression;
  return fail(ErrorCode::kWrongType, fmt::format("{} is a number; expected a condition, such as {} > 0",
                                                 in_quotes(text), printable_name(text)));
}

void select_vertices(Session& session, const OpenDataset& dataset, IndexSet vertices) {
  session.selection.select(dataset.id, std::move(vertices));
  const auto first = session.selection.of(dataset.id).focus;
  if (first && session.active == dataset.id) session.scroll_to = first;
}

void select_where(Session& session, OpenDataset& dataset, const Expression& condition) {
  const auto look = [file = dataset.data, condition](Progress& progress) {
    return find_where(file, condition, &progress);
  };
  dataset.question = std::make_shared<VertexQuestion>(look, session.wake);
}

bool follow_question(Session& session, OpenDataset& dataset) {
  if (!dataset.question || !dataset.question->finished()) return false;
  const auto question = std::exchange(dataset.question, nullptr);
  auto found = question->take_result();
  if (found) {
    keep_filtered(dataset, *found);
    const std::uint64_t count = found->count();
    session.notify(Notice::Kind::kInfo, fmt::format("{}: {} of {} vertices are selected", dataset.name,
                                                    grouped(count), grouped(dataset.data.size())));
    select_vertices(session, dataset, *std::move(found));
  } else if (found.error().code == ErrorCode::kCancelled) {
    session.notify(Notice::Kind::kInfo, fmt::format("{}: the question was stopped", dataset.name));
  } else if (dataset.data.check_unchanged()) {  // a changed file is told by update()
    session.notify(Notice::Kind::kError, describe(found.error()));
  }
  return true;
}

}  // namespace vertexview::app
