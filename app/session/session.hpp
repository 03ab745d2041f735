#pragma once
#include <array>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "session/look.hpp"
#include "session/selections.hpp"
#include "vertexview/camera/camera.hpp"
#include "vertexview/gpu/options.hpp"
#include "vertexview/vertex/dataset.hpp"
#include "vertexview/vertex/layout_guess.hpp"
#include "vertexview/vertex/statistics.hpp"

namespace vertexview {
class FileWatch;  // tells what other programs do to an open file; defined in io/file_watch.hpp
}  // namespace vertexview

namespace vertexview::app {

/// A line for the person: shown as a toast, kept in the log.
struct Notice {
  enum class Kind : std::uint8_t { kInfo, kWarning, kError };
  Kind kind = Kind::kInfo;
  std::string text;
  double time = 0;  ///< seconds_since_start() when it was said
  /// OpenDataset::serial of the records whose doubt it tells; 0: it tells something else.
  std::uint64_t doubted = 0;
  /// The path of a file that was not opened, and only because bytes follow its last whole record: a window
  /// offers to open it without them. Empty: it tells something else.
  std::string refused = {};
};

/// Seconds since the program started; the clock of Notice::time.
[[nodiscard]] double seconds_since_start() noexcept;

class ScanJob;  // scans a file's statistics on worker threads; defined in scan_job.hpp

/// Who said how the records of a file lie.
enum class LayoutSource : std::uint8_t {
  kDefault,    ///< nobody: they are taken as canonical ones
  kExtension,  ///< the end of the file's name
  kSidecar,    ///< FILE.layout
  kGiven       ///< a person: on the command line or by the action `layout`
};

/// One open file.
struct OpenDataset {
  DatasetId id = DatasetId::kNone;  ///< the same for as long as the file is open
  /// Names these records: a new number each time the file is opened, reloaded or read otherwise, never used
  /// again. What is kept of the records elsewhere (GPU buffers, a panel's column widths) is kept by this.
  std::uint64_t serial = 0;
  Dataset data;
  Dataset::Options options;  ///< as it was opened, for a reload
  LayoutSource layout_source = LayoutSource::kDefault;
  std::optional<LayoutDoubt> doubt;  ///< why the layout may be wrong, where nobody said it
  std::string name;                  ///< the file name without folders
  bool visible = true;
  Bounds sampled;                 ///< of the few records that were read when it was opened
  Statistics statistics;          ///< a sample's until the scan is done, then the whole file's
  bool scanned = false;           ///< `statistics` are the whole file's
  bool ranged = false;            ///< its colours are over the range that the scan found
  std::shared_ptr<ScanJob> scan;  ///< while it runs
  std::shared_ptr<FileWatch> watch;
  bool change_told = false;  ///< what `watch` tells is among the notices
};

/// Which parts of the window are shown.
struct Shown {
  bool table = true;
  bool inspector = true;
  bool datasets = true;
  bool layout = false;
  bool log = false;
  bool status = true;
  bool axes = true;
  bool help = false;     ///< the sheet of shortcuts
  bool palette = false;  ///< the list of all actions
  bool fullscreen = false;
  friend bool operator==(const Shown&, const Shown&) = default;
};

/// What the Layout panel shows, for the state file: the layout as it is being edited.
struct LayoutReport {
  std::string format;                ///< as typed
  std::string request;               ///< what `layout` would take
  bool changed = false;              ///< it is not the one the file is shown with
  std::string error;                 ///< empty: it is right
  std::optional<std::size_t> caret;  ///< the character of `format` that the error speaks of
  std::uint64_t stride = 0;          ///< this and all below: of the last text that was right
  std::uint64_t records = 0;
  std::uint64_t remainder = 0;
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;  ///< the first records, decoded
  std::string told;  ///< about the bytes under the mouse, line by line; empty: nothing
};

/// The frames of a window in which somebody moved the picture, since the last state file.
struct MovingFrames {
  std::uint64_t count = 0;
  double p50_ms = 0;  ///< from the begin of a frame until it is on the screen
  double p99_ms = 0;  ///< 99th percentile
  double longest_ms = 0;
  double longest_answer_ms = 0;  ///< from when an input can first have come until its frame is on the screen
};

/// What the last frame told, for the status bar and the state file.
struct FrameReport {
  gpu::DrawStats drawn;
  double milliseconds = 0;
  MovingFrames moving;  ///< as of the last state file
  std::uint64_t gpu_bytes = 0;
  std::string device;  ///< by the name that OpenGL gives it
  bool uploading = false;
  /// Where a window shows its parts, by name: left, top, width, height in pixels. Empty without one.
  std::map<std::string, std::array<int, 4>> areas;
  std::optional<LayoutReport> layout_panel;  ///< while a window shows it
};

/// What the host (window or offscreen renderer) is asked to do at the end of the next complete frame.
struct Requests {
  std::vector<std::string> screenshots;  ///< PNG paths
  std::vector<std::string> state_files;  ///< JSON paths
  std::optional<std::string> clipboard;  ///< text for the system's
  bool stop_upload = false;              ///< leave out what is not on the GPU yet
  bool quit = false;

  /// Whether a file is to be written.
  [[nodiscard]] bool files() const noexcept { return !screenshots.empty() || !state_files.empty(); }
};

/// What is open, selected and shown: the one state that panels read and actions change. It knows no window
/// and no GL. Used on one thread.
struct Session {
  std::vector<OpenDataset> datasets;
  DatasetId active = DatasetId::kNone;  ///< the dataset that table and inspector show; kNone without any
  Camera camera;                        ///< in the coordinates of the files, as place_of() gives them
  bool camera_moved_by_user = false;    ///< until then a finished scan refits the view
  Viewport viewport{1280, 720};
  Look look;
  /// Milliseconds that eye-dome lighting adds to a picture, once a window has measured what drawing takes; a
  /// headless picture is never measured, so that it does not depend on a clock.
  std::optional<double> edl_cost_ms;
  std::optional<std::uint64_t> gpu_budget;  ///< bytes each file may take on the GPU; set before it is opened
  Shown show;
  Selections selection;
  std::optional<std::uint64_t> scroll_to;  ///< row the table must bring into view, taken by the table
  std::deque<Notice> notices;              ///< the log, oldest first; the last 1000
  Dataset::Options open_options;           ///< how the action `open` reads a file

  FrameReport frame;
  Requests requests;

  /// Called from another thread when update() or an upload has something to take over: it ends the wait of
  /// the frame loop. Set before the first file is opened.
  std::function<void()> wake;
  /// Whether update() tells what other programs do to the open files, as a window does. Set before the first
  /// file is opened.
  bool follows_disk = false;
  std::uint64_t numbers_given = 0;  ///< ids and serials so far: each is the next whole number

  /// The dataset of that id, or null; valid until a dataset is opened or closed.
  [[nodiscard]] const OpenDataset* find(DatasetId id) const noexcept;
  [[nodiscard]] OpenDataset* find(DatasetId id) noexcept;
  [[nodiscard]] const OpenDataset* active_dataset() const noexcept { return find(active); }
  /// The dataset's place among the open ones, counted from 0 as people do; `id` must be open.
  [[nodiscard]] std::size_t number_of(DatasetId id) const noexcept;
  /// What the positions that Dataset::read gives are relative to: zero, or the origin of the first visible
  /// dataset that has one.
  [[nodiscard]] glm::dvec3 origin() const noexcept;
  /// The bounds of all visible datasets, relative to origin().
  [[nodiscard]] Bounds bounds() const noexcept;
  /// The record of the vertex that has the focus, relative to its file's origin; nullopt when none has it.
  [[nodiscard]] std::optional<ColoredVertex> selected_vertex() const noexcept;
  /// Whether a dataset's scan still runs.
  [[nodiscard]] bool scanning() const noexcept;
  void notify(Notice::Kind kind, std::string text, std::uint64_t doubted = 0);
  /// A notice of what went wrong.
  void tell(const Error& error);
};

/// Shows the whole of all visible datasets from the direction the camera looks now; a finished scan fits
/// again.
void fit_view(Session& session);

/// The same from the side that a first file is seen from.
void reset_view(Session& session);

}  // namespace vertexview::app
