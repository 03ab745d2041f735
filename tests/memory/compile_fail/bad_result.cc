// Compiled by a test with one of these macros; each must stop the compiler with a message that says why.
// DISCARDED is a warning.
#include "vertexview/memory/error.hpp"

using namespace vertexview;

struct Owner {
  static constexpr bool kOwnsItsBytes = true;
  int size = 0;
};

Result<int> number();
const Result<int> fixed_number();
Result<Owner> owner();

int good() {
  const auto named = owner();
  return *number() + named->size + (*owner()).size;
}

#if defined(DISCARDED)
void bad() {
  number();
}
#elif defined(CONST_TEMPORARY)
const int& bad() {
  return *fixed_number();
}
#elif defined(VALUE_OF_CONST_TEMPORARY)
const int& bad() {
  return fixed_number().value();
}
#elif defined(MEMBER_OF_TEMPORARY_OWNER)
int bad() {
  return owner()->size;
}
#endif
