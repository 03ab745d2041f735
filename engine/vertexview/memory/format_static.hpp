#pragma once
// Format strings in constant expressions: what a format holds, and whether a C++ struct is laid out that way.
//
//   constexpr auto fields = fields_of("@3f3Hxx");            // fields.itemsize() == 20
//   template <> struct vertexview::FormatOf<Vector> { static constexpr std::string_view value = "3f"; };
//   static_assert(matches_format<ColoredVertex>("@3f3Hxx", VERTEXVIEW_FIELD(ColoredVertex, position),
//                                               VERTEXVIEW_FIELD(ColoredVertex, color)));
#include <array>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>
#include <utility>

#include "vertexview/memory/format_grammar.hpp"

namespace vertexview {

/// The items of a format string whose text has at most `Capacity` characters, in preorder; members of a
/// record follow it with a greater depth.
template <std::size_t Capacity>
class StaticFields {
 public:
  [[nodiscard]] constexpr std::size_t size() const noexcept { return size_; }
  [[nodiscard]] constexpr const FormatEntry& operator[](std::size_t index) const { return entries_[index]; }
  [[nodiscard]] constexpr FormatEntry& operator[](std::size_t index) { return entries_[index]; }
  [[nodiscard]] constexpr const FormatEntry* begin() const& noexcept { return entries_.data(); }
  [[nodiscard]] constexpr const FormatEntry* end() const& noexcept { return entries_.data() + size_; }
  const FormatEntry* begin() const&& = delete;
  const FormatEntry* end() const&& = delete;
  /// Returns the bytes of one record.
  [[nodiscard]] constexpr std::uint64_t itemsize() const noexcept { return itemsize_; }
  /// Returns the entry of that name, or null.
  [[nodiscard]] constexpr const FormatEntry* find(std::string_view name) const& noexcept {
    for (const FormatEntry& entry : *this)
      if (entry.name == name) return &entry;
    return nullptr;
  }

  constexpr void push_back(const FormatEntry& entry) { entries_[size_++] = entry; }
  constexpr void set_itemsize(std::uint64_t itemsize) noexcept { itemsize_ = itemsize; }

 private:
  std::array<FormatEntry, Capacity == 0 ? 1 : Capacity> entries_{};
  std::size_t size_ = 0;
  std::uint64_t itemsize_ = 0;
};

namespace detail {

// These functions are never defined, and not constexpr: reaching one in a constant expression stops the
// compilation with its name and the position in the message, the only text that a compiler prints there.
void BAD_FORMAT_unknown_type_code(std::size_t position);
void BAD_FORMAT_type_code_needs_native_mode(std::size_t position);
void BAD_FORMAT_type_is_not_supported(std::size_t position);
void BAD_FORMAT_repeat_count_without_type_code(std::size_t position);
void BAD_FORMAT_size_passes_2_to_the_63(std::size_t position);
void BAD_FORMAT_malformed_shape(std::size_t position);
void BAD_FORMAT_name_without_second_colon(std::size_t position);
void BAD_FORMAT_record_without_closing_brace(std::size_t position);
void BAD_FORMAT_record_without_opening_brace(std::size_t position);
void BAD_FORMAT_nested_too_deep(std::size_t position);
void BAD_FORMAT_elements_of_no_bytes_repeated(std::size_t position);
void BAD_LAYOUT_sizeof_struct_differs_from_the_format();
void BAD_LAYOUT_struct_field_has_no_such_values_in_the_format(std::size_t offset);
void BAD_LAYOUT_format_has_values_outside_the_struct_fields(std::size_t offset);

constexpr void stop_on(const FormatFault& fault) {
  switch (fault.kind) {
    case FormatFaultKind::kNone:
      return;
    case FormatFaultKind::kUnknownCode:
      return BAD_FORMAT_unknown_type_code(fault.position);
    case FormatFaultKind::kNativeOnlyCode:
      return BAD_FORMAT_type_code_needs_native_mode(fault.position);
    case FormatFaultKind::kUnsupportedCode:
      return BAD_FORMAT_type_is_not_supported(fault.position);
    case FormatFaultKind::kCountWithoutCode:
      return BAD_FORMAT_repeat_count_without_type_code(fault.position);
    case FormatFaultKind::kTooLarge:
      return BAD_FORMAT_size_passes_2_to_the_63(fault.position);
    case FormatFaultKind::kBadShape:
      return BAD_FORMAT_malformed_shape(fault.position);
    case FormatFaultKind::kUnclosedName:
      return BAD_FORMAT_name_without_second_colon(fault.position);
    case FormatFaultKind::kUnclosedRecord:
      return BAD_FORMAT_record_without_closing_brace(fault.position);
    case FormatFaultKind::kRecordWithoutBrace:
      return BAD_FORMAT_record_without_opening_brace(fault.position);
    case FormatFaultKind::kTooDeep:
      return BAD_FORMAT_nested_too_deep(fault.position);
    case FormatFaultKind::kEndlessElements:
      return BAD_FORMAT_elements_of_no_bytes_repeated(fault.position);
  }
}

template <std::size_t Capacity>
constexpr StaticFields<Capacity> parse_static(std::string_view text) {
  StaticFields<Capacity> fields;
  std::uint64_t size = 0;
  stop_on(parse_format(text, fields, size));
  fields.set_itemsize(size);
  return fields;
}

/// Neighbouring scalars of one kind: `count` of them, `itemsize` bytes each, from byte `offset`.
struct ScalarRun {
  std::uint64_t offset;
  std::uint64_t itemsize;
  std::uint64_t count;
  ScalarKind kind;
  ByteOrder order;
};

/// Calls `visit(ScalarRun)` for every item that holds values, members of record arrays one by one.
template <class Fields, class Visit>
constexpr void for_each_run(const Fields& fields, std::size_t first, std::size_t last, std::uint64_t base,
                            Visit&& visit) {
  for (std::size_t i = first; i < last; i += fields[i].descendants + 1) {
    const FormatEntry& entry = fields[i];
    if (entry.kind == ScalarKind::kRecord) {
      for (std::uint64_t n = 0; n < entry.count; ++n)
        for_each_run(fields, i + 1, i + 1 + entry.descendants, base + entry.offset + n * entry.itemsize,
                     visit);
    } else if (entry.kind != ScalarKind::kPadding && entry.count > 0) {
      visit(ScalarRun{base + entry.offset, entry.itemsize, entry.count, entry.kind, entry.order});
    }
  }
}

/// Finds the run of `fields` that covers [run.offset, ...) with the same kind, size and order; returns how
/// many of run's scalars it covers, 0 for none.
template <class Fields>
constexpr std::uint64_t covered(const Fields& fields, const ScalarRun& run) {
  std::uint64_t count = 0;
  for_each_run(fields, 0, fields.size(), 0, [&](const ScalarRun& other) {
    const bool same = other.kind == run.kind && other.itemsize == run.itemsize &&
                      (other.order == run.order || run.itemsize == 1);
    const std::uint64_t end = other.offset + other.itemsize * other.count;
    if (!same || run.offset < other.offset || run.offset >= end) return;
    if ((run.offset - other.offset) % other.itemsize != 0) return;
    const std::uint64_t left = (end - run.offset) / other.itemsize;
    count = left < run.count ? left : run.count;
  });
  return count;
}

/// Returns the offset of the first scalar of `inner` (moved by `base`) that `outer` does not hold;
/// kMaxFormatSize when none is missing.
template <class Inner, class Outer>
constexpr std::uint64_t first_missing(const Inner& inner, const Outer& outer, std::uint64_t base) {
  std::uint64_t missing = kMaxFormatSize;
  for_each_run(inner, 0, inner.size(), base, [&](ScalarRun run) {
    while (run.count > 0) {
      const std::uint64_t taken = covered(outer, run);
      if (taken == 0) {
        if (run.offset < missing) missing = run.offset;
        return;
      }
      run.offset += taken * run.itemsize;
      run.count -= taken;
    }
  });
  return missing;
}

}  // namespace detail

/// Returns the items of a format literal. A bad literal does not compile: the compiler's message names a
/// function BAD_FORMAT_... that says why, with the position.
template <std::size_t N>
[[nodiscard]] consteval StaticFields<N> fields_of(const char (&text)[N]) {
  return detail::parse_static<N>(std::string_view(text, N - 1));
}

/// The format of a C++ type. Specialise it for your own trivially copyable structs, as at the top of this
/// file; arithmetic types and arrays have specialisations.
template <class T>
struct FormatOf;

namespace detail {
template <class T>
consteval char code_of() {
  if constexpr (std::is_same_v<T, bool>) return '?';
  if constexpr (std::is_same_v<T, char> || std::is_same_v<T, std::byte>) return 'B';
  if constexpr (std::is_floating_point_v<T>) return sizeof(T) == 4 ? 'f' : 'd';
  constexpr char with_sign[] = "bhiq";
  constexpr char without_sign[] = "BHIQ";
  return std::is_signed_v<T> ? with_sign[std::bit_width(sizeof(T)) - 1]
                             : without_sign[std::bit_width(sizeof(T)) - 1];
}
template <char... Characters>
struct Text {
  static constexpr char array[] = {Characters...};
  static constexpr std::string_view value{array, sizeof...(Characters)};
};
/// The format of an array, "(N)" and the text of the element, in static storage.
template <class T, std::size_t N>
struct ArrayText {
  static constexpr std::size_t digits = [] {
    std::size_t count = 1;
    for (std::size_t rest = N; rest >= 10; rest /= 10) ++count;
    return count;
  }();
  static constexpr bool record = FormatOf<T>::value.size() > 1;
  static constexpr std::size_t size = digits + 2 + FormatOf<T>::value.size() + (record ? 3 : 0);
  static constexpr auto array = [] {
    std::array<char, size> out{};
    std::size_t at = 0;
    out[at++] = '(';
    std::size_t rest = N;
    for (std::size_t i = digits; i-- > 0; rest /= 10) out[at + i] = static_cast<char>('0' + rest % 10);
    at += digits;
    out[at++] = ')';
    if (record) out[at++] = 'T';
    if (record) out[at++] = '{';
    for (const char c : FormatOf<T>::value) out[at++] = c;
    if (record) out[at++] = '}';
    return out;
  }();
  static constexpr std::string_view value{array.data(), size};
};
template <class T>
concept Scalar =
    (std::is_arithmetic_v<T> && !std::is_same_v<T, long double> && !std::is_same_v<T, wchar_t>) ||
    std::is_same_v<T, std::byte>;
}  // namespace detail

template <detail::Scalar T>
struct FormatOf<T> : detail::Text<detail::code_of<T>()> {};
template <class T, std::size_t N>
struct FormatOf<T[N]> : detail::ArrayText<T, N> {};
template <class T, std::size_t N>
struct FormatOf<std::array<T, N>> : detail::ArrayText<T, N> {};
template <class T>
struct FormatOf<const T> : FormatOf<T> {};

/// Types for which FormatOf<T> exists, and which can be copied byte by byte.
template <class T>
concept Formatted = std::is_trivially_copyable_v<T> && requires {
  { FormatOf<T>::value } -> std::convertible_to<std::string_view>;
};

/// The items of FormatOf<T>, parsed by the compiler.
template <Formatted T>
inline constexpr auto kFieldsOf = detail::parse_static<FormatOf<T>::value.size()>(FormatOf<T>::value);

/// A member of a struct: its type and its byte offset. VERTEXVIEW_FIELD makes it.
template <Formatted M>
struct StructField {
  std::size_t offset;
};
// NOLINTBEGIN(bugprone-macro-parentheses): a member cannot be put in parentheses.
#define VERTEXVIEW_FIELD(Struct, member)                                                     \
  (::vertexview::StructField<std::remove_cvref_t<decltype(std::declval<Struct&>().member)>>{ \
      offsetof(Struct, member)})
// NOLINTEND(bugprone-macro-parentheses)

/// Returns true when T, seen through the given fields, is laid out as the format: the size, and for every
/// value its offset, type, size and byte order, with no value of the format left over. Any other layout does
/// not compile: the message names a function BAD_LAYOUT_... and the byte offset.
template <class T, std::size_t N, class... Members>
[[nodiscard]] consteval bool matches_format(const char (&text)[N], StructField<Members>... fields) {
  const StaticFields<N> format = fields_of(text);
  if (format.itemsize() != sizeof(T)) detail::BAD_LAYOUT_sizeof_struct_differs_from_the_format();
  std::uint64_t values = 0;
  const auto check = [&]<class M>(StructField<M> field) {
    const std::uint64_t missing = detail::first_missing(kFieldsOf<M>, format, field.offset);
    if (missing != kMaxFormatSize) detail::BAD_LAYOUT_struct_field_has_no_such_values_in_the_format(missing);
    detail::for_each_run(kFieldsOf<M>, 0, kFieldsOf<M>.size(), 0,
                         [&](const detail::ScalarRun& run) { values += run.count * run.itemsize; });
  };
  (check(fields), ...);
  std::uint64_t expected = 0;
  std::uint64_t last = 0;
  detail::for_each_run(format, 0, format.size(), 0, [&](const detail::ScalarRun& run) {
    expected += run.count * run.itemsize;
    last = run.offset;
  });
  if (values != expected) detail::BAD_LAYOUT_format_has_values_outside_the_struct_fields(last);
  return true;
}

}  // namespace vertexview
