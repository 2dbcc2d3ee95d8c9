/// Passes over physical lines whatever is in them, quotes too.
struct SkippedLines {
    /// The line at which the next byte lies.
    private(set) var line: Int
    /// Lines passed over, or begun, that are not blank.
    private(set) var notBlank: Int64 = 0
    private var hasText = false

    init(line: Int) {
        self.line = line
    }

    /// Number of bytes of the window that lie before the line; all but maybe a last CR where it is not reached.
    mutating func skip(_ bytes: Span<UInt8>, to target: Int, isLast: Bool) -> Int {
        var position = 0
        while line < target, position < bytes.count {
            let byte = bytes[position]
            if byte == 0x0A || byte == 0x0D {
                let isCutOff = byte == 0x0D && position + 1 == bytes.count
                // A line feed may follow in the next window; it belongs to this line end.
                if isCutOff && !isLast { return position }
                if byte == 0x0D && !isCutOff && bytes[position + 1] == 0x0A { position += 1 }
                line += 1
                hasText = false
            } else if !hasText && byte != 0x20 && byte != 0x09 {
                hasText = true
                notBlank += 1
            }
            position += 1
        }
        return position
    }
}
