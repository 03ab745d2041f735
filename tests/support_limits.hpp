#pragma once

namespace vertexview::test {

/// Whether a test may limit the memory of a process: a sanitizer needs more addresses than any limit leaves.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool kHasLimits = false;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
inline constexpr bool kHasLimits = false;
#else
inline constexpr bool kHasLimits = true;
#endif
#else
inline constexpr bool kHasLimits = true;
#endif

}  // namespace vertexview::test
