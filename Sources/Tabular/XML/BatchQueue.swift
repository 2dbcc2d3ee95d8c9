import Dispatch
import Synchronization

/// Hands batches from the thread that reads to the one that uses them; few wait at any time.
///
/// The consumer comes to the same batches in the same order however the threads are scheduled.
final class BatchQueue<Findings: Sendable>: Sendable {
    /// How far the reading was when a batch was full, or the file had ended.
    struct State: Sendable {
        let bytesRead: Int64
        let findings: Findings
        /// What ended the file before its end.
        var failure: TabularError?
    }

    private struct Content {
        var waiting: [(batch: RecordBatch, state: State)] = []
        /// Batches that were used up; their memory is used again.
        var spare: [RecordBatch] = []
        var isClosed = false
        var end: State?
    }

    private let content = Mutex(Content())
    private let places = DispatchSemaphore(value: 0)
    private let events = DispatchSemaphore(value: 0)

    init() {
        let capacity = 3
        // Not its initial value, which a semaphore must have again when it goes.
        for _ in 0..<capacity { places.signal() }
    }

    /// Whether the consumer is gone.
    var isClosed: Bool { content.withLock { $0.isClosed } }

    /// Whether the producer has made its last call.
    var hasEnded: Bool { content.withLock { $0.end != nil } }

    /// Waits for a place and puts the batch there, with an old one in exchange; false where nobody wants it.
    func put(_ batch: inout RecordBatch, _ state: State) -> Bool {
        places.wait()
        let full = batch
        let spare = content.withLock { content -> RecordBatch? in
            guard !content.isClosed else { return nil }
            content.waiting.append((full, state))
            return content.spare.popLast() ?? RecordBatch()
        }
        guard let spare else {
            // The place was not taken: nobody ever waits in a queue that is closed.
            places.signal()
            return false
        }
        batch = spare
        events.signal()
        return true
    }

    /// Says that the file has ended; the last call of the producer.
    func finish(_ end: State) {
        content.withLock { $0.end = end }
        events.signal()
    }

    /// Waits for the next batch, and gives the used one back; no batch at the end, behind which it is not to be
    /// called.
    func take(returning batch: inout RecordBatch) -> (state: State, isBatch: Bool) {
        let used = batch
        batch = RecordBatch()
        while true {
            events.wait()
            let next = content.withLock { content -> (batch: RecordBatch?, state: State)? in
                guard !content.waiting.isEmpty else { return content.end.map { (nil, $0) } }
                content.spare.append(used)
                let first = content.waiting.removeFirst()
                return (first.batch, first.state)
            }
            guard let next else { continue }
            guard let taken = next.batch else { return (next.state, false) }
            batch = taken
            places.signal()
            return (next.state, true)
        }
    }

    /// Says that nothing more is wanted.
    func close() {
        content.withLock { $0.isClosed = true }
        places.signal()
    }
}
