#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "vertexview/memory/error.hpp"

// The one grammar of numbers that people write: in options, in the arguments of actions, in layout settings
// and in the lines of the window. (Format strings have Python's grammar instead.)
//
//     digits    5000000, 5_000_000 (single underscores between digits, as in Python),
//               "5 000 000" (groups of three with single spaces between, as the program itself prints them)
//     decimal   digits [. digits] [e exponent | suffix], where one side of the point may be empty;
//               the suffixes are k (or K), M, G (or B) and T: thousands, millions, billions and trillions
//     hex       0x10, 0xFF_FF
//     share     decimal without suffix and %, as in 50% or 12.5%: only where there is a whole to take it of
//
// No other character may be before or after a number, not even a blank. Every function may be called from any
// thread, and with untrusted text.
namespace vertexview {

/// Reads a whole number from 0 to 2^64-1: a decimal whose value is whole (2.5k, 1e6, 10M; a small m means
/// millions too, because a count has no thousandths), or hex. Fails with kInvalidArgument otherwise; the
/// message quotes `text` and says how numbers are written.
[[nodiscard]] Result<std::uint64_t> parse_whole_number(std::string_view text);

/// Reads a whole number as programs write it in headers, names and texts: nothing but digits of `base`, of
/// which 16 has letters too. Returns nothing for any other text, and for what 64 bits do not hold.
[[nodiscard]] std::optional<std::uint64_t> parse_digits(std::string_view text, int base = 10) noexcept;

/// Reads a finite number: a decimal or hex, with a sign before it if need be, rounded once to the nearest
/// double. Fails with kInvalidArgument for anything else, infinities, NaN, and what no double can hold.
[[nodiscard]] Result<double> parse_number(std::string_view text);

/// A number of things, or a share of all there are: what `--count 10%` and `goto 50%` mean is known only once
/// the file is open.
struct Amount {
  std::uint64_t number = 0;  ///< things, or with is_share billionths of the whole
  bool is_share = false;

  /// Returns how many of `whole` things this is, rounded down; without a share it returns the number itself,
  /// which may exceed `whole`.
  [[nodiscard]] std::uint64_t of(std::uint64_t whole) const noexcept;
  friend bool operator==(const Amount&, const Amount&) = default;
};

/// Reads what parse_whole_number() reads, or a share from 0% to 100% with at most 7 decimals. Fails with
/// kInvalidArgument otherwise.
[[nodiscard]] Result<Amount> parse_amount(std::string_view text);

/// Returns decimal digits in groups of three, as in "10 000 000", which parse_whole_number() reads.
[[nodiscard]] std::string grouped(std::uint64_t number);

}  // namespace vertexview
