#include "document/actions.hpp"
