#include "vertexview/gpu/finish/finisher.hpp"

#include <utility>

namespace vertexview::gpu::detail {

bool Finisher::keeps_colors_apart(bool wanted) {
  if (wanted && !eye_dome_) {
    auto made = EyeDome::create();
    if (made) eye_dome_ = *std::move(made);
  }
  return wanted && eye_dome_;
}

void Finisher::finish(const Request& request, Raster& raster, Picture& picture) {
  const Raster::Finish wanted{.edl_strength = request.edl_strength, .fill = request.fill};
  if (!request.apart) {
    raster.shows_filled = false;
  } else if (raster.finished != wanted || picture.marked) {
    raster.shows_filled = wanted.fill && gap_filler_.fill(request.view, *wanted.fill, raster);
    eye_dome_->light(raster, request.edl_strength, request.view, picture);
    raster.finished = wanted;
  }
  raster.empty = false;
  picture.marked = false;
}

}  // namespace vertexview::gpu::detail
