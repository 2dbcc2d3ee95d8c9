import TerritoryModel

/// The value of a file that decided how its values are read.
struct DecidingValue: Hashable, Sendable {
    let line: Int
    /// Cut at 80 characters.
    let value: String

    /// Such as `line 14 '1.234,50'`.
    var place: String { "line \(line) '\(value)'" }
}

/// Which of `.` and `,` is the decimal separator of a file.
struct DecimalConvention: Hashable, Sendable {
    let separator: UInt8
    /// nil where the configuration says so.
    let decidedBy: DecidingValue?
    /// Whether values stand before the deciding one that alone could be read both ways.
    let hadDoubt: Bool

    /// What the report tells of it; nothing where it is configured, or is the point beyond doubt.
    var notice: FileNotice? {
        guard let decidedBy, separator == UInt8(ascii: ",") || hadDoubt else { return nil }
        return FileNotice(
            key: "decimal_separator", text: "amounts read with a decimal \(name): \(decidedBy.place) decides")
    }

    /// In words.
    var name: String { separator == UInt8(ascii: ",") ? "comma" : "point" }
}

/// What a single value says of the decimal separator of its file.
enum DecimalEvidence: Hashable {
    /// The value has neither, or is no number.
    case nothing
    /// Both readings are well formed, such as `1.234`.
    case ambiguous
    case decides(UInt8)

    /// Judges by form alone: a separator is decided where only one reading is well formed.
    init(_ range: Range<Int>, in bytes: Span<UInt8>) {
        var hasMark = false
        for place in range where bytes[place] == UInt8(ascii: ".") || bytes[place] == UInt8(ascii: ",") {
            hasMark = true
            break
        }
        guard hasMark else {
            self = .nothing
            return
        }
        let isPoint = DecimalForm(range, in: bytes, separator: UInt8(ascii: ".")) != nil
        let isComma = DecimalForm(range, in: bytes, separator: UInt8(ascii: ",")) != nil
        self =
            switch (isPoint, isComma) {
            case (true, true): .ambiguous
            case (true, false): .decides(UInt8(ascii: "."))
            case (false, true): .decides(UInt8(ascii: ","))
            case (false, false): .nothing
            }
    }
}
