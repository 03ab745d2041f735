#pragma once
// AVX2 where the processor turns out to have it: functions marked VERTEXVIEW_AVX2 may use it; the rest of the
// library runs on any x86-64. FMA is left out: a product and a sum in one instruction would round otherwise
// than the scalar code.
#if defined(__x86_64__) && defined(__GNUC__)
#define VERTEXVIEW_HAS_AVX2 1
#include <immintrin.h>
#define VERTEXVIEW_AVX2 [[gnu::target("avx2")]]
#else
#define VERTEXVIEW_AVX2
#endif

namespace vertexview {

/// Returns whether functions marked VERTEXVIEW_AVX2 may be called.
inline bool has_avx2() noexcept {
#ifdef VERTEXVIEW_HAS_AVX2
  return __builtin_cpu_supports("avx2") != 0;
#else
  return false;
#endif
}

}  // namespace vertexview
