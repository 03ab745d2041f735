#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "vertexview/record/element_reader.hpp"
#include "vertexview/vertex/tally/number_summary.hpp"

namespace vertexview {

/// Where the bits of a number lie that is stored in at most 16 of them.
struct NumberCode {
  std::uint64_t offset = 0;
  std::uint32_t nbytes = 1;  ///< of the stored number that holds them
  bool reversed = false;
  BitField bits;
};

/// Returns the code of a number, an Element of number_of(); nullopt where it takes more bits.
[[nodiscard]] std::optional<NumberCode> code_of(const Element& number) noexcept;

/// Counts how often each code of a number occurs, whatever it means: all that can be said of the numbers
/// follows from these counts, exactly. Not thread-safe.
class CodeTally {
 public:
  CodeTally(const Element& number, const NumberCode& code);

  [[nodiscard]] static std::size_t nbytes(const NumberCode& code) noexcept;
  void add(const RecordSpan& records);
  void include(const CodeTally& other);
  void summarise(NumberStatistics& out) const;

 private:
  [[nodiscard]] Scalar value(std::uint32_t code) const noexcept;

  Element number_;
  NumberCode code_;
  std::vector<std::uint64_t> counts_;
};

}  // namespace vertexview
