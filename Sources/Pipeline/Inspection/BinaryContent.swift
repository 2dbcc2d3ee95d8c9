/// Formats that are not text, by their first bytes.
enum BinaryContent {
    private static let signatures: [(bytes: [UInt8], name: String)] = [
        (Array("%PDF".utf8), "a PDF document"),
        ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "an old Excel or Office file (.xls)"),
        (Array("SQLite format 3\u{0}".utf8), "an SQLite database"),
        (Array("PAR1".utf8), "a Parquet file"),
        ([0x89, 0x50, 0x4E, 0x47], "a PNG picture"),
        ([0xFF, 0xD8, 0xFF], "a JPEG picture"),
        (Array("GIF8".utf8), "a GIF picture"),
        ([0x7F, 0x45, 0x4C, 0x46], "a program"),
        (Array("BZh".utf8), "compressed with bzip2"),
        ([0xFD, 0x37, 0x7A, 0x58, 0x5A], "compressed with xz"),
        ([0x28, 0xB5, 0x2F, 0xFD], "compressed with zstd"),
        ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], "a 7-Zip archive"),
        (Array("Rar!".utf8), "a RAR archive"),
        ([0x00, 0x00, 0x27, 0x0A], "a shapefile"),
    ]

    /// What the content is where it is not text; nil for text, the inner value nil where the format is not known.
    static func judge(_ beginning: [UInt8]) -> String?? {
        if let known = signatures.first(where: { beginning.starts(with: $0.bytes) }) {
            return .some(known.name)
        }
        guard !isUTF16(beginning) else { return nil }
        let controls = beginning.count { $0 < 0x20 && ![0x09, 0x0A, 0x0C, 0x0D, 0x1A, 0x1B].contains($0) }
        // A stray NUL is a fault of one row; a tenth of such bytes is no text at all.
        return controls * 10 > beginning.count ? .some(nil) : nil
    }

    /// Whether every other byte is NUL in most pairs, or a byte order mark says so.
    static func isUTF16(_ bytes: [UInt8]) -> Bool {
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { return true }
        let pairs = bytes.count / 2
        guard pairs > 0 else { return false }
        var (first, second) = (0, 0)
        for pair in 0..<pairs {
            if bytes[2 * pair] == 0 { first += 1 }
            if bytes[2 * pair + 1] == 0 { second += 1 }
        }
        // Text in UTF-16 has NULs on one side only; ones on both sides are something else.
        return max(first, second) * 10 > pairs * 4 && min(first, second) * 20 < pairs
    }
}
