import TerritoryModel

/// How the grade of the data is found.
enum GradeRules {
    /// The largest share of doubtful data that still earns each grade; above the last it is D.
    static let limits: [(grade: QualityReport.Grade, share: Double)] = [(.a, 0.01), (.b, 0.03), (.c, 0.10)]
    /// The best grade where assignments overlap or the tree is broken.
    static let structuralCap = QualityReport.Grade.b
    /// The best grade where a source is older than its rule allows.
    static let staleCap = QualityReport.Grade.b
}

/// One measure of what cannot be trusted.
private struct Doubt {
    let share: Double
    let words: String

    var text: String { "\(percent(share)) \(words)" }
}

extension Field {
    func qualityReport(_ imports: ImportQuality, _ totals: FieldTotals) -> QualityReport {
        let (grade, reason) = grade(imports, totals)
        return QualityReport(
            grade: grade, gradeReason: reason, imports: imports, totals: facts.totals,
            missingSources: SourceNeeds.missing(from: dimensions.sources))
    }

    private func grade(
        _ imports: ImportQuality, _ totals: FieldTotals
    ) -> (QualityReport.Grade, String) {
        let doubts = doubts(imports, totals)
        guard facts.totals.salesRows > 0, var worst = doubts.first else {
            return (.d, "No sales row could be read.")
        }
        for doubt in doubts where doubt.share > worst.share { worst = doubt }
        let earned = GradeRules.limits.first { worst.share <= $0.share }?.grade ?? .d
        let issues = imports.structural.count
        if earned == .a, let stale = imports.ages.first(where: { $0.staleness != nil }) {
            return (
                GradeRules.staleCap,
                "Source '\(stale.source)' is older than its rule allows; otherwise \(worst.text)."
            )
        }
        if earned == .a, issues > 0 {
            return (
                GradeRules.structuralCap,
                "\(counted(issues, "contradiction")) between assignments or in the territory tree; "
                    + "otherwise \(worst.text)."
            )
        }
        return (earned, "\(worst.text), the largest share of doubtful data.")
    }

    private func doubts(_ imports: ImportQuality, _ totals: FieldTotals) -> [Doubt] {
        let files = imports.files.filter { $0.source == "sales" }
        let current = totals.territories[tree.organisation].sales.amount.current.magnitude
        let unassigned = totals.territories[tree.unassigned].sales.amount.current.magnitude
        return [
            doubt(
                files.reduce(0) { $0 + $1.rowsRejected.magnitude },
                files.reduce(0) { $0 + $1.rowsRead.magnitude }, "of the sales rows were refused"),
            doubt(
                facts.totals.absoluteUnmatchedAmount.units.magnitude,
                facts.totals.absoluteAmount.units.magnitude,
                "of the sales amount is of accounts that no source knows"),
            doubt(unassigned, current, "of current sales lies in no territory"),
        ].compactMap { $0 }
    }

    /// A share of nothing is no doubt; a part without a whole is a whole doubt.
    private func doubt(_ part: UInt64, _ whole: UInt64, _ words: String) -> Doubt? {
        guard whole > 0 else { return part > 0 ? Doubt(share: 1, words: words) : nil }
        return Doubt(share: min(1, Double(part) / Double(whole)), words: words)
    }
}
