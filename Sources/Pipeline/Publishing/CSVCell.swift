import Rendering

/// Cells of a CSV file as `CSVText` writes them, bytes at once: ten million refused rows have eighty million.
enum CSVCell {
    static let quote = UInt8(ascii: "\"")
    static let comma = UInt8(ascii: ",")

    /// Appends a cell and the byte behind it.
    static func append(_ text: String, then end: UInt8, to bytes: inout [UInt8]) {
        append(text, to: &bytes)
        bytes.append(end)
    }

    static func append(_ text: String, to bytes: inout [UInt8]) {
        let cell = text.utf8.span
        append(cell, isQuoted: isQuoted(cell), to: &bytes)
    }

    /// Appends a cell of which is known whether it needs quotes.
    static func append(_ cell: Span<UInt8>, isQuoted: Bool, to bytes: inout [UInt8]) {
        if !cell.isEmpty, startsFormula(cell[0]) {
            appendFormula(cell, to: &bytes)
        } else if isQuoted {
            bytes.append(quote)
            appendDoubled(cell, to: &bytes)
            bytes.append(quote)
        } else {
            appendPlain(cell, to: &bytes)
        }
    }

    /// An apostrophe keeps spreadsheets from taking it for a formula; what may be a number `CSVText` judges.
    private static func appendFormula(_ cell: Span<UInt8>, to bytes: inout [UInt8]) {
        guard cell[0] != UInt8(ascii: "+"), cell[0] != UInt8(ascii: "-") else {
            var text: [UInt8] = []
            appendPlain(cell, to: &text)
            bytes.append(contentsOf: CSVText.record([String(decoding: text, as: UTF8.self)]).utf8.dropLast(2))
            return
        }
        bytes.append(quote)
        bytes.append(UInt8(ascii: "'"))
        appendDoubled(cell, to: &bytes)
        bytes.append(quote)
    }

    static func appendPlain(_ text: Span<UInt8>, to bytes: inout [UInt8]) {
        bytes.append(addingCapacity: text.count) { output in
            for place in text.indices { output.append(text[place]) }
        }
    }

    /// Appends text with every quote in it doubled.
    static func appendDoubled(_ text: Span<UInt8>, to bytes: inout [UInt8]) {
        bytes.append(addingCapacity: 2 * text.count) { output in
            for place in text.indices {
                if text[place] == quote { output.append(quote) }
                output.append(text[place])
            }
        }
    }

    /// Text with every quote in it doubled.
    static func doubled(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = []
        appendDoubled(text.utf8.span, to: &bytes)
        return bytes
    }

    /// Appends a number from 0 on in decimal digits.
    static func append(number: Int, to bytes: inout [UInt8]) {
        var digits = InlineArray<20, UInt8>(repeating: 0)
        var count = 0
        var rest = number.magnitude
        repeat {
            digits[count] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
            count += 1
        } while rest > 0
        for place in (0..<count).reversed() { bytes.append(digits[place]) }
    }

    /// Whether a cell needs quotes around it for what it contains.
    static func isQuoted(_ cell: Span<UInt8>) -> Bool {
        for place in cell.indices {
            let byte = cell[place]
            if byte == comma || byte == quote || byte == 0x0A || byte == 0x0D { return true }
        }
        return false
    }

    /// Whether a spreadsheet may take a cell that begins with the byte for a formula.
    static func startsFormula(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), 0x09, 0x0D: true
        default: false
        }
    }
}
