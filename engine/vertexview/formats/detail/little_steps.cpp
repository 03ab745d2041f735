#include "vertexview/formats/detail/little_steps.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

#include "vertexview/memory/number_load.hpp"

namespace vertexview::detail {

std::vector<LittleStep> little_steps(std::span<const Element> numbers) {
  using Kind = LittleStep::Kind;
  std::vector<LittleStep> steps;
  for (const Element& number : numbers) {
    LittleStep step{
        .from = number.offset, .size = element_size(number.type), .big_endian = number.big_endian};
    if (number.type == ElementType::kFloat16)
      step.kind = Kind::kWiden;
    else if (number.big_endian && step.size > 1)
      step.kind = Kind::kReverse;
    LittleStep* const last = steps.empty() ? nullptr : &steps.back();
    const bool follows = last != nullptr && last->kind == Kind::kCopy && step.kind == Kind::kCopy &&
                         last->from + last->size == step.from;
    if (follows)
      last->size += step.size;
    else
      steps.push_back(step);
  }
  return steps;
}

bool is_copy_of(const LittleStep& step, std::uint64_t size) noexcept {
  return step.kind == LittleStep::Kind::kCopy && step.from == 0 && step.size == size;
}

std::byte* take_step(const LittleStep& step, const std::byte* record, std::byte* out) noexcept {
  const std::byte* const from = record + step.from;
  if (step.kind == LittleStep::Kind::kReverse) return std::reverse_copy(from, from + step.size, out);
  if (step.kind == LittleStep::Kind::kCopy) {
    std::memcpy(out, from, static_cast<std::size_t>(step.size));
    return out + step.size;
  }
  const auto half = static_cast<double>(load_number<Half>(from, is_reversed(step.big_endian)));
  auto bits = std::bit_cast<std::uint32_t>(static_cast<float>(half));
  if (is_reversed(false)) bits = byteswapped(bits);
  std::memcpy(out, &bits, sizeof(bits));
  return out + sizeof(bits);
}

}  // namespace vertexview::detail
