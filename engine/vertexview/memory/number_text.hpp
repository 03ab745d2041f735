#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "vertexview/memory/error.hpp"

// The one grammar of numbers that people write: in options, in the arguments of actions, in layout settings
// and in the lines of the window. (Format strings have Python's grammar instead.)
//
//     digits    5000000, 5_000_000 (single underscores between digits, as in Python),
//               "5 000 000" (groups of three with single spaces between, as the program itself prints them)
//     decimal   digits [. digits] [e exponent | suffix], where one side of the point may be empty; the
//     suffixes are
//               k (or K), M, G (or B) and T: thousands, millions, billions and trillions
//     hex       0x10, 0xFF_FF
//     share     decimal without suffix and %, as in 50% or 12.5%: only where there is a whole to take it of
//
// Nothing else may stand around a number, no blank either. Every function may be called from any thread, and
// with untrusted text.
namespace vertexview {

/// A whole number from 0 to 2^64-1: a decimal whose value is whole (2.5k, 1e6, 10M; a small m means millions
/// too, because nobody has a thousandth of a thing), or hex. kInvalidArgument otherwise; the message quotes
/// `text` and says how numbers are written.
[[nodiscard]] Result<std::uint64_t> parse_whole_number(std::string_view text);

/// A finite number: a decimal or hex, with a sign before it if need be, rounded once to the nearest double.
/// kInvalidArgument for anything else, infinities, NaN, and what no double can hold.
[[nodiscard]] Result<double> parse_number(std::string_view text);

/// So many things, or such a share of all there are: what `--count 10%` and `goto 50%` mean is known only
/// once the file is open.
struct Amount {
  std::uint64_t number = 0;  ///< things, or with is_share billionths of the whole
  bool is_share = false;

  /// How many of `whole` things that is, rounded down; without a share the number itself, which may be more.
  [[nodiscard]] std::uint64_t of(std::uint64_t whole) const noexcept;
  friend bool operator==(const Amount&, const Amount&) = default;
};

/// What parse_whole_number() reads, or a share from 0% to 100% with at most 7 decimals. kInvalidArgument
/// otherwise.
[[nodiscard]] Result<Amount> parse_amount(std::string_view text);

/// "10 000 000": decimal digits in groups of three, as parse_whole_number() reads them.
[[nodiscard]] std::string grouped(std::uint64_t number);

}  // namespace vertexview
