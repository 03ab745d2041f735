#pragma once
#include <cstdint>

#include "vertexview/memory/error.hpp"

namespace vertexview::gpu {

/// How fast the current context moves bytes, in bytes per second: the limits that drawing and uploading can
/// reach, to be measured beside them.
struct DeviceRates {
  double host_to_device = 0;  ///< from a persistently mapped buffer, as an upload goes
  double host_to_new = 0;     ///< likewise, into memory that is made for it, as a first upload goes
  double device_copy = 0;     ///< within the device; each byte counted once
  double device_read = 0;     ///< a compute shader that reads and writes nothing
};

/// Measures with buffers of `bytes` and returns the best of several tries. Waits for the GPU. Fails with
/// kOutOfMemory when there is no room for the buffers, and with kDevice when the shader does not build.
[[nodiscard]] Result<DeviceRates> measure_device_rates(std::uint64_t bytes = std::uint64_t{64} << 20);

/// Waits until the current context has done all that was asked of it.
void finish();

}  // namespace vertexview::gpu
