#include "vertexview/gpu/draw_costs.hpp"

#include <glad/gl.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "vertexview/gpu/frame.hpp"
#include "vertexview/gpu/vertex_buffer.hpp"

namespace vertexview::gpu {

namespace {

constexpr std::size_t kFewRecords = std::size_t{1} << 15;
constexpr std::size_t kManyRecords = std::size_t{1} << 20;
constexpr double kMoreRecords = static_cast<double>(kManyRecords) / static_cast<double>(kFewRecords);
constexpr double kTooFastMs = 1;
constexpr double kContends = 4;  // as many times slower than the fastest, and few records may be to blame
constexpr double kClearlyFaster = 1.25;
// Small, so that it is the points that take the time.
constexpr Viewport kRendererViewport{256, 256};
constexpr int kRounds = 3;

constexpr std::array kRenderers{Renderer::kPoints, Renderer::kCompute, Renderer::kCpu};

/// Records that lie anywhere in the cube from -1 to 1: each falls on another pixel than the one before.
std::vector<ColoredVertex> cube(std::size_t count) {
  std::vector<ColoredVertex> vertices(count);
  std::uint32_t bits = 1;
  const auto next = [&bits] {
    bits = bits * 1664525U + 1013904223U;  // Knuth and Lewis, as Numerical Recipes has it
    return static_cast<float>(bits >> 8) * 0x1p-23F - 1;
  };
  for (ColoredVertex& vertex : vertices) {
    vertex.position = {next(), next(), next()};
    vertex.color = {65535, 65535, 65535};
  }
  return vertices;
}

/// Draws `buffer` once and waits until that is done. nullopt where another renderer had to step in.
std::optional<double> draw_once(PointRenderer& renderer, const VertexBuffer& buffer, const Camera& camera,
                                const DrawOptions& options, Frame& frame) {
  const VertexBuffer* const clouds[] = {&buffer};
  glFinish();
  const auto begin = std::chrono::steady_clock::now();
  const DrawStats stats = renderer.draw(camera, clouds, options, frame);
  glFinish();
  const std::chrono::duration<double, std::milli> taken = std::chrono::steady_clock::now() - begin;
  const bool as_asked = options.renderer == Renderer::kAutomatic || stats.renderer == options.renderer;
  return as_asked && stats.converged ? std::optional(taken.count()) : std::nullopt;
}

/// The least time of each of `choices`, which take turns, each time from another place: what did not move is
/// not drawn again. The first round builds shaders and does not count.
std::vector<double> draw_in_turns(PointRenderer& renderer, const VertexBuffer& buffer,
                                  std::span<const DrawOptions> choices, Frame& frame) {
  std::vector<double> least(choices.size(), DrawCosts::kNever);
  Camera camera;
  for (int round = 0; round <= kRounds; ++round)
    for (std::size_t i = 0; i < choices.size(); ++i) {
      camera.eye.x += 0.01;
      const auto taken = draw_once(renderer, buffer, camera, choices[i], frame);
      if (round > 0) least[i] = std::min(least[i], taken.value_or(DrawCosts::kNever));
    }
  return least;
}

/// Milliseconds of each of `choices` for a cloud of `records` in a picture of `viewport`.
Result<std::vector<double>> measure(PointRenderer& renderer, std::size_t records, const Viewport& viewport,
                                    std::span<const DrawOptions> choices) {
  const auto vertices = cube(records);
  auto file = VertexFile::over(std::as_bytes(std::span(vertices)), {});
  if (!file) return tl::unexpected(std::move(file.error()));
  auto buffer = VertexBuffer::create(*std::move(file));
  if (!buffer) return tl::unexpected(std::move(buffer.error()));
  if (auto done = buffer->upload_all(); !done) return tl::unexpected(std::move(done.error()));
  auto frame = Frame::create(viewport);
  if (!frame) return tl::unexpected(std::move(frame.error()));
  return draw_in_turns(renderer, *buffer, choices, *frame);
}

/// By renderer; kNever for all but `kinds` and for those that the context cannot have.
Result<std::array<double, 4>> measure_renderers(PointRenderer& renderer, std::span<const Renderer> kinds,
                                                std::size_t records) {
  std::vector<DrawOptions> choices;
  for (const Renderer kind : kinds)
    if (renderer.prepare(kind)) choices.push_back({.renderer = kind});
  const auto least = measure(renderer, records, kRendererViewport, choices);
  if (!least) return tl::unexpected(least.error());
  std::array<double, 4> costs = DrawCosts().renderer_ms;
  for (std::size_t i = 0; i < choices.size(); ++i)
    costs[static_cast<std::size_t>(choices[i].renderer)] = (*least)[i];
  return costs;
}

Result<double> measure_edl(PointRenderer& renderer, Renderer kind, const Viewport& viewport) {
  const std::array choices{DrawOptions{.renderer = kind},
                           DrawOptions{.edl_strength = 0.3F, .renderer = kind}};
  const auto least = measure(renderer, kFewRecords, viewport, choices);
  if (!least) return tl::unexpected(least.error());
  return (*least)[1] == DrawCosts::kNever ? DrawCosts::kNever : std::max((*least)[1] - (*least)[0], 0.0);
}

}  // namespace

Renderer DrawCosts::fastest(Renderer presumed) const noexcept {
  Renderer best = presumed;
  for (const Renderer renderer : kRenderers) {
    const double handicap = best == presumed ? kClearlyFaster : 1;
    if (of(renderer) * handicap < of(best)) best = renderer;
  }
  return best;
}

Result<DrawCosts> measure_draw_costs(PointRenderer& renderer, const Viewport& viewport) {
  const auto few = measure_renderers(renderer, kRenderers, kFewRecords);
  if (!few) return tl::unexpected(few.error());
  DrawCosts costs;
  for (std::size_t i = 0; i < few->size(); ++i) costs.renderer_ms[i] = (*few)[i] * kMoreRecords;
  const double least = *std::min_element(few->begin(), few->end());
  std::vector<Renderer> contenders;
  for (const Renderer kind : kRenderers)
    if ((*few)[static_cast<std::size_t>(kind)] < least * kContends) contenders.push_back(kind);
  if (least < kTooFastMs && contenders.size() > 1) {
    const auto many = measure_renderers(renderer, contenders, kManyRecords);
    if (!many) return tl::unexpected(many.error());
    for (const Renderer kind : contenders)
      costs.renderer_ms[static_cast<std::size_t>(kind)] = (*many)[static_cast<std::size_t>(kind)];
  }
  const auto edl = measure_edl(renderer, costs.fastest(renderer.preferred()), viewport);
  if (!edl) return tl::unexpected(edl.error());
  costs.edl_ms = *edl;
  return costs;
}

}  // namespace vertexview::gpu
