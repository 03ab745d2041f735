#include "vertexview/vertex/tally/code_tally.hpp"

#include <array>
#include <bit>
#include <cmath>
#include <cstring>

#include "vertexview/memory/number_load.hpp"
#include "vertexview/record/encoding.hpp"

namespace vertexview {
namespace {

constexpr std::uint32_t kMostBits = 16;

template <class T, bool Reversed>
void count_codes(const std::byte* from, const RecordSpan& records, BitField bits, std::uint64_t* counts) {
  const std::uint32_t mask = (1U << bits.width) - 1;
  for (std::uint64_t i = 0; i < records.count; ++i, from += records.stride)
    ++counts[(std::uint32_t{load_number<T>(from, Reversed)} >> bits.shift) & mask];
}

template <class T>
void count_codes(const NumberCode& code, const RecordSpan& records, std::uint64_t* counts) {
  const std::byte* const from = records.data + code.offset;
  code.reversed ? count_codes<T, true>(from, records, code.bits, counts)
                : count_codes<T, false>(from, records, code.bits, counts);
}

}  // namespace

std::optional<NumberCode> code_of(const Element& number) noexcept {
  if (number.encoding == Encoding::kOct) return std::nullopt;
  const std::uint32_t nbytes = element_size(number.type);
  BitField bits = bit_field_of(number.encoding, number.component.value_or(0));
  if (bits.width == 0) bits = {0, 8 * nbytes};
  if (bits.width > kMostBits) return std::nullopt;
  return NumberCode{number.offset, nbytes, is_reversed(number.big_endian), bits};
}

CodeTally::CodeTally(const Element& number, const NumberCode& code)
    : number_(number), code_(code), counts_(nbytes(code) / sizeof(std::uint64_t)) {
  number_.offset = 0;
  number_.big_endian = std::endian::native == std::endian::big;
}

std::size_t CodeTally::nbytes(const NumberCode& code) noexcept {
  return sizeof(std::uint64_t) << code.bits.width;
}

void CodeTally::add(const RecordSpan& records) {
  if (code_.nbytes == 1) return count_codes<std::uint8_t>(code_, records, counts_.data());
  if (code_.nbytes == 2) return count_codes<std::uint16_t>(code_, records, counts_.data());
  count_codes<std::uint32_t>(code_, records, counts_.data());
}

void CodeTally::include(const CodeTally& other) {
  for (std::size_t i = 0; i < counts_.size(); ++i) counts_[i] += other.counts_[i];
}

Scalar CodeTally::value(std::uint32_t code) const noexcept {
  const std::uint32_t word = code << code_.bits.shift;
  std::array<std::byte, sizeof(word)> record{};
  const auto store = [&](auto stored) { std::memcpy(record.data(), &stored, sizeof(stored)); };
  if (code_.nbytes == 1) store(static_cast<std::uint8_t>(word));
  if (code_.nbytes == 2) store(static_cast<std::uint16_t>(word));
  if (code_.nbytes == sizeof(word)) store(word);
  return ElementReader(number_).value(record.data());
}

void CodeTally::summarise(NumberStatistics& out) const {
  std::vector<ExactNumber> numbers;
  for (std::uint32_t code = 0; code < counts_.size(); ++code) {
    const std::uint64_t count = counts_[code];
    if (count == 0) continue;
    out.count += count;
    Scalar value = this->value(code);
    const double number = *Value(value).number() + 0.0;
    if (std::isnan(number))
      out.nan += count;
    else if (std::isinf(number))
      out.inf += count;
    else
      // A zero is positive whichever sign the record holds, because it is one number.
      numbers.push_back({number, std::holds_alternative<double>(value) ? Scalar(number) : value, count});
  }
  vertexview::summarise(std::move(numbers), out);
}

}  // namespace vertexview
