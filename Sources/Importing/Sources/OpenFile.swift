import Tabular
import TerritoryModel

/// A file whose rows are being read, by one thread or by several.
final class OpenFile: Sendable {
    let plan: RowPlan
    let feed: RecordFeed
    let decisions: FileDecisions
    let ledger: OrderedLedger
    /// Where rows that stand twice are found; nil where every row counts.
    let repeatedRows: RepeatedRowsPlace?

    /// Opens the file; the first `required` of the fields must be present in every row.
    init(
        _ source: SourceFile, fields: [String], required: Int, context: ImportContext,
        repeatedRows: RepeatedRowsPlace? = nil
    ) throws(ImportError) {
        self.repeatedRows = repeatedRows
        let feed = try RecordFeed(source)
        let plan = try RowPlan(source, columns: feed.columns, fields: fields, required: required)
        let decisions = FileDecisions(source)
        self.feed = feed
        self.plan = plan
        self.decisions = decisions
        ledger = OrderedLedger(source, countsMoney: plan.amountField != nil, context: context) {
            ledger, ending in
            ending.notices.map { FileNotice(key: $0.kind.rawValue, count: $0.count, text: $0.text) }
                + decisions.notices + ledger.values.notices
                + ledger.repeated.notices(by: plan.identityTitle)
                + source.unknownKeyNotices(ledger.unknownKeys)
        }
    }

    /// Ends the reading, since a batch failed.
    func fail(_ ordinal: Int, _ error: ImportError) {
        ledger.fail(ordinal, error)
        feed.close()
        repeatedRows?.rows.abandon()
    }
}

extension SourceFile {
    /// What is told of keys that were looked up in vain.
    fileprivate func unknownKeyNotices(_ counts: [Int64]) -> [FileNotice] {
        zip(lookups, counts).filter { $0.1 > 0 }.map { lookup, count in
            FileNotice(
                key: "unknown_keys", count: count,
                text:
                    "\(counted(count, "row")) with a key that is not in \(lookup.title): values from '\(lookup.name)' are blank"
            )
        }
    }
}
