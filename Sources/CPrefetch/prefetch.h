#pragma once

/* Asks the processor to fetch the memory at a place, which Swift has no word for; any address is allowed. */
static inline void bailiwick_prefetch(const void *place) { __builtin_prefetch(place); }
