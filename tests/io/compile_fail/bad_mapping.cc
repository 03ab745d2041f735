// Compiled by a test with one of these macros; each must stop the compiler: the bytes end with their mapping.
#include "vertexview/io/mapped_file.hpp"

using namespace vertexview;

std::size_t good() {
  const auto file = MappedFile::open("a.bin");
  return file->bytes().size() + MappedFile::open("a.bin").value().size();
}

#if defined(BYTES)
auto bad() {
  return MappedFile::open("a.bin").value().bytes();
}
#elif defined(WRITABLE_BYTES)
auto bad() {
  return MappedFile::open_private("a.bin").value().writable_bytes();
}
#elif defined(BYTES_BY_ARROW)
auto bad() {
  return MappedFile::open("a.bin")->bytes();
}
#endif
