#include "vertexview/gpu/context.hpp"

#include <glad/gl.h>

#include <thread>

#include "gpu/gl_test.hpp"

namespace vertexview::gpu {
namespace {

class Context : public GlTest {};

TEST_F(Context, namesItself) {
  const auto& info = test_context();
  EXPECT_FALSE(info.name.empty());
  EXPECT_FALSE(info.vendor.empty());
  EXPECT_FALSE(info.version.empty());
  EXPECT_EQ(info.software, info.name.find("llvmpipe") != std::string::npos ||
                               info.name.find("softpipe") != std::string::npos);
}

TEST_F(Context, headlessOnAnotherThread) {
  // The tests' own context stays current on this thread.
  Result<DeviceInfo> made = fail(ErrorCode::kDevice, "not run");
  std::thread([&] {
    auto context = HeadlessContext::create(true);
    if (context) {
      HeadlessContext moved = std::move(*context);
      made = moved.info();
    } else {
      made = tl::unexpected(context.error());
    }
  }).join();
  ASSERT_TRUE(made.has_value()) << describe(made.error());
  EXPECT_FALSE(made->name.empty());
}

TEST_F(Context, loadWithoutAContext) {
  Result<DeviceInfo> made = DeviceInfo{};
  const auto nothing = [](const char*) -> void (*)() { return nullptr; };
  made = load_gl(nothing);
  ASSERT_FALSE(made.has_value());
  EXPECT_EQ(made.error().code, ErrorCode::kDevice);
  EXPECT_EQ(made.error().message, "no OpenGL context is current, or it has no functions to load");
  // What was loaded before is still there.
  EXPECT_NE(glGetString(GL_RENDERER), nullptr);
}

}  // namespace
}  // namespace vertexview::gpu
