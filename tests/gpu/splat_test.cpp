#include "vertexview/gpu/points/splat.hpp"

#include <bit>
#include <cmath>
#include <limits>
#include <set>

#include "gpu/gl_test.hpp"
#include "vertexview/gpu/order/block_order.hpp"
#include "vertexview/gpu/order/vertex_id.hpp"
#include "vertexview/gpu/points/cpu_points.hpp"
#include "vertexview/gpu/points/point_shape.hpp"
#include "vertexview/gpu/points/splat_cell.hpp"

// None of this needs a context.
namespace vertexview::gpu::detail {
namespace {

constexpr Viewport kViewport{101, 67};

struct SplatPicture {
  std::vector<std::uint64_t> keys = std::vector<std::uint64_t>(101 * 67, KeyImage::kEmpty);
  KeyImage image{keys.data(), 101, 67};
};

Camera looking_at_the_cube(bool orthographic) {
  Camera camera;
  camera.eye = {0.4, -2.5, 0.9};
  camera.orthographic = orthographic;
  return camera;
}

/// A cube with every kind of float among its coordinates.
Cloud hostile_cube(std::size_t count) {
  auto cloud = random_cube(count, glm::vec3(0), 1.2F, 21);
  Random random(22);
  for (std::size_t i = 0; i < count; i += 3) {
    auto& p = cloud.vertices[i].position;
    (i % 2 == 0 ? p.x : i % 5 == 0 ? p.y : p.z) = std::bit_cast<float>(random.bits());
  }
  return cloud;
}

const std::byte* bytes_of(const Cloud& cloud) {
  return reinterpret_cast<const std::byte*>(cloud.vertices.data());
}

TEST(Splat, kernelsAgreeBitForBit) {
  const SplatKernel* const fast = avx2_splat_kernel();
  if (fast == nullptr) GTEST_SKIP() << "no AVX2 here";
  const auto cloud = hostile_cube(20'003);
  for (const bool orthographic : {false, true})
    for (const std::size_t count : {0U, 1U, 7U, 8U, 9U, 255U, 256U, 264U, 1024U, 20'003U}) {
      const auto view = view_transform(looking_at_the_cube(orthographic), kViewport);
      SplatPicture plain, vector;
      scalar_splat_kernel().splat(view, plain.image, bytes_of(cloud), count, 77);
      fast->splat(view, vector.image, bytes_of(cloud), count, 77);
      ASSERT_EQ(plain.keys, vector.keys) << count;
    }
}

TEST(Splat, kernelsAgreeOnRedrawing) {
  const SplatKernel* const fast = avx2_splat_kernel();
  if (fast == nullptr) GTEST_SKIP() << "no AVX2 here";
  const auto cloud = hostile_cube(5001);
  std::vector<std::uint64_t> keys(cloud.vertices.size());
  for (std::size_t i = 0; i < keys.size(); ++i) keys[i] = i % 4 == 1 ? KeyImage::kEmpty : (i << 40 | (i * 3));
  for (const bool orthographic : {false, true}) {
    const auto view = view_transform(looking_at_the_cube(orthographic), kViewport);
    SplatPicture plain, vector;
    std::vector<std::uint32_t> plain_landed(keys.size(), 7), vector_landed(keys.size(), 7);
    scalar_splat_kernel().splat_again(view, plain.image, bytes_of(cloud), keys.size(), keys.data(),
                                      plain_landed.data());
    fast->splat_again(view, vector.image, bytes_of(cloud), keys.size(), keys.data(), vector_landed.data());
    EXPECT_EQ(plain.keys, vector.keys);
    for (std::size_t i = 0; i < keys.size(); ++i)
      if (keys[i] != KeyImage::kEmpty) {
        ASSERT_EQ(plain_landed[i], vector_landed[i]) << i;
      }
  }
}

TEST(Splat, neverOutsideThePicture) {
  // Guards on both sides of the picture, and every float in every coordinate.
  constexpr std::size_t kGuard = 4096;
  Random random(23);
  Cloud cloud;
  for (int i = 0; i < 200'000; ++i) {
    const auto any = [&] {
      return random.bits() % 3 == 0 ? random.between(-3, 3) : std::bit_cast<float>(random.bits());
    };
    cloud.vertices.push_back(vertex_at(any(), any(), any()));
  }
  for (const auto* kernel : {&scalar_splat_kernel(), avx2_splat_kernel()}) {
    if (kernel == nullptr) continue;
    for (const bool orthographic : {false, true}) {
      std::vector<std::uint64_t> memory(2 * kGuard + 101 * 67, KeyImage::kEmpty);
      const KeyImage image{memory.data() + kGuard, 101, 67};
      kernel->splat(view_transform(looking_at_the_cube(orthographic), kViewport), image, bytes_of(cloud),
                    cloud.vertices.size(), 0);
      for (std::size_t i = 0; i < kGuard; ++i) {
        ASSERT_EQ(memory[i], KeyImage::kEmpty);
        ASSERT_EQ(memory[memory.size() - 1 - i], KeyImage::kEmpty);
      }
    }
  }
}

TEST(Splat, keysOrderByDepthThenIndex) {
  constexpr std::uint64_t kMask = 0xFFFF'FFFF;
  const auto bits = [](float distance) { return std::bit_cast<std::uint32_t>(distance); };
  EXPECT_LT(make_key(bits(1.0F), 9, kMask), make_key(bits(1.0000001F), 0, kMask));
  EXPECT_LT(make_key(bits(2.0F), 3, kMask), make_key(bits(2.0F), 4, kMask));
  EXPECT_LT(make_key(bits(3e38F), 0xFFFF'FFFE, kMask), KeyImage::kEmpty);
  EXPECT_EQ(key_distance(make_key(bits(2.5F), 77, kMask), {nullptr, 1, 1, kMask}, false), 2.5F);
}

TEST(Splat, orthographicKeysHoldBothSigns) {
  auto camera = camera_at({0, 0, 0}, 2);
  camera.orthographic = true;
  const auto view = view_transform(camera, {3, 3});
  float last = -std::numeric_limits<float>::infinity();
  std::uint64_t last_key = 0;
  for (const float y : {-1e30F, -100.0F, -2.5F, -2.0F, -1.5F, 0.0F, 10.0F, 1e30F}) {
    std::vector<std::uint64_t> keys(9, KeyImage::kEmpty);
    const KeyImage image{keys.data(), 3, 3};
    const Cloud cloud{{vertex_at(0, y, 0)}};
    splat_kernel().splat(view, image, bytes_of(cloud), 1, 5);
    ASSERT_NE(keys[4], KeyImage::kEmpty) << y;
    EXPECT_GT(keys[4], last_key) << y;
    EXPECT_GT(key_distance(keys[4], image, true), last);
    EXPECT_NEAR(key_distance(keys[4], image, true), y + 2, std::abs(y) * 1e-6);
    last_key = keys[4];
    last = key_distance(keys[4], image, true);
  }
}

TEST(Splat, fiveBillionRecords) {
  // Indices of 33 bits: the depth gives up a bit, the index none.
  constexpr std::uint64_t kRecords = 5'000'000'000;
  const Dataset none;
  const RecordRow::Part parts[] = {
      {.file = &none, .records = nullptr, .serial = 1, .dataset = 3, .count = kRecords}};
  CpuCanvas canvas({3, 3});
  canvas.row = RecordRow(parts);
  canvas.view = view_transform(camera_at({0, 0, 0}, 2), {3, 3});
  EXPECT_EQ(canvas.row.parts()[0].blocks(),
            (kRecords + RecordRow::kBlockRecords - 1) / RecordRow::kBlockRecords);
  EXPECT_EQ(canvas.key_image().index_mask, (std::uint64_t{1} << 33) - 1);
  std::fill_n(canvas.now.keys.get(), 9, KeyImage::kEmpty);
  const Cloud cloud{{vertex_at(0, 1, 0), vertex_at(0, 0.5F, 0), vertex_at(0, 2, 0)}};
  splat_kernel().splat(*canvas.view, canvas.key_image(), bytes_of(cloud), 3, kRecords - 3);
  EXPECT_EQ(canvas.id_at(4), make_id(3, kRecords - 2));
  EXPECT_FLOAT_EQ(canvas.distance_at(4), 2.5F);
  EXPECT_EQ(canvas.id_at(0), kBackground);
}

TEST(SceneTest, indicesCoverEveryRecordOnce) {
  const Dataset none;
  const RecordRow::Part parts[] = {
      {.file = &none, .serial = 1, .dataset = 0, .count = 1},
      {.file = &none, .serial = 2, .dataset = 1, .count = 0},
      {.file = &none, .serial = 3, .dataset = 2, .count = 2 * RecordRow::kBlockRecords},
      {.file = &none, .serial = 4, .dataset = 5, .count = RecordRow::kBlockRecords + 1}};
  const RecordRow scene(parts);
  EXPECT_EQ(scene.records(), 3 * RecordRow::kBlockRecords + 2);
  ASSERT_EQ(scene.parts().size(), 3U);
  std::uint64_t index = 0;
  for (const RecordRow::Part& part : scene.parts()) {
    EXPECT_EQ(part.first_index, index);
    index += part.count;
  }
  EXPECT_EQ(index, scene.records());
  EXPECT_EQ(scene.parts()[0].blocks(), 1U);
  EXPECT_EQ(scene.parts()[1].blocks(), 2U);
  EXPECT_EQ(scene.parts()[2].blocks(), 2U);
  EXPECT_EQ(scene.id_of(0), make_id(0, 0));
  EXPECT_EQ(scene.id_of(1), make_id(2, 0));
  EXPECT_EQ(scene.id_of(scene.records() - 1), make_id(5, RecordRow::kBlockRecords));
}

TEST(BlockOrderTest, visitsEveryBlockOnce) {
  for (std::uint64_t count : {1U, 2U, 3U, 4U, 12U, 97U, 1000U, 65'536U}) {
    const BlockOrder order(count);
    std::set<std::uint64_t> seen;
    for (std::uint64_t turn = 5; turn < 5 + count; ++turn) seen.insert(order.block(turn));
    EXPECT_EQ(seen.size(), count);
    EXPECT_LT(*seen.rbegin(), count);
  }
}

TEST(BlockOrderTest, turnOfIsTheWayBack) {
  for (const std::uint64_t count :
       {std::uint64_t{1}, std::uint64_t{2}, std::uint64_t{97'657}, std::uint64_t{1} << 32,
        (std::uint64_t{1} << 32) + 1, std::uint64_t{1} << 50}) {
    const BlockOrder order(count);
    for (std::uint64_t i = 0; i < 1000; ++i) {
      const std::uint64_t turn = i * 0x9E37'79B9'7F4A'7C15 % count;
      EXPECT_EQ(order.turn_of(order.block(turn)), turn) << count;
    }
  }
}

TEST(BlockOrderTest, anyPrefixIsSpreadEvenly) {
  const BlockOrder order(100'000);
  std::vector<int> tenths(10);
  for (std::uint64_t turn = 777; turn < 777 + 1000; ++turn) ++tenths[order.block(turn) / 10'000];
  for (const int hits : tenths) EXPECT_NEAR(hits, 100, 3);
}

TEST(PointShape, sizes) {
  const auto area = [](std::uint32_t size) {
    int pixels = 0;
    for (const auto& row : point_shape(size)) pixels += row.last - row.first + 1;
    return pixels;
  };
  EXPECT_EQ(area(1), 1);
  EXPECT_EQ(area(2), 4);
  EXPECT_EQ(area(3), 9);
  EXPECT_EQ(area(4), 12);
  EXPECT_NEAR(area(64), 3.14159 * 32 * 32, 30);
  EXPECT_EQ(whole_point_size(0), 1U);
  EXPECT_EQ(whole_point_size(-3), 1U);
  EXPECT_EQ(whole_point_size(std::numeric_limits<float>::quiet_NaN()), 1U);
  EXPECT_EQ(whole_point_size(2.4F), 2U);
  EXPECT_EQ(whole_point_size(1e9F), kLargestPoint);
}

TEST(ShownColor, everyValue) {
  for (std::uint32_t v = 0; v < 65536; ++v) {
    const auto value = static_cast<std::uint16_t>(v);
    const auto rgba = shown_color({value, static_cast<std::uint16_t>(~value), 0});
    ASSERT_EQ(rgba & 0xFF, static_cast<std::uint32_t>(std::lround(v / 257.0)));
    ASSERT_EQ(rgba >> 8 & 0xFF, static_cast<std::uint32_t>(std::lround((65535 - v) / 257.0)));
    ASSERT_EQ(rgba >> 16, 0xFF00U);
  }
}

}  // namespace
}  // namespace vertexview::gpu::detail
