// Compiled by a test with one of these macros; each must stop the compiler with a message that says why: what
// owns no values cannot be made the owner of a view.
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "vertexview/memory/memory_view.hpp"

using vertexview::Buffer;
using vertexview::MemoryView;

void own(std::vector<int> values, std::string text) {
#if defined(SPAN)
  const auto view = MemoryView::owning(std::span(values));
#elif defined(STRING_VIEW)
  const auto view = MemoryView::owning(std::string_view(text));
#elif defined(VIEW)
  const auto view = MemoryView::owning(values | std::views::drop(1));
#elif defined(NAMED)
  const auto view = MemoryView::owning(values);
#elif defined(POINTER)
  const auto view = MemoryView::owning(values.data());
#elif defined(BUFFER_OF_SPAN)
  const Buffer buffer(std::span<int>(values.data(), values.size()));
#elif defined(BORROWED_TEMPORARY)
  const auto view = MemoryView::over(std::vector<int>(3));
#else
  const auto view = MemoryView::owning(std::move(values));
  const Buffer buffer(std::move(text));
  const auto borrowed = MemoryView::over(std::span<int>());
#endif
}
