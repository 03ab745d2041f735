#pragma once
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "vertexview/camera/camera.hpp"
#include "vertexview/gpu/frame.hpp"
#include "vertexview/gpu/point_renderer.hpp"
#include "vertexview/vertex/statistics.hpp"
#include "vertexview/vertex/vertex_file.hpp"

namespace vertexview::app {

enum class Theme : std::uint8_t { kDark, kLight };

/// A line for the person: shown as a toast, kept in the log.
struct Notice {
  enum class Kind : std::uint8_t { kInfo, kWarning, kError };
  Kind kind = Kind::kInfo;
  std::string text;
  double time = 0;  ///< seconds since the program started
};

class ScanJob;  // scans a file's statistics on worker threads; defined in scan_job.hpp

/// One open file.
struct Cloud {
  VertexFile file;
  std::string name;  ///< the file name without folders
  bool visible = true;
  Statistics statistics;  ///< a sample's until the scan is done, then the whole file's
  std::shared_ptr<ScanJob> scan;
};

struct Selected {
  std::uint32_t cloud = 0;
  std::uint64_t vertex = 0;
  friend bool operator==(const Selected&, const Selected&) = default;
};

/// What is open, selected and shown: the one state that panels read and actions change. It knows no window
/// and no GL.
struct Document {
  std::vector<Cloud> clouds;
  std::uint32_t active = 0;  ///< the cloud that table and inspector show
  Camera camera;
  bool camera_moved_by_user = false;  ///< until then a finished scan refits the view
  Viewport viewport{1280, 720};
  float point_size = 2;
  Theme theme = Theme::kDark;
  std::optional<Selected> selected;
  std::optional<Selected> hovered;
  std::optional<std::uint64_t> scroll_to;  ///< row the table must bring into view, taken by the table
  std::deque<Notice> notices;              ///< the log, oldest first

  // What the last frame told, for the status bar and the state file.
  gpu::DrawStats drawn;
  double frame_ms = 0;
  std::uint64_t gpu_bytes = 0;
  std::string renderer;

  // What the host (window or offscreen renderer) is asked to do at the end of the next complete frame.
  std::vector<std::string> screenshots;  ///< PNG paths
  std::vector<std::string> state_files;  ///< JSON paths
  bool quit = false;

  [[nodiscard]] const Cloud* active_cloud() const noexcept;
  /// The bounds of all visible clouds.
  [[nodiscard]] Bounds bounds() const noexcept;
  void notify(Notice::Kind kind, std::string text);
};

/// Opens `path` as a further cloud, makes it active, starts its scan and fits the view. On an error the
/// document is as it was.
[[nodiscard]] Result<void> open_file(Document& document, const std::string& path,
                                     const VertexFile::Options& options);

/// Takes over finished scans; true when something to show has changed. Call once a frame.
bool update(Document& document);

/// The JSON of the `state` action: file, vertices, selected, hovered, camera, points_drawn, frame_ms,
/// notices.
[[nodiscard]] std::string state_json(const Document& document);

}  // namespace vertexview::app
