#include "vertexview/vertex/expression.hpp"

#include <algorithm>
#include <cstring>
#include <utility>
#include <vector>

#include "vertexview/memory/printable.hpp"
#include "vertexview/vertex/collect_indices.hpp"
#include "vertexview/vertex/dataset.hpp"
#include "vertexview/vertex/query/blocks.hpp"

namespace vertexview {
namespace {

/// Packs conditions, 1 or 0 each, into bits, the first into the lowest.
std::uint64_t packed(const std::uint8_t* conditions) noexcept {
  std::uint64_t bits = 0;
  for (std::size_t byte = 0; byte < 8; ++byte) {
    std::uint64_t eight;
    std::memcpy(&eight, conditions + 8 * byte, sizeof(eight));
    // Each condition is shifted to a place of its own in the highest byte; no two sums meet.
    constexpr std::uint64_t kGather = 0x0102'0408'1020'4080;
    bits |= (eight * kGather >> 56U) << 8 * byte;
  }
  return bits;
}

/// Returns the bits of `count` conditions, 64 in each word; the last word is filled with zeros.
void pack(const std::uint8_t* conditions, std::size_t count, std::uint64_t* words) noexcept {
  std::size_t done = 0;
  for (; done + 64 <= count; done += 64) *words++ = packed(conditions + done);
  if (done == count) return;
  std::uint64_t rest = 0;
  for (std::size_t i = done; i < count; ++i) rest |= std::uint64_t{conditions[i]} << (i - done);
  *words = rest;
}

/// What a worker needs to ask about records.
struct Asker {
  explicit Asker(const query::Program& program) : machine(program) {}

  query::Machine machine;
  std::vector<std::byte> room;  ///< for records that lie in several places
};

/// Asks about records chunk by chunk.
class Finder {
 public:
  Finder(const Dataset& file, const Expression& condition, const IndexSet* among)
      : records_(file.records()), condition_(condition), among_(among) {}

  /// Finds those in a chunk of an IndexSet.
  [[nodiscard]] Result<void> find(const Chunk& chunk, Asker& asker, IndexSet::Bits& bits) const {
    const auto [first, count] = chunk;
    const IndexSet::Bits wanted =
        among_ != nullptr ? among_->bits(first / IndexSet::kChunk) : IndexSet::Bits{};
    const auto is_zero = [](std::uint64_t word) { return word == 0; };
    if (among_ != nullptr && std::ranges::all_of(wanted, is_zero)) return {};
    const bool alike = records_.records_in_hole(first) >= count;
    if (alike) {
      records_.advise(AccessHint::kWillNeed, first, 1);
    } else if (auto there = records_.populate(first, count); !there) {
      return there;
    }
    if (!alike)
      ask(first, count, asker, bits);
    else if (condition_.reads_index())
      ask_alike(first, count, asker, bits);
    else
      bits = all_or_none(first, count, asker);
    if (among_ != nullptr)
      for (std::size_t i = 0; i < bits.size(); ++i) bits[i] &= wanted[i];
    return {};
  }

 private:
  void ask(std::uint64_t first, std::uint64_t count, Asker& asker, IndexSet::Bits& bits) const {
    for (std::uint64_t done = 0; done < count; done += query::kBlock) {
      const std::uint64_t step = std::min<std::uint64_t>(query::kBlock, count - done);
      asker.machine.run(records_.block(first + done, step, asker.room), first + done);
      pack(asker.machine.conditions(), static_cast<std::size_t>(step), bits.data() + done / 64);
    }
  }

  /// Asks about records of a hole: the first one stands for each of them, but for its number.
  void ask_alike(std::uint64_t first, std::uint64_t count, Asker& asker, IndexSet::Bits& bits) const {
    const std::byte* const record = records_.block(first, 1, asker.room).data;
    for (std::uint64_t done = 0; done < count; done += query::kBlock) {
      const std::uint64_t step = std::min<std::uint64_t>(query::kBlock, count - done);
      asker.machine.run({record, step, 0}, first + done);
      pack(asker.machine.conditions(), static_cast<std::size_t>(step), bits.data() + done / 64);
    }
  }

  [[nodiscard]] IndexSet::Bits all_or_none(std::uint64_t first, std::uint64_t count, Asker& asker) const {
    asker.machine.run(records_.block(first, 1, asker.room), first);
    if (asker.machine.conditions()[0] == 0) return {};
    return IndexSet(IndexRange{first, first + count}).bits(first / IndexSet::kChunk);
  }

  const RecordStreams& records_;
  const Expression& condition_;
  const IndexSet* among_;
};

}  // namespace

Result<Expression> Expression::compile(std::string_view text, const Schema& schema) {
  const auto syntax = query::parse(text);
  if (!syntax) return tl::unexpected<Error>(syntax.error());
  auto program = query::compile(*syntax, schema);
  if (!program) return tl::unexpected<Error>(program.error());
  return Expression(text, std::make_shared<const query::Program>(*std::move(program)));
}

bool Expression::is_condition() const noexcept {
  return program_->result == query::ResultKind::kCondition;
}

bool Expression::reads_index() const noexcept {
  return program_->reads_index;
}

Result<void> check_expression(std::string_view text) {
  const auto syntax = query::parse(text);
  if (!syntax) return tl::unexpected<Error>(syntax.error());
  return {};
}

std::vector<std::string_view> expression_functions() {
  return query::function_names();
}

Result<IndexSet> find_where(const Dataset& file, const Expression& condition, Progress* progress,
                            const IndexSet* among) {
  if (!condition.is_condition())
    return fail(ErrorCode::kWrongType, in_quotes(condition.text()) + " is a number; expected a condition");
  const Finder finder(file, condition, among);
  std::vector<Asker> askers(worker_count(file.size(), collect_options(progress)), Asker(condition.program()));
  const auto find = [&](const Chunk& chunk, std::size_t worker, IndexSet::Bits& bits) {
    return finder.find(chunk, askers[worker], bits);
  };
  auto found = collect_indices(file.size(), progress, find);
  if (!found && found.error().path.empty()) found.error().path = file.path();
  return found;
}

void calculate(const Expression& expression, const RecordSpan& records, std::uint64_t first, double* out) {
  query::Machine machine(expression.program());
  for (std::uint64_t done = 0; done < records.count; done += query::kBlock) {
    const std::uint64_t step = std::min<std::uint64_t>(query::kBlock, records.count - done);
    machine.run(records.part(done, step), first + done);
    const auto count = static_cast<std::size_t>(step);
    if (expression.is_condition())
      std::copy_n(machine.conditions(), count, out + done);
    else
      std::copy_n(machine.numbers(), count, out + done);
  }
}

}  // namespace vertexview
