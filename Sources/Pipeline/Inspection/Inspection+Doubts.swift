import TerritoryModel

extension Inspection.Table {
    /// What an analyst should look at before the table is used.
    var doubts: [String] {
        var doubts: [String] = []
        if let name = profile.columns.map(\.name).first(where: Inspection.Table.isValue) {
            doubts.append(
                "the header has '\(ShownText.line(name, width: 24))', which looks like a value: "
                    + "if the file has no header, add one as its first line")
        }
        if let first = profile.loneRows.first {
            let count = profile.loneRowCount
            let rows = count == 1 ? "1 row has" : "\(grouped(UInt64(count))) rows have"
            let pattern =
                first.hasPrefix("#") ? "#*" : String(first.prefix { !$0.isNumber && $0 != "(" }) + "*"
            doubts.append(
                "\(rows) only the first field, as '\(ShownText.line(first, width: 24))'; totals and comments are "
                    + "left out with --footer"
                    + (pattern == "*" ? "" : " '\(ShownText.line(pattern, width: 20))'"))
        }
        return doubts
    }

    /// Whether the name of a column is a number, other than a year, or a date.
    private static func isValue(_ name: String) -> Bool {
        let bytes = Array(name.utf8)
        if Int(name).map({ (1900...2100).contains($0) }) ?? false { return false }
        return NumberShape(bytes.indices, in: bytes) != nil || DateShape(bytes.indices, in: bytes) != nil
    }
}
