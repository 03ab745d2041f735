#include <gmock/gmock.h>

#include <csignal>
#include <memory>
#include <string>
#include <type_traits>
#include <vector>

#include "vertexview/memory/error.hpp"
#include "vertexview/memory/memory_view.hpp"

namespace vertexview {
namespace {

using testing::ElementsAre;
using testing::KilledBySignal;
using testing::StrEq;

Result<int> half(int value) {
  if (value % 2 != 0) return fail(ErrorCode::kInvalidArgument, std::to_string(value) + " is odd", "a/b.bin");
  return value / 2;
}

Result<std::unique_ptr<int>> boxed(int value) {
  if (value < 0) return fail(ErrorCode::kOutOfRange, "negative");
  return std::make_unique<int>(value);
}

Result<void> check(bool good) {
  if (!good) return fail(ErrorCode::kInUse, "in use");
  return {};
}

TEST(Result, construct) {
  EXPECT_EQ(half(4), 2);
  EXPECT_TRUE(half(4).has_value());
  EXPECT_FALSE(half(3));
  EXPECT_EQ(half(3).error().message, "3 is odd");
  EXPECT_EQ(Result<std::string>().value(), "");
  EXPECT_EQ(Result<std::string>("text").value(), "text");
  EXPECT_TRUE(Result<void>());
  EXPECT_TRUE(check(true));
  EXPECT_EQ(check(false).error().code, ErrorCode::kInUse);
  static_assert(!std::is_default_constructible_v<Result<std::reference_wrapper<int>>>);
  static_assert(!std::is_convertible_v<Result<int>, bool>);
  static_assert(!std::is_constructible_v<Result<bool>, Result<int>>, "whether it succeeded is not its value");
}

TEST(Result, copyAndMove) {
  Result<std::string> a = std::string("a value too long for the string itself");
  const Result<std::string> b = a;
  Result<std::string> c = std::move(a);
  EXPECT_EQ(b, c);
  c = fail(ErrorCode::kIo, "gone");
  EXPECT_EQ(c.error().message, "gone");
  c = b;
  EXPECT_EQ(*c, *b);
  c->append("!");
  EXPECT_EQ(c.value().back(), '!');
}

TEST(Result, moveOnly) {
  static_assert(!std::is_copy_constructible_v<Result<std::unique_ptr<int>>>);
  auto box = boxed(7);
  ASSERT_TRUE(box);
  EXPECT_EQ(**box, 7);
  const std::unique_ptr<int> taken = *std::move(box);
  EXPECT_EQ(*taken, 7);
  EXPECT_EQ(**boxed(8), 8);
  EXPECT_EQ(*boxed(9).value_or(nullptr), 9);
  EXPECT_EQ(boxed(-1).value_or(nullptr), nullptr);
}

TEST(Result, aTemporaryGivesItsValueAway) {
  static_assert(std::is_same_v<decltype(*half(4)), int>);
  static_assert(std::is_same_v<decltype(half(4).value()), int>);
  static_assert(std::is_same_v<decltype(half(3).error()), Error>);
  auto named = half(4);
  static_assert(std::is_same_v<decltype(*named), int&>);
  static_assert(std::is_same_v<decltype(*std::as_const(named)), const int&>);
  const std::unique_ptr<int>& kept = *boxed(5);
  EXPECT_EQ(*kept, 5);
  const Error& reason = half(3).error();
  EXPECT_EQ(reason.path, "a/b.bin");
}

TEST(Result, compare) {
  EXPECT_EQ(half(4), half(5 - 1));
  EXPECT_EQ(half(3), half(3));
  EXPECT_NE(half(3), half(5));
  EXPECT_NE(half(3), half(4));
  EXPECT_NE(half(3), 1);
  EXPECT_EQ(half(4), Result<long>(2L));
}

TEST(Result, andThen) {
  const auto quarter = half(12).and_then(half);
  EXPECT_EQ(quarter, 3);
  EXPECT_EQ(quarter.and_then(half).error().message, "3 is odd");
  EXPECT_EQ(half(5).and_then(half).error().message, "5 is odd");
  EXPECT_EQ(boxed(6).and_then([](std::unique_ptr<int> box) { return half(*box); }), 3);
  EXPECT_EQ(check(true).and_then([] { return half(2); }), 1);
  EXPECT_EQ(check(false).and_then([] { return half(2); }).error().message, "in use");
}

// The death tests hold in every build: nothing here is an assertion of debug builds.
TEST(ResultDeathTest, valueOfAnError) {
  const auto odd = half(3);
  auto written = half(5);
  const auto aborts = KilledBySignal(SIGABRT);
  EXPECT_EXIT((void)*odd, aborts, StrEq("a/b.bin: 3 is odd\n"));
  EXPECT_EXIT(*written = 1, aborts, StrEq("a/b.bin: 5 is odd\n"));
  EXPECT_EXIT((void)*half(7), aborts, StrEq("a/b.bin: 7 is odd\n"));
  EXPECT_EXIT((void)odd.value(), aborts, StrEq("a/b.bin: 3 is odd\n"));
  EXPECT_EXIT((void)half(9).value(), aborts, StrEq("a/b.bin: 9 is odd\n"));
  EXPECT_EXIT((void)boxed(-1)->get(), aborts, StrEq("negative\n"));
  EXPECT_EXIT(check(false).value(), aborts, StrEq("in use\n"));
}

TEST(ResultDeathTest, memberOfAnError) {
  const std::vector<std::uint16_t> values{1, 2, 3};
  const auto view = MemoryView::over(values);
  EXPECT_EXIT((void)*view.slice({.step = 0})->cast("H"), KilledBySignal(SIGABRT),
              StrEq("a slice with a step of 0 never ends\n"));
  const auto refused = view.cast("i");
  EXPECT_EXIT((void)refused->nbytes(), KilledBySignal(SIGABRT), StrEq(describe(refused.error()) + "\n"));
}

TEST(ResultDeathTest, errorOfAValue) {
  const auto two = half(4);
  EXPECT_EXIT((void)two.error(), KilledBySignal(SIGABRT),
              StrEq("the error of a Result that holds a value was asked for\n"));
}

}  // namespace
}  // namespace vertexview
