#include <cstdio>

#include "vertexview/vertex/dataset.hpp"
#include "vertexview/vertex/statistics.hpp"

int main(int argc, char** argv) {
  const auto file = vertexview::Dataset::open(argc > 1 ? argv[1] : "cloud.bin");  // mapped, not read
  if (!file) return std::fprintf(stderr, "%s\n", describe(file.error()).c_str()), 1;

  const auto vertices = file->vertices();  // an error for another layout, whose records read() converts
  if (!vertices) return std::fprintf(stderr, "%s\n", describe(vertices.error()).c_str()), 1;
  for (const auto [position, color, padding] : vertices->prefix(3))
    std::printf("(%g, %g, %g) in #%04x%04x%04x\n", position.x, position.y, position.z, color.red, color.green,
                color.blue);
  const auto [min, max] = scan(*file)->bounds;  // one pass, on every core
  std::printf("%llu vertices from x = %g to %g\n", static_cast<unsigned long long>(file->size()), min.x,
              max.x);
}
