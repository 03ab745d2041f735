// Compiled by a test with one of these macros; each must stop the compiler: what a dataset, an expression or a new
// file gives ends with it.
#include "vertexview/vertex/dataset.hpp"
#include "vertexview/vertex/expression.hpp"
#include "vertexview/vertex/new_vertex_file.hpp"

using namespace vertexview;

std::uint64_t good() {
  const auto file = Dataset::open("a.bin");
  return file->vertices()->size() + file->bytes()->size() + Dataset::open("a.bin").value().size() +
         Dataset::open("a.bin").value().layout().schema.stride;
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
#elif defined(CONTAINER)
auto bad() {
  return Dataset::open("a.bin").value().container();
}
#elif defined(MEMBER)
auto bad() {
  return Dataset::open("a.bin").value().member();
}
#elif defined(CONVERTER)
auto bad() {
  return Dataset::open("a.bin").value().converter();
}
#elif defined(MAPPING)
auto bad() {
  return Dataset::open("a.bin").value().mapping();
}
#elif defined(PROGRAM)
auto& bad(const Schema& schema) {
  return Expression::compile("x > 0", schema).value().program();
}
#elif defined(NEW_FILE)
auto& bad() {
  return NewVertexFile::create_described("a.ply").value().records();
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
