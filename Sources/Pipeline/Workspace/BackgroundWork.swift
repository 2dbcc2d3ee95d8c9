import Dispatch
import Synchronization

/// Work that is done beside other work until its result is needed.
final class BackgroundWork<Value: Sendable>: Sendable {
    private let result = Mutex<Result<Value, PipelineError>?>(nil)
    private let group = DispatchGroup()
    private let work: @Sendable () throws(PipelineError) -> Value

    /// Starts the work.
    init(_ work: @escaping @Sendable () throws(PipelineError) -> Value) {
        self.work = work
        DispatchQueue.global().async(group: group) { [self] in finish() }
    }

    /// Waits for the work, whatever comes of it.
    func wait() { group.wait() }

    /// What the work comes to; waits for it, and throws what it threw.
    func value() throws(PipelineError) -> Value {
        group.wait()
        // The work has been done when the group is through.
        guard let result = result.withLock({ $0 }) else { return try work() }
        return try result.get()
    }

    private func finish() {
        let outcome: Result<Value, PipelineError>
        do throws(PipelineError) { outcome = .success(try work()) } catch { outcome = .failure(error) }
        result.withLock { $0 = outcome }
    }
}
