#include "gui/viewer_process.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <stb_image.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <utility>

namespace vertexview::test {
namespace {

using Clock = std::chrono::steady_clock;

std::vector<char*> arguments(std::vector<std::string>& words) {
  std::vector<char*> pointers;
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  return pointers;
}

std::string line_from(int descriptor) {
  std::string line;
  pollfd wait{descriptor, POLLIN, 0};
  char c = 0;
  while (::poll(&wait, 1, 30'000) > 0 && ::read(descriptor, &c, 1) == 1 && c != '\n') line += c;
  return line;
}

void stop(pid_t pid) {
  if (pid <= 0) return;
  ::kill(pid, SIGTERM);
  ::waitpid(pid, nullptr, 0);
}

}  // namespace

VirtualDisplay::VirtualDisplay() {
  std::array<int, 2> ends{};
  if (::pipe(ends.data()) != 0) return;
  // Xvfb takes the next free display and writes its number. Keys must not repeat (-r) when xdotool is late to
  // release them.
  std::vector<std::string> words{"Xvfb",      "-displayfd", std::to_string(ends[1]),
                                 "-screen",   "0",          "1400x1000x24",
                                 "-nolisten", "tcp",        "-r"};
  pid_ = ::fork();
  if (pid_ == 0) {
    const int null = ::open("/dev/null", O_RDWR);
    ::dup2(null, STDOUT_FILENO);
    ::dup2(null, STDERR_FILENO);
    ::execvp("Xvfb", arguments(words).data());
    ::_exit(127);
  }
  ::close(ends[1]);
  const std::string number = line_from(ends[0]);
  ::close(ends[0]);
  if (!number.empty()) name_ = ":" + number;
}

VirtualDisplay::~VirtualDisplay() {
  stop(pid_);
}

Viewer::Viewer(const std::vector<std::string>& files, const std::vector<std::string>& options,
               const std::string& state_home) {
  if (display_.name().empty()) {
    ADD_FAILURE() << "Xvfb did not start";
    return;
  }
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return;
  std::vector<std::string> words{VERTEXVIEW_PROGRAM, "view", "--size", "1280x720", "--do", "-"};
  words.insert(words.end(), options.begin(), options.end());
  words.insert(words.end(), files.begin(), files.end());
  pid_ = ::fork();
  if (pid_ == 0) {
    ::dup2(ends[0], STDIN_FILENO);
    ::setenv("DISPLAY", display_.name().c_str(), 1);
    ::unsetenv("WAYLAND_DISPLAY");
    ::setenv("XDG_STATE_HOME", (state_home.empty() ? state_home_.path().string() : state_home).c_str(), 1);
    if (::chdir(folder_.path().c_str()) != 0) ::_exit(126);
    ::execv(VERTEXVIEW_PROGRAM, arguments(words).data());
    ::_exit(127);
  }
  ::close(ends[0]);
  input_ = ends[1];
  if (pid_ > 0) end_.emplace(pid_);
  if (!state().contains("areas")) return;
  // There is no window manager to give the window the keyboard.
  xdotool("search --sync --onlyvisible --class vertexview windowmove 0 0 windowfocus --sync");
}

Viewer::~Viewer() {
  if (input_ >= 0) ::close(input_);
  stop(pid_);
}

void Viewer::send(const std::string& action) const {
  const std::string line = action + "\n";
  if (::write(input_, line.data(), line.size()) != static_cast<ssize_t>(line.size()))
    ADD_FAILURE() << "the viewer does not read " << action;
}

Json Viewer::state_while(const std::function<void()>& act) {
  const std::string name = fmt::format("state-{}.json", states_++);
  const std::string path = folder_.file(name);
  FolderEvents events(folder_.path());
  send("state " + path);
  const auto end = Clock::now() + kPatience;
  bool came = false;
  do {
    act();
    came = events.wait_for(FolderEvents::Kind::kAppeared, name, running() ? &*end_ : nullptr, kPatience / 6);
  } while (running() && !came && !end_->ended() && Clock::now() < end);
  if (running() && end_->ended()) {
    ::waitpid(std::exchange(pid_, -1), nullptr, 0);
    ADD_FAILURE() << "the viewer ended";
    return Json::object();
  }
  std::ifstream in(path);
  Json state = Json::parse(in, nullptr, false);
  if (!state.is_object()) {
    ADD_FAILURE() << "no state came";
    return Json::object();
  }
  return state;
}

Json Viewer::wait_for(const std::function<bool(const Json&)>& wanted) {
  // Each state is written once everything done before is finished, so where the program waits for nobody else
  // this asks a few times at most.
  const auto end = Clock::now() + kPatience / 2;
  Json last = state();
  while (running() && !wanted(last) && Clock::now() < end) last = state();
  return last;
}

void Viewer::xdotool(const std::string& words) const {
  if (!running()) return;
  const std::string command =
      fmt::format("DISPLAY={} timeout 30 xdotool {} >/dev/null 2>&1", display_.name(), words);
  if (std::system(command.c_str()) != 0) ADD_FAILURE() << "failed: xdotool " << words;
}

void Viewer::move(glm::ivec2 pixel) const {
  xdotool(fmt::format("mousemove {} {}", pixel.x, pixel.y));
}

void Viewer::click(glm::ivec2 pixel, int button, int times) const {
  xdotool(fmt::format("mousemove {} {} click --repeat {} --delay 40 {}", pixel.x, pixel.y, times, button));
}

void Viewer::drag(glm::ivec2 from, glm::ivec2 to, int button) const {
  std::string words = fmt::format("mousemove {} {} mousedown {}", from.x, from.y, button);
  constexpr int kSteps = 8;
  for (int i = 1; i <= kSteps; ++i) {
    const glm::ivec2 at = from + (to - from) * i / kSteps;
    words += fmt::format(" mousemove {} {}", at.x, at.y);
  }
  xdotool(words + fmt::format(" mouseup {}", button));
}

int Viewer::wait_for_exit() {
  int status = 0;
  if (!running() || !end_->wait()) return -1;
  ::waitpid(std::exchange(pid_, -1), &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

Viewer::Cost Viewer::cost() const {
  Cost cost;
  std::ifstream stat(fmt::format("/proc/{}/stat", pid_));
  std::string line;
  std::getline(stat, line);
  // The name in parentheses may hold anything; user and system time are the 12th and 13th element after it.
  std::istringstream rest(line.substr(line.rfind(')') + 2));
  std::string word;
  for (int i = 1; i <= 13 && rest >> word; ++i)
    if (i >= 12) cost.ticks += std::stol(word);
  std::ifstream status(fmt::format("/proc/{}/status", pid_));
  constexpr std::string_view kKey = "voluntary_ctxt_switches:";
  while (std::getline(status, line))
    if (line.starts_with(kKey)) cost.wakeups = std::stol(line.substr(kKey.size()));
  return cost;
}

Pixels Viewer::screenshot() {
  const std::string path = folder_.file(fmt::format("screenshot-{}.png", screenshots_++));
  send("screenshot " + path);
  (void)state();
  return read_png(path);
}

Pixels read_png(const std::string& path) {
  Pixels picture;
  int channels = 0;
  stbi_uc* const pixels = stbi_load(path.c_str(), &picture.size.x, &picture.size.y, &channels, 3);
  if (pixels == nullptr) {
    ADD_FAILURE() << "no picture " << path;
    return {};
  }
  picture.rgb.resize(static_cast<std::size_t>(picture.size.x) * static_cast<std::size_t>(picture.size.y));
  std::memcpy(picture.rgb.data(), pixels, picture.rgb.size() * 3);
  stbi_image_free(pixels);
  return picture;
}

std::vector<std::string> told(const Json& state, const std::string& kind) {
  std::vector<std::string> texts;
  for (const Json& notice : state.at("notices"))
    if (notice.at("kind") == kind) texts.push_back(notice.at("text"));
  return texts;
}

Camera camera_of(const Json& state) {
  return parse_camera(state.at("camera").get<std::string>(), Camera{}).value();
}

glm::dvec2 pixel_of(const Json& state, const Vector& position) {
  const auto size = state.at("viewport").get<std::array<int, 2>>();
  const auto view = state.at("areas").at("view").get<std::array<int, 4>>();
  const auto projected =
      camera_of(state).project(Viewport{size[0], size[1]}, {position.x, position.y, position.z});
  return projected.value().pixel + glm::dvec2(view[0], view[1]);
}

glm::ivec2 middle_of(const Json& state, const std::string& area) {
  const auto [left, top, width, height] = state.at("areas").at(area).get<std::array<int, 4>>();
  return {left + width / 2, top + height / 2};
}

}  // namespace vertexview::test
