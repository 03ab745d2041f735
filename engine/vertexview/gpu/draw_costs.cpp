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

// The first trial draws so few records that no backend takes long for them, however slow it is.
constexpr std::size_t kFewRecords = std::size_t{1} << 15;
// The second trial draws enough records that the fixed costs of a draw hardly count.
constexpr std::size_t kManyRecords = std::size_t{1} << 20;
// How many times as many records the second trial draws.
constexpr double kMoreRecords = static_cast<double>(kManyRecords) / static_cast<double>(kFewRecords);
// Where the fastest backend takes less than this for the few records, that may be fixed costs alone, and the
// second trial decides.
constexpr double kTooFastMs = 1;
// Backends that take at least this many times as long as the fastest are left out of the second trial: a
// larger factor would try slower backends for longer, a smaller one would trust the first trial more.
constexpr double kContends = 4;
// See DrawCosts::fastest().
constexpr double kClearlyFaster = 1.25;
// A small picture, so that the points take the time and not the pixels.
constexpr Viewport kViewport{256, 256};
// How often each choice is timed. Of three times the least is rarely one that the system interrupted; more
// would take longer.
constexpr int kRounds = 3;
// A step makes or uploads this many records (1.3 MB), so that it takes a few milliseconds: an event of the
// window waits for one step at most.
constexpr std::size_t kRecordsAStep = std::size_t{1} << 16;

constexpr std::array kBackends{Backend::kPoints, Backend::kCompute, Backend::kCpu};

/// Adds `count` records that lie anywhere in the cube from -1 to 1, so that each falls on another pixel than
/// the one before. `bits` is the state of the random numbers.
void add_cube(std::size_t count, std::uint32_t& bits, std::vector<ColoredVertex>& vertices) {
  const auto next = [&bits] {
    bits = bits * 1664525U + 1013904223U;  // Knuth and Lewis, as Numerical Recipes has it
    return static_cast<float>(bits >> 8) * 0x1p-23F - 1;
  };
  for (std::size_t i = 0; i < count; ++i) {
    ColoredVertex& vertex = vertices.emplace_back();
    vertex.position = {next(), next(), next()};
    vertex.color = {65535, 65535, 65535};
  }
}

/// Draws `buffer` once, waits until that is done, and returns how many milliseconds it took; nullopt where
/// another backend had to step in or the picture is not complete.
std::optional<double> draw_once(PointRenderer& renderer, VertexBuffer& buffer, const Camera& camera,
                                const DrawOptions& options, Frame& frame) {
  const DrawnDataset datasets[] = {{&buffer}};
  glFinish();
  const auto begin = std::chrono::steady_clock::now();
  const DrawStats stats = renderer.draw(camera, datasets, options, frame);
  glFinish();
  const std::chrono::duration<double, std::milli> taken = std::chrono::steady_clock::now() - begin;
  const bool as_asked = options.backend == Backend::kAutomatic || stats.backend == options.backend;
  return as_asked && stats.converged ? std::optional(taken.count()) : std::nullopt;
}

/// A measurement of the least time that each of some choices takes to draw a dataset. The choices take turns,
/// each time from another place, because a picture that did not move is not drawn again. The first round
/// builds shaders and does not count.
class Trial {
 public:
  Trial(std::size_t records, std::vector<DrawOptions> choices)
      : records_(records), choices_(std::move(choices)), least_(choices_.size(), DrawCosts::kNever) {
    vertices_.reserve(records);
  }

  [[nodiscard]] bool done() const noexcept { return round_ > kRounds || choices_.empty(); }
  [[nodiscard]] double least(std::size_t choice) const noexcept { return least_[choice]; }
  [[nodiscard]] const std::vector<DrawOptions>& choices() const noexcept { return choices_; }

  Result<void> step(PointRenderer& renderer) {
    if (vertices_.size() < records_) {
      add_cube(std::min(kRecordsAStep, records_ - vertices_.size()), bits_, vertices_);
      return {};
    }
    if (!buffer_) return prepare();
    if (!buffer_->complete()) {
      // The records are in memory, so that the workers soon have some ready.
      constexpr std::chrono::milliseconds kPatience{4};
      buffer_->wait(kPatience);
      return buffer_->upload(kRecordsAStep * sizeof(ColoredVertex));
    }
    camera_.eye.x += 0.01;
    const auto taken = draw_once(renderer, *buffer_, camera_, choices_[next_], *frame_);
    if (round_ > 0) least_[next_] = std::min(least_[next_], taken.value_or(DrawCosts::kNever));
    next_ = (next_ + 1) % choices_.size();
    round_ += next_ == 0 ? 1 : 0;
    return {};
  }

 private:
  Result<void> prepare() {
    auto file = Dataset::over(std::as_bytes(std::span(vertices_)), {});
    if (!file) return tl::unexpected(std::move(file.error()));
    auto buffer = VertexBuffer::create(*std::move(file));
    if (!buffer) return tl::unexpected(std::move(buffer.error()));
    auto frame = Frame::create(kViewport);
    if (!frame) return tl::unexpected(std::move(frame.error()));
    buffer_ = *std::move(buffer);
    frame_ = *std::move(frame);
    return {};
  }

  std::size_t records_;
  std::vector<DrawOptions> choices_;
  std::vector<double> least_;
  std::uint32_t bits_ = 1;
  std::vector<ColoredVertex> vertices_;
  std::optional<VertexBuffer> buffer_;
  std::optional<Frame> frame_;
  Camera camera_;
  int round_ = 0;
  std::size_t next_ = 0;
};

}  // namespace

Backend DrawCosts::fastest(Backend presumed) const noexcept {
  Backend best = presumed;
  for (const Backend backend : kBackends) {
    const double handicap = best == presumed ? kClearlyFaster : 1;
    if (of(backend) * handicap < of(best)) best = backend;
  }
  return best;
}

struct DrawCostMeter::State {
  enum class Stage : std::uint8_t { kBuild, kFew, kMany };

  Stage stage = Stage::kBuild;
  std::vector<DrawOptions> choices{};  // the backends that the context can have
  std::size_t built = 0;               // how many of kBackends were tried
  std::optional<Trial> trial{};
  DrawCosts costs{};

  void begin(Stage next, Trial with) {
    stage = next;
    trial.emplace(std::move(with));
  }
  /// Takes over the times of the trial's backends, multiplied by `scale` where it drew that many times fewer
  /// records than costs count.
  void keep(double scale) {
    for (std::size_t i = 0; i < trial->choices().size(); ++i)
      costs.backend_ms[static_cast<std::size_t>(trial->choices()[i].backend)] = trial->least(i) * scale;
  }
  /// Returns whether the few records leave open which backend is the fastest. Those that may be are left in
  /// `choices`.
  [[nodiscard]] bool contended() {
    const double least = *std::min_element(costs.backend_ms.begin(), costs.backend_ms.end());
    std::erase_if(choices,
                  [&](const DrawOptions& choice) { return costs.of(choice.backend) >= least * kContends; });
    return least < kTooFastMs * kMoreRecords && choices.size() > 1;
  }
};

DrawCostMeter::DrawCostMeter() : state_(std::make_unique<State>()) {}
DrawCostMeter::DrawCostMeter(DrawCostMeter&&) noexcept = default;
DrawCostMeter& DrawCostMeter::operator=(DrawCostMeter&&) noexcept = default;
DrawCostMeter::~DrawCostMeter() = default;

Result<std::optional<DrawCosts>> DrawCostMeter::step(PointRenderer& renderer) {
  using Stage = State::Stage;
  State& now = *state_;
  if (now.stage == Stage::kBuild) {
    const Backend kind = kBackends[now.built++];
    if (renderer.prepare(kind)) now.choices.push_back({.backend = kind});
    if (now.built == kBackends.size()) now.begin(Stage::kFew, Trial(kFewRecords, now.choices));
    return std::nullopt;
  }
  if (!now.trial->done()) {
    if (auto stepped = now.trial->step(renderer); !stepped) return tl::unexpected(std::move(stepped.error()));
    return std::nullopt;
  }
  if (now.stage == Stage::kMany) {
    now.keep(1);
    return now.costs;
  }
  now.keep(kMoreRecords);
  if (!now.contended()) return now.costs;
  now.begin(Stage::kMany, Trial(kManyRecords, now.choices));
  return std::nullopt;
}

}  // namespace vertexview::gpu
