#include "viewer/navigation.hpp"

#include <GLFW/glfw3.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <glm/common.hpp>
#include <glm/geometric.hpp>

#include "actions/handlers.hpp"
#include "session/place.hpp"
#include "vertexview/camera/controller.hpp"

namespace vertexview::app {
namespace {

// In units of the design. A hand that clicks moves the mouse this far without meaning a drag: with less,
// clicks would turn into drags; with more, a drag would begin with a visible jump.
constexpr double kClickSlack = 5;
// In seconds. Desktops allow 0.25 to 0.5 between the two presses of a double-click, and GLFW does not tell
// which value the desktop has.
constexpr double kDoubleClickTime = 0.4;
// In distances to the target per second: that distance is crossed in little more than a second, fast enough
// to travel and slow enough to stop beside something.
constexpr double kFlySpeed = 0.8;
// Shift multiplies and Alt divides the speed by this: enough to cross a scan, or to look at a single point.
constexpr double kFlyFactor = 10;
// A notch of the wheel is a quarter faster or slower, which is just noticeable; so many make ten times.
constexpr double kNotchesToTenfold = 10;
// The wheel makes the speed at most a thousand times slower or faster: beyond that nothing seems to move, or
// a frame leaves everything behind.
constexpr double kMostNotches = 3 * kNotchesToTenfold;
// A key with one of these is a command, or may become one, and never flies.
constexpr int kCommandModifiers = kControl | kSuper;

void move_camera(Session& session, const Camera& camera) {
  session.camera = camera;
  session.camera_moved_by_user = true;
}

std::optional<glm::dvec3> position_of(const Session& session, const VertexId& which) {
  const OpenDataset* const dataset = session.find(which.dataset);
  if (dataset == nullptr || which.index >= dataset->data.size()) return std::nullopt;
  return place_of(dataset->data, which.index);
}

}  // namespace

bool Navigation::is_fly_key(int key) noexcept {
  constexpr std::array kKeys{GLFW_KEY_W, GLFW_KEY_A, GLFW_KEY_S, GLFW_KEY_D, GLFW_KEY_Q, GLFW_KEY_E};
  return std::ranges::find(kKeys, key) != kKeys.end();
}

glm::dvec2 Navigation::to_pixel(glm::dvec2 position, const NavigationContext& context) const noexcept {
  return (position - context.view_origin) * context.density;
}

void Navigation::handle(const Event& event, const NavigationContext& context) {
  modifiers_ = event.modifiers;
  switch (event.kind) {
    case Event::Kind::kMove:
      return move(event, context);
    case Event::Kind::kButton:
      return event.pressed ? press(event, context) : release(event, context);
    case Event::Kind::kWheel:
      return wheel(event, context);
    case Event::Kind::kKey:
      if (!event.pressed)
        held_.erase(event.code);
      else if (is_fly_key(event.code) && context.keys_free && (event.modifiers & kCommandModifiers) == 0)
        held_.insert(event.code);
      return;
    case Event::Kind::kFocus:
      if (event.pressed) return;
      held_.clear();
      button_ = -1;
      return;
    case Event::Kind::kCharacter:
    case Event::Kind::kDrop:
      return;
  }
}

void Navigation::press(const Event& event, const NavigationContext& context) {
  if (button_ >= 0 || !context.mouse_free || event.code > GLFW_MOUSE_BUTTON_MIDDLE) return;
  button_ = event.code;
  pans_ = event.code != GLFW_MOUSE_BUTTON_LEFT || (event.modifiers & kShift) != 0;
  selects_ = event.code == GLFW_MOUSE_BUTTON_LEFT && (event.modifiers & kCommandModifiers) != 0;
  lasso_.clear();
  if (selects_ && (event.modifiers & kShift) != 0) lasso_.push_back(position_);
  dragging_ = false;
  pressed_at_ = position_;
}

void Navigation::release(const Event& event, const NavigationContext& context) {
  if (event.code != button_) return;
  if (dragging_ && selects_) select_outlined(context);
  button_ = -1;
  if (!dragging_ && event.code == GLFW_MOUSE_BUTTON_LEFT) click(to_pixel(position_, context), event, context);
  dragging_ = false;
}

std::vector<glm::dvec2> Navigation::outline() const {
  if (!dragging() || !selects_) return {};
  if (!lasso_.empty()) return lasso_;
  return {pressed_at_, {position_.x, pressed_at_.y}, position_, {pressed_at_.x, position_.y}};
}

void Navigation::select_outlined(const NavigationContext& context) {
  const char* const visible = context.session.select_through ? "" : " visible";
  if (lasso_.empty()) {
    const glm::dvec2 a = to_pixel(pressed_at_, context);
    const glm::dvec2 b = to_pixel(position_, context);
    const glm::dvec2 low = glm::min(a, b);
    const glm::dvec2 size = glm::max(glm::max(a, b) - low, glm::dvec2(1));  // a line is a pixel wide
    return context.run(
        command<handlers::select_box>(fmt::format("{},{},{},{}{}", low.x, low.y, size.x, size.y, visible)));
  }
  if (lasso_.size() < 3) return;
  std::string corners;
  for (const glm::dvec2& corner : lasso_) {
    const glm::dvec2 pixel = to_pixel(corner, context);
    corners += fmt::format("{}{},{}", corners.empty() ? "" : " ", pixel.x, pixel.y);
  }
  context.run(command<handlers::select_lasso>(corners + visible));
}

void Navigation::move(const Event& event, const NavigationContext& context) {
  const glm::dvec2 before = position_;
  position_ = event.position;
  hover_.reset();
  if (button_ < 0) {
    if (context.mouse_free) hover_ = to_pixel(position_, context);
    return;
  }
  glm::dvec2 step = (position_ - before) * context.density;
  if (!dragging_) {
    if (glm::length(position_ - pressed_at_) < kClickSlack * context.scale) return;
    dragging_ = true;
    step = (position_ - pressed_at_) * context.density;
  }
  if (selects_) {
    // Corners that lie nearer say no more about what a hand means, and cost time at each vertex.
    constexpr double kStep = 3;
    const auto add = [&](glm::dvec2 corner) {
      if (!lasso_.empty() && glm::distance(corner, lasso_.back()) >= kStep * context.scale)
        lasso_.push_back(corner);
    };
    std::ranges::for_each(event.passed, add);
    add(position_);
    return;
  }
  Session& session = context.session;
  move_camera(session, pans_ ? panned(session.camera, session.viewport, step)
                             : orbited(session.camera, session.viewport, step));
}

void Navigation::wheel(const Event& event, const NavigationContext& context) {
  if (!context.mouse_free) return;
  if (flying()) {
    fly_notches_ = std::clamp(fly_notches_ + event.position.y, -kMostNotches, kMostNotches);
    return;
  }
  Session& session = context.session;
  if ((event.modifiers & kAlt) != 0)
    return context.run(command<handlers::point_size>(event.position.y > 0 ? "larger" : "smaller"));
  const glm::dvec2 pixel = to_pixel(position_, context);
  std::optional<glm::dvec3> anchor;
  if (const auto picked = context.pick(pixel)) anchor = position_of(session, *picked);
  if (!anchor) anchor = point_at_target_depth(session.camera, session.viewport, pixel);
  move_camera(session, zoomed(session.camera, event.position.y, *anchor));
}

void Navigation::click(glm::dvec2 pixel, const Event& event, const NavigationContext& context) {
  Session& session = context.session;
  const double time = event.time;
  const bool second = time - last_click_time_ < kDoubleClickTime &&
                      glm::length(pixel - last_click_at_) < kClickSlack * context.scale * context.density;
  last_click_time_ = second ? -1e9 : time;
  last_click_at_ = pixel;
  const auto picked = context.pick(pixel);
  if (!picked) {
    if (second) context.run(command<handlers::reset>());
    return;
  }
  if (picked->dataset != session.active)
    context.run(command<handlers::activate>(std::uint64_t{session.number_of(picked->dataset)}));
  if ((event.modifiers & kCommandModifiers) != 0)
    return context.run(command<handlers::select_toggle>(VertexAddress(Amount{picked->index})));
  if ((event.modifiers & kShift) != 0)
    return context.run(command<handlers::select_to>(VertexAddress(Amount{picked->index})));
  context.run(command<handlers::select>(VertexChoice(Amount{picked->index})));
  if (second) context.run(command<handlers::pivot>());
}

bool Navigation::tick(double seconds, const NavigationContext& context) {
  if (!context.keys_free) held_.clear();
  if (held_.empty()) return false;
  const auto axis = [&](int forward, int back) {
    return (held_.contains(forward) ? 1.0 : 0.0) - (held_.contains(back) ? 1.0 : 0.0);
  };
  const glm::dvec3 direction{axis(GLFW_KEY_D, GLFW_KEY_A), axis(GLFW_KEY_W, GLFW_KEY_S),
                             axis(GLFW_KEY_E, GLFW_KEY_Q)};
  if (direction == glm::dvec3(0)) return false;
  double speed = kFlySpeed * context.session.camera.distance();
  speed *= std::pow(10, fly_notches_ / kNotchesToTenfold);
  if ((modifiers_ & kShift) != 0) speed *= kFlyFactor;
  if ((modifiers_ & kAlt) != 0) speed /= kFlyFactor;
  // Long frames count as 0.1 s, so that the camera does not jump out of the dataset after one.
  const double time = std::min(seconds, 0.1);
  move_camera(context.session, flown(context.session.camera, glm::normalize(direction) * (speed * time)));
  return true;
}

}  // namespace vertexview::app
