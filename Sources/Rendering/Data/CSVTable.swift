import Foundation
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

        var written: String {
            switch self {
            case .text(let text): Escaping.csv(text)
            case .money(let money): money?.description ?? ""
            case .count(let count): String(count)
            case .number(let number): number.map { String($0) } ?? ""
            case .day(let day): day?.description ?? ""
            }
        }
    }

    private var text: String

    init(_ header: [String]) {
        text = CSVText.record(header)
    }

    mutating func append(_ row: [Cell]) {
        text += row.map(\.written).joined(separator: ",") + "\r\n"
    }

    var bytes: Data { Data(text.utf8) }
}
