import Dispatch
import Synchronization
import Tabular
import TerritoryModel

/// Folds on this machine, on several threads.
///
/// The threads take batches of records from the files in their order, and each adds what it took to partial sums of
/// its own, which are merged at the end, and to the shared sums by account and rep. Sums, minima and maxima make the result independent of who took what; all
/// that depends on the order of rows is settled in the order of the files.
public struct LocalFactEngine: FactEngine {
    /// More threads would wait for the one that reads, and hold partial sums meanwhile.
    private static let usefulThreads = 8

    public init() {}

    public func fold(_ request: FactRequest, context: ImportContext) throws(ImportError) -> FoldedFacts {
        let work = try FactWork(request, context: context)
        let setting = FactSetting(request)
        let files = FactFileQueue(work.files, context: context)
        let pairs = PairShards(
            accounts: setting.accounts.count, segmentCount: setting.segments.count)
        let partials = Mutex<[FactPartial]>([])
        let threads = work.files.isEmpty ? 0 : max(1, min(request.threads, LocalFactEngine.usefulThreads))
        DispatchQueue.concurrentPerform(iterations: threads) { _ in
            if let partial = files.fold(setting, pairs) { partials.withLock { $0.append(partial) } }
        }
        if let failure = files.failure { throw failure }
        let parts = partials.withLock { partials in
            let parts = partials
            partials = []
            return parts
        }
        let whole = try work.merged(parts) ?? FactPartial(setting, pairs)
        let accounts = files.accounts
        return FoldedFacts(
            summary: whole.summary(pairs.takeFacts(setting.segments)),
            files: work.lookupFiles.merging(accounts.map { ($0.ordinal, $0.account.file) }) { _, new in new },
            rejections: accounts.flatMap(\.account.rejections) + work.lookupRejections,
            unmatched: whole.unmatched)
    }
}

/// One file of facts to fold.
struct FactFile: Sendable {
    enum Kind {
        case sales, activities

        /// The fields that are read, the required ones first; the sums address them by their place.
        var fields: [String] {
            switch self {
            case .sales: ["date", "account_id", "amount", "rep_id", "territory_id", "product_id", "quantity"]
            case .activities: ["date", "account_id", "rep_id", "minutes"]
            }
        }

        /// How many of them every row must have.
        var required: Int {
            switch self {
            case .sales: 3
            case .activities: 2
            }
        }

        /// The places of the fields that are texts; with the day and the numbers they are all that a row says.
        var texts: [Int] {
            switch self {
            case .sales: [1, 3, 4, 5]
            case .activities: [1, 2]
            }
        }
    }

    let kind: Kind
    let source: SourceFile
    /// Where rows that stand twice are found; nil where every row counts.
    let repeatedRows: RepeatedRowsPlace?

    /// The fields that are read, in the end what tells a row from others where that is asked.
    var fields: [String] { kind.fields + (repeatedRows == nil ? [] : [SourceMapping.rowIdentity]) }
}

/// The files of a request in their order, with the tables that they look up.
struct FactWork {
    private(set) var files: [FactFile] = []
    private(set) var lookupFiles: [Int: ImportedFile] = [:]
    private(set) var lookupRejections: [RejectionCount] = []

    init(_ request: FactRequest, context: ImportContext) throws(ImportError) {
        for mapping in request.catalog.mappings {
            guard let kind: FactFile.Kind = ["sales": .sales, "activities": .activities][mapping.source]
            else {
                continue
            }
            let lookups = try SourceLookups(mapping, catalog: request.catalog, context: context)
            lookupFiles.merge(lookups.files) { _, new in new }
            lookupRejections += lookups.rejections
            let repeated = mapping.hasRowIdentity ? RepeatedRows(fileCount: mapping.files.count) : nil
            // Of rows that stand twice the first to be seen counts, which is to be the one in the last file.
            let ordered = repeated == nil ? mapping.files : mapping.files.reversed()
            files += ordered.enumerated().map { place, input in
                let ordinal = request.catalog.ordinal(of: input, in: mapping)
                return FactFile(
                    kind: kind,
                    source: SourceFile(
                        mapping: mapping, input: input, ordinal: ordinal, lookups: lookups.tables),
                    repeatedRows: repeated.map { RepeatedRowsPlace(rows: $0, file: place) })
            }
        }
    }
}

extension FactWork {
    /// All partial sums in one; nil where there are none.
    fileprivate func merged(_ parts: consuming [FactPartial]) throws(ImportError) -> FactPartial? {
        // Moved, not copied: a table that is held twice would be copied whole when it takes in another.
        var rest = consume parts
        guard var whole = rest.popLast() else { return nil }
        while let partial = rest.popLast() { try whole.merge(partial) }
        if whole.products.count > FactPartial.productLimit,
            let sales = files.first(where: { $0.kind == .sales })
        {
            throw .tooManyProducts(
                source: sales.source.mapping.source, file: sales.source.input.displayPath,
                limit: FactPartial.productLimit)
        }
        return whole
    }
}

/// The newest day on any sales row; nil where no row has a readable one.
public func latestSale(
    _ catalog: SourceCatalog, context: ImportContext
) throws(ImportError) -> Day? {
    guard let mapping = catalog.mapping("sales") else { return nil }
    var latest: Day?
    let lookups = try SourceLookups(mapping, catalog: catalog, context: context)
    for file in mapping.files {
        let source = SourceFile(mapping: mapping, input: file, ordinal: 0, lookups: lookups.tables)
        let rows = try SourceRows(source, fields: ["date"], required: 1, context: context)
        while try rows.next() {
            for row in rows.lines.indices {
                if let day = try rows.day(row, 0), latest.map({ $0 < day }) ?? true { latest = day }
            }
        }
    }
    return latest
}
