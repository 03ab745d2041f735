#include "vertexview/camera/controller.hpp"
