// Compiled by a test with one of these macros; each must stop the compiler with a message that says why.
#include "actions/command.hpp"
#include "actions/handlers.hpp"

using namespace vertexview;
using namespace vertexview::app;

constexpr Action kGood{.name = "fit", .label = "Fit", .help = "Fits.", .run = Handler::of<handlers::fit>()};

Command good() {
  return command<handlers::select>(VertexChoice(Amount{7}));
}

#if defined(NO_HANDLER)
constexpr Action kBad{.name = "fit", .label = "Fit", .help = "Fits."};
#elif defined(WRONG_VALUE)
Command bad() {
  return command<handlers::select>(std::string("7"));
}
#elif defined(TOO_FEW_VALUES)
Command bad() {
  return command<handlers::select>();
}
#endif
