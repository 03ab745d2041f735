#pragma once
// Runs compiled expressions. Not for callers: expression.hpp is.
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "vertexview/vertex/query/program.hpp"

namespace vertexview::query {

/// The registers of one program. Used by one thread at a time; the program must outlive it.
class Machine {
 public:
  explicit Machine(const Program& program);

  /// Runs the program for at most kBlock records, of which the first one has number `first`.
  void run(const RecordSpan& records, std::uint64_t first);

  // What run() has found, for as many records as it was given.
  [[nodiscard]] const std::uint8_t* conditions() const noexcept {
    return conditions_[program_.result_register].data();  // 1 or 0
  }
  /// Returns the numbers; big integers are rounded.
  [[nodiscard]] const double* numbers();

 private:
  using Numbers = std::array<double, kBlock>;
  using Bigs = std::array<Big, kBlock>;
  using Conditions = std::array<std::uint8_t, kBlock>;

  /// Does all instructions.
  using Steps = void (Machine::*)(const RecordSpan& records, std::uint64_t first);
  void steps(const RecordSpan& records, std::uint64_t first);
  void plain_steps(const RecordSpan& records, std::uint64_t first);
  void avx2_steps(const RecordSpan& records, std::uint64_t first);

  void make_number(const Instruction& step, const RecordSpan& records, std::uint64_t first);
  void make_big(const Instruction& step, const RecordSpan& records);
  void make_condition(const Instruction& step, std::size_t count);

  const Program& program_;
  Steps steps_;
  std::vector<Numbers> numbers_;
  std::vector<Bigs> bigs_;
  std::vector<Conditions> conditions_;
  Numbers rounded_ = {};
};

}  // namespace vertexview::query
