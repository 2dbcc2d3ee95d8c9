import Dispatch
import Synchronization
import Tabular
import TerritoryModel

/// Folds on this machine, a file per thread.
///
/// Each thread takes the next file and adds to its own partial sums, which are merged at the end. Sums, minima and maxima make the result independent of who took which file.
public struct LocalFactEngine: FactEngine {
    public init() {}

    public func fold(_ request: FactRequest, context: ImportContext) throws(ImportError) -> FoldedFacts {
        let work = try FactWork(request, context: context)
        let threads = max(1, min(request.threads, work.files.count))
        let outcome = Mutex(Outcome())
        let setting = FactSetting(request)
        DispatchQueue.concurrentPerform(iterations: threads) { _ in
            guard var file = outcome.withLock({ $0.take(from: work.files) }) else { return }
            var partial = FactPartial(setting)
            while true {
                do throws(ImportError) {
                    let ledger = try LocalFactEngine.fold(file, into: &partial, context: context)
                    outcome.withLock { $0.finish(file, ledger) }
                } catch {
                    return outcome.withLock { $0.fail(file.source.ordinal, error) }
                }
                guard let next = outcome.withLock({ $0.take(from: work.files) }) else { break }
                file = next
            }
            outcome.withLock { $0.partials.append(partial) }
        }
        var folded = try outcome.withLock { (outcome) throws(ImportError) in try outcome.merged(setting) }
        folded.files.merge(work.lookupFiles) { _, new in new }
        folded.rejections += work.lookupRejections
        return folded
    }

    /// Reads one file to its end.
    private static func fold(
        _ file: FactFile, into partial: inout FactPartial, context: ImportContext
    ) throws(ImportError) -> FileLedger {
        let rows = try SourceRows(
            file.source, fields: file.kind.fields, required: file.kind.required, context: context)
        while try rows.next() {
            switch file.kind {
            case .sales: try partial.addSales(rows)
            case .activities: try partial.addCalls(rows)
            }
        }
        return rows.ledger
    }

    private struct Outcome {
        var next = 0
        var files: [Int: ImportedFile] = [:]
        var rejections: [RejectionCount] = []
        var partials: [FactPartial] = []
        var failure: (ordinal: Int, error: ImportError)?

        mutating func take(from files: [FactFile]) -> FactFile? {
            guard failure == nil, next < files.count else { return nil }
            next += 1
            return files[next - 1]
        }

        mutating func finish(_ file: FactFile, _ ledger: FileLedger) {
            files[file.source.ordinal] = ledger.file
            rejections += ledger.rejections.values
        }

        /// Of several failures the one in the first file is told.
        mutating func fail(_ ordinal: Int, _ error: ImportError) {
            if let failure, failure.ordinal <= ordinal { return }
            failure = (ordinal, error)
        }

        /// Everything in one; the largest part takes in the others.
        mutating func merged(_ setting: FactSetting) throws(ImportError) -> FoldedFacts {
            if let failure { throw failure.error }
            partials.sort { $0.pairs.count < $1.pairs.count }
            var whole = partials.popLast() ?? FactPartial(setting)
            while let partial = partials.popLast() { try whole.merge(partial) }
            return FoldedFacts(
                summary: whole.summary(), files: files, rejections: rejections, unmatched: whole.unmatched)
        }
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
    }

    let kind: Kind
    let source: SourceFile
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
            files += mapping.files.map {
                let ordinal = request.catalog.ordinal(of: $0, in: mapping)
                return FactFile(
                    kind: kind,
                    source: SourceFile(
                        mapping: mapping, input: $0, ordinal: ordinal, lookups: lookups.tables))
            }
        }
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
