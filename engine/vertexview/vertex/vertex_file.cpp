#include "vertexview/vertex/vertex_file.hpp"
