import TerritoryModel

/// What `check` found.
public struct CheckOutcome: Sendable {
    public let asOf: Day
    public let quality: ImportQuality
    public let totals: FactTotals
    public let currency: String
    /// Where all refused rows were written; nil = nowhere.
    public let rejectedRows: String?
    /// Broken rules of the gate; empty = a run would publish.
    public let findings: [GateFinding]
    /// What a run would publish all the same, and tell.
    public var warnings: [GateFinding] = []

    /// The summary that the analyst reads: files, contradictions, unknown references, refused rows by reason, the
    /// verdict.
    public var summary: String {
        var lines = ["as of \(asOf)", "", "inputs"]
        for file in quality.files {
            lines.append("  \(file.source): \(file.file)")
            lines.append("    \(describe(file))")
            lines += file.notices.map { "    note: \($0.text)" }
        }
        lines += futureRows + contradictions + unknownReferences
        lines += sourceAges
        lines += RejectionSummary(quality: quality, currency: currency, file: rejectedRows).lines
        lines += ["", verdict]
        return lines.joined(separator: "\n")
    }

    private var verdict: String {
        let warned = warnings.map { "warning: \($0.message)" }
        let judged =
            findings.isEmpty ? ["the data passes the quality gate"] : findings.map(\.message)
        return (warned + judged).joined(separator: "\n")
    }

    private var sourceAges: [String] {
        guard !quality.ages.isEmpty else { return [] }
        return ["", "age of the sources"]
            + quality.ages.map { age in
                var parts: [String] = []
                if let day = age.newestDay, let days = age.ageInDays {
                    parts.append("newest row \(day), \(counted(days, "day")) before \(asOf)")
                }
                if let written = age.lastWritten { parts.append("last written \(written)") }
                if let limit = age.maxAge { parts.append("at most \(limit)") }
                if age.staleness != nil { parts.append("too old") }
                return
                    "  \(age.source): \(parts.isEmpty ? "no row up to \(asOf)" : parts.joined(separator: ", "))"
            }
    }

    private func describe(_ file: ImportedFile) -> String {
        var text = "\(counted(file.rowsRead, "row")), \(file.rowsLoaded) loaded, \(file.rowsRejected) refused"
        if file.rowsFiltered > 0 { text += ", \(file.rowsFiltered) left out by 'where'" }
        if file.rowsRepeated > 0 {
            text += ", \(grouped(file.rowsRepeated.magnitude)) repeated and left out"
            if let amount = file.amountRepeated { text += " (\(amount) \(currency))" }
        }
        if let amount = file.amountLoaded { text += ", \(amount) \(currency) loaded" }
        if let amount = file.amountRejected, file.rowsRejected > 0 {
            text += ", \(amount) \(currency) refused"
            if file.rowsWithoutAmount > 0 {
                text += " and \(counted(file.rowsWithoutAmount, "row")) of unknown amount"
            }
        }
        return text
    }

    private var futureRows: [String] {
        guard totals.futureSalesRows + totals.futureActivityRows > 0 else { return [] }
        return [
            "",
            "rows after \(asOf), in no window: \(totals.futureSalesRows) sales "
                + "(\(totals.futureSalesAmount) \(currency)), \(totals.futureActivityRows) calls",
        ]
    }

    private var contradictions: [String] {
        guard !quality.structural.isEmpty else { return [] }
        let rest = quality.structural.count - 20
        return ["", "contradictions"] + quality.structural.prefix(20).map { "  \($0.text)" }
            + (rest > 0 ? ["  and \(rest) more"] : [])
    }

    private var unknownReferences: [String] {
        guard !quality.unmatched.isEmpty else { return [] }
        var lines = ["", "unknown references; rows that nothing else places count under 'unassigned'"]
        var rest = quality.unmatched[...]
        while let first = rest.first {
            let same = rest.prefix { $0.source == first.source && $0.kind == first.kind }
            rest = rest.dropFirst(same.count)
            let count = same.reduce(0) { $0 + $1.rows }
            let names = same.prefix(5).map { "'\($0.value)'" }.joined(separator: ", ")
            lines.append(
                "  \(first.source): \(counted(count, "row")) \(count == 1 ? "names" : "name") \(same.count) unknown "
                    + "\(first.kind.rawValue) \(same.count == 1 ? "value" : "values"): \(names)"
                    + (same.count > 5 ? ", …" : ""))
        }
        return lines
    }
}
