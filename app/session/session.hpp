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
#include "session/open_vertices.hpp"
#include "session/selections.hpp"
#include "vertexview/camera/camera.hpp"
#include "vertexview/gpu/options.hpp"
#include "vertexview/vertex/color_doubt.hpp"
#include "vertexview/vertex/dataset.hpp"
#include "vertexview/vertex/layout_guess.hpp"
#include "vertexview/vertex/statistics.hpp"

namespace vertexview {
class FileWatch;  // tells what other programs do to an open file; defined in io/file_watch.hpp
}  // namespace vertexview

namespace vertexview::app {

/// One message to the person: shown as a toast and kept in the log.
struct Notice {
  enum class Kind : std::uint8_t { kInfo, kWarning, kError };
  Kind kind = Kind::kInfo;
  std::string text;
  double time = 0;  ///< seconds_since_start() when it was said
  /// OpenDataset::serial of the records whose layout this notice doubts; 0 when it is about something else.
  std::uint64_t doubted = 0;
  /// OpenDataset::serial of the records whose colours this notice says look black; 0 when it is about
  /// something else.
  std::uint64_t dark = 0;
  /// Path of a file that was refused only because bytes follow its last whole record, so that a window can
  /// offer to open it without them. Empty when the notice is about something else.
  std::string refused = {};
  /// OpenDataset::serial of the records that this notice is true of: once they are reloaded or closed, only
  /// the log has it. 0 when it stays true.
  std::uint64_t true_of = 0;
};

/// Returns the seconds since the program started: the clock of Notice::time.
[[nodiscard]] double seconds_since_start() noexcept;

class ScanJob;  // scans a file's statistics on worker threads; defined in scan_job.hpp

/// One open file.
struct OpenDataset {
  DatasetId id = DatasetId::kNone;  ///< the same for as long as the file is open
  /// Identifies these records: a new number each time the file is opened, reloaded or read with another
  /// layout, never used again. Whatever is cached about the records elsewhere (GPU buffers, a panel's column
  /// widths) uses it as its key.
  std::uint64_t serial = 0;
  Dataset data;
  Dataset::Options options;  ///< what the file was opened with; a reload uses them again
  LayoutSource layout_source = LayoutSource::kDefault;
  std::optional<LayoutDoubt> doubt;  ///< why the layout may be wrong; nullopt once a person confirmed it
  /// Why the colours look black, as of the whole file; forgotten when a person chooses another appearance.
  std::optional<ColorDoubt> color_doubt;
  std::string name;  ///< the file name without folders
  bool visible = true;
  Bounds sampled;                 ///< of the few records that were read when the file was opened
  Bounds core;                    ///< of those of them that lie near most others
  Statistics statistics;          ///< of a sample until the scan is done, then of the whole file
  bool scanned = false;           ///< whether `statistics` cover the whole file
  bool ranged = false;            ///< whether the colours use the range that the scan found
  std::shared_ptr<ScanJob> scan;  ///< null when no scan runs
  std::shared_ptr<FileWatch> watch;
  bool change_told = false;  ///< whether the change that `watch` found has been told in a notice
};

/// A layout of a file that the person knows about: its doubt was told, or it was confirmed.
struct KnownLayout {
  std::string path;
  Layout layout;           ///< without its appearance, which says nothing about how the records lie
  bool confirmed = false;  ///< whether it is not doubted again
};

/// What of a dataset has to fit into a view.
enum class Extent : std::uint8_t {
  kMost,  ///< without a few vertices that lie far from most others
  kAll
};

/// Returns the box of a dataset's vertices, relative to its origin.
[[nodiscard]] Bounds bounds_of(const OpenDataset& dataset, Extent extent) noexcept;

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

/// What the Layout panel shows while a layout is being edited, for the state file.
struct LayoutReport {
  std::string format;                ///< the text as typed
  std::string request;               ///< the argument that the action `layout` would take
  bool changed = false;              ///< whether it differs from the layout the file is shown with
  std::string error;                 ///< empty while the draft is right
  std::optional<std::size_t> caret;  ///< byte of `format` that the error is about
  std::uint64_t stride = 0;          ///< this member and those below belong to the last text that was right
  std::uint64_t records = 0;
  std::uint64_t remainder = 0;
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;  ///< the first records, decoded
  std::string told;  ///< lines about the bytes under the mouse; empty when there are none
};

/// What the prompt for an action's argument shows, for the state file.
struct PromptReport {
  std::string action;  ///< its name
  std::string text;    ///< as typed
  std::string error;   ///< why this text was refused; empty while it was not
};

/// Times of the frames in which somebody moved the view of a window, since the last state file.
struct MovingFrames {
  std::uint64_t count = 0;
  double p50_ms = 0;  ///< median time from the begin of a frame until it is on the screen
  double p99_ms = 0;  ///< 99th percentile
  double longest_ms = 0;
  double longest_answer_ms = 0;  ///< from when an input can first have come until its frame is on the screen
};

/// Measurements of the last frame, for the status bar and the state file.
struct FrameReport {
  gpu::DrawStats drawn;
  double milliseconds = 0;
  MovingFrames moving;  ///< taken when the last state file was written
  std::uint64_t gpu_bytes = 0;
  std::string device;  ///< the name that OpenGL gives it
  bool uploading = false;
  /// Where a window shows its parts, by name: left, top, width, height in pixels. Empty without a window.
  std::map<std::string, std::array<int, 4>> areas;
  std::optional<LayoutReport> layout_panel;  ///< nullopt while no window shows the panel
  std::optional<PromptReport> prompt;        ///< nullopt while no window asks for an argument
};

/// What the host (window or offscreen renderer) is asked to do at the end of the next complete frame.
struct Requests {
  std::vector<std::string> screenshots;  ///< PNG paths
  std::vector<std::string> state_files;  ///< JSON paths
  std::optional<std::string> clipboard;  ///< text to put on the system's clipboard
  bool stop_upload = false;              ///< give up uploading the records that are not on the GPU yet
  bool quit = false;

  /// Returns whether a file is to be written.
  [[nodiscard]] bool files() const noexcept { return !screenshots.empty() || !state_files.empty(); }
};

/// What is open, selected and shown: the one state that panels read and actions change. It knows no window
/// and no OpenGL. Used on one thread only.
struct Session {
  std::vector<OpenDataset> datasets;
  DatasetId active = DatasetId::kNone;  ///< the dataset that table and inspector show; kNone without any
  Camera camera;                        ///< in the coordinates of the files, as place_of() gives them
  bool camera_moved_by_user = false;    ///< while false, a finished scan fits the view again
  Extent fitted = Extent::kMost;        ///< what the view was last fitted to
  Viewport viewport{1280, 720};
  Look look;
  std::optional<std::uint64_t> gpu_budget;  ///< bytes each file may take on the GPU; set before it opens
  Shown show;
  Selections selection;
  std::optional<std::uint64_t> scroll_to;  ///< row that the table must bring into view; the table resets it
  std::string open_menu;                   ///< menu that the window must open; the menu bar clears it
  std::deque<Notice> notices;              ///< the log, oldest first; the last 1000
  Dataset::Options open_options;           ///< how the action `open` reads a file
  std::vector<KnownLayout> known_layouts;  ///< changed by layout_doubts.hpp

  FrameReport frame;
  Requests requests;

  /// Called from other threads when update() or an upload has something to take over, to end the wait of the
  /// frame loop. Set before the first file is opened.
  std::function<void()> wake;
  /// Whether a person is there, who is told which open files other programs have changed, and who can choose
  /// a layout for a file that has none. A window sets it before the first file is opened.
  bool interactive = false;
  std::uint64_t numbers_given = 0;  ///< how many ids and serials were given: each is the next whole number

  /// Returns the dataset of that id, or null; the pointer is valid until a dataset is opened or closed.
  [[nodiscard]] const OpenDataset* find(DatasetId id) const noexcept;
  [[nodiscard]] OpenDataset* find(DatasetId id) noexcept;
  [[nodiscard]] const OpenDataset* active_dataset() const noexcept { return find(active); }
  /// Returns the dataset's place among the open ones, counted from 0 as actions count them; `id` must be
  /// open.
  [[nodiscard]] std::size_t number_of(DatasetId id) const noexcept;
  /// Returns the point that drawn positions are relative to: the origin of the first visible dataset whose
  /// origin is not zero, or zero.
  [[nodiscard]] glm::dvec3 origin() const noexcept;
  /// Returns the bounds of all visible datasets, relative to origin().
  [[nodiscard]] Bounds bounds(Extent extent = Extent::kAll) const noexcept;
  /// Returns the record of the vertex that has the focus, relative to its dataset's origin; nullopt when no
  /// vertex has it.
  [[nodiscard]] std::optional<ColoredVertex> selected_vertex() const noexcept;
  /// Returns whether the scan of any dataset still runs.
  [[nodiscard]] bool scanning() const noexcept;
  void notify(Notice::Kind kind, std::string text, std::uint64_t doubted = 0);
  /// Adds an error notice; for a file that is not open and was refused for its remainder, with
  /// Notice::refused.
  void tell(const Error& error);
};

/// Moves the camera so that that much of all visible datasets fits in the view, keeping its direction. Until
/// the person moves the camera, a finished scan fits the view again.
void fit_view(Session& session, Extent extent = Extent::kMost);

/// Fits the view like fit_view(), from the direction in which a first file is shown.
void reset_view(Session& session);

}  // namespace vertexview::app
