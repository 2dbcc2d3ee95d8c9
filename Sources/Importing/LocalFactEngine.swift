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
        let work = FactWork(request)
        let threads = max(1, min(request.threads, work.files.count))
        let outcome = Mutex(Outcome())
        let setting = FactSetting(request)
        DispatchQueue.concurrentPerform(iterations: threads) { _ in
            let partial = FactPartial(setting)
            var failed = false
            while !failed, let file = outcome.withLock({ $0.take(from: work.files) }) {
                do throws(ImportError) {
                    let ledger = try partial.add(file, context: context)
                    outcome.withLock { $0.finish(file, ledger) }
                } catch {
                    outcome.withLock { $0.fail(file.ordinal, error) }
                    failed = true
                }
            }
            outcome.withLock { $0.partials.append(partial.frozen()) }
        }
        return try outcome.withLock { (outcome) throws(ImportError) in try outcome.merged(setting) }
    }

    private struct Outcome {
        var next = 0
        var files: [Int: ImportedFile] = [:]
        var rejections: [RejectionCount] = []
        var partials: [FactPartial.Frozen] = []
        var failure: (ordinal: Int, error: ImportError)?

        mutating func take(from files: [FactFile]) -> FactFile? {
            guard failure == nil, next < files.count else { return nil }
            next += 1
            return files[next - 1]
        }

        mutating func finish(_ file: FactFile, _ ledger: FileLedger) {
            files[file.ordinal] = ledger.file
            rejections += ledger.rejections.values
        }

        /// Of several failures the one in the first file is told.
        mutating func fail(_ ordinal: Int, _ error: ImportError) {
            if let failure, failure.ordinal <= ordinal { return }
            failure = (ordinal, error)
        }

        func merged(_ setting: FactSetting) throws(ImportError) -> FoldedFacts {
            if let failure { throw failure.error }
            let whole = FactPartial(setting)
            for partial in partials { try whole.merge(partial) }
            let frozen = whole.frozen()
            return FoldedFacts(
                summary: whole.summary(), files: files, rejections: rejections, unmatched: frozen.unmatched)
        }
    }
}

/// One file of facts to fold.
struct FactFile: Sendable {
    enum Kind { case sales, activities }

    let kind: Kind
    let mapping: SourceMapping
    let file: TabularInput
    let ordinal: Int
}

/// The files of a request in their order.
struct FactWork {
    let files: [FactFile]

    init(_ request: FactRequest) {
        var files: [FactFile] = []
        for mapping in request.catalog.mappings {
            guard let kind: FactFile.Kind = ["sales": .sales, "activities": .activities][mapping.source]
            else {
                continue
            }
            files += mapping.files.map {
                FactFile(
                    kind: kind, mapping: mapping, file: $0,
                    ordinal: request.catalog.ordinal(of: $0, in: mapping))
            }
        }
        self.files = files
    }
}

/// The newest day on any sales row; nil where no row has a readable one.
public func latestSale(
    _ catalog: SourceCatalog, context: ImportContext
) throws(ImportError) -> Day? {
    guard let mapping = catalog.mapping("sales") else { return nil }
    var latest: Day?
    for file in mapping.files {
        let rows = try SourceRows(
            mapping, file: file, ordinal: 0, fields: ["date"], required: 1, context: context)
        while try rows.next() {
            for row in rows.lines.indices {
                if let day = try rows.day(row, 0), latest.map({ $0 < day }) ?? true { latest = day }
            }
        }
    }
    return latest
}
