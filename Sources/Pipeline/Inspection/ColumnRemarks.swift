import TerritoryModel

extension ColumnVerdict {
    /// What an analyst should know of the column beside its type.
    static func remarks(
        _ tally: ColumnTally, _ kind: ColumnProfile.Kind, name: String, nulls: [String]
    ) -> [String] {
        var remarks: [String] = []
        if !nulls.isEmpty {
            let counted = nulls.map { "'\($0)' \(grouped(UInt64(tally.nullWords[$0] ?? 0)))×" }
            remarks.append("read as nothing: \(counted.joined(separator: ", "))")
        }
        if tally.leadingZeros > 0, tally.numbers == tally.filled {
            remarks.append("has leading zeros: codes, not numbers")
        }
        remarks += dateRemarks(tally, kind, name: name)
        remarks += numberRemarks(tally, kind)
        if tally.formulas > 0 {
            remarks.append("\(counted(tally.formulas, "value")) written as =\"…\", as for a spreadsheet")
        }
        let isTyped = kind != .text && kind != .empty
        if isTyped, let odd = tally.firstText {
            remarks.append("not all fit the type: '\(odd.text)' on line \(odd.line)")
        }
        return remarks
    }

    private static func dateRemarks(
        _ tally: ColumnTally, _ kind: ColumnProfile.Kind, name: String
    ) -> [String] {
        var remarks: [String] = []
        if case .openDate = kind {
            remarks.append("day and month cannot be told apart: set date_format")
        }
        if case .date(let pattern) = kind {
            if let dates = tally.dates.max(by: { $0.count < $1.count }) {
                if dates.dayFirstOnly > 0, dates.monthFirstOnly > 0, dates.family.order == .yearLast {
                    remarks.append(
                        "\(counted(min(dates.dayFirstOnly, dates.monthFirstOnly), "value")) cannot be read by \(pattern)"
                    )
                }
                if dates.hasTime { remarks.append("with times of day") }
            }
            if tally.dates.count > 1 { remarks.append("dates written in \(tally.dates.count) ways") }
        }
        let lower = name.lowercased()
        if kind == .integer, lower.contains("date") || lower.hasSuffix("day"),
            let low = tally.numbersByPoint.smallest?.value, let high = tally.numbersByPoint.largest?.value,
            low >= 18_000, high <= 73_050
        {
            remarks.append("may be serial dates of a spreadsheet")
        }
        return remarks
    }

    private static func numberRemarks(_ tally: ColumnTally, _ kind: ColumnProfile.Kind) -> [String] {
        guard case .decimal(let decimal) = kind else { return [] }
        var remarks: [String] = []
        if decimal == .undecided {
            remarks.append("nothing tells the decimal from the group separator: set decimal")
        }
        if decimal == .mixed { remarks.append("some values have a decimal point, others a decimal comma") }
        if !tally.currencies.isEmpty {
            let names = tally.currencies.keys.sorted().joined(separator: ", ")
            remarks.append(tally.currencies.count > 1 ? "several currencies: \(names)" : "currency \(names)")
        }
        if tally.percentages > 0 { remarks.append("\(counted(tally.percentages, "value")) with %") }
        if tally.bookkeeping > 0 { remarks.append("negative as (1) or 1-") }
        if tally.bounds > 0 {
            remarks.append("\(counted(tally.bounds, "value")) only a bound, such as 250,000+")
        }
        return remarks
    }
}
