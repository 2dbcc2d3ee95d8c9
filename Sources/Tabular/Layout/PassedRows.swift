/// Says by a layout which rows of a table are no records, and counts them; the same for CSV and worksheets.
struct PassedRows {
    enum Footer: Hashable {
        case none, footer
        /// A footer that states another number of records than there are before it.
        case wrong(stated: Int64)
    }

    /// Text above which a field is no footer.
    static let footerBytes = 4096

    /// Rows with text before the header.
    var beforeHeader: Int64 = 0
    var blank: Int64 = 0
    private var behindHeader: Int64 = 0
    private var footers: Int64 = 0
    /// Rows directly behind the header that are still to come.
    private var toPassBehindHeader: Int
    private let patterns: [RowPattern]

    init(_ layout: TableLayout) {
        toPassBehindHeader = layout.hasHeader ? layout.rowsBehindHeader : 0
        patterns = layout.footers
    }

    /// Whether a row with text may be no record.
    var mayPassText: Bool { toPassBehindHeader > 0 || !patterns.isEmpty }

    /// Whether any rows behind the header were passed over that are not blank.
    var hasPassedText: Bool { behindHeader > 0 || footers > 0 }

    /// Whether a row that is not blank is one of those directly behind the header; it is counted.
    mutating func passesBehindHeader() -> Bool {
        guard toPassBehindHeader > 0 else { return false }
        toPassBehindHeader -= 1
        behindHeader += 1
        return true
    }

    /// Whether the first text of a row is that of a total or footer behind so many records; it is counted.
    mutating func passesFooter(_ text: [UInt8], behind records: Int64) -> Footer {
        guard text.count <= PassedRows.footerBytes else { return .none }
        for pattern in patterns {
            let match = pattern.match(text)
            guard match.isMatch else { continue }
            footers += 1
            guard let stated = match.rows, stated != records else { return .footer }
            return .wrong(stated: stated)
        }
        return .none
    }

    /// What was passed over so far.
    var notices: [ReadingNotice] {
        let counts: [(ReadingNotice.Kind, Int64, singular: String, plural: String)] = [
            (
                .linesBeforeHeader, beforeHeader, "row before the header was passed over",
                "rows before the header were passed over"
            ),
            (
                .secondHeader, behindHeader, "row behind the header was passed over, as configured",
                "rows behind the header were passed over, as configured"
            ),
            (.blankRows, blank, "blank row was passed over", "blank rows were passed over"),
            (
                .footers, footers, "total or footer was left out, as configured",
                "totals and footers were left out, as configured"
            ),
        ]
        return counts.compactMap { ReadingNotice($0, count: $1, singular: $2, plural: $3) }
    }
}

extension ReadingNotice {
    /// A notice about a number of rows; nil about none.
    init?(_ kind: Kind, count: Int64, singular: String, plural: String) {
        guard count > 0 else { return nil }
        self.init(kind: kind, count: count, text: "\(count) \(count == 1 ? singular : plural)")
    }
}
