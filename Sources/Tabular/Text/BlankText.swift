extension ArraySlice<UInt8> {
    /// Without blanks around it: spaces, control characters but NUL, and no-break spaces in UTF-8.
    func trimmedOfBlanks() -> ArraySlice<UInt8> {
        var rest = self
        while let byte = rest.first {
            if isBlankByte(byte) {
                rest.removeFirst()
            } else if rest.starts(with: [leadOfNoBreakSpace, endOfNoBreakSpace]) {
                rest.removeFirst(2)
            } else {
                break
            }
        }
        while let byte = rest.last {
            if isBlankByte(byte) {
                rest.removeLast()
            } else if byte == endOfNoBreakSpace && rest.dropLast().last == leadOfNoBreakSpace {
                rest.removeLast(2)
            } else {
                break
            }
        }
        return rest
    }
}

extension Span<UInt8> {
    /// Whether a part holds nothing but what `trimmedOfBlanks` takes away.
    func isBlank(_ range: Range<Int>) -> Bool {
        var position = range.lowerBound
        while position < range.upperBound {
            if isBlankByte(self[position]) {
                position += 1
            } else if position + 1 < range.upperBound && self[position] == leadOfNoBreakSpace
                && self[position + 1] == endOfNoBreakSpace
            {
                position += 2
            } else {
                return false
            }
        }
        return true
    }
}

/// The two bytes of a no-break space in UTF-8.
private let leadOfNoBreakSpace: UInt8 = 0xC2
private let endOfNoBreakSpace: UInt8 = 0xA0

/// Not NUL, which makes a row faulty.
@inline(__always)
private func isBlankByte(_ byte: UInt8) -> Bool { byte <= 0x20 && byte != 0 }
