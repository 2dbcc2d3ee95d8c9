import TerritoryModel

/// A CSV file in the making (RFC 4180), every cell safe for spreadsheets.
struct CSVTable {
    /// One cell.
    enum Cell {
        case text(String)
        case money(Money?)
        case count(Int64)
        case number(Double?)
        case day(Day?)

        static func optional(_ text: String?) -> Cell { .text(text ?? "") }
    }

    private var text = ByteText()

    init(_ header: [String]) {
        text.write(CSVText.record(header))
    }

    mutating func append(_ row: [Cell]) {
        for (place, cell) in row.enumerated() {
            if place > 0 { text.write(",") }
            write(cell)
        }
        text.write("\r\n")
    }

    private mutating func write(_ cell: Cell) {
        switch cell {
        case .text(let string): text.write(Escaping.csv(string))
        case .money(let money?): text.write(money)
        case .count(let count): text.write(count)
        case .number(let number?): text.write(number.description)
        case .day(let day?): text.write(day)
        case .money(nil), .number(nil), .day(nil): return
        }
    }

    var bytes: [UInt8] { text.bytes }
}
