/// A stretch of text, cut at every delimiter and line feed outside of quotes, 64 bytes at a time and without a
/// look at single fields.
///
/// It also notes what tells whether the fields may be taken so: where every quote encloses a whole field that has
/// neither quotes nor line ends, and every carriage return precedes a line feed.
struct RoutineStretch {
    private let delimiter: UInt8
    private let quote: UInt8
    /// False where quotes, carriage returns or NUL bytes ask for a closer look.
    private(set) var isRoutine = true
    private(set) var lineFeeds = 0
    private(set) var hasQuotes = false
    private(set) var hasReturns = false
    private(set) var hasHighByte = false
    /// Bits of fields that begin or end with anything but visible ASCII; beside quotes and line ends too.
    private var unplainEnds: UInt64 = 0

    // What the bytes before mean for the next: each a word whose lowest bit, or every bit, is set.
    private var isWithinQuotes: UInt64 = 0
    private var closedAtEnd: UInt64 = 0
    private var returnedAtEnd: UInt64 = 0
    private var endedAtEnd: UInt64 = 1
    private var borderAtEnd: UInt64 = 1
    private var unplainAtEnd: UInt64 = 0

    /// Whether nothing is to be trimmed of any field.
    var hasPlainEnds: Bool { unplainEnds == 0 }

    init(delimiter: UInt8, quote: UInt8) {
        self.delimiter = delimiter
        self.quote = quote
    }

    /// Appends the places of all fields that end within the range, quotes and carriage returns included.
    mutating func cut(_ bytes: Span<UInt8>, _ range: Range<Int>, appendingTo fields: inout [Range<Int32>]) {
        fields.append(addingCapacity: range.count + ByteMarks.width) { output in
            // Sound: a field ends at a byte of its own, so that there are no more of them than bytes, and the room
            // of 64 more takes what is written in advance; `count` grows by what was found.
            unsafe output.withUnsafeMutableBufferPointer { buffer, count in
                guard let start = buffer.baseAddress else { return }
                count += unsafe cut(bytes, range, into: start + count)
            }
        }
    }

    /// Writes the places and returns their number; up to 12 places behind them are overwritten too.
    private mutating func cut(
        _ bytes: Span<UInt8>, _ range: Range<Int>, into fields: UnsafeMutablePointer<Range<Int32>>
    ) -> Int {
        var count = 0
        var fieldStart = Int32(truncatingIfNeeded: range.lowerBound)
        var position = range.lowerBound
        while position < range.upperBound {
            let marks = ByteMarks(
                bytes, position..<range.upperBound, delimiter: delimiter, quote: quote)
            var ends = marks.delimiters | marks.lineFeeds
            if (marks.quotes | marks.returns | isWithinQuotes | closedAtEnd | returnedAtEnd) != 0 {
                follow(marks, &ends)
            }
            if marks.hasNul { isRoutine = false }
            guard isRoutine else { return count }
            hasHighByte = hasHighByte || marks.hasHighByte
            lineFeeds += marks.lineFeeds.nonzeroBitCount
            noteEnds(marks, ends)
            let base = Int32(truncatingIfNeeded: position)
            var bits = ends
            while bits != 0 {
                let end = base &+ Int32(truncatingIfNeeded: bits.trailingZeroBitCount)
                unsafe fields[count] = Range(uncheckedBounds: (fieldStart, end))
                fieldStart = end &+ 1
                count += 1
                bits &= bits &- 1
            }
            position += ByteMarks.width
        }
        return count
    }

    /// Notes whether a field begins or ends with something to be trimmed.
    @inline(__always)
    private mutating func noteEnds(_ marks: ByteMarks, _ ends: UInt64) {
        let borders = ends | marks.quotes | marks.returns
        let unplain = marks.unplain & ~borders
        unplainEnds |= (borders << 1 | borderAtEnd) & unplain
        unplainEnds |= borders & (unplain << 1 | unplainAtEnd)
        endedAtEnd = ends >> 63
        borderAtEnd = borders >> 63
        unplainAtEnd = unplain >> 63
    }

    /// Takes ends within quotes away, and judges the quotes and carriage returns.
    @inline(never)
    private mutating func follow(_ marks: ByteMarks, _ ends: inout UInt64) {
        hasQuotes = hasQuotes || marks.quotes != 0
        hasReturns = hasReturns || marks.returns != 0
        // From each opening quote up to the byte before the closing one.
        var within = marks.quotes
        for shift: UInt64 in [1, 2, 4, 8, 16, 32] { within ^= within << shift }
        within ^= isWithinQuotes
        isWithinQuotes = 0 &- (within >> 63)
        ends &= ~within
        let opening = marks.quotes & within
        let closing = marks.quotes & ~within
        let behind = ends | marks.returns
        let strayOpening = opening & ~(ends << 1 | endedAtEnd)
        let strayClosing = closing & ~(behind >> 1 | marks.last) | closedAtEnd & ~behind
        let strayReturn =
            marks.returns & ~(marks.lineFeeds >> 1 | marks.last) | returnedAtEnd & ~marks.lineFeeds
        let lineEndWithin = (marks.lineFeeds | marks.returns) & within
        if strayOpening | strayClosing | strayReturn | lineEndWithin != 0 { isRoutine = false }
        closedAtEnd = closing >> 63
        returnedAtEnd = marks.returns >> 63
    }
}
