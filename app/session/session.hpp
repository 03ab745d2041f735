#pragma once
#include <array>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "session/look.hpp"
#include "session/open_vertices.hpp"
#include "session/recent_files.hpp"
#include "session/selections.hpp"
#include "session/table_look.hpp"
#include "vertexview/camera/camera.hpp"
#include "vertexview/gpu/options.hpp"
#include "vertexview/record/categories.hpp"
#include "vertexview/task/task.hpp"
#include "vertexview/vertex/color_doubt.hpp"
#include "vertexview/vertex/dataset.hpp"
#include "vertexview/vertex/element_statistics.hpp"
#include "vertexview/vertex/layout_guess.hpp"
#include "vertexview/vertex/sort_order.hpp"
#include "vertexview/vertex/statistics.hpp"

namespace vertexview {
class FileWatch;  // tells what other programs do to an open file; defined in io/file_watch.hpp
}  // namespace vertexview

namespace vertexview::app {

struct Session;

/// What a notice offers to do.
struct Offer {
  std::string label;    ///< of its button
  std::string command;  ///< as parse_command() of the room `actions` reads it
};

/// One message to the person: shown as a toast and kept in the log.
struct Notice {
  enum class Kind : std::uint8_t { kInfo, kWarning, kError };
  Kind kind = Kind::kInfo;
  std::string text = {};
  double time = 0;                 ///< seconds_since_start() when it was said
  std::vector<Offer> offers = {};  ///< with any, a window shows the notice until it is settled or sent away
  /// OpenDataset::serial of the records that the notice is true of: it is settled once they are reloaded or
  /// closed. Its offers are meant for them, so that their dataset becomes active before one is carried out.
  /// 0 when the notice is about no open file.
  std::uint64_t about = 0;
  /// Returns whether the notice is no longer true for another reason; null: there is none. Called only while
  /// the records that it is about are open.
  std::function<bool(const Session& session)> untrue = {};
  bool settled = false;  ///< only the log has it; see Session::settle_notices()
};

/// Returns the seconds since the program started: the clock of Notice::time.
[[nodiscard]] double seconds_since_start() noexcept;

/// Looks for a vertex: the index of one, or none.
using VertexSearch = Task<std::optional<std::uint64_t>>;

/// Looks for all vertices for which a condition holds.
using VertexQuestion = Task<IndexSet>;

struct Filter;  // the vertices that a condition lets through; defined in filter.hpp

/// Looks for the vertices that a filter lets through.
using FilterTask = Task<Filter>;

/// What becomes of the vertices that a filter does not let through.
enum class FilterRest : std::uint8_t { kHidden, kFaded };

/// Counts the categories that the colours of a dataset show.
using CategoryCount = Task<Categories>;

/// Looks for the layout that explains records of one length best.
using LayoutSearch = Task<LayoutCandidate>;

/// Sorts the rows of a table.
using Sorting = Task<SortOrder>;

/// Counts how the numbers of all records are spread.
using NumberCount = Task<ElementStatistics>;

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
  /// Returns the layouts that the records may have instead or, where theirs was guessed, the best guesses.
  [[nodiscard]] std::span<const LayoutCandidate> candidates() const noexcept;
  /// Why the colours look black, as of the whole file; forgotten when a person chooses another appearance.
  std::optional<ColorDoubt> color_doubt;
  std::string name;  ///< printable: the file name without folders; FILE#NAME for a member of several
  bool visible = true;
  Bounds sampled;                            ///< of the few records that were read when the file was opened
  Statistics statistics;                     ///< of a sample until the scan is done, then of the whole file
  bool scanned = false;                      ///< whether `statistics` cover the whole file
  bool ranged = false;                       ///< whether the colours use the range that the scan found
  std::shared_ptr<ScanJob> scan;             ///< null when no scan runs
  std::shared_ptr<VertexSearch> search;      ///< null when none runs
  std::string nothing_found;                 ///< what is told where the search finds no vertex
  std::shared_ptr<VertexQuestion> question;  ///< null when none runs; its answer becomes the selection
  std::shared_ptr<const Filter> filter;      ///< null: all vertices are shown
  std::shared_ptr<FilterTask> filtering;     ///< null when none runs; what it finds becomes the filter
  std::string filter_typed;                  ///< the part of the condition that is not of brushes
  std::string filter_sought;                 ///< the condition that it looks for
  std::shared_ptr<LayoutSearch> layout_search;  ///< null when none runs; what it finds is shown
  std::string categories_of;             ///< the name of the number whose categories are shown; "": none are
  std::optional<Categories> categories;  ///< of it, once they are counted
  std::shared_ptr<CategoryCount> counting;        ///< null when none runs
  TableLook table;                                ///< how a person wants the table of it
  std::shared_ptr<const SortOrder> order;         ///< of what `ordered` are; null: that of the file
  std::shared_ptr<const IndexSet> ordered;        ///< the filter's vertices that `order` is about; null: all
  SortBy sorting_by;                              ///< what `sorting` sorts by
  std::shared_ptr<Sorting> sorting;               ///< null when none runs
  std::shared_ptr<const IndexSet> sorting_these;  ///< the filter's vertices that it sorts; null: all
  std::shared_ptr<const ElementStatistics> counts;  ///< of all records; null while they are unknown
  std::shared_ptr<NumberCount> counting_numbers;    ///< null when none runs
  bool counts_tried = false;                        ///< whether the counts were asked for
  std::vector<std::shared_ptr<FileWatch>> watches;  ///< of each of data.files(), the file itself first
  bool change_told = false;  ///< whether a change that one of them found has been told in a notice
};

/// A layout of a file that the person knows about: its doubt was told, or it was confirmed.
struct KnownLayout {
  std::string path;
  Layout layout;           ///< without appearance and up axis, which do not say how the records lie
  bool confirmed = false;  ///< whether it is not doubted again
};

/// Which vertices of a dataset have to fit into a view.
enum class Extent : std::uint8_t {
  kMost,  ///< those that do not lie far from most others, see Statistics::fence
  kAll,
  kRest  ///< those that lie far from most others
};

/// What has to fit into a view.
struct Fit {
  Extent extent = Extent::kMost;
  DatasetId dataset = DatasetId::kNone;  ///< of this dataset alone; kNone: of all that are visible
  friend bool operator==(const Fit&, const Fit&) = default;
};

/// Which parts of the window are shown.
struct Shown {
  bool table = true;
  bool inspector = true;
  bool datasets = true;
  bool layout = false;
  bool finder = true;  ///< in the Layout panel: the scores of strides and pictures of the likeliest layouts
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
  std::optional<std::pair<std::uint64_t, std::uint64_t>>
      marked;                         ///< first byte of a record, and past the last
  std::vector<std::string> bytes;     ///< what each byte of a record is like: "constant", "noise", ...
  std::vector<std::string> pictures;  ///< the names of the candidates of which a picture is shown
  std::string advice;                 ///< what was refused last, and why; empty when nothing was
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

/// What a person outlines in the picture, in pixels from its top left corner.
struct PixelRegion {
  std::vector<glm::dvec2> corners;  ///< at least three; of a rectangle four
  bool rectangle = false;           ///< whether its sides are upright
  bool visible_only = false;        ///< whether only vertices that pixels show are meant
};

/// What the host (window or offscreen renderer) is asked to do at the end of the next complete frame.
struct Requests {
  std::vector<std::string> screenshots;  ///< PNG paths
  std::vector<std::string> state_files;  ///< JSON paths
  /// Regions of the picture of which the visible vertices of a dataset are to be selected.
  std::vector<std::pair<DatasetId, PixelRegion>> visible;
  std::optional<std::string> clipboard;  ///< text to put on the system's clipboard
  bool stop_upload = false;              ///< give up uploading the records that are not on the GPU yet
  bool quit = false;

  /// Returns whether anything waits for a complete picture.
  [[nodiscard]] bool pending() const noexcept {
    return !screenshots.empty() || !state_files.empty() || !visible.empty();
  }
};

/// What is open, selected and shown: the one state that panels read and actions change. It knows no window
/// and no OpenGL. Used on one thread only.
struct Session {
  std::vector<OpenDataset> datasets;
  DatasetId active = DatasetId::kNone;  ///< the dataset that table and inspector show; kNone without any
  /// In the coordinates of the files, as place_of() gives them. Its up axis is that of the file that has been
  /// open for longest: all files share one world, in which one axis is up, and neither hiding a file nor
  /// choosing another one turns the view.
  Camera camera;
  bool camera_moved_by_user = false;  ///< while false, a finished scan fits the view again
  Fit fitted;                         ///< what the view was last fitted to
  Viewport viewport{1280, 720};
  Look look;
  std::optional<std::uint64_t> gpu_budget;  ///< bytes each file may take on the GPU; set before it opens
  Shown show;
  bool select_through = true;  ///< whether a box or outline drawn by the mouse selects hidden vertices, too
  FilterRest filter_rest = FilterRest::kHidden;
  Selections selection;
  std::optional<std::uint64_t> scroll_to;  ///< row that the table must bring into view; the table resets it
  std::string open_menu;                   ///< menu that the window must open; the menu bar clears it
  std::string statistics_of;               ///< the number whose statistics are shown; "": those of none
  std::deque<Notice> notices;              ///< the log, oldest first; the last 1000
  Dataset::Options open_options;           ///< how the action `open` reads a file, and whether it may guess
  RecentFiles recent;                      ///< what was opened last; only a window keeps it
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
  /// Returns the dataset of that OpenDataset::serial, or null.
  [[nodiscard]] const OpenDataset* find_records(std::uint64_t serial) const noexcept;
  [[nodiscard]] const OpenDataset* active_dataset() const noexcept { return find(active); }
  /// Returns the dataset's place among the open ones, counted from 0 as actions count them; `id` must be
  /// open.
  [[nodiscard]] std::size_t number_of(DatasetId id) const noexcept;
  /// Returns the point that drawn positions are relative to: the origin of the first visible dataset whose
  /// origin is not zero, or zero.
  [[nodiscard]] glm::dvec3 origin() const noexcept;
  /// Returns the bounds of what a fit shows, relative to origin(). The common fit to most vertices leaves out
  /// what left_out() of fit.hpp says.
  [[nodiscard]] Bounds bounds(const Fit& fit = {Extent::kAll}) const;
  /// Returns the record of the vertex that has the focus, relative to its dataset's origin; nullopt when no
  /// vertex has it.
  [[nodiscard]] std::optional<ColoredVertex> selected_vertex() const noexcept;
  /// Returns whether a scan or a search of any dataset still runs.
  [[nodiscard]] bool scanning() const noexcept;
  /// Adds a notice of this moment.
  void notify(Notice notice);
  void notify(Notice::Kind kind, std::string text);
  /// Settles the notices that are no longer true. Returns whether there were any. Called after every action
  /// and every update().
  bool settle_notices();
  /// Adds an error notice; for a file that is not open and was refused for its remainder, with the offer to
  /// open it without.
  void tell(const Error& error);
};

}  // namespace vertexview::app
