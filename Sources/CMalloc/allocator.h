#pragma once

/* glibc's settings of its allocator, which its Swift module does not offer. */

#include <malloc.h>
