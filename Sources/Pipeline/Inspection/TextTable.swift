/// Rows of cells, aligned in columns.
enum TextTable {
    /// The titles, a rule, and the rows, each with two spaces before it; cut at `width`.
    static func lines(
        _ titles: [String], _ rows: [[String]], rightAligned: Set<Int> = [], width: Int = 1 << 20
    ) -> [String] {
        var widths = titles.map(ShownText.width)
        for row in rows {
            for (column, cell) in row.enumerated() {
                widths[column] = max(widths[column], ShownText.width(cell))
            }
        }
        func line(_ cells: [String]) -> String {
            let padded = cells.enumerated().map { column, cell in
                rightAligned.contains(column)
                    ? String(repeating: " ", count: max(0, widths[column] - ShownText.width(cell))) + cell
                    : ShownText.padded(cell, to: widths[column])
            }
            var line = "  " + padded.joined(separator: "  ")
            while line.last == " " { line.removeLast() }
            return ShownText.line(line, width: width)
        }
        let rule = widths.map { String(repeating: "-", count: $0) }
        return [line(titles), line(rule)] + rows.map(line)
    }
}
