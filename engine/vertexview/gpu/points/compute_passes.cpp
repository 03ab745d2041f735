#include "vertexview/gpu/points/compute_passes.hpp"

#include <algorithm>
#include <string_view>

#include "shaders.hpp"
#include "vertexview/gpu/gl/program.hpp"
#include "vertexview/gpu/order/block_order.hpp"
#include "vertexview/gpu/points/view_uniforms.hpp"

namespace vertexview::gpu::detail {

namespace {

// The binding points of the storage blocks; they must equal those in shaders/compute_*.glsl.
constexpr GLuint kRecords = 0, kDepths = 1, kWinners = 2, kFirstChunk = 3;

std::string sizes() {
  return "#define BLOCK_RECORDS " + std::to_string(ComputePasses::kBlockRecords) +
         "u\n#define BATCH_RECORDS " + std::to_string(ComputePasses::kBatchRecords) + "u\n";
}

Result<Program> build_pass(std::string_view label, std::string_view main) {
  return build_program(
      label,
      {{GL_COMPUTE_SHADER,
        {sizes(), shaders::reciprocal, shaders::depth, shaders::transform, shaders::compute_records, main}}});
}

Result<Program> build_wide_pass() {
  static constexpr std::string_view kLabel = "the 64-bit compute pass";
  const auto build = [](std::string_view subgroups) {
    return build_program(kLabel,
                         {{GL_COMPUTE_SHADER,
                           {shaders::compute_int64, subgroups, sizes(), shaders::reciprocal, shaders::depth,
                            shaders::transform, shaders::compute_records, shaders::compute_key_comp}}});
  };
  if (has_extension("GL_KHR_shader_subgroup")) {
    // Drivers differ in which subgroup operations they allow in a compute shader. They only save atomics, so
    // the pass is built without them where they do not compile.
    auto reduced = build(shaders::compute_subgroup);
    if (reduced) return reduced;
  }
  return build("");
}

}  // namespace

Result<ComputePasses> ComputePasses::create(bool wide_atomics) {
  // OpenGL 4.5 includes compute shaders. The extension is asked for because users and tests can take it out
  // of a driver's list to be drawn without them.
  if (!has_extension("GL_ARB_compute_shader"))
    return fail(ErrorCode::kDevice, "this driver has no compute shaders");
  GLint blocks = 0;
  glGetIntegerv(GL_MAX_FRAGMENT_SHADER_STORAGE_BLOCKS, &blocks);
  if (blocks < static_cast<GLint>(kFirstChunk + kGroup))
    return fail(ErrorCode::kDevice,
                "drawing by compute shaders needs " + std::to_string(kFirstChunk + kGroup) +
                    " storage blocks in fragment shaders, the driver has " + std::to_string(blocks));
  GLint64 block_bytes = 0;
  glGetInteger64v(GL_MAX_SHADER_STORAGE_BLOCK_SIZE, &block_bytes);
  constexpr auto kChunkBytes = static_cast<GLint64>(kChunkRecords * sizeof(ColoredVertex));
  if (block_bytes < kChunkBytes)
    return fail(ErrorCode::kDevice, "drawing by compute shaders needs storage blocks of " +
                                        std::to_string(kChunkBytes) + " bytes, the driver allows " +
                                        std::to_string(block_bytes));
  ComputePasses made;
  made.wide_ =
      wide_atomics && has_extension("GL_ARB_gpu_shader_int64") && has_extension("GL_NV_shader_atomic_int64");
  if (made.wide_) {
    auto keys = build_wide_pass();
    // A driver may list the extension and yet refuse the shader; the 32-bit passes then take its place.
    if (!keys) return create(false);
    made.nearest_ = *std::move(keys);
  } else {
    auto nearest = build_pass("the compute pass for depths", shaders::compute_depth_comp);
    if (!nearest) return tl::unexpected(std::move(nearest.error()));
    auto winner = build_pass("the compute pass for winners", shaders::compute_winner_comp);
    if (!winner) return tl::unexpected(std::move(winner.error()));
    made.nearest_ = *std::move(nearest);
    made.winner_ = *std::move(winner);
  }
  const std::string defines = std::string(made.wide_ ? "#define KEYS\n" : "") + "#define GROUP " +
                              std::to_string(kGroup) + "u\n#define CHUNK_BITS " + std::to_string(kChunkBits) +
                              "\n";
  auto commit = build_program("the compute renderer's last pass",
                              {{GL_VERTEX_SHADER, {shaders::screen_vert}},
                               {GL_FRAGMENT_SHADER, {defines, shaders::compute_commit_frag}}});
  if (!commit) return tl::unexpected(std::move(commit.error()));
  made.commit_ = *std::move(commit);
  made.nothing_ = VertexArray::create();
  made.most_pixels_ = static_cast<std::uint64_t>(block_bytes) / (made.wide_ ? 8 : 4);
  return made;
}

bool ComputePasses::fits(const Viewport& viewport) const noexcept {
  return static_cast<std::uint64_t>(viewport.width) * static_cast<std::uint64_t>(viewport.height) <=
         most_pixels_;
}

void ComputePasses::reserve(const Viewport& viewport) {
  const auto pixels =
      static_cast<std::uint64_t>(viewport.width) * static_cast<std::uint64_t>(viewport.height);
  if (room_ == pixels) return;
  room_ = pixels;
  depths_ = Buffer::create();
  glNamedBufferStorage(depths_.name(), static_cast<GLsizeiptr>(pixels * (wide_ ? 8 : 4)), nullptr, 0);
  if (wide_) return;
  winners_ = Buffer::create();
  glNamedBufferStorage(winners_.name(), static_cast<GLsizeiptr>(pixels * 4), nullptr, 0);
  constexpr GLuint kNobody = 0xFFFF'FFFF;
  glClearNamedBufferData(winners_.name(), GL_R32UI, GL_RED_INTEGER, GL_UNSIGNED_INT, &kNobody);
}

ComputePasses::Batches::Batches(std::uint64_t number) noexcept
    : count(static_cast<std::uint32_t>((number + kBatchRecords - 1) / kBatchRecords)),
      step(static_cast<std::uint32_t>(BlockOrder(number / kBlockRecords).step())),
      records(static_cast<std::uint32_t>(number)) {}

std::uint64_t ComputePasses::Batches::records_at(std::uint32_t batch) const noexcept {
  return std::min(kBatchRecords, records - batch % count * kBatchRecords);
}

void ComputePasses::begin(const ViewTransform& view, const Layer& target, const Viewport& viewport) {
  target_ = &target;
  viewport_ = viewport;
  reserve(viewport);
  const auto width = static_cast<GLuint>(viewport.width);
  const auto height = static_cast<GLuint>(viewport.height);
  for (const Program* program : {&nearest_, &winner_}) {
    if (!*program) continue;
    set_view(*program, view);
    glProgramUniform1ui(program->name(), 11, width);
  }
  glProgramUniform2ui(commit_.name(), 0, width, height);
  constexpr GLuint kNothing = 0;
  glClearNamedBufferData(depths_.name(), GL_R32UI, GL_RED_INTEGER, GL_UNSIGNED_INT, &kNothing);
}

void ComputePasses::add(const Run& run) {
  if (run.number == 0 || run.batches.count == 0) return;
  runs_[run_count_++] = run;
  if (run_count_ == kGroup) flush();
}

void ComputePasses::dispatch(const Program& program, std::size_t index) const {
  const auto& [chunk, from, batches, first, number, id] = runs_[index];
  glBindBufferBase(GL_SHADER_STORAGE_BUFFER, kRecords, chunk.buffer);
  // What is drawn whole needs no fair order, and memory is read fastest from one end to the other.
  const GLuint step = number == batches.count ? 0 : batches.step;
  glProgramUniform4ui(program.name(), 10, first, step, batches.count, batches.records);
  glProgramUniform1ui(program.name(), 12, static_cast<GLuint>(index) << kChunkBits);
  glProgramUniform1ui(program.name(), 13, from);
  glDispatchCompute(number, 1, 1);
}

void ComputePasses::flush() {
  if (run_count_ == 0) return;
  glBindBufferBase(GL_SHADER_STORAGE_BUFFER, kDepths, depths_.name());
  if (!wide_) glBindBufferBase(GL_SHADER_STORAGE_BUFFER, kWinners, winners_.name());
  glUseProgram(nearest_.name());
  for (std::size_t i = 0; i < run_count_; ++i) dispatch(nearest_, i);
  glMemoryBarrier(GL_SHADER_STORAGE_BARRIER_BIT);
  if (!wide_) {
    glUseProgram(winner_.name());
    for (std::size_t i = 0; i < run_count_; ++i) dispatch(winner_, i);
    glMemoryBarrier(GL_SHADER_STORAGE_BARRIER_BIT);
  }
  commit();
  run_count_ = 0;
}

void ComputePasses::commit() {
  std::array<std::array<GLuint, 2>, kGroup> ids{};
  for (std::size_t i = 0; i < kGroup; ++i) {
    // OpenGL wants a buffer at every block that the shader declares, also where this group is shorter.
    const Run& run = runs_[std::min(i, run_count_ - 1)];
    glBindBufferBase(GL_SHADER_STORAGE_BUFFER, kFirstChunk + static_cast<GLuint>(i), run.chunk.buffer);
    ids[i] = {static_cast<GLuint>(run.id), static_cast<GLuint>(run.id >> 32)};
  }
  glProgramUniform2uiv(commit_.name(), 1, kGroup, ids[0].data());
  glBindFramebuffer(GL_DRAW_FRAMEBUFFER, target_->framebuffer.name());
  glViewport(0, 0, viewport_.width, viewport_.height);
  glClipControl(GL_LOWER_LEFT, GL_ZERO_TO_ONE);
  // The shader itself compares depths and ids. The depth test is on only because OpenGL writes no depth
  // without it.
  glEnable(GL_DEPTH_TEST);
  glDepthFunc(GL_ALWAYS);
  target_->bind_textures();
  glTextureBarrier();
  glUseProgram(commit_.name());
  glBindVertexArray(nothing_.name());
  glDrawArrays(GL_TRIANGLES, 0, 3);
  // The shader has prepared the buffers for the next group, and begin() may clear them for the next picture:
  // both have to see what the shader wrote.
  glMemoryBarrier(GL_SHADER_STORAGE_BARRIER_BIT | GL_BUFFER_UPDATE_BARRIER_BIT);
}

}  // namespace vertexview::gpu::detail
