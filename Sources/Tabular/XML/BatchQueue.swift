import Dispatch
import Synchronization

/// Hands batches from the thread that reads to the one that uses them; few wait at any time.
///
/// The consumer comes to the same batches in the same order however the threads are scheduled.
final class BatchQueue: Sendable {
    /// How the file ended.
    struct End: Sendable {
        let error: TabularError?
        let bytesRead: Int64
    }

    enum Taken {
        /// The batch was replaced; so much of the file had been read when it was full.
        case portion(bytesRead: Int64)
        case end(End)
    }

    private struct State {
        var waiting: [(batch: RecordBatch, bytesRead: Int64)] = []
        /// Batches that were used up; their memory is used again.
        var spare: [RecordBatch] = []
        var isClosed = false
        var end: End?
    }

    private static let capacity = 3

    private let state = Mutex(State())
    private let places = DispatchSemaphore(value: 0)
    private let events = DispatchSemaphore(value: 0)

    init() {
        // Not its initial value, which a semaphore must have again when it goes.
        for _ in 0..<BatchQueue.capacity { places.signal() }
    }

    /// Whether the consumer is gone.
    var isClosed: Bool { state.withLock { $0.isClosed } }

    /// Whether the producer has made its last call.
    var hasEnded: Bool { state.withLock { $0.end != nil } }

    /// Waits for a place and puts the batch there, with an old one in exchange; false where nobody wants it.
    func put(_ batch: inout RecordBatch, bytesRead: Int64) -> Bool {
        places.wait()
        let full = batch
        let spare = state.withLock { state -> RecordBatch? in
            guard !state.isClosed else { return nil }
            state.waiting.append((full, bytesRead))
            return state.spare.popLast() ?? RecordBatch()
        }
        guard let spare else { return false }
        batch = spare
        events.signal()
        return true
    }

    /// Says that the file has ended; the last call of the producer.
    func finish(_ end: End) {
        state.withLock { $0.end = end }
        events.signal()
    }

    /// Waits for the next batch, and gives the used one back; not to be called behind the end.
    func take(returning batch: inout RecordBatch) -> Taken {
        events.wait()
        let used = batch
        batch = RecordBatch()
        let next = state.withLock { state -> (batch: RecordBatch, bytesRead: Int64)? in
            guard !state.waiting.isEmpty else { return nil }
            state.spare.append(used)
            return state.waiting.removeFirst()
        }
        guard let next else {
            return .end(state.withLock { $0.end } ?? End(error: nil, bytesRead: 0))
        }
        batch = next.batch
        places.signal()
        return .portion(bytesRead: next.bytesRead)
    }

    /// Says that nothing more is wanted.
    func close() {
        state.withLock { $0.isClosed = true }
        places.signal()
    }
}
