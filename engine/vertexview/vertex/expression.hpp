#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "vertexview/memory/error.hpp"
#include "vertexview/record/element_reader.hpp"
#include "vertexview/record/index_set.hpp"
#include "vertexview/record/schema.hpp"
#include "vertexview/task/progress.hpp"

namespace vertexview {

class Dataset;

namespace query {
struct Program;
}  // namespace query

/// A question about one record, or a number that is calculated from it, in text:
///
///     z > 3 && red == 65535 && !isnan(intensity)
///     length(position) < 10 or label & 0xFFFF in 10..20
///     sqrt(x * x + y * y)
///
/// Names are those that number_name() gives: x, red, intensity, data[3]; in quotes where they have other
/// characters or are words of the language. They stand for the decoded number where the element has an
/// encoding; raw(name) is the stored one, bits(name) its bits as a whole number. `index` is the number of the
/// record; where an element has that name, index() is.
///
/// Operators, the strongest first: signs; * / %; + -; << >>; &; ^; |; comparisons, which may be chained as in
/// 0 < z <= 3, and `in 10..20`, which holds both ends; ! or not; && or and; || or or. Functions: abs sqrt
/// floor ceil round min max length isnan isinf isfinite raw bits index. Numbers as parse_number() reads them,
/// nan, inf, true, false.
///
/// Whole numbers are exact, also those of 64 bits, their sums, products and comparisons; everything else is
/// calculated in double precision. % has the sign of the divisor, as in Python. NaN equals nothing. A number
/// of the text that is the shortest text of a float32 means that float32 where it is compared with one: 0.1
/// finds what is shown as 0.1.
///
/// Immutable once made; may be used from several threads.
class Expression {
 public:
  /// Compiles a text for records of `schema`, which must be valid. kBadFormat with Error::offset at the byte
  /// of the text that is wrong. Any text is safe to compile.
  [[nodiscard]] static Result<Expression> compile(std::string_view text, const Schema& schema);

  [[nodiscard]] const std::string& text() const& noexcept { return text_; }
  [[nodiscard]] std::string text() const&& { return text_; }
  /// Returns whether it is a question, not a number.
  [[nodiscard]] bool is_condition() const noexcept;
  /// Returns whether equal records may have different results.
  [[nodiscard]] bool reads_index() const noexcept;
  [[nodiscard]] const query::Program& program() const& noexcept { return *program_; }
  const query::Program& program() const&& = delete;

 private:
  Expression(std::string_view text, std::shared_ptr<const query::Program> program)
      : text_(text), program_(std::move(program)) {}

  std::string text_;
  std::shared_ptr<const query::Program> program_;
};

/// Fails as Expression::compile() does for a text that is right for no records.
[[nodiscard]] Result<void> check_expression(std::string_view text);

/// Returns the names of the functions, for those who offer them.
[[nodiscard]] std::vector<std::string_view> expression_functions();

/// Returns the vertices of `file` for which a condition holds, and of `among` alone where that is given.
/// Reads the file once, on all workers; holes of a sparse file are not read. `progress`, when given, counts
/// records and can cancel. The expression must have been compiled for the file's schema. kWrongType for a
/// number, kCancelled after a cancel, kIo when the file has become shorter.
[[nodiscard]] Result<IndexSet> find_where(const Dataset& file, const Expression& condition,
                                          Progress* progress = nullptr, const IndexSet* among = nullptr);

/// Writes the number that the expression gives for each record to `out`, which has room for records.count; a
/// condition is 1 or 0. `first` is the number of the first record.
void calculate(const Expression& expression, const RecordSpan& records, std::uint64_t first, double* out);

}  // namespace vertexview
