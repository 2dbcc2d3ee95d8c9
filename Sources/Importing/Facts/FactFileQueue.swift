import Synchronization
import Tabular
import TerritoryModel

/// The files of a fold, opened one behind the other by the threads that read them.
///
/// A thread that finds nothing more in a file goes on with the next, while others finish their batches of it.
final class FactFileQueue: Sendable {
    private struct Progress {
        var opened: [OpenFile] = []
        /// What kept the file behind the opened ones from being opened.
        var failure: ImportError?
        var hasFailed = false
    }

    private let files: [FactFile]
    private let context: ImportContext
    private let progress = Mutex(Progress())

    init(_ files: [FactFile], context: ImportContext) {
        self.files = files
        self.context = context
    }

    /// What became of the rows of each file; to be asked when all threads are done.
    var accounts: [(ordinal: Int, account: FileAccount)] {
        progress.withLock { $0.opened }.map { ($0.plan.source.ordinal, $0.ledger.account) }
    }

    /// Of several failures the one of the earliest batch of the first file; to be asked when all threads are done.
    var failure: ImportError? {
        let (opened, failure) = progress.withLock { ($0.opened, $0.failure) }
        return opened.lazy.compactMap(\.ledger.failure).first ?? failure
    }

    /// Adds up batches until there are none left; nil where there was none.
    func fold(_ setting: FactSetting, _ pairs: PairShards) -> FactPartial? {
        var partial: FactPartial?
        var place = 0
        while let file = file(place) {
            let rows = SourceRows(file)
            do throws(ImportError) {
                while try rows.next() {
                    // Taken out, so that the sums are not copied.
                    var sums = partial.take() ?? FactPartial(setting, pairs)
                    try add(rows, files[place].kind, to: &sums)
                    partial = consume sums
                }
            } catch {
                fail(file, rows.ledger.place.ordinal, error)
                break
            }
            place += 1
        }
        partial?.handOverPairs()
        return partial
    }

    private func add(
        _ rows: SourceRows, _ kind: FactFile.Kind, to sums: inout FactPartial
    ) throws(ImportError) {
        do throws(ImportError) {
            switch kind {
            case .sales: try sums.addSales(rows)
            case .activities: try sums.addCalls(rows)
            }
        } catch {
            throw independent(error, kind)
        }
    }

    /// A failure of sums in words that do not depend on which thread had added what.
    private func independent(_ error: ImportError, _ kind: FactFile.Kind) -> ImportError {
        let ofKind = files.filter { $0.kind == kind }
        guard let first = ofKind.first?.source else { return error }
        let path = first.input.displayPath
        switch error {
        case .overflow(let source, _, let sum):
            return .overflow(
                source: source, file: ofKind.count == 1 ? path : source,
                sum: kind == .sales && sum != FactPartial.salesSum ? FileLedger.loadedAmount : sum)
        case .tooManyProducts(let source, _, let limit):
            return .tooManyProducts(source: source, file: path, limit: limit)
        default: return error
        }
    }

    /// The file at a place, opened where it is not; nil behind the last, and once anything has failed.
    private func file(_ place: Int) -> OpenFile? {
        progress.withLock { progress in
            guard !progress.hasFailed else { return nil }
            if place < progress.opened.count { return progress.opened[place] }
            guard place < files.count else { return nil }
            do throws(ImportError) {
                let file = try OpenFile(
                    files[place].source, fields: files[place].fields, required: files[place].kind.required,
                    context: context, repeatedRows: files[place].repeatedRows)
                progress.opened.append(file)
                return file
            } catch {
                progress.failure = error
                progress.hasFailed = true
                return nil
            }
        }
    }

    /// Lets the batches that were taken be finished, and hands out no more.
    private func fail(_ file: OpenFile, _ ordinal: Int, _ error: ImportError) {
        file.fail(ordinal, error)
        progress.withLock { progress in
            progress.hasFailed = true
            progress.opened.last?.feed.close()
        }
    }
}
