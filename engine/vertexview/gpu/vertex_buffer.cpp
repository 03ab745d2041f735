#include "vertexview/gpu/vertex_buffer.hpp"
