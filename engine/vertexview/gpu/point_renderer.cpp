#include "vertexview/gpu/point_renderer.hpp"
