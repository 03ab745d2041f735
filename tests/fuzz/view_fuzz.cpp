// Runs sequences of slices, casts, fields, indices and assignments on views of an exactly sized block: none
// may read or write outside it, and every view must keep its promises.
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>
#include <vector>

#include "promises.hpp"
#include "vertexview/memory/memory_view.hpp"

namespace {

using namespace vertexview;
using fuzz::require;

// Larger views are not walked through: a stride of 0 makes views of any number of items, which would only
// take time.
constexpr std::uint64_t kSmall = 4096;

class Input {
 public:
  Input(const std::uint8_t* data, std::size_t size) : data_(data), size_(size) {}
  [[nodiscard]] bool empty() const { return at_ >= size_; }
  std::uint8_t byte() { return empty() ? 0 : data_[at_++]; }
  std::int64_t integer() {
    const std::uint8_t kind = byte();
    if (kind < 200) return static_cast<std::int64_t>(kind % 32) - 16;
    if (kind < 210) return std::numeric_limits<std::int64_t>::max() - byte();
    if (kind < 220) return std::numeric_limits<std::int64_t>::min() + byte();
    return static_cast<std::int8_t>(byte());
  }
  std::optional<std::int64_t> end() {
    if (byte() % 4 == 0) return std::nullopt;
    return integer();
  }

 private:
  const std::uint8_t* data_;
  std::size_t size_;
  std::size_t at_ = 0;
};

constexpr std::string_view kFormats[] = {
    "B", "b",  "c",  "?", "h",  "H", "i", "f", "d", "q", "@3f3Hxx", "<4f", ">2h", "3s", "T{(2)<H:a:B:b:}",
    "x", "<e", "5p", "P", "=HB"};
constexpr std::size_t kFormatCount = sizeof(kFormats) / sizeof(kFormats[0]);

// Checks that what a view says about itself is true, and that reading all of it stays inside the block.
void check(const MemoryView& view) {
  if (view.nbytes() > kSmall) return;
  for (const std::int64_t extent : view.shape())
    if (extent > static_cast<std::int64_t>(kSmall)) return;  // of rows of nothing
  const auto copy = view.to_bytes();
  if (view.released()) {
    require(!copy && copy.error().code == ErrorCode::kReleased);
    return;
  }
  require(copy && copy->size() == view.nbytes());
  require(view.to_bytes(ItemOrder::kColumnMajor)->size() == view.nbytes());
  require(view.hex("-", 2).has_value() && view.to_list().has_value());
  require(view.c_contiguous() == view.bytes().has_value());
  if (const auto same = view.bytes()) require(std::vector<std::byte>(same->begin(), same->end()) == *copy);
  const auto swapped = view.byteswapped();
  require(swapped && swapped->byteswapped()->to_bytes() == *copy);
  if (view.ndim() == 0) return;
  require(*view.reversed()->reversed()->to_bytes() == *copy);
  if (view.ndim() == 1) {
    const auto values = view.values();
    require(Value(Value::List(values->begin(), values->end())) == *view.to_list() ||
            !(view == view));  // NaN equals nothing
  }
}

Result<MemoryView> derived(const MemoryView& view, Input& input) {
  switch (input.byte() % 8) {
    case 0:
    case 1: {
      const auto start = input.end();
      const auto stop = input.end();
      return view.slice({start, stop, input.integer()});
    }
    case 2:
      return view.cast(kFormats[input.byte() % kFormatCount]);
    case 3: {
      const std::string_view format = kFormats[input.byte() % kFormatCount];
      std::vector<std::int64_t> shape(input.byte() % 5);
      for (std::int64_t& extent : shape) extent = input.integer();
      return view.cast(format, shape);
    }
    case 4:
      return view.field(static_cast<std::size_t>(input.byte() % 4));
    case 5:
      return view.select(input.byte() % 3, input.integer());
    case 6: {
      MemoryView::Geometry geometry{.format = kFormats[input.byte() % kFormatCount], .shape = {}};
      for (int n = input.byte() % 4; n > 0; --n) {
        geometry.shape.push_back(input.integer());
        geometry.strides.push_back(input.integer());
      }
      geometry.offset = input.integer();
      return view.arranged(geometry);
    }
    default:
      return view.to_readonly();
  }
}

Value some_value(Input& input) {
  switch (input.byte() % 5) {
    case 0:
      return static_cast<double>(input.integer()) / 3;
    case 1:
      return Value::Bytes(input.byte() % 4, 'x');
    case 2:
      return Value::List(input.byte() % 8, Value(input.integer()));
    case 3:
      return input.byte() % 2 == 0;
    default:
      return input.integer();
  }
}

void change(const MemoryView& view, const MemoryView& other, Input& input) {
  std::vector<std::int64_t> indices(input.byte() % 4);
  for (std::int64_t& index : indices) index = input.integer();
  if (const auto before = view.at(indices)) {
    const Value value = some_value(input);
    const bool written = view.set(indices, value).has_value();
    require(!(written && view.readonly()));
    require(written || *view.at(indices) == *before || !(*before == *before));
  }
  const auto start = input.end();
  const auto stop = input.end();
  const std::int64_t step = input.integer();
  if (view.nbytes() <= kSmall) static_cast<void>(view.assign({start, stop, step}, other));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Input input(data, size);
  std::vector<std::uint8_t> block(input.byte() % 65);
  for (std::uint8_t& byte : block) byte = input.byte();
  std::vector<MemoryView> views(3, MemoryView::over(block));
  for (int steps = 0; steps < 64 && !input.empty(); ++steps) {
    const std::size_t target = input.byte() % views.size();
    MemoryView& view = views[input.byte() % views.size()];
    const std::uint8_t action = input.byte();
    if (action < 160) {
      if (auto made = derived(view, input)) views[target] = std::move(*made);
    } else if (action < 240) {
      change(view, views[target], input);
    } else if (action < 244) {
      view.release();
    } else {
      view = MemoryView::over(block);
    }
    check(views[target]);
    if (view.nbytes() <= kSmall) static_cast<void>(views[target] == view);
  }
  return 0;
}
