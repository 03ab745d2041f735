#include "cli/samples/shapes.hpp"

#include <array>
#include <cmath>

#include "cli/samples/shape_math.hpp"
#include "cli/samples/terrain.hpp"

namespace vertexview::cli {
namespace {

/// A sphere of radius 100 with evenly spread vertices (a Fibonacci lattice), coloured by direction.
class Sphere final : public Shape {
 public:
  Sphere(std::uint64_t count, std::uint64_t seed)
      : inverse_(1.0 / static_cast<double>(count)), turn_(seed == 0 ? 0 : mix(seed)) {}

  void fill(std::uint64_t first, std::span<ColoredVertex> out) const override {
    constexpr std::uint64_t kGolden = 0x9E3779B97F4A7C15U;  // 2^64 / the golden ratio
    for (std::size_t i = 0; i < out.size(); ++i) {
      const auto index = first + i;
      const double below = (static_cast<double>(static_cast<std::int64_t>(index)) + 0.5) * inverse_;
      const auto z = static_cast<float>(1 - 2 * below);
      const auto ring = static_cast<float>(2 * std::sqrt(below * (1 - below)));
      const auto [sine, cosine] = sin_cos(static_cast<Phase>((index * kGolden + turn_) >> 32U));
      const float x = ring * cosine;
      const float y = ring * sine;
      out[i] = {{100 * x, 100 * y, 100 * z},
                {channel(0.5F + 0.45F * x), channel(0.5F + 0.45F * y), channel(0.5F + 0.45F * z)}};
    }
  }

 private:
  double inverse_;
  std::uint64_t turn_;
};

/// A cube of side 200, evenly filled, in which red, green and blue grow along x, y and z. The vertices follow
/// the additive recurrence of the plastic number's cousin in three dimensions (M. Roberts, "The unreasonable
/// effectiveness of quasirandom sequences", 2018), so that any run of them fills the cube.
class Cube final : public Shape {
 public:
  explicit Cube(std::uint64_t seed)
      : start_{seed == 0 ? 0 : mix(seed), seed == 0 ? 0 : mix(~seed), seed == 0 ? 0 : mix(seed ^ 0x5555U)} {}

  void fill(std::uint64_t first, std::span<ColoredVertex> out) const override {
    // 2^64 / g, 2^64 / g^2 and 2^64 / g^3 for g^4 = g + 1.
    constexpr std::array<std::uint64_t, 3> kStep{0xD1B54A32D192ED03U, 0xABC98388FB8FAC03U,
                                                 0x8CB92BA72F3D8DD7U};
    for (std::size_t i = 0; i < out.size(); ++i) {
      std::array<std::uint32_t, 3> at{};
      for (std::size_t axis = 0; axis < 3; ++axis)
        at[axis] = static_cast<std::uint32_t>((start_[axis] + (first + i + 1) * kStep[axis]) >> 32U);
      const auto place = [](std::uint32_t bits) { return 200 * unit(bits) - 100; };
      const auto color = [](std::uint32_t bits) { return static_cast<std::uint16_t>(bits >> 16U); };
      out[i] = {{place(at[0]), place(at[1]), place(at[2])}, {color(at[0]), color(at[1]), color(at[2])}};
    }
  }

 private:
  std::array<std::uint64_t, 3> start_;
};

/// Two strands of radius 100 winding three times around z, each a solid tube, coloured by hue along the way.
class Helix final : public Shape {
 public:
  Helix(std::uint64_t count, std::uint64_t seed) : step_(UINT64_MAX / count), seed_(mix(seed)) {}

  void fill(std::uint64_t first, std::span<ColoredVertex> out) const override {
    constexpr float kTube = 18;
    constexpr Phase kThird = 0x55555555U;
    for (std::size_t i = 0; i < out.size(); ++i) {
      const auto index = first + i;
      const std::uint64_t way = index * step_;
      const Phase strand = (index & 1U) != 0 ? 1U << 31U : 0U;
      const std::uint64_t random = mix(index ^ seed_);
      const auto around = sin_cos(static_cast<Phase>((way * 3) >> 32U) + strand);
      const auto in_tube = sin_cos(static_cast<Phase>(random));
      const float off = std::sqrt(unit(static_cast<std::uint32_t>(random >> 32U)));
      const float ring = 100 + kTube * off * in_tube.cos;
      const auto hue = static_cast<Phase>(way >> 32U);
      const float value = 0.55F + 0.45F * off;
      const auto tint = [&](Phase shift) {
        return channel(value * (0.55F + 0.45F * sin_cos(hue + shift).cos));
      };
      out[i] = {{ring * around.cos, ring * around.sin, 600 * unit(hue) - 300 + kTube * off * in_tube.sin},
                {tint(0), tint(0U - kThird), tint(kThird)}};
    }
  }

 private:
  std::uint64_t step_;
  std::uint64_t seed_;
};

}  // namespace

std::span<const std::string_view> shape_names() noexcept {
  static constexpr std::array<std::string_view, 4> kNames{"sphere", "terrain", "helix", "cube"};
  return kNames;
}

std::unique_ptr<const Shape> make_shape(std::string_view name, std::uint64_t count, std::uint64_t seed) {
  if (name == "sphere") return std::make_unique<Sphere>(std::max<std::uint64_t>(count, 1), seed);
  if (name == "terrain") return std::make_unique<Terrain>(count, seed);
  if (name == "helix") return std::make_unique<Helix>(std::max<std::uint64_t>(count, 1), seed);
  if (name == "cube") return std::make_unique<Cube>(seed);
  return nullptr;
}

}  // namespace vertexview::cli
