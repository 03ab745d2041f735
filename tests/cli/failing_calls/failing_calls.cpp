// A library for LD_PRELOAD under which a chosen system call of a program fails, or ends it.
//
// It counts the calls that make, write, name or remove files in the folder VERTEXVIEW_FAILING_FOLDER. Call
// number VERTEXVIEW_FAILING_CALL, counted from 1, and with VERTEXVIEW_FAILING_HOW=from every later one, fails
// with EIO before anything is done; with "kill" the process is killed (SIGKILL) instead. Each call adds a
// byte to the file VERTEXVIEW_FAILING_LOG, so that its size is how many there were.
//
// With VERTEXVIEW_FAILING_THREADS in place of a folder it counts the threads that the program starts, and
// those that are to fail do with EAGAIN, as where the system gives no more. The threads of OpenGL's driver
// always start: Mesa 22.3 waits for ever for those of llvmpipe that it does not get. But with
// VERTEXVIEW_FAILING_HOW=limit all threads count, and no more than VERTEXVIEW_FAILING_CALL run at a time.
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <climits>
#include <csignal>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace {

std::atomic<long> calls{0};

/// Returns the function of that name which this library stands before.
template <class Function>
Function* next(const char* name) {
  return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

void log_call() {
  const char* const path = std::getenv("VERTEXVIEW_FAILING_LOG");
  if (path == nullptr) return;
  const int log =
      next<int(const char*, int, ...)>("open")(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
  if (log < 0) return;
  (void)next<ssize_t(int, const void*, size_t)>("write")(log, ".", 1);
  next<int(int)>("close")(log);
}

/// Counts a call, and returns whether it has to fail, with errno set.
bool fails() {
  const char* const text = std::getenv("VERTEXVIEW_FAILING_CALL");
  const char* const how = std::getenv("VERTEXVIEW_FAILING_HOW");
  const long wanted = text == nullptr ? 0 : std::strtol(text, nullptr, 10);
  const long number = ++calls;
  log_call();
  const bool from = how != nullptr && std::strcmp(how, "from") == 0;
  if (wanted == 0 || (from ? number < wanted : number != wanted)) return false;
  if (how != nullptr && std::strcmp(how, "kill") == 0) ::kill(::getpid(), SIGKILL);
  errno = EIO;
  return true;
}

bool in_folder(const char* path) {
  const char* const folder = std::getenv("VERTEXVIEW_FAILING_FOLDER");
  return folder != nullptr && path != nullptr && std::strncmp(path, folder, std::strlen(folder)) == 0;
}

bool in_folder(int descriptor) {
  std::array<char, 64> link{};
  std::array<char, PATH_MAX> path{};
  std::snprintf(link.data(), link.size(), "/proc/self/fd/%d", descriptor);
  const int before = errno;
  const ssize_t size = ::readlink(link.data(), path.data(), path.size() - 1);
  errno = before;
  return size > 0 && in_folder(path.data());
}

using Create = int(pthread_t*, const pthread_attr_t*, void* (*)(void*), void*);

std::atomic<long> running{0};

struct Started {
  void* (*start)(void*);
  void* argument;
};

void* run_counted(void* pointer) {
  const Started started = *static_cast<Started*>(pointer);
  delete static_cast<Started*>(pointer);
  void* const result = started.start(started.argument);
  --running;
  return result;
}

/// Starts a thread where fewer run than may at a time.
int create_limited(pthread_t* thread, const pthread_attr_t* attributes, void* (*start)(void*),
                   void* argument) {
  const char* const text = std::getenv("VERTEXVIEW_FAILING_CALL");
  log_call();
  int failed = EAGAIN;
  if (++running <= (text == nullptr ? 0 : std::strtol(text, nullptr, 10))) {
    auto* const started = new Started{start, argument};
    failed = next<Create>("pthread_create")(thread, attributes, run_counted, started);
    if (failed != 0) delete started;
  }
  if (failed != 0) --running;
  return failed;
}

template <class Place>
bool fails_at(const Place& place) {
  return in_folder(place) && fails();
}

}  // namespace

// NOLINTBEGIN: these are the C library's names and types
extern "C" {

int open(const char* path, int flags, ...) {
  va_list arguments;
  va_start(arguments, flags);
  const mode_t mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(arguments, mode_t) : 0;
  va_end(arguments);
  if (fails_at(path)) return -1;
  return next<int(const char*, int, ...)>("open")(path, flags, mode);
}

int open64(const char* path, int flags, ...) {
  va_list arguments;
  va_start(arguments, flags);
  const mode_t mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(arguments, mode_t) : 0;
  va_end(arguments);
  if (fails_at(path)) return -1;
  return next<int(const char*, int, ...)>("open64")(path, flags, mode);
}

int close(int descriptor) {
  // Linux closes the descriptor all the same.
  const bool failing = fails_at(descriptor);
  const int reason = errno;
  const int closed = next<int(int)>("close")(descriptor);
  if (!failing) return closed;
  errno = reason;
  return -1;
}

ssize_t write(int descriptor, const void* bytes, size_t size) {
  return fails_at(descriptor) ? -1
                              : next<ssize_t(int, const void*, size_t)>("write")(descriptor, bytes, size);
}

ssize_t pwrite(int descriptor, const void* bytes, size_t size, off_t offset) {
  return fails_at(descriptor)
             ? -1
             : next<ssize_t(int, const void*, size_t, off_t)>("pwrite")(descriptor, bytes, size, offset);
}

ssize_t pwrite64(int descriptor, const void* bytes, size_t size, off64_t offset) {
  return fails_at(descriptor)
             ? -1
             : next<ssize_t(int, const void*, size_t, off64_t)>("pwrite64")(descriptor, bytes, size, offset);
}

int fsync(int descriptor) {
  return fails_at(descriptor) ? -1 : next<int(int)>("fsync")(descriptor);
}

int fchmod(int descriptor, mode_t mode) noexcept {
  return fails_at(descriptor) ? -1 : next<int(int, mode_t)>("fchmod")(descriptor, mode);
}

int fchown(int descriptor, uid_t user, gid_t group) noexcept {
  return fails_at(descriptor) ? -1 : next<int(int, uid_t, gid_t)>("fchown")(descriptor, user, group);
}

int pthread_create(pthread_t* thread, const pthread_attr_t* attributes, void* (*start)(void*),
                   void* argument) noexcept {
  const char* const how = std::getenv("VERTEXVIEW_FAILING_HOW");
  if (how != nullptr && std::strcmp(how, "limit") == 0)
    return create_limited(thread, attributes, start, argument);
  Dl_info caller{};
  const bool known = ::dladdr(__builtin_return_address(0), &caller) != 0 && caller.dli_fname != nullptr;
  const bool by_driver = known && std::strstr(caller.dli_fname, "/dri/") != nullptr;
  if (!by_driver && std::getenv("VERTEXVIEW_FAILING_THREADS") != nullptr && fails()) return EAGAIN;
  return next<Create>("pthread_create")(thread, attributes, start, argument);
}

int rename(const char* from, const char* to) noexcept {
  return fails_at(to) ? -1 : next<int(const char*, const char*)>("rename")(from, to);
}

int unlink(const char* path) noexcept {
  return fails_at(path) ? -1 : next<int(const char*)>("unlink")(path);
}

int linkat(int from_folder, const char* from, int to_folder, const char* to, int flags) noexcept {
  if (fails_at(to)) return -1;
  return next<int(int, const char*, int, const char*, int)>("linkat")(from_folder, from, to_folder, to,
                                                                      flags);
}

}  // extern "C"
// NOLINTEND
