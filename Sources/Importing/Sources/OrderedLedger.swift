import Dispatch
import Synchronization
import TerritoryModel

/// The ledger of a file whose pages are filled by several threads: they are entered in the order of the file.
///
/// So refused rows, examples and notices are the same whatever the number of threads.
final class OrderedLedger: Sendable {
    /// Refused rows of pages that wait for the page of an earlier batch; threads that would bring more of them
    /// wait too.
    private static let waitingLimit = 4_000

    private struct State {
        var ledger: FileLedger
        /// The batch whose page is entered next.
        var next = 0
        var waiting: [Int: LedgerPage] = [:]
        var waitingRefused = 0
        var failure: (ordinal: Int, error: ImportError)?
        /// Threads that wait until pages have been entered.
        var sleepers = 0
    }

    private let state: Mutex<State>
    private let awakening = DispatchSemaphore(value: 0)
    /// What is told at the end of the file, of what was counted in it.
    private let notices: @Sendable (FileLedger, LedgerPage.Ending) -> [FileNotice]
    private let progress: @Sendable (ImportProgress) -> Void

    init(
        _ source: SourceFile, countsMoney: Bool, context: ImportContext,
        notices: @escaping @Sendable (FileLedger, LedgerPage.Ending) -> [FileNotice]
    ) {
        state = Mutex(
            State(ledger: FileLedger(source, store: context.rejectedRows, countsMoney: countsMoney)))
        self.notices = notices
        progress = context.progress
    }

    /// The account of the file as far as it has been entered.
    var account: FileAccount {
        state.withLock {
            FileAccount(file: $0.ledger.file, rejections: $0.ledger.rejections)
        }
    }

    /// The failure of the earliest batch that failed.
    var failure: ImportError? { state.withLock { $0.failure?.error } }

    /// Notes that a batch failed: no page from it on is entered.
    func fail(_ ordinal: Int, _ error: ImportError) {
        state.withLock { state in
            if let failure = state.failure, failure.ordinal <= ordinal { return }
            state.failure = (ordinal, error)
            wake(&state)
        }
    }

    /// Enters a page as soon as those of all batches before have been; throws where entering failed.
    func enter(_ page: LedgerPage) throws(ImportError) {
        var page = page
        page.refused.sortByLine()
        try state.withLock { (state) throws(ImportError) in
            state.waiting[page.place.ordinal] = page
            state.waitingRefused += page.refused.count
            try enterWaiting(&state)
        }
        while isTooFarAhead(of: page.place.ordinal) { awakening.wait() }
    }

    private func enterWaiting(_ state: inout State) throws(ImportError) {
        while let page = state.waiting.removeValue(forKey: state.next) {
            if let failure = state.failure, failure.ordinal <= state.next { return }
            state.waitingRefused -= page.refused.count
            do throws(ImportError) {
                try enter(page, in: &state.ledger)
            } catch {
                state.failure = (state.next, error)
                wake(&state)
                throw error
            }
            state.next += 1
            wake(&state)
        }
    }

    private func enter(_ page: LedgerPage, in ledger: inout FileLedger) throws(ImportError) {
        try ledger.enter(page)
        progress(
            ImportProgress(
                source: ledger.file.source, file: ledger.file.file, bytes: page.place.bytesRead,
                rows: ledger.file.rowsRead, isFinished: page.ending != nil))
        if let ending = page.ending { try ledger.close(notices(ledger, ending)) }
    }

    /// Whether a thread whose page waits must wait before it brings another.
    ///
    /// The thread with the earliest batch never waits here, so this ends.
    private func isTooFarAhead(of ordinal: Int) -> Bool {
        state.withLock { state in
            let waits =
                state.failure == nil && state.next <= ordinal
                && state.waitingRefused > OrderedLedger.waitingLimit
            if waits { state.sleepers += 1 }
            return waits
        }
    }

    private func wake(_ state: inout State) {
        for _ in 0..<state.sleepers { awakening.signal() }
        state.sleepers = 0
    }
}

/// What became of the rows of one file.
struct FileAccount: Sendable {
    var file: ImportedFile
    let rejections: [RejectionCount]
}
