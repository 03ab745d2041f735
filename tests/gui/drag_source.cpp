#include "gui/drag_source.hpp"

#include <X11/Xatom.h>
#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <fmt/format.h>
#include <poll.h>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

namespace vertexview::test {
namespace {

using Clock = std::chrono::steady_clock;

constexpr long kVersion = 5;

/// Returns the URI of a path, as in "file:///a%20b".
std::string uri_of(const std::string& path) {
  std::string uri = "file://";
  for (const char c : path) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '/' || c == '.' || c == '-' || c == '_';
    uri += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return uri;
}

class Source {
 public:
  Source(Display* display, std::string uris)
      : display_(display),
        uris_(std::move(uris)),
        window_(XCreateSimpleWindow(display, DefaultRootWindow(display), 0, 0, 1, 1, 0, 0, 0)) {
    XSetSelectionOwner(display_, atom("XdndSelection"), window_, CurrentTime);
  }

  bool drop_on(Window target, glm::ivec2 pixel) {
    if (!is_aware(target)) return false;
    const long here = static_cast<long>(window_);
    send(target, "XdndEnter", {here, kVersion << 24, static_cast<long>(atom("text/uri-list")), 0, 0});
    send(target, "XdndPosition",
         {here, 0, (static_cast<long>(pixel.x) << 16) | pixel.y, CurrentTime,
          static_cast<long>(atom("XdndActionCopy"))});
    const auto status = answer("XdndStatus");
    if (!status || (status->data.l[1] & 1) == 0) return false;
    send(target, "XdndDrop", {here, 0, CurrentTime, 0, 0});
    return answer("XdndFinished").has_value();
  }

 private:
  Atom atom(const char* name) { return XInternAtom(display_, name, False); }

  bool is_aware(Window target) {
    Atom type = 0;
    int format = 0;
    unsigned long count = 0;
    unsigned long rest = 0;
    unsigned char* data = nullptr;
    XGetWindowProperty(display_, target, atom("XdndAware"), 0, 1, False, AnyPropertyType, &type, &format,
                       &count, &rest, &data);
    if (data != nullptr) XFree(data);
    return count == 1;
  }

  void send(Window target, const char* type, std::array<long, 5> data) {
    XEvent event{};
    event.xclient.type = ClientMessage;
    event.xclient.window = target;
    event.xclient.message_type = atom(type);
    event.xclient.format = 32;
    std::copy(data.begin(), data.end(), event.xclient.data.l);
    XSendEvent(display_, target, False, NoEventMask, &event);
    XFlush(display_);
  }

  /// Returns the next message of that type; hands over the dropped data while it waits.
  std::optional<XClientMessageEvent> answer(const char* type) {
    const Atom wanted = atom(type);
    const auto end = Clock::now() + std::chrono::seconds(20);
    while (Clock::now() < end) {
      while (XPending(display_) > 0) {
        XEvent event;
        XNextEvent(display_, &event);
        if (event.type == SelectionRequest) hand_over(event.xselectionrequest);
        if (event.type == ClientMessage && event.xclient.message_type == wanted) return event.xclient;
      }
      pollfd wait{ConnectionNumber(display_), POLLIN, 0};
      ::poll(&wait, 1, 50);
    }
    return std::nullopt;
  }

  void hand_over(const XSelectionRequestEvent& request) {
    XChangeProperty(display_, request.requestor, request.property, request.target, 8, PropModeReplace,
                    reinterpret_cast<const unsigned char*>(uris_.data()), static_cast<int>(uris_.size()));
    XEvent event{};
    event.xselection.type = SelectionNotify;
    event.xselection.requestor = request.requestor;
    event.xselection.selection = request.selection;
    event.xselection.target = request.target;
    event.xselection.property = request.property;
    event.xselection.time = request.time;
    XSendEvent(display_, request.requestor, False, NoEventMask, &event);
    XFlush(display_);
  }

  Display* display_;
  std::string uris_;
  Window window_;
};

/// Returns the window of that class below `from`; 0 where there is none.
Window find_window(Display* display, Window from, std::string_view name) {
  XClassHint hint{};
  const bool has_hint = XGetClassHint(display, from, &hint) != 0;
  const bool found = has_hint && hint.res_class == name;
  if (has_hint) {
    XFree(hint.res_name);
    XFree(hint.res_class);
  }
  if (found) return from;
  Window root = 0;
  Window parent = 0;
  Window* children = nullptr;
  unsigned count = 0;
  if (XQueryTree(display, from, &root, &parent, &children, &count) == 0) return 0;
  Window window = 0;
  for (unsigned i = 0; i < count && window == 0; ++i) window = find_window(display, children[i], name);
  if (children != nullptr) XFree(children);
  return window;
}

}  // namespace

bool drop_files(const std::string& display_name, const std::vector<std::string>& paths, glm::ivec2 pixel) {
  const std::unique_ptr<Display, int (*)(Display*)> display(XOpenDisplay(display_name.c_str()),
                                                            &XCloseDisplay);
  if (display == nullptr) return false;
  const Window target = find_window(display.get(), DefaultRootWindow(display.get()), "vertexview");
  if (target == 0) return false;
  std::string uris;
  for (const std::string& path : paths) uris += uri_of(path) + "\r\n";
  return Source(display.get(), uris).drop_on(target, pixel);
}

}  // namespace vertexview::test
