#include "memory/differential_program.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <limits>
#include <random>
#include <string_view>

namespace vertexview::test {
namespace {

constexpr std::string_view kDigits = "0123456789abcdef";

std::string hex(std::string_view bytes) {
  std::string out;
  for (const char c : bytes) {
    out += kDigits[static_cast<unsigned char>(c) >> 4U];
    out += kDigits[static_cast<unsigned char>(c) & 15U];
  }
  return out;
}

class Generator {
 public:
  explicit Generator(std::uint32_t seed) : random_(seed) {}

  std::string format_line() { return std::string("calcsize ").append(non_empty(hex(struct_text()))); }

  void program(int number, std::vector<std::string>& lines) {
    lines_ = &lines;
    add("program " + std::to_string(number));
    base("B0", one_in(4) ? "ro" : "rw");
    base("B1", "rw");
    add("view V0 B0");
    add("view V1 B1");
    for (int slot = 2; slot < kSlots; ++slot)
      add("view V" + std::to_string(slot) + (one_in(2) ? " B0" : " B1"));
    // A cast early on makes most of what follows work on items of several bytes.
    if (!one_in(3)) cast();
    for (int n = below(24) + 8; n > 0; --n) operation();
  }

 private:
  static constexpr int kSlots = 5;
  static constexpr std::string_view kNative = "cbBhHiIlLqQnNfd?P";

  int below(int n) { return std::uniform_int_distribution<int>(0, n - 1)(random_); }
  bool one_in(int n) { return below(n) == 0; }
  template <class T>
  auto pick(const T& choices) {
    return choices[static_cast<std::size_t>(below(static_cast<int>(std::size(choices))))];
  }
  void add(std::string line) { lines_->push_back(std::move(line)); }

  std::string bytes(int size) {
    std::string out;
    // Small numbers repeat, so that searches find something.
    for (int i = 0; i < size; ++i) out += static_cast<char>(one_in(2) ? below(4) : below(256));
    return out;
  }
  void base(const std::string& name, const std::string& mode) {
    constexpr std::array sizes = {0, 1, 8, 16, 20, 24, 40, 48, 60, 64, 80, 96};
    const int size = pick(sizes);
    (name == "B0" ? sizes_[0] : sizes_[1]) = size;
    add("base " + name + " " + mode + " x" + hex(bytes(size)));
  }
  std::string slot() { return "V" + std::to_string(below(kSlots)); }

  std::int64_t integer() {
    constexpr std::array<std::int64_t, 16> edges = {0,
                                                    1,
                                                    -1,
                                                    127,
                                                    128,
                                                    -128,
                                                    -129,
                                                    255,
                                                    256,
                                                    65535,
                                                    65536,
                                                    std::numeric_limits<std::int32_t>::max(),
                                                    std::numeric_limits<std::uint32_t>::max(),
                                                    std::int64_t{1} << 32,
                                                    std::numeric_limits<std::int64_t>::max(),
                                                    std::numeric_limits<std::int64_t>::min()};
    return one_in(3) ? pick(edges) : below(10) - 4;
  }
  std::string value() {
    constexpr std::array reals = {0.0,   -0.0,    0.5,     1.0,     -2.25, 1e10, 1e39,
                                  -1e39, 65504.0, 65519.0, 65520.0, 1e-7,  1e300};
    switch (below(10)) {
      case 0:
      case 1:
      case 2: {
        std::string out = "f";
        const auto bits = std::bit_cast<std::uint64_t>(pick(reals));
        for (unsigned i = 16; i-- > 0;) out += kDigits[(bits >> (4 * i)) & 15U];
        return out;
      }
      case 3:
        return one_in(3) ? "fnan" : "b" + std::to_string(below(2));
      case 4:
        return "x" + hex(bytes(one_in(2) ? 1 : below(4)));
      case 5:
        return "i" +
               std::to_string(std::numeric_limits<std::uint64_t>::max() - static_cast<unsigned>(below(2)));
      default:
        return "i" + std::to_string(integer());
    }
  }
  std::string values(int count) {
    std::string out;
    for (int i = 0; i < count; ++i) {
      if (i != 0) out += ',';
      out += value();
    }
    return count == 0 ? "-" : out;
  }

  std::string index() {
    if (one_in(12)) return std::to_string(integer());
    return std::to_string(below(20) - 10);
  }
  std::string indices() {
    if (!one_in(3)) return index();
    std::string out = index();
    if (one_in(5)) return "-";
    for (int n = below(3); n >= 0; --n) {
      out += ',';
      out += std::to_string(below(5) - 2);
    }
    return out;
  }
  std::string slice_end() { return one_in(3) ? "n" : index(); }
  std::string slice() {
    constexpr std::array steps = {"n", "1", "2", "-1", "-2", "3", "-3", "0", "7"};
    const std::string step = one_in(15) ? std::to_string(integer()) : std::string(pick(steps));
    return slice_end() + " " + slice_end() + " " + step;
  }
  std::string shape() {
    constexpr std::array shapes = {"2,3", "3,2",   "2,2", "1", "4",   "5",  "10",  "2,2,2", "1,1", "5,4",
                                   "4,5", "3,4,2", "-",   "0", "2,0", "-1", "6,2", "2,10",  "3",   "2"};
    if (one_in(40)) return "9223372036854775807,3";
    return pick(shapes);
  }
  std::string native_format() {
    if (one_in(25)) return hex(pick(std::array{" ", "@", "Z", "@@B", "BZ", "e3", "\x80", "u"}));
    const std::string code(1, pick(kNative));
    return hex(one_in(6) ? std::string("@") + code : code);
  }

  // Returns a mostly valid struct string. Names, shapes and T{} are ours alone and left out.
  std::string struct_text() {
    static constexpr std::string_view codes = "xcbB?hHiIlLqQnNefdspP";
    static constexpr std::string_view anything = "xcbB?hHiIlLqQnNefdspPZzuOgT}&t@=<>!^ \t\n-+.019";
    std::string out;
    if (one_in(2)) out += pick(std::string_view("@=<>!"));
    for (int n = below(6); n > 0; --n) {
      if (one_in(60)) out += pick(anything);
      if (one_in(8)) out += pick(std::string_view(" \t\n\v\f\r"));
      if (one_in(3))
        out += std::to_string(one_in(60) ? integer() & std::numeric_limits<std::int64_t>::max() : below(5));
      out += pick(codes);
    }
    if (one_in(80)) out += std::to_string(below(3));
    return out;
  }
  std::string record_text() {
    constexpr std::array texts = {"<3f3Hxx", "@3f3Hxx", ">3f3Hxx", "=HB", "<4s", "f",   "<f", ">d",
                                  "2B",      "bxH",     "@bi",     "3sx", "<e",  ">ee", "?B", "4p3p",
                                  "<5f",     "=2hI",    "c",       "4B",  "i",   "<i",  "ff", "@bxxxi"};
    return hex(pick(texts));
  }
  std::string small_struct_text() {
    // Unpacking allocates, so only calcsize is given huge counts.
    for (;;) {
      const std::string text = struct_text();
      if (text.size() < 24 && text.find("00") == std::string::npos &&
          text.find_first_of("Ttzu") == std::string::npos) {
        int digits = 0;
        int longest = 0;
        for (const char c : text) {
          digits = c >= '0' && c <= '9' ? digits + 1 : 0;
          longest = std::max(longest, digits);
        }
        // CPython 3.11 raises SystemError for "0p".
        if (longest < 3 && text.find("0p") == std::string::npos) return text;
      }
    }
  }

  void cast() {
    add("cast " + slot() + " " + slot() + " " + native_format() + " " + (one_in(4) ? shape() : "n"));
  }

  // Views a whole base in a shape that fits it, and works on that view: a random shape hardly ever fits.
  void grid() {
    struct Code {
      char code;
      int size;
    };
    constexpr std::array<Code, 8> codes = {
        {{'B', 1}, {'b', 1}, {'c', 1}, {'?', 1}, {'H', 2}, {'i', 4}, {'f', 4}, {'d', 8}}};
    const auto number = static_cast<std::size_t>(below(2));
    const Code code = pick(codes);
    if (sizes_[number] == 0 || sizes_[number] % code.size != 0) return;
    std::vector<int> shape;
    int left = sizes_[number] / code.size;
    for (int d = below(3); d > 0 && left > 1; --d) {
      int extent = below(4) + 1;
      while (left % extent != 0) --extent;
      shape.push_back(extent);
      left /= extent;
    }
    if (left > 1 || shape.empty()) shape.push_back(left);
    if (shape.size() == 1 && left == 1 && one_in(2)) shape.clear();
    std::string extents;
    for (const int extent : shape) extents += (extents.empty() ? "" : ",") + std::to_string(extent);
    const std::string name = slot();
    add("view " + name + " B" + std::to_string(number));
    add("cast " + name + " " + name + " " + hex(std::string(1, code.code)) + " " + non_empty_list(extents));
    for (int n = below(3) + 1; n > 0; --n) grid_operation(name, shape);
  }
  static std::string non_empty_list(std::string list) { return list.empty() ? "-" : list; }

  void grid_operation(const std::string& name, const std::vector<int>& shape) {
    std::string place;
    for (const int extent : shape)
      place += (place.empty() ? "" : ",") + std::to_string(below(2 * extent) - extent + (one_in(20) ? 9 : 0));
    switch (below(12)) {
      case 0:
        return add("set " + name + " " + non_empty_list(place) + " " + value());
      case 1:
      case 2:
        return add("slice " + slot() + " " + name + " " + slice());
      case 3:
        return add("tobytes " + name + " " + std::string(1, pick(std::string_view("CFA"))));
      case 4:
        return add("tolist " + name);
      case 5:
        return add("eq " + name + " " + slot());
      case 6:
        return add("cast " + slot() + " " + name + " " + hex("B") + " n");
      case 7:
        return add(pick(std::array{"iterate ", "reversed ", "len ", "attributes "}) + name);
      case 8:
        return add(std::string(one_in(2) ? "contains " : "count ") + name + " " + value());
      case 9:
        return add("assign " + name + " " + slice() + " " + slot());
      default:
        return add("get " + name + " " + non_empty_list(place));
    }
  }

  void struct_operation() {
    constexpr std::array sizes = {0, 1, 2, 3, 4, 5, 8, 12, 14, 16, 18, 20, 24, 40};
    switch (below(7)) {
      case 0:
        return add(format_line());
      case 1:
        return add("pack " + non_empty(hex(small_struct_text())) + " " + values(below(5)));
      case 2:
        return add("unpack " + non_empty(hex(small_struct_text())) + " x" + hex(bytes(pick(sizes))));
      case 3:
        return add("unpack_from " + non_empty(hex(small_struct_text())) + " x" + hex(bytes(pick(sizes))) +
                   " " + index());
      case 4:
        return add("iter_unpack " + non_empty(hex(small_struct_text())) + " x" + hex(bytes(pick(sizes))));
      default:
        return fitting_struct_operation();
    }
  }

  // Writes an operation on a format with as many values of the right types as it takes: most of them succeed.
  void fitting_struct_operation() {
    static constexpr std::string_view codes = "cbB?hHiIqQefdsp";
    std::string format(1, pick(std::string_view("@=<>!")));
    std::string fitting;
    int size = 0;
    for (int n = below(5) + 1; n > 0; --n) {
      const char code = pick(codes);
      format += code;
      if (!fitting.empty()) fitting += ',';
      if (code == 'c')
        fitting += "x" + hex(bytes(1));
      else if (code == 's' || code == 'p')
        fitting += "x" + hex(bytes(below(3)));
      else
        fitting += one_in(8) ? value() : "i" + std::to_string(below(128));
      size += code == 'q' || code == 'Q' || code == 'd' ? 8 : 4;
      if (one_in(4)) format += 'x';
    }
    if (one_in(2)) return add("pack " + hex(format) + " " + fitting);
    if (one_in(2)) return add("pack_into " + slot() + " " + hex(format) + " " + index() + " " + fitting);
    add("unpack_from " + hex(format) + " x" + hex(bytes(size)) + " 0");
  }
  static std::string non_empty(std::string format) { return format.empty() ? "40" : format; }

  void operation() {
    switch (below(28)) {
      case 0:
      case 1:
      case 2:
        return add("slice " + slot() + " " + slot() + " " + slice());
      case 3:
      case 4:
        return cast();
      case 5:
        return add("copy " + slot() + " " + slot());
      case 6:
        return one_in(3) ? add("readonly " + slot() + " " + slot()) : add("attributes " + slot());
      case 7:
      case 8:
        return add("get " + slot() + " " + indices());
      case 9:
      case 10:
        return add("set " + slot() + " " + indices() + " " + value());
      case 11:
      case 12:
        return assign();
      case 13:
        return add("tolist " + slot());
      case 14:
        return add("tobytes " + slot() + " " + std::string(1, pick(std::string_view("CFA"))));
      case 15:
        return add("hex " + slot() + " " +
                   (one_in(3) ? "n 0"
                              : pick(std::array{"x3a", "x2d", "x", "x3a3a", "xff"}) + std::string(" ") +
                                    std::to_string(below(11) - 5)));
      case 16:
        return add("eq " + slot() + " " + slot());
      case 17:
        return add("contains " + slot() + " " + value());
      case 18:
        return add(std::string(one_in(2) ? "iterate " : "reversed ") + slot());
      case 19:
        return one_in(2) ? add("count " + slot() + " " + value())
                         : add("index " + slot() + " " + value() + " " + index() + " " + index());
      case 20:
        return one_in(4) ? add("release " + slot()) : add("len " + slot());
      case 21:
        return add(std::string("resize B1"));
      case 22:
        return add("records " + slot() + " " + record_text());
      case 23:
        return one_in(2)
                   ? add("record_eq " + slot() + " " + record_text() + " " + slot() + " " + record_text())
                   : add("record_set " + slot() + " " + record_text() + " " + index() + " " +
                         values(below(7)));
      case 24:
        return grid();
      default:
        return struct_operation();
    }
  }

  // Assigns slices of a view to itself and to a view of the same bytes: overlaps of every kind.
  void assign() {
    const std::string source = slot();
    if (one_in(3)) add("cast " + slot() + " V0 " + native_format() + " n");
    if (one_in(2)) return add("assign " + slot() + " " + slice() + " " + source);
    const int first = below(5);
    const int count = below(5);
    const int other = below(5);
    const std::string target = slot();
    const std::string part = slot();
    const bool backwards = one_in(2);
    add("slice " + part + " " + target + " " + std::to_string(other) + " " + std::to_string(other + count) +
        " n");
    if (backwards) add("slice " + part + " " + part + " n n -1");
    add("assign " + target + " " + std::to_string(first) + " " + std::to_string(first + count) + " n " +
        part);
    add("tobytes " + target + " C");
  }

  std::mt19937 random_;
  std::array<int, 2> sizes_{};
  std::vector<std::string>* lines_ = nullptr;
};

}  // namespace

std::vector<std::string> random_programs(std::uint32_t seed, int count) {
  std::vector<std::string> lines;
  Generator generator(seed);
  for (int number = 0; number < count; ++number) generator.program(number, lines);
  return lines;
}

std::vector<std::string> random_formats(std::uint32_t seed, int count) {
  std::vector<std::string> lines;
  Generator generator(seed);
  for (int i = 0; i < count; ++i) lines.push_back(generator.format_line());
  return lines;
}

}  // namespace vertexview::test
