/* Faults at the calls by which a process changes the file system, for the tests in this folder: preloaded
   (LD_PRELOAD) into the program as it is released, so that no fault hook is in the program itself.

   The calls of the C library that change files below FAULT_UNDER are counted. At the call FAULT_AT happens FAULT:

     kill          SIGKILL to the process, before the call
     kill-after    SIGKILL after the call
     kill-half     SIGKILL after half of the bytes, where the call writes; before it otherwise
     stop          SIGSTOP before the call; somebody else continues the process
     short         half of the bytes are written and told so, and what follows fails with ENOSPC, as on a disk that
                   fills up; other calls fail with ENOSPC at once
     ENOSPC EROFS EIO EDQUOT
                   the call fails

   FAULT_AT=7 means the seventh call, 7+ that and all that follow. FAULT_KINDS=write,create counts only these kinds;
   FAULT_PATH counts only calls whose path contains it. FAULT_TRACE names a file that gets a line per counted call:
   its kind, a tab, its path. Opening for reading (kind `read`) is counted only where FAULT_KINDS names it.

   What SQLite writes through shared memory (the -shm file) cannot be seen here, nor does it have to be: it is made
   anew from the WAL. Tests/endurance/self_test.py compares the counts with what strace sees. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#define REAL(name) \
    static __typeof__(name) *real; \
    if (!real) real = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)

enum fault { NONE, KILL, KILL_AFTER, KILL_HALF, STOP, SHORT, FAIL };

static enum fault fault = NONE;
static int fault_errno;
static long at;
static int and_after;
static const char *under = "";
static const char *part = "";
static const char *kinds;
static int trace = -1;
static atomic_long counted;

/* What happens at one call. */
struct verdict {
    int is_counted, is_hit, fails, is_half;
};

__attribute__((constructor)) static void configure(void) {
    const char *text = getenv("FAULT");
    if (text && *text) {
        static const struct { const char *name; enum fault fault; int number; } faults[] = {
            {"kill", KILL, 0}, {"kill-after", KILL_AFTER, 0}, {"kill-half", KILL_HALF, 0}, {"stop", STOP, 0},
            {"short", SHORT, ENOSPC}, {"ENOSPC", FAIL, ENOSPC}, {"EROFS", FAIL, EROFS}, {"EIO", FAIL, EIO},
            {"EDQUOT", FAIL, EDQUOT},
        };
        for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
            if (!strcmp(text, faults[i].name)) fault = faults[i].fault, fault_errno = faults[i].number;
        if (fault == NONE) {
            fprintf(stderr, "faults.c: FAULT=%s is not known\n", text);
            _exit(99);
        }
    }
    if ((text = getenv("FAULT_AT"))) at = atol(text), and_after = strchr(text, '+') != NULL;
    if ((text = getenv("FAULT_UNDER"))) under = text;
    if ((text = getenv("FAULT_PATH"))) part = text;
    kinds = getenv("FAULT_KINDS");
    if ((text = getenv("FAULT_TRACE"))) {
        int (*real_open)(const char *, int, ...) = (int (*)(const char *, int, ...))dlsym(RTLD_NEXT, "open");
        trace = real_open(text, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
        if (trace < 0) _exit(99);
    }
}

static int is_wanted(const char *kind) {
    if (!kinds) return strcmp(kind, "read") != 0;
    size_t length = strlen(kind);
    for (const char *p = kinds; (p = strstr(p, kind)); p += length)
        if ((p == kinds || p[-1] == ',') && (p[length] == 0 || p[length] == ',')) return 1;
    return 0;
}

static void end(void) {
    kill(getpid(), SIGKILL);
    for (;;) pause();
}

/* Counts the call; ends or stops the process where that is to happen before it. */
static struct verdict meet(const char *kind, const char *path, int writes) {
    struct verdict verdict = {0, 0, 0, 0};
    if (!is_wanted(kind) || strncmp(path, under, strlen(under)) || !strstr(path, part)) return verdict;
    REAL(write);
    int saved = errno;
    long number = atomic_fetch_add(&counted, 1) + 1;
    verdict.is_counted = 1;
    verdict.is_hit = fault != NONE && at > 0 && (number == at || (and_after && number > at));
    if (trace >= 0) {
        char line[PATH_MAX + 64];
        int length = snprintf(line, sizeof line, "%s\t%s\n", kind, path);
        if (real(trace, line, (size_t)length) != length) _exit(99);
    }
    /* A full disk stays full. */
    if (fault == SHORT && at > 0 && number > at) verdict.is_hit = verdict.fails = 1;
    if (verdict.is_hit && !verdict.fails) switch (fault) {
        case KILL: end(); break;
        case KILL_HALF: if (!writes) end(); verdict.is_half = 1; break;
        case STOP: kill(getpid(), SIGSTOP); break;
        case SHORT: if (writes) verdict.is_half = 1; else verdict.fails = 1; break;
        case FAIL: verdict.fails = 1; break;
        default: break;
    }
    errno = verdict.fails ? fault_errno : saved;
    return verdict;
}

/* Ends the process where that is to happen after the call. */
static void leave(struct verdict verdict) {
    if (verdict.is_hit && (fault == KILL_AFTER || (fault == KILL_HALF && verdict.is_half))) end();
}

/* An absolute path for a path as calls take it. */
static const char *named(int folder, const char *path, char *buffer) {
    if (!path || *path == '/') return path ? path : "";
    char start[PATH_MAX] = "";
    if (folder == AT_FDCWD) {
        if (!getcwd(start, sizeof start)) return path;
    } else {
        char link[64];
        snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
        ssize_t length = readlink(link, start, sizeof start - 1);
        if (length < 0) return path;
        start[length] = 0;
    }
    int length = snprintf(buffer, PATH_MAX, "%s/%s", start, path);
    return length < PATH_MAX ? buffer : path;
}

static const char *opened(int descriptor, char *buffer) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t length = readlink(link, buffer, PATH_MAX - 1);
    buffer[length < 0 ? 0 : length] = 0;
    return buffer;
}

/* Wrappers. `PATH_CALL` is for calls that take a path, `FILE_CALL` for those that take a descriptor. */

#define PATH_CALL(kind, folder, path, failure, call) do { \
    int saved = errno; \
    char buffer[PATH_MAX]; \
    const char *name = named(folder, path, buffer); \
    errno = saved; \
    struct verdict verdict = meet(kind, name, 0); \
    if (verdict.fails) return failure; \
    __typeof__(call) result = call; \
    leave(verdict); \
    return result; \
} while (0)

#define FILE_CALL(kind, descriptor, failure, call) do { \
    int saved = errno; \
    char buffer[PATH_MAX]; \
    opened(descriptor, buffer); \
    errno = saved; \
    struct verdict verdict = meet(kind, buffer, 0); \
    if (verdict.fails) return failure; \
    __typeof__(call) result = call; \
    leave(verdict); \
    return result; \
} while (0)

/* For calls that write `count` bytes, where half of them may be written. */
#define WRITE_CALL(descriptor, count, call) do { \
    int saved = errno; \
    char buffer[PATH_MAX]; \
    opened(descriptor, buffer); \
    errno = saved; \
    struct verdict verdict = meet("write", buffer, 1); \
    if (verdict.fails) return -1; \
    if (verdict.is_half && count > 1) count /= 2; \
    ssize_t result = call; \
    leave(verdict); \
    return result; \
} while (0)

#define OPENED_FOR(flags) ((flags) & (O_CREAT | O_TRUNC) ? "create" : "read")

#define OPEN(name) \
int name(const char *path, int flags, ...) { \
    REAL(name); \
    mode_t mode = 0; \
    if (flags & (O_CREAT | __O_TMPFILE)) { va_list list; va_start(list, flags); mode = va_arg(list, mode_t); va_end(list); } \
    PATH_CALL(OPENED_FOR(flags), AT_FDCWD, path, -1, real(path, flags, mode)); \
}
OPEN(open)
OPEN(open64)

#define OPENAT(name) \
int name(int folder, const char *path, int flags, ...) { \
    REAL(name); \
    mode_t mode = 0; \
    if (flags & (O_CREAT | __O_TMPFILE)) { va_list list; va_start(list, flags); mode = va_arg(list, mode_t); va_end(list); } \
    PATH_CALL(OPENED_FOR(flags), folder, path, -1, real(folder, path, flags, mode)); \
}
OPENAT(openat)
OPENAT(openat64)

/* What fortified callers call; they never create. */
int __open_2(const char *path, int flags) { return open(path, flags); }
int __open64_2(const char *path, int flags) { return open64(path, flags); }
int __openat_2(int folder, const char *path, int flags) { return openat(folder, path, flags); }
int __openat64_2(int folder, const char *path, int flags) { return openat64(folder, path, flags); }

int creat(const char *path, mode_t mode) { return open(path, O_CREAT | O_WRONLY | O_TRUNC, mode); }
int creat64(const char *path, mode_t mode) { return open64(path, O_CREAT | O_WRONLY | O_TRUNC, mode); }

#define FOPEN(name) \
FILE *name(const char *path, const char *mode) { \
    REAL(name); \
    PATH_CALL(strpbrk(mode, "wa+") ? "create" : "read", AT_FDCWD, path, NULL, real(path, mode)); \
}
FOPEN(fopen)
FOPEN(fopen64)

int mkstemp(char *path) { REAL(mkstemp); PATH_CALL("create", AT_FDCWD, path, -1, real(path)); }
int mkstemp64(char *path) { REAL(mkstemp64); PATH_CALL("create", AT_FDCWD, path, -1, real(path)); }
int mkostemp(char *path, int flags) { REAL(mkostemp); PATH_CALL("create", AT_FDCWD, path, -1, real(path, flags)); }
char *mkdtemp(char *path) { REAL(mkdtemp); PATH_CALL("mkdir", AT_FDCWD, path, NULL, real(path)); }

ssize_t write(int file, const void *bytes, size_t count) {
    REAL(write);
    WRITE_CALL(file, count, real(file, bytes, count));
}
ssize_t pwrite(int file, const void *bytes, size_t count, off_t place) {
    REAL(pwrite);
    WRITE_CALL(file, count, real(file, bytes, count, place));
}
ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t place) {
    REAL(pwrite64);
    WRITE_CALL(file, count, real(file, bytes, count, place));
}
ssize_t sendfile(int target, int source, off_t *place, size_t count) {
    REAL(sendfile);
    WRITE_CALL(target, count, real(target, source, place, count));
}
ssize_t sendfile64(int target, int source, off64_t *place, size_t count) {
    REAL(sendfile64);
    WRITE_CALL(target, count, real(target, source, place, count));
}
ssize_t copy_file_range(int source, off64_t *from, int target, off64_t *to, size_t count, unsigned flags) {
    REAL(copy_file_range);
    WRITE_CALL(target, count, real(source, from, target, to, count, flags));
}
/* Half of several pieces is the first half of the pieces. */
ssize_t writev(int file, const struct iovec *pieces, int count) {
    REAL(writev);
    WRITE_CALL(file, count, real(file, pieces, count));
}
ssize_t pwritev(int file, const struct iovec *pieces, int count, off_t place) {
    REAL(pwritev);
    WRITE_CALL(file, count, real(file, pieces, count, place));
}
ssize_t pwritev64(int file, const struct iovec *pieces, int count, off64_t place) {
    REAL(pwritev64);
    WRITE_CALL(file, count, real(file, pieces, count, place));
}

int fsync(int file) { REAL(fsync); FILE_CALL("fsync", file, -1, real(file)); }
int fdatasync(int file) { REAL(fdatasync); FILE_CALL("fsync", file, -1, real(file)); }
int syncfs(int file) { REAL(syncfs); FILE_CALL("fsync", file, -1, real(file)); }
int ftruncate(int file, off_t size) { REAL(ftruncate); FILE_CALL("truncate", file, -1, real(file, size)); }
int ftruncate64(int file, off64_t size) { REAL(ftruncate64); FILE_CALL("truncate", file, -1, real(file, size)); }
int fallocate(int file, int mode, off_t place, off_t size) {
    REAL(fallocate);
    FILE_CALL("truncate", file, -1, real(file, mode, place, size));
}
int fallocate64(int file, int mode, off64_t place, off64_t size) {
    REAL(fallocate64);
    FILE_CALL("truncate", file, -1, real(file, mode, place, size));
}
int posix_fallocate(int file, off_t place, off_t size) {
    REAL(posix_fallocate);
    FILE_CALL("truncate", file, fault_errno, real(file, place, size));
}
int posix_fallocate64(int file, off64_t place, off64_t size) {
    REAL(posix_fallocate64);
    FILE_CALL("truncate", file, fault_errno, real(file, place, size));
}
int truncate(const char *path, off_t size) { REAL(truncate); PATH_CALL("truncate", AT_FDCWD, path, -1, real(path, size)); }
int truncate64(const char *path, off64_t size) {
    REAL(truncate64);
    PATH_CALL("truncate", AT_FDCWD, path, -1, real(path, size));
}
int fchmod(int file, mode_t mode) { REAL(fchmod); FILE_CALL("mode", file, -1, real(file, mode)); }
int chmod(const char *path, mode_t mode) { REAL(chmod); PATH_CALL("mode", AT_FDCWD, path, -1, real(path, mode)); }
int fchmodat(int folder, const char *path, mode_t mode, int flags) {
    REAL(fchmodat);
    PATH_CALL("mode", folder, path, -1, real(folder, path, mode, flags));
}
int fchown(int file, uid_t user, gid_t group) { REAL(fchown); FILE_CALL("mode", file, -1, real(file, user, group)); }

int rename(const char *from, const char *to) { REAL(rename); PATH_CALL("rename", AT_FDCWD, to, -1, real(from, to)); }
int renameat(int folder, const char *from, int target, const char *to) {
    REAL(renameat);
    PATH_CALL("rename", target, to, -1, real(folder, from, target, to));
}
int renameat2(int folder, const char *from, int target, const char *to, unsigned flags) {
    REAL(renameat2);
    PATH_CALL("rename", target, to, -1, real(folder, from, target, to, flags));
}
int link(const char *from, const char *to) { REAL(link); PATH_CALL("link", AT_FDCWD, to, -1, real(from, to)); }
int linkat(int folder, const char *from, int target, const char *to, int flags) {
    REAL(linkat);
    PATH_CALL("link", target, to, -1, real(folder, from, target, to, flags));
}
int symlink(const char *text, const char *path) { REAL(symlink); PATH_CALL("link", AT_FDCWD, path, -1, real(text, path)); }
int symlinkat(const char *text, int folder, const char *path) {
    REAL(symlinkat);
    PATH_CALL("link", folder, path, -1, real(text, folder, path));
}
int unlink(const char *path) { REAL(unlink); PATH_CALL("unlink", AT_FDCWD, path, -1, real(path)); }
int unlinkat(int folder, const char *path, int flags) {
    REAL(unlinkat);
    PATH_CALL("unlink", folder, path, -1, real(folder, path, flags));
}
int rmdir(const char *path) { REAL(rmdir); PATH_CALL("unlink", AT_FDCWD, path, -1, real(path)); }
int remove(const char *path) { REAL(remove); PATH_CALL("unlink", AT_FDCWD, path, -1, real(path)); }
int mkdir(const char *path, mode_t mode) { REAL(mkdir); PATH_CALL("mkdir", AT_FDCWD, path, -1, real(path, mode)); }
int mkdirat(int folder, const char *path, mode_t mode) {
    REAL(mkdirat);
    PATH_CALL("mkdir", folder, path, -1, real(folder, path, mode));
}

int flock(int file, int operation) { REAL(flock); FILE_CALL("lock", file, -1, real(file, operation)); }

#define FCNTL(name) \
int name(int file, int command, ...) { \
    REAL(name); \
    va_list list; va_start(list, command); void *argument = va_arg(list, void *); va_end(list); \
    int locks = command == F_SETLK || command == F_SETLKW || command == F_OFD_SETLK || command == F_OFD_SETLKW; \
    if (!locks) return real(file, command, argument); \
    FILE_CALL("lock", file, -1, real(file, command, argument)); \
}
FCNTL(fcntl)
FCNTL(fcntl64)

/* The program exchanges two folders by this call. */
long syscall(long number, ...) {
    REAL(syscall);
    va_list list;
    va_start(list, number);
    long a = va_arg(list, long), b = va_arg(list, long), c = va_arg(list, long), d = va_arg(list, long),
         e = va_arg(list, long), f = va_arg(list, long);
    va_end(list);
    if (number != SYS_renameat2) return real(number, a, b, c, d, e, f);
    PATH_CALL("rename", (int)c, (const char *)d, -1, real(number, a, b, c, d, e, f));
}
