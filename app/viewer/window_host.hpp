#pragma once
#include <optional>
#include <string>
#include <vector>

#include "gui/imgui_host.hpp"
#include "gui/ui.hpp"
#include "panels/workspace.hpp"
#include "render/frame_loop.hpp"
#include "viewer/desktop_window.hpp"
#include "viewer/frame_times.hpp"
#include "viewer/imgui_desktop.hpp"
#include "viewer/input.hpp"
#include "viewer/navigation.hpp"
#include "viewer/picture_textures.hpp"
#include "viewer/window.hpp"

namespace vertexview::app {

/// The host of frames that a person watches: gives input to shortcuts, navigation and panels, and composes
/// the picture of the points with the panels in a window of the desktop.
class WindowHost final : public Host {
 public:
  /// `desktop`'s context must be current.
  WindowHost(DesktopWindow desktop, const WindowOptions& options);

  [[nodiscard]] DesktopWindow& desktop() noexcept { return desktop_; }
  [[nodiscard]] ImguiHost& imgui() noexcept { return *imgui_; }
  /// Sets the source that each frame asks for the texts of further actions; it may be empty.
  void take_actions_from(MoreActions more) { more_actions_ = std::move(more); }

  [[nodiscard]] bool watched() const noexcept override { return true; }
  [[nodiscard]] Result<bool> closed() const override;
  bool begin(Session& session, ActionQueue& script) override;
  bool act(Session& session, const LivePicture& picture) override;
  [[nodiscard]] Pace pace() const override;
  bool show(Session& session, const LivePicture& picture, bool drew) override;
  void report(Session& session) override;
  [[nodiscard]] gpu::Image capture(const Session& session, LivePicture& picture) override;
  bool present(Session& session) override;
  [[nodiscard]] bool settled() const override;
  [[nodiscard]] bool reads() const override { return workspace_.reading(); }
  void wait(std::optional<double> seconds) override;
  [[nodiscard]] Result<void> renew(Session& session) override;

 private:
  void open();
  void take_actions(Session& session, ActionQueue& script);
  void drop(Ui& ui, const Event& event);
  void dispatch(Ui& ui, const LivePicture& picture);
  bool run_shortcut(const Event& event, Ui& ui);
  void perform_all(Session& session, std::vector<Command>& commands);
  void fit_viewport(Session& session);
  void pick_hovered(Session& session, const LivePicture& picture);
  [[nodiscard]] NavigationContext navigation_context(Ui& ui, const LivePicture& picture);
  [[nodiscard]] std::optional<VertexId> pick(const LivePicture& picture, glm::dvec2 pixel) const;
  [[nodiscard]] bool moving() const noexcept;

  WindowOptions options_;
  DesktopWindow desktop_;  // declared before the members that live in its context
  std::optional<ImguiDesktop> imgui_desktop_;
  std::optional<ImguiHost> imgui_;
  std::optional<PictureTextures> pictures_;
  Input input_;
  Navigation navigation_;
  Workspace workspace_;
  MoreActions more_actions_;
  FrameTimes frame_times_;

  // The frame that is being made:
  std::vector<Event> taken_;
  double begin_ = 0;
  bool drew_ = false;
  bool changed_ = false;  ///< something may look different in the next frame, which therefore has to follow

  double last_frame_ = 0;   ///< when the previous frame began
  double next_change_ = 0;  ///< when a panel looks different by itself; 0: never
  double polled_at_ = 0;    ///< when the window system was last asked for events
};

}  // namespace vertexview::app
