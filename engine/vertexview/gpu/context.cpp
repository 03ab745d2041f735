#include "vertexview/gpu/context.hpp"
