#include <string>

#include "vertexview/memory/number_text.hpp"
#include "vertexview/vertex/check/check.hpp"

namespace vertexview {
namespace {

constexpr std::array kRows{
    CheckRow{{"non-finite", Severity::kError, "a number is NaN or infinite"}, check_non_finite},
    CheckRow{{"far", Severity::kError, "a position is a million times farther away than most"}, check_far},
    CheckRow{{"normal", Severity::kWarning, "a normal is zero or not of length 1"}, check_normal},
    CheckRow{{"colour", Severity::kWarning, "all colours are black or the same, or floats outside of 0 to 1"},
             check_colour},
    CheckRow{{"alpha", Severity::kWarning, "an alpha is 0, so that nothing is seen"}, check_alpha},
    CheckRow{{"origin", Severity::kWarning, "a position is exactly 0, 0, 0"}, check_origin},
    CheckRow{{"repeated", Severity::kWarning, "a record is equal to the one before it"}, check_repeated},
    CheckRow{{"duplicate", Severity::kWarning, "a position is that of an earlier record"}, check_duplicate},
    CheckRow{{"denormal", Severity::kNote, "a float is so small that processors slow down"}, check_denormal},
    CheckRow{{"padding", Severity::kNote, "padding is not zero: maybe it is an element"}, check_padding},
    CheckRow{
        {"index-like", Severity::kNote, "a number counts the records, or never falls, as time does", true},
        check_index_like},
    CheckRow{{"constant", Severity::kNote, "a number is the same in all records", true}, check_constant},
};

constexpr auto kKinds = [] {
  std::array<FindingKind, kRows.size()> kinds{};
  for (std::size_t i = 0; i < kRows.size(); ++i) kinds[i] = kRows[i].kind;
  return kinds;
}();

}  // namespace

std::span<const CheckRow> check_rows() noexcept {
  return kRows;
}

std::span<const FindingKind> finding_kinds() noexcept {
  return kKinds;
}

std::string_view severity_name(Severity severity) noexcept {
  constexpr std::array<std::string_view, 3> kNames{"error", "warning", "note"};
  return kNames[static_cast<std::size_t>(severity)];
}

std::string counted(std::uint64_t count, std::string_view one, std::string_view many) {
  std::string text = grouped(count);
  return text.append(" ").append(count == 1 ? one : many);
}

std::string listed(const std::vector<std::string>& names) {
  constexpr std::size_t kMost = 6;
  std::string text;
  const std::size_t shown = std::min(names.size(), kMost);
  for (std::size_t i = 0; i < shown; ++i) {
    const bool last = i + 1 == names.size();
    text.append(i == 0 ? "" : last ? " and " : ", ").append(names[i]);
  }
  if (names.size() > shown) text.append(" and ").append(grouped(names.size() - shown)).append(" more");
  return text;
}

}  // namespace vertexview
