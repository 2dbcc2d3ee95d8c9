import Dispatch
import Foundation
import Synchronization

/// What a run has under construction, so that it can be ended at any moment, whatever its threads are doing.
///
/// A run may wait for a slow disk, in a library or in a long sum; so nobody asks its threads to stop. Whoever ends the
/// run keeps them from making anything new, removes what they made, and then ends the process. From the moment in which
/// the report is put in its place the run can no longer be ended: it is about to end by itself.
public final class UnfinishedWork: Sendable {
    /// What became of the attempt to end a run.
    public enum Ending: Hashable, Sendable {
        /// All that was unfinished has been removed, and no thread makes anything any more.
        case removed
        /// The report is published, and the run is about to end.
        case published
    }

    private enum Stage { case working, committing, committed, ended }

    private struct State {
        var stage = Stage.working
        /// Folders that are removed where the run is ended.
        var folders: Set<String> = []
        /// Threads that are making a file or folder at this moment.
        var makers = 0
    }

    /// How often to look whether a thread still makes a file, a twentieth of a second apart: a disk may never answer.
    private static let patience = 20

    private let state = Mutex(State())
    private let never = DispatchSemaphore(value: 0)

    public init() {}

    /// Names a folder that only this run uses.
    func add(_ folder: String) { state.withLock { _ = $0.folders.insert(folder) } }

    /// Makes a file or a folder; does not return once the run has been ended.
    func making<Value, Failure: Error>(
        _ body: () throws(Failure) -> Value
    ) throws(Failure) -> Value {
        enter { $0.makers += 1 }
        defer { state.withLock { $0.makers -= 1 } }
        return try body()
    }

    /// Does not return once the run has been ended, so that nothing is told of what came of the ending.
    func pass() { enter { _ in } }

    /// Puts the report in its place; whoever ends the run waits for that.
    func committing<Failure: Error>(_ body: () throws(Failure) -> Void) throws(Failure) {
        enter { $0.stage = .committing }
        do throws(Failure) {
            try body()
        } catch {
            state.withLock { $0.stage = .working }
            throw error
        }
        state.withLock { $0.stage = .committed }
    }

    /// Ends the run, for a thread that then ends the process.
    public func end() -> Ending {
        var patience = UnfinishedWork.patience
        while true {
            let (stage, isQuiet) = state.withLock { state in
                if state.stage == .working { state.stage = .ended }
                return (state.stage, state.makers == 0)
            }
            if stage == .committed { return .published }
            if stage == .ended {
                if isQuiet || patience == 0 { break }
                patience -= 1
            }
            usleep(isQuiet ? 5_000 : 50_000)
        }
        for folder in state.withLock({ $0.folders }).sorted() {
            // What stays is a hidden folder that the next run removes.
            try? FileManager.default.removeItem(atPath: folder)
        }
        return .removed
    }

    /// Lets a thread go on, or keeps it for ever where the run has been ended.
    private func enter(_ change: (inout State) -> Void) {
        let isEnded = state.withLock { state in
            if state.stage == .ended { return true }
            change(&state)
            return false
        }
        while isEnded { never.wait() }
    }
}
