#include "vertexview/gpu/frame.hpp"
