import Dispatch
import Synchronization
import TerritoryModel

/// The ledger of a file whose pages are filled by several threads: they are entered in the order of the file.
///
/// So refused rows, examples and notices are the same whatever the number of threads.
final class OrderedLedger: Sendable {
    /// Refused rows of pages that wait for the page of an earlier batch; threads that would bring more of them
    /// wait too.
    private static let waitingLimit = 40_000

    private struct State {
        /// The batch whose page is entered next.
        var next = 0
        /// Whether a thread is entering pages; it also enters those that others leave meanwhile, so that nobody
        /// waits for what is written.
        var isEntering = false
        var waiting: [Int: LedgerPage] = [:]
        var waitingRefused = 0
        var failure: (ordinal: Int, error: ImportError)?
        /// Threads that wait until pages have been entered.
        var sleepers = Sleepers()
    }

    private let state = Mutex(State())
    /// Touched by the thread that enters pages alone until all are entered.
    private let ledger: Mutex<FileLedger>
    /// What is told at the end of the file, of what was counted in it.
    private let notices: @Sendable (FileLedger, LedgerPage.Ending) -> [FileNotice]
    private let progress: @Sendable (ImportProgress) -> Void

    init(
        _ source: SourceFile, countsMoney: Bool, context: ImportContext,
        notices: @escaping @Sendable (FileLedger, LedgerPage.Ending) -> [FileNotice]
    ) {
        ledger = Mutex(FileLedger(source, store: context.rejectedRows, countsMoney: countsMoney))
        self.notices = notices
        progress = context.progress
    }

    /// The account of the file as far as it has been entered.
    var account: FileAccount {
        ledger.withLock { FileAccount(file: $0.file, rejections: $0.rejections, dated: $0.dated) }
    }

    /// The failure of the earliest batch that failed.
    var failure: ImportError? { state.withLock { $0.failure?.error } }

    /// Notes that a batch failed: no page from it on is entered.
    func fail(_ ordinal: Int, _ error: ImportError) {
        state.withLock { state in
            if let failure = state.failure, failure.ordinal <= ordinal { return }
            state.failure = (ordinal, error)
            state.sleepers.wake()
        }
    }

    /// Enters a page as soon as those of all batches before have been; throws where entering failed.
    func enter(_ page: LedgerPage) throws(ImportError) {
        var page = page
        page.refused.sortByLine()
        var turn = state.withLock { state in
            state.waiting[page.place.ordinal] = page
            state.waitingRefused += page.refused.count
            return state.isEntering ? nil : nextPage(&state)
        }
        while let page = turn {
            let failure = enterInLedger(page)
            turn = state.withLock { state in
                if let failure {
                    state.failure = (state.next, failure)
                } else {
                    state.next += 1
                }
                state.sleepers.wake()
                return nextPage(&state)
            }
            if let failure { throw failure }
        }
        while let bell = bell(page.place.ordinal) { bell.wait() }
    }

    /// The page to be entered now, where it is there; the thread that gets it enters it.
    private func nextPage(_ state: inout State) -> LedgerPage? {
        let isPast = state.failure.map { $0.ordinal <= state.next } ?? false
        let page = isPast ? nil : state.waiting.removeValue(forKey: state.next)
        state.waitingRefused -= page?.refused.count ?? 0
        state.isEntering = page != nil
        return page
    }

    private func enterInLedger(_ page: LedgerPage) -> ImportError? {
        ledger.withLock { ledger in
            do throws(ImportError) {
                try enter(page, in: &ledger)
                return nil
            } catch {
                return error
            }
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

    /// What a thread whose page waits must wait for before it brings another; nil where it may go on.
    ///
    /// The thread with the earliest batch never waits here, so this ends.
    private func bell(_ ordinal: Int) -> DispatchSemaphore? {
        state.withLock { state in
            let waits =
                state.failure == nil && state.next <= ordinal
                && state.waitingRefused > OrderedLedger.waitingLimit
            return waits ? state.sleepers.bell() : nil
        }
    }
}

/// What became of the rows of one file.
struct FileAccount: Sendable {
    var file: ImportedFile
    let rejections: [RejectionCount]
    let dated: DatedAmounts
}
