#include "actions/vertex_address.hpp"

#include <fmt/format.h>

#include <array>
#include <utility>

#include "vertexview/memory/printable.hpp"

namespace vertexview::app {
namespace {

using Kind = VertexAddress::Kind;

constexpr std::string_view kLastWord = "last";
constexpr std::array<std::pair<char, Kind>, 3> kSigns{
    {{'+', Kind::kForward}, {'-', Kind::kBackward}, {'@', Kind::kByte}}};

// A share is counted in billionths of the whole, and one percent is ten million of them.
std::string share_text(std::uint64_t billionths) {
  constexpr std::uint64_t kPercent = 10'000'000;
  std::string text = fmt::format("{}.{:07}", billionths / kPercent, billionths % kPercent);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text + "%";
}

std::string amount_text(const Amount& amount) {
  return amount.is_share ? share_text(amount.number) : std::to_string(amount.number);
}

}  // namespace

Result<VertexAddress> parse_vertex_address(std::string_view text) {
  if (text == kLastWord) return VertexAddress(Kind::kLast, {});
  Kind kind = Kind::kIndex;
  std::string_view number = text;
  for (const auto& [sign, signed_kind] : kSigns) {
    if (!text.starts_with(sign)) continue;
    kind = signed_kind;
    number.remove_prefix(1);
  }
  const auto amount = parse_amount(number);
  if (amount && !(kind == Kind::kByte && amount->is_share)) return VertexAddress(kind, *amount);
  return fail(ErrorCode::kInvalidArgument,
              fmt::format("{} is not an index; write it as 5000000, 10M, 50%, +1000, -10, last or @0x1c5c, "
                          "a byte of the file",
                          in_quotes(text)));
}

std::string vertex_address_text(const VertexAddress& address) {
  if (address.kind == Kind::kLast) return std::string(kLastWord);
  std::string text;
  for (const auto& [sign, kind] : kSigns)
    if (kind == address.kind) text += sign;
  return text + amount_text(address.amount);
}

}  // namespace vertexview::app
