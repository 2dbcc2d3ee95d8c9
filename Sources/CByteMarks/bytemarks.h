#pragma once

/* Compares 64 bytes at a time with the bytes that cut delimited text, for which Swift has no word: a vector of
   comparisons as a word of bits. SSE2 is part of every x86-64; elsewhere the compiler makes vectors of the plain
   loop as it can. */

#include <stdint.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* Bit i of a word stands for byte i. */
typedef struct {
    uint64_t delimiters;
    uint64_t quotes;
    uint64_t line_feeds;
    uint64_t returns;
    /* 0x00 to 0x20, 0x7F, and all that is not ASCII. */
    uint64_t unplain;
    /* Not zero where a byte is not ASCII. */
    uint64_t high;
    /* Not zero where a byte is NUL. */
    uint64_t nuls;
} bailiwick_marks;

#ifdef __SSE2__

static inline __attribute__((always_inline)) uint64_t bailiwick_bits(__m128i a, __m128i b, __m128i c, __m128i d) {
    uint64_t low = (uint32_t)_mm_movemask_epi8(a) | (uint32_t)_mm_movemask_epi8(b) << 16;
    uint64_t high = (uint32_t)_mm_movemask_epi8(c) | (uint32_t)_mm_movemask_epi8(d) << 16;
    return low | high << 32;
}

static inline __attribute__((always_inline)) uint64_t bailiwick_equal(
    __m128i a, __m128i b, __m128i c, __m128i d, uint8_t byte) {
    __m128i each = _mm_set1_epi8((char)byte);
    return bailiwick_bits(
        _mm_cmpeq_epi8(a, each), _mm_cmpeq_epi8(b, each), _mm_cmpeq_epi8(c, each), _mm_cmpeq_epi8(d, each));
}

static inline __attribute__((always_inline)) __m128i bailiwick_unplain(__m128i a) {
    /* As signed numbers, what is not ASCII is below zero. */
    return _mm_or_si128(
        _mm_cmplt_epi8(a, _mm_set1_epi8(0x21)), _mm_cmpeq_epi8(a, _mm_set1_epi8(0x7F)));
}

/* Reads exactly 64 bytes. */
static inline __attribute__((always_inline)) bailiwick_marks bailiwick_mark(
    const void *place, uint8_t delimiter, uint8_t quote) {
    const __m128i *bytes = (const __m128i *)place;
    __m128i a = _mm_loadu_si128(bytes), b = _mm_loadu_si128(bytes + 1);
    __m128i c = _mm_loadu_si128(bytes + 2), d = _mm_loadu_si128(bytes + 3);
    bailiwick_marks marks;
    marks.delimiters = bailiwick_equal(a, b, c, d, delimiter);
    marks.quotes = bailiwick_equal(a, b, c, d, quote);
    marks.line_feeds = bailiwick_equal(a, b, c, d, 0x0A);
    marks.returns = bailiwick_equal(a, b, c, d, 0x0D);
    marks.unplain = bailiwick_bits(
        bailiwick_unplain(a), bailiwick_unplain(b), bailiwick_unplain(c), bailiwick_unplain(d));
    marks.high = (uint64_t)_mm_movemask_epi8(_mm_or_si128(_mm_or_si128(a, b), _mm_or_si128(c, d)));
    __m128i least = _mm_min_epu8(_mm_min_epu8(a, b), _mm_min_epu8(c, d));
    marks.nuls = (uint64_t)_mm_movemask_epi8(_mm_cmpeq_epi8(least, _mm_setzero_si128()));
    return marks;
}

#else

/* Reads exactly 64 bytes. */
static inline __attribute__((always_inline)) bailiwick_marks bailiwick_mark(
    const void *place, uint8_t delimiter, uint8_t quote) {
    const uint8_t *bytes = (const uint8_t *)place;
    bailiwick_marks marks = {0, 0, 0, 0, 0, 0, 0};
    for (int i = 0; i < 64; i++) {
        uint8_t byte = bytes[i];
        marks.delimiters |= (uint64_t)(byte == delimiter) << i;
        marks.quotes |= (uint64_t)(byte == quote) << i;
        marks.line_feeds |= (uint64_t)(byte == 0x0A) << i;
        marks.returns |= (uint64_t)(byte == 0x0D) << i;
        marks.unplain |= (uint64_t)(byte < 0x21 || byte >= 0x7F) << i;
        marks.high |= (uint64_t)(byte >= 0x80) << i;
        marks.nuls |= (uint64_t)(byte == 0) << i;
    }
    return marks;
}

#endif
