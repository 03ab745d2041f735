// Compiled by a test with one of these macros; each must stop the compiler: the views end with the last copy of
// their dataset.
#include "vertexview/vertex/dataset.hpp"

using namespace vertexview;

std::uint64_t good() {
  const auto file = Dataset::open("a.bin");
  return file->vertices()->size() + file->bytes()->size() + Dataset::open("a.bin").value().size();
}

#if defined(VERTICES)
auto bad() {
  return Dataset::open("a.bin").value().vertices();
}
#elif defined(POSITIONS)
auto bad() {
  return (*Dataset::open("a.bin")).positions();
}
#elif defined(COLORS)
auto bad() {
  return (*Dataset::open("a.bin")).colors();
}
#elif defined(RECORD)
auto bad() {
  std::vector<std::byte> room;
  return Dataset::open("a.bin").value().record(0, room);
}
#elif defined(RECORDS)
auto bad() {
  return Dataset::open("a.bin").value().records();
}
#elif defined(BYTES)
auto bad() {
  return Dataset::open("a.bin").value().bytes();
}
#elif defined(VERTICES_BY_ARROW)
auto bad() {
  return Dataset::open("a.bin")->vertices();
}
#elif defined(WITHOUT_RESULT)
auto bad() {
  const auto file = Dataset::open("a.bin");
  return file->vertices().prefix(3);
}
#endif
