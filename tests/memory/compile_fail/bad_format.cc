// Compiled by a test with one of these macros; each must stop the compiler with a message that says why.
#include <cstdint>

#include "vertexview/memory/format_static.hpp"

struct Record {
  float position[3];
  std::uint16_t color[3];
  std::uint16_t padding;
};

#if defined(UNKNOWN_CODE)
constexpr auto fields = vertexview::fields_of("@3f3Zxx");
#elif defined(COUNT_WITHOUT_CODE)
constexpr auto fields = vertexview::fields_of("@3f3");
#elif defined(WRONG_SIZE)
static_assert(vertexview::matches_format<Record>("@3f3H", VERTEXVIEW_FIELD(Record, position),
                                                 VERTEXVIEW_FIELD(Record, color)));
#elif defined(WRONG_TYPE)
static_assert(vertexview::matches_format<Record>("@3f3hxx", VERTEXVIEW_FIELD(Record, position),
                                                 VERTEXVIEW_FIELD(Record, color)));
#elif defined(MISSING_FIELD)
static_assert(vertexview::matches_format<Record>("@3f3Hxx", VERTEXVIEW_FIELD(Record, position)));
#else
static_assert(vertexview::matches_format<Record>("@3f3Hxx", VERTEXVIEW_FIELD(Record, position),
                                                 VERTEXVIEW_FIELD(Record, color)));
#endif
