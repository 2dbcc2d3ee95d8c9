#pragma once
/* System calls that glibc's Swift module does not show. */
#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Swaps two paths in one step: renameat2(2) with RENAME_EXCHANGE. */
static inline long bailiwick_exchange(const char *left, const char *right) {
    return syscall(SYS_renameat2, AT_FDCWD, left, AT_FDCWD, right, 2u /* RENAME_EXCHANGE */);
}

/* Forces everything written to the file system of an open file to disk: syncfs(2). */
static inline long bailiwick_sync_file_system(int descriptor) {
    return syscall(SYS_syncfs, descriptor);
}
