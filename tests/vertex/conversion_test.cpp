// The vector loops against the scalar ones, bit for bit.
#include "vertexview/vertex/conversion.hpp"

#include <gtest/gtest.h>

#include <cstring>
#include <limits>
#include <memory>
#include <random>
#include <sstream>

#include "vertexview/vertex/layout_changes.hpp"
#include "vertexview/vertex/layout_text.hpp"
#include "vertexview/vertex/record_converter.hpp"

namespace vertexview {
namespace {

struct Case {
  std::string format;
  std::string changes;  // "name=text;name=text", as options of the program
};

Layout layout_of(const Case& which) {
  const auto layout = parse_layout(which.format);
  EXPECT_TRUE(layout) << which.format;
  LayoutChanges changes;
  std::istringstream in(which.changes);
  for (std::string change; std::getline(in, change, ';');) {
    const std::size_t equals = change.find('=');
    EXPECT_TRUE(set_change(changes, change.substr(0, equals), change.substr(equals + 1))) << change;
  }
  const auto changed = with_changes(*layout, changes);
  EXPECT_TRUE(changed) << which.format << ' ' << which.changes;
  return *changed;
}

/// Every type in both byte orders as position and as colour of one, three and four numbers, at strides that
/// are shorter and longer than a register, with elements side by side, apart and in another order.
std::vector<Case> all_cases() {
  std::vector<Case> cases;
  for (const char* prefix : {"<", ">"})
    for (const char* code : {"b", "B", "h", "H", "i", "I", "q", "Q", "e", "f", "d", "?"}) {
      const auto text = [&](const std::string& format) {
        std::string out = prefix;
        for (const char c : format) out += c == '*' ? std::string(code) : std::string(1, c);
        return out;
      };
      for (const char* changes : {"", "scale=0.001;shift=100,-5,0.25"}) {
        cases.push_back({text("3*:position:"), changes});
        cases.push_back({text("2*:position:"), changes});
        cases.push_back({text("x3*:position:5x"), changes});
        cases.push_back({text("*:z:3x*:x:40x*:y:"), changes});
        cases.push_back({text("*:z:13x*:x:*:y:"), changes});
      }
      for (const char* range : {"", "color-range=-20:90", "color-range=type", "color-range=0:1",
                                "color-range=file", "color-range=5:5"}) {
        cases.push_back({text("3f:position:3*:color:"), range});
        cases.push_back({text("3f:position:4*:rgba:"), range});
        cases.push_back({text("3*:bgr:"), range});
        cases.push_back({text("*:blue:17x*:red:30x*:green:"), range});
        cases.push_back({text("3f:position:*:intensity:"), range});
        cases.push_back({text("*:intensity:3f:position:"), range});
        cases.push_back({text("*:intensity:"), range});
      }
    }
  for (const char* preset :
       {"kitti", "nuscenes", "xyz", "xyzrgb", "xyzrgb8", "waymo", "splat", ">3f3Hxx", "<3f3H"})
    cases.push_back({preset, ""});
  cases.push_back({"<f:x:d:y:h:z:B:red:H:green:f:blue:", ""});
  cases.push_back({">3f:position:(3)<H:color:", ""});
  cases.push_back({"<7d:data:", "position=data[5],data[0],data[2];color=data[6]"});
  cases.push_back({"<300x3f:position:1000x3B:color:7x", ""});
  cases.push_back({"<4s4s", ""});
  cases.push_back({"kitti", "ramp=turbo;color=position[0]"});
  return cases;
}

/// Numbers of every kind: ordinary ones of several types, zeros, and bit patterns that are NaNs (quiet and
/// signalling), infinities, denormals and the ends of what a type holds.
std::vector<std::byte> hostile_bytes(std::size_t size, std::uint32_t seed) {
  std::mt19937 random(seed);
  std::vector<std::byte> bytes(size + 8);
  const auto put = [&](std::size_t at, auto value) { std::memcpy(bytes.data() + at, &value, sizeof(value)); };
  for (std::size_t i = 0; i + 8 <= bytes.size();) {
    const std::uint32_t special[]{0x7F800000, 0xFF800000, 0x7F800001, 0xFFC12345, 0x80000000, 0x00000001,
                                  0x7F7FFFFF, 0xFF7FFFFF, 0x7C01FC00, 0x80018001, 0xFFFFFFFF, 0x80008000};
    const std::uint64_t special_double[]{0x7FF0000000000000, 0x7FF0000000000001, 0x8000000000000000,
                                         0x7FEFFFFFFFFFFFFF, 0x0000000000000001, 0xFFF8000000000001};
    std::uniform_real_distribution<float> coordinate(-120, 120);
    switch (random() % 8) {
      case 0:
        put(i, special[random() % std::size(special)]);
        i += 4;
        break;
      case 1:
        put(i, __builtin_bswap32(special[random() % std::size(special)]));
        i += 4;
        break;
      case 2:
        put(i, special_double[random() % std::size(special_double)]);
        i += 8;
        break;
      case 3:
        put(i, static_cast<double>(coordinate(random)));
        i += 8;
        break;
      case 4:
        put(i, static_cast<std::uint16_t>(random()));
        i += 2;
        break;
      case 5:
        put(i, __builtin_bswap32(std::bit_cast<std::uint32_t>(coordinate(random))));
        i += 4;
        break;
      default:
        put(i, coordinate(random));
        i += 4;
        break;
    }
  }
  bytes.resize(size);
  return bytes;
}

/// A heap block of exactly `size` bytes after `lead` others: a sanitizer sees the first byte read past its
/// end.
struct ExactBlock {
  ExactBlock(std::size_t size, std::size_t lead)
      : data(new std::byte[size + lead]), first(data.get() + lead) {}
  std::unique_ptr<std::byte[]> data;
  std::byte* first;
};

void expect_same(const Case& which, std::uint64_t count, std::size_t lead) {
  const Layout layout = layout_of(which);
  const auto size = static_cast<std::size_t>(count * layout.schema.stride);
  const ExactBlock source(size, lead);
  const auto bytes = hostile_bytes(size, static_cast<std::uint32_t>(count + lead));
  if (size > 0) std::memcpy(source.first, bytes.data(), size);
  const RecordSpan records{source.first, count, layout.schema.stride};
  const auto converter = RecordConverter::make(layout, records);
  ASSERT_TRUE(converter) << which.format;
  const auto out_size = static_cast<std::size_t>(count) * sizeof(ColoredVertex);
  const ExactBlock fast(out_size, 4 * (lead % 3));
  const ExactBlock slow(out_size, 0);
  std::memset(fast.data.get(), 0xAA, out_size + 4 * (lead % 3));
  std::memset(slow.data.get(), 0x55, out_size);
  converter->convert(records, reinterpret_cast<ColoredVertex*>(fast.first));
  converter->convert_scalar(records, reinterpret_cast<ColoredVertex*>(slow.first));
  for (std::size_t i = 0; i < out_size; i += sizeof(ColoredVertex))
    ASSERT_EQ(std::memcmp(fast.first + i, slow.first + i, sizeof(ColoredVertex)), 0)
        << which.format << ' ' << which.changes << ": record " << i / sizeof(ColoredVertex) << " of " << count
        << ", " << lead << " bytes after an aligned address";
}

TEST(Conversion, everyLayoutAndTail) {
  for (const Case& which : all_cases())
    for (std::uint64_t count = 0; count <= 67; ++count) {
      expect_same(which, count, count % 17);
      if (HasFatalFailure()) return;
    }
}

TEST(Conversion, manyBlocks) {
  for (const Case& which : all_cases()) {
    expect_same(which, 3 * ConversionLoops::kBlock + 5, 3);
    if (HasFatalFailure()) return;
  }
}

// Were every layout left to the reference, the tests above would compare it with itself.
TEST(Conversion, commonLayoutsHaveFastLoops) {
#if defined(__x86_64__) && defined(__GNUC__)
  if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("f16c")) GTEST_SKIP() << "no AVX2 here";
  ConversionPlan plan;
  for (const ElementType type : {ElementType::kInt8, ElementType::kUint8, ElementType::kInt16,
                                 ElementType::kUint16, ElementType::kInt32, ElementType::kUint32,
                                 ElementType::kFloat16, ElementType::kFloat32, ElementType::kFloat64}) {
    const std::uint64_t size = element_size(type);
    plan.position = {{"x", type, 1, 0}, {"y", type, 1, size}, {"z", type, 1, 2 * size}};
    plan.position_rule = type == ElementType::kFloat32 ? PositionRule::kMoved : PositionRule::kMapped;
    for (const ColorRule rule : {ColorRule::kMapped, ColorRule::kScalar}) {
      plan.color = plan.position;
      if (rule == ColorRule::kScalar) plan.color.resize(1);
      plan.color_rule = rule;
      const auto slow = scalar_loops(plan);
      const auto fast = avx2_loops(plan, 24);
      EXPECT_NE(fast.position, slow.position) << element_type_name(type);
      EXPECT_NE(fast.color, slow.color) << element_type_name(type);
      EXPECT_LE(fast.reach, 24U) << element_type_name(type)
                                 << ": the last record must not need the slow loops";
    }
  }
#else
  GTEST_SKIP() << "no AVX2 in this build";
#endif
}

}  // namespace
}  // namespace vertexview
