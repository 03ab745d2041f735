#pragma once

namespace vertexview::app {

/// Keeps OpenGL's driver from threads that the system does not give: Mesa's llvmpipe (22.3) waits for ever
/// for one that could not be started. Where there are not as many as it asks for, it gets none and draws on
/// the thread of the context, unless LP_NUM_THREADS says otherwise. Call it before a context is made.
void spare_driver_threads();

}  // namespace vertexview::app
