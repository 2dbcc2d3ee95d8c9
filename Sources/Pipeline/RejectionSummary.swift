import TerritoryModel

/// The refused rows by reason, biggest money first, each with its first row and the remedy, as lines.
struct RejectionSummary {
    let quality: ImportQuality
    let currency: String
    /// Where all refused rows were written; nil = nowhere.
    let file: String?

    /// Nothing where no row was refused.
    var lines: [String] {
        guard !quality.rejections.isEmpty else { return [] }
        let counts = quality.rejections.sorted(by: Self.isLarger)
        let heads = counts.map { ["\($0.rows) ×", "\($0.source): \($0.reason)", money(of: $0)] }
        let widths = (0..<2).map { column in heads.map { $0[column].count }.max() ?? 0 }
        var lines = ["", "refused rows, by reason"]
        for (count, head) in zip(counts, heads) {
            let row = count.example
            let padding = widths.indices.map { String(repeating: " ", count: widths[$0] - head[$0].count) }
            lines.append(
                trimmed("  \(padding[0])\(head[0]) \(head[1])\(padding[1])  \(head[2])"))
            lines.append(
                "    first at \(row.file)\(row.line.map { ":\($0)" } ?? ""): \(row.reason.text)")
            lines.append("    \(row.reason.remedy)")
        }
        return lines + [total]
    }

    /// What is known of the money of the rows; nothing for sources without amounts.
    private func money(of count: RejectionCount) -> String {
        guard let amount = count.amount else { return "" }
        if count.rowsWithoutAmount == count.rows { return "amount unknown" }
        let known = "\(amount) \(currency)"
        guard count.rowsWithoutAmount > 0 else { return known }
        return "\(known), and \(count.rowsWithoutAmount) of unknown amount"
    }

    private var total: String {
        let rows = quality.rejections.reduce(0) { $0 + $1.rows }
        return "  \(rows) \(rows == 1 ? "row was" : "rows were") refused"
            + (file.map { "; all of them: \($0)" } ?? "; '--rejected FILE' writes them all to a file")
    }

    private func trimmed(_ line: String) -> String {
        String(line.reversed().drop { $0 == " " }.reversed())
    }

    /// Biggest money first, then unknown money, then most rows, then by name.
    private static func isLarger(_ left: RejectionCount, _ right: RejectionCount) -> Bool {
        let first = (left.amount?.units.magnitude ?? 0, left.rowsWithoutAmount, left.rows)
        let second = (right.amount?.units.magnitude ?? 0, right.rowsWithoutAmount, right.rows)
        if first != second { return first > second }
        return (left.source, left.reason) < (right.source, right.reason)
    }
}
