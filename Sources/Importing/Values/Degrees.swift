/// Reads longitudes and latitudes.
enum Degrees {
    /// Bytes of a number; longer ones are none.
    private static let longest = 40

    /// The decimal degrees of some bytes, `-84.39` or `-84,39`; nil where they are none or more than `limit` away
    /// from 0.
    ///
    /// There are no thousands, so a mark is always a decimal one, whatever the other numbers of the file are like.
    static func value(_ range: Range<Int>, in bytes: Span<UInt8>, limit: Double) -> Double? {
        guard !range.isEmpty, range.count <= longest else { return nil }
        var text = ""
        var marks = 0
        var place = range.lowerBound
        if bytes.starts(minusSign, at: range) {
            text = "-"
            place += minusSign.count
        }
        while place < range.upperBound {
            let byte = bytes[place]
            switch byte {
            case UInt8(ascii: "."), UInt8(ascii: ","):
                marks += 1
                text.unicodeScalars.append(".")
            case UInt8(ascii: "+"), UInt8(ascii: "-"):
                guard place == range.lowerBound else { return nil }
                text.unicodeScalars.append(Unicode.Scalar(byte))
            case 0x30...0x39: text.unicodeScalars.append(Unicode.Scalar(byte))
            default: return nil
            }
            place += 1
        }
        guard marks <= 1, let number = Double(text), abs(number) <= limit else { return nil }
        return number
    }

    /// The sign for minus that is no hyphen, U+2212.
    private static let minusSign: [UInt8] = [0xE2, 0x88, 0x92]
}

extension Span<UInt8> {
    fileprivate func starts(_ prefix: [UInt8], at range: Range<Int>) -> Bool {
        range.count >= prefix.count
            && prefix.indices.allSatisfy { self[range.lowerBound + $0] == prefix[$0] }
    }
}
