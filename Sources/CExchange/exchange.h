#pragma once
#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Swaps two paths in one step: renameat2(2) with RENAME_EXCHANGE, which glibc's Swift module does not show. */
static inline long bailiwick_exchange(const char *left, const char *right) {
    return syscall(SYS_renameat2, AT_FDCWD, left, AT_FDCWD, right, 2u /* RENAME_EXCHANGE */);
}
