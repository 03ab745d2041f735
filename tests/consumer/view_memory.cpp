#include <algorithm>
#include <cstdio>
#include <vector>

#include "vertexview/memory/memory_view.hpp"

int main() {
  std::vector<std::byte> bytes(40);  // two records of 20 bytes
  const auto records = vertexview::MemoryView::over(bytes).cast("3f:position:3H:color:xx");
  if (!records) return std::fprintf(stderr, "%s\n", describe(records.error()).c_str()), 1;

  const auto positions = *records->field("position");  // a (2, 3) view of floats, nothing copied
  const auto column = *positions.select(1, 0);         // the first of each
  const auto x = *column.strided<float>();             // read without any check, while the view is there
  x[1] = 42;                                           // writes through
  std::ranges::fill(x.prefix(1), 7.0F);
  std::printf("%s\n", to_string(*positions.to_list()).c_str());
  std::printf("%s\n", to_string(*records->record(1)->get("position")).c_str());
  std::printf("%s\n", records->slice({.stop = 1})->hex(" ", 4)->c_str());
}
