#include "vertexview/camera/camera.hpp"
