#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "gui/pixel_image.hpp"
#include "panels/layout/cloud_picture.hpp"
#include "panels/layout/latest_task.hpp"
#include "session/session.hpp"

namespace vertexview::app {

/// The pictures of the candidates for one file, drawn by Tasks. Used on one thread.
class CloudPictures {
 public:
  /// How pictures are to be drawn.
  struct Size {
    int width = 1;
    int height = 1;
    int dot = 2;  ///< of a point
    friend bool operator==(const Size&, const Size&) = default;
  };
  /// One picture, and what it shows.
  struct Picture {
    std::string name;  ///< of the candidate
    PixelImage image;
    std::uint64_t serial = 0;  ///< another one for each picture; 0 while there is none yet
    bool empty = false;        ///< whether the layout makes no points of the bytes
  };

  /// Follows the candidates of `dataset`, at most `most`: samples the file for those of other records than at
  /// the last call, draws them when `size` differs, and takes over what is done. `when_done` is called on
  /// another thread once there is something to take.
  void update(const OpenDataset& dataset, std::size_t most, const Size& size,
              const std::function<void()>& when_done);
  /// Shows picture `number` turned by `turn` radians, as soon as it is drawn; the others stay as they are.
  void turn(std::size_t number, float turn, const std::function<void()>& when_done);

  [[nodiscard]] std::size_t size() const noexcept { return entries_.size(); }
  [[nodiscard]] const Picture& operator[](std::size_t number) const { return entries_.at(number).shown; }
  /// Returns whether a picture that nobody turns is still to come.
  [[nodiscard]] bool busy() const noexcept;

 private:
  struct Drawn {
    std::shared_ptr<const CloudSample> cloud;
    PixelImage image;
  };
  struct Entry {
    Picture shown;
    std::shared_ptr<const CloudSample> cloud;  ///< null until it is sampled
    LatestTask<Drawn> drawing;
    float wanted = 0;  ///< the turn that is asked for
    float drawn = 0;   ///< that of the picture that was asked for last
  };
  void draw(Entry& entry, const std::function<void()>& when_done) const;
  void take(Entry& entry);

  std::uint64_t serial_ = 0;  ///< of the records whose candidates these are
  Size size_;
  std::vector<Entry> entries_;
  std::uint64_t pictures_ = 0;  ///< how many were shown: the serial of the last
};

}  // namespace vertexview::app
