// MemoryView and Buffer: release, and who keeps the bytes alive.
#include <gmock/gmock.h>

#include <memory>
#include <span>
#include <vector>

#include "memory/memory_view_support.hpp"
#include "vertexview/memory/memory_view.hpp"

namespace vertexview_memory_view_test {
namespace {

TEST(MemoryView, releasedAnswersNothing) {
  auto bytes = counting(4);
  MemoryView view = MemoryView::over(bytes);
  const MemoryView other = view;
  view.release();
  view.release();  // repeating it is fine
  EXPECT_TRUE(view.released());
  EXPECT_EQ(error_of(view.at(0), ErrorCode::kReleased), "the view was released");
  error_of(view.set(0, 1), ErrorCode::kReleased);
  error_of(view.slice({}), ErrorCode::kReleased);
  error_of(view.cast("B"), ErrorCode::kReleased);
  error_of(view.cast("B", {4}), ErrorCode::kReleased);
  error_of(view.to_list(), ErrorCode::kReleased);
  error_of(view.to_bytes(), ErrorCode::kReleased);
  error_of(view.hex(), ErrorCode::kReleased);
  error_of(view.hex(":"), ErrorCode::kReleased);
  error_of(view.values(), ErrorCode::kReleased);
  error_of(view.count(1), ErrorCode::kReleased);
  error_of(view.index(1), ErrorCode::kReleased);
  error_of(view.contains(1), ErrorCode::kReleased);
  error_of(view.length(), ErrorCode::kReleased);
  error_of(view.field(0), ErrorCode::kReleased);
  error_of(view.field("x"), ErrorCode::kReleased);
  error_of(view.record(0), ErrorCode::kReleased);
  error_of(view.row(0), ErrorCode::kReleased);
  error_of(view.bytes(), ErrorCode::kReleased);
  error_of(view.writable_bytes(), ErrorCode::kReleased);
  error_of(view.strided<std::uint8_t>(), ErrorCode::kReleased);
  error_of(view.assign({}, other), ErrorCode::kReleased);
  error_of(other.assign({}, view), ErrorCode::kReleased);
  error_of(view.arranged({}), ErrorCode::kReleased);
  error_of(view.byteswapped(), ErrorCode::kReleased);
  error_of(view.hash(), ErrorCode::kReleased);
  error_of(modify_if_writable(view, 0, 1), ErrorCode::kReleased);
  EXPECT_EQ(view, view);
  EXPECT_NE(view, other);
  EXPECT_NE(view, MemoryView());
}

TEST(MemoryView, scopedRelease) {
  Buffer buffer(counting(4));
  MemoryView view = value_of(buffer.view());
  {
    const ScopedRelease at_the_end(view);
    EXPECT_EQ(buffer.exports(), 1U);
  }
  EXPECT_TRUE(view.released());
  EXPECT_EQ(buffer.exports(), 0U);
}

TEST(Buffer, cannotBeReleasedWhileViewed) {
  Buffer buffer(counting(8));
  MemoryView view = value_of(buffer.view());
  MemoryView part = value_of(view.slice({.start = 4}));
  EXPECT_EQ(buffer.exports(), 2U);
  EXPECT_EQ(error_of(buffer.release(), ErrorCode::kInUse),
            "the buffer cannot be released: 2 views of it are alive");
  view.release();
  EXPECT_EQ(list(part), "[4, 5, 6, 7]");
  error_of(buffer.release(), ErrorCode::kInUse);
  part = MemoryView();
  EXPECT_TRUE(buffer.release());
  EXPECT_TRUE(buffer.release());
  EXPECT_TRUE(buffer.released());
  EXPECT_EQ(error_of(buffer.view(), ErrorCode::kReleased), "the buffer was released");
}

TEST(Buffer, viewsKeepTheOwnerAlive) {
  auto owner = std::make_shared<std::vector<std::byte>>(4);
  const std::weak_ptr<std::vector<std::byte>> watch = owner;
  MemoryView view;
  {
    const std::span<std::byte> bytes(*owner);
    const Buffer buffer(bytes, std::move(owner));
    view = value_of(buffer.view());
  }
  EXPECT_FALSE(watch.expired());
  view.release();
  EXPECT_TRUE(watch.expired());
}

TEST(Buffer, releaseLetsGoOfTheOwner) {
  auto owner = std::make_shared<std::vector<std::byte>>(4);
  const std::weak_ptr<std::vector<std::byte>> watch = owner;
  const std::span<std::byte> bytes(*owner);
  Buffer buffer(bytes, std::move(owner));
  ASSERT_TRUE(buffer.release());
  EXPECT_TRUE(watch.expired());
}

}  // namespace
}  // namespace vertexview_memory_view_test
