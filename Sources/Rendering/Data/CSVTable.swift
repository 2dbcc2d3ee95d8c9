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
        static func count(_ count: Int) -> Cell { .count(Int64(count)) }
        static func count(_ count: Int?) -> Cell { count.map { .count(Int64($0)) } ?? .text("") }
    }

    private var text = ByteText()
    private let take: ([UInt8]) throws -> Void

    /// Writes a whole file piece by piece: the header, and the rows that `fill` appends.
    static func write(
        _ header: [String], to take: ([UInt8]) throws -> Void, _ fill: (inout CSVTable) throws -> Void
    ) throws {
        try withoutActuallyEscaping(take) { take in
            var table = CSVTable(take: take)
            table.text.write(CSVText.record(header))
            try fill(&table)
            try table.text.drain(atLeast: 0, take)
        }
    }

    private init(take: @escaping ([UInt8]) throws -> Void) { self.take = take }

    mutating func append(_ row: [Cell]) throws {
        for (place, cell) in row.enumerated() {
            if place > 0 { text.write(",") }
            write(cell)
        }
        text.write("\r\n")
        try text.drain(atLeast: RenderedPiece.size, take)
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
}
