#pragma once
#include <sys/types.h>

#include <array>
#include <functional>
#include <glm/vec2.hpp>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "support_events.hpp"
#include "support_files.hpp"
#include "vertexview/camera/camera.hpp"

namespace vertexview::test {

using Json = nlohmann::json;

/// A virtual display for one test, so that no other test's window takes the keyboard.
class VirtualDisplay {
 public:
  VirtualDisplay();
  VirtualDisplay(const VirtualDisplay&) = delete;
  VirtualDisplay& operator=(const VirtualDisplay&) = delete;
  ~VirtualDisplay();
  /// Returns the display's name, as ":99"; empty when Xvfb could not be started.
  [[nodiscard]] const std::string& name() const { return name_; }

 private:
  pid_t pid_ = -1;
  std::string name_;
};

/// The pixels of a PNG file, 8 bits a channel.
struct Pixels {
  glm::ivec2 size{0, 0};
  std::vector<std::array<std::uint8_t, 3>> rgb;  ///< row by row from the top
  [[nodiscard]] const std::array<std::uint8_t, 3>& at(glm::ivec2 pixel) const {
    return rgb.at(static_cast<std::size_t>(pixel.y) * static_cast<std::size_t>(size.x) +
                  static_cast<std::size_t>(pixel.x));
  }
};
/// Reads a PNG file. Where there is none it fails the test and returns no pixels.
[[nodiscard]] Pixels read_png(const std::string& path);

/// The real program in a real window, driven by real mouse and key events. Its state is read through the
/// `state` action, which is sent to its standard input.
class Viewer {
 public:
  /// Opens `files`, with the window at the top left of a display of its own. What the program remembers from
  /// one run to the next lies in `state_home`, else in a folder of its own: never in that of the person who
  /// runs the tests.
  explicit Viewer(const std::vector<std::string>& files, const std::vector<std::string>& options = {},
                  const std::string& state_home = {});
  Viewer(const Viewer&) = delete;
  Viewer& operator=(const Viewer&) = delete;
  ~Viewer();

  [[nodiscard]] bool running() const { return pid_ > 0; }
  /// Sends a line to the program's standard input.
  void send(const std::string& action) const;
  /// Returns the state once everything sent and done before is finished.
  [[nodiscard]] Json state() {
    return state_while([] {});
  }
  /// Returns the state as state() does, while work is going on that only `act` ends, such as a click on a
  /// button that is not there yet: `act` is repeated every ten seconds until the state comes.
  [[nodiscard]] Json state_while(const std::function<void()>& act);
  /// Reads states until one satisfies `wanted` or half a minute is over; returns the last.
  Json wait_for(const std::function<bool(const Json&)>& wanted);

  /// Runs xdotool with these words on the viewer's display.
  void xdotool(const std::string& words) const;
  /// Returns a picture of the window once everything sent and done before is finished.
  [[nodiscard]] Pixels screenshot();
  void move(glm::ivec2 pixel) const;
  void click(glm::ivec2 pixel, int button = 1, int times = 1) const;
  /// Presses a button at `from` and releases it at `to`, in small steps.
  void drag(glm::ivec2 from, glm::ivec2 to, int button = 1) const;
  void key(const std::string& keys) const { xdotool("key " + keys); }
  void type(const std::string& text) const { xdotool("type --delay 5 -- '" + text + "'"); }

  /// Closes the input and waits for the end. Returns the exit status, or -1 when the program had to be
  /// killed.
  int wait_for_exit();
  /// The costs of the program so far.
  struct Cost {
    long ticks = 0;    ///< processor time of all threads
    long wakeups = 0;  ///< how often the main thread has slept and gone on
  };
  [[nodiscard]] Cost cost() const;
  [[nodiscard]] const TemporaryFolder& folder() const { return folder_; }
  /// Returns the name of its display, as ":99".
  [[nodiscard]] const std::string& display() const { return display_.name(); }

 private:
  TemporaryFolder folder_;
  TemporaryFolder state_home_;
  VirtualDisplay display_;
  pid_t pid_ = -1;
  std::optional<ChildEnd> end_;
  int input_ = -1;
  int states_ = 0;
  int screenshots_ = 0;
};

/// Returns the texts of the notices of a kind, as in "error".
[[nodiscard]] std::vector<std::string> told(const Json& state, const std::string& kind);

/// Returns the pixel of the window that shows a point of the world, from a state.
[[nodiscard]] glm::dvec2 pixel_of(const Json& state, const Vector& position);
[[nodiscard]] Camera camera_of(const Json& state);
/// Returns the middle of one of the window's areas.
[[nodiscard]] glm::ivec2 middle_of(const Json& state, const std::string& area);

}  // namespace vertexview::test
