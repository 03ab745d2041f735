#pragma once
#include <string>

#include "session/session.hpp"
#include "vertexview/vertex/expression.hpp"

namespace vertexview::app {

/// Compiles a condition for records of `schema`. Errors of Expression::compile(), whose messages end with
/// caret_text() on lines of their own; kWrongType for a number.
[[nodiscard]] Result<Expression> condition_from_text(const std::string& text, const Schema& schema);

/// Selects vertices of one of the session's datasets alone and, where it is the active one, shows the row of
/// the first.
void select_vertices(Session& session, const OpenDataset& dataset, IndexSet vertices);

/// Starts to look for the vertices of `dataset` for which a condition holds. A question that is asked already
/// is given up; what is selected stays so until the answer is there. update() selects what is found.
void select_where(Session& session, OpenDataset& dataset, const Expression& condition);

/// Takes over the answer to the question about `dataset`, and tells how many vertices it has. Returns whether
/// there was one.
bool follow_question(Session& session, OpenDataset& dataset);

}  // namespace vertexview::app
