import Rendering

/// Cells of a CSV file as `CSVText` writes them, bytes at once: ten million refused rows have eighty million.
enum CSVCell {
    /// Appends a cell and the byte behind it.
    static func append(_ text: String, then end: UInt8, to bytes: inout [UInt8]) {
        var text = text
        let isWritten = text.withUTF8 { cell in
            guard let first = unsafe cell.first else { return true }
            guard !formulaStarts.contains(first) else { return false }
            // Sound, below: the pointer is that of the text and does not leave the closure.
            guard unsafe cell.contains(where: isQuoted) else {
                unsafe bytes.append(contentsOf: cell)
                return true
            }
            bytes.append(quote)
            for place in cell.indices {
                let byte = unsafe cell[place]
                if byte == quote { bytes.append(quote) }
                bytes.append(byte)
            }
            bytes.append(quote)
            return true
        }
        if !isWritten { bytes.append(contentsOf: CSVText.record([text]).utf8.dropLast(2)) }
        bytes.append(end)
    }

    private static let quote = UInt8(ascii: "\"")
    /// `CSVText` judges cells that begin so, which a spreadsheet may take for formulas.
    private static let formulaStarts = Array("=+-@\t\r".utf8)

    private static func isQuoted(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ",") || byte == quote || byte == 0x0A || byte == 0x0D
    }
}
