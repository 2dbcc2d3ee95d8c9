import TerritoryModel

/// How the lines of a text end, counted over its beginning.
struct LineEnds: Hashable {
    private(set) var feeds = 0
    private(set) var returns = 0
    private(set) var pairs = 0

    init(_ bytes: [UInt8]) {
        // NULs are the other half of the characters of UTF-16.
        var last: UInt8 = 0
        for byte in bytes where byte != 0 {
            if byte == 0x0A {
                if last == 0x0D {
                    pairs += 1
                    returns -= 1
                } else {
                    feeds += 1
                }
            } else if byte == 0x0D {
                returns += 1
            }
            last = byte
        }
    }

    var text: String {
        let found = [("LF", feeds), ("CRLF", pairs), ("CR", returns)].filter { $0.1 > 0 }
        guard found.count > 1 else { return found.first?.0 ?? "none" }
        return "mixed: " + found.map { "\(grouped(UInt64($0.1))) \($0.0)" }.joined(separator: ", ")
    }
}
