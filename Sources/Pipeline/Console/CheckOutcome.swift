import TerritoryModel

/// What `check` found.
public struct CheckOutcome: Sendable {
    public let asOf: Day
    public let quality: ImportQuality
    public let totals: FactTotals
    public let currency: String
    /// Broken rules of the gate; empty = a run would publish.
    public let findings: [GateFinding]

    /// The summary that the analyst reads: files, refused rows by reason, unknown references, the verdict.
    public var summary: String {
        var lines = ["as of \(asOf)", "", "inputs"]
        for file in quality.files {
            lines.append("  \(file.source): \(file.file)")
            lines.append("    \(describe(file))")
            lines += file.notices.map { "    note: \($0.text)" }
        }
        if !quality.rejections.isEmpty {
            lines += ["", "refused rows, by reason"]
            for count in quality.rejections.sorted(by: largerFirst) { lines += describe(count) }
        }
        if !quality.unmatched.isEmpty {
            lines += ["", "unknown references; their rows count under 'unassigned'"]
            for kind in byKind() { lines.append("  \(kind)") }
        }
        if totals.futureSalesRows + totals.futureActivityRows > 0 {
            lines += [
                "",
                "rows after \(asOf), in no window: \(totals.futureSalesRows) sales "
                    + "(\(totals.futureSalesAmount) \(currency)), \(totals.futureActivityRows) calls",
            ]
        }
        if !quality.structural.isEmpty {
            lines += ["", "contradictions"]
            lines += quality.structural.prefix(20).map { "  \($0.text)" }
            if quality.structural.count > 20 { lines.append("  and \(quality.structural.count - 20) more") }
        }
        lines += ["", verdict]
        return lines.joined(separator: "\n")
    }

    private var verdict: String {
        findings.isEmpty
            ? "the data passes the quality gate" : findings.map(\.message).joined(separator: "\n")
    }

    private func describe(_ file: ImportedFile) -> String {
        var text = "\(file.rowsRead) rows, \(file.rowsLoaded) loaded, \(file.rowsRejected) refused"
        if file.rowsFiltered > 0 { text += ", \(file.rowsFiltered) left out by 'where'" }
        if let amount = file.amountLoaded { text += ", \(amount) \(currency) loaded" }
        return text
    }

    private func describe(_ count: RejectionCount) -> [String] {
        let row = count.example
        let money = count.amount.map { $0 == .zero ? "" : ", \($0) \(currency) readable" } ?? ""
        return [
            "  \(count.source): \(count.rows) × \(count.reason)\(money)",
            "    first at \(row.file)\(row.line.map { ":\($0)" } ?? ""): \(row.reason.text)",
            "    \(row.reason.remedy)",
        ]
    }

    /// Biggest money first, then most rows, then by name.
    private func largerFirst(_ left: RejectionCount, _ right: RejectionCount) -> Bool {
        let a = (left.amount?.units.magnitude, left.rows)
        let b = (right.amount?.units.magnitude, right.rows)
        if a.0 != b.0 { return (a.0 ?? 0) > (b.0 ?? 0) }
        if a.1 != b.1 { return a.1 > b.1 }
        return (left.source, left.reason) < (right.source, right.reason)
    }

    private func byKind() -> [String] {
        var lines: [String] = []
        var rest = quality.unmatched[...]
        while let first = rest.first {
            let same = rest.prefix { $0.source == first.source && $0.kind == first.kind }
            rest = rest.dropFirst(same.count)
            let rows = same.reduce(0) { $0 + $1.rows }
            let names = same.prefix(5).map { "'\($0.value)'" }.joined(separator: ", ")
            lines.append(
                "\(first.source): \(rows) rows name \(same.count) unknown \(first.kind.rawValue) values: \(names)"
                    + (same.count > 5 ? ", …" : ""))
        }
        return lines
    }
}
