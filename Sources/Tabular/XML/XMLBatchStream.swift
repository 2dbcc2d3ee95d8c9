/// Parses a document on a thread of its own, a few batches ahead; the thread ends with this object.
final class XMLBatchStream<Findings: Sendable> {
    /// As far as the file had been read for the last batch.
    private(set) var bytesRead: Int64 = 0
    /// What had been found when the last batch was full; nil before the first.
    private(set) var findings: Findings?

    let queue: BatchQueue<Findings>
    private let thread: WorkThread
    private var isAtEnd = false
    private var failure: TabularError?

    init<Collector: XMLBatchCollector>(
        _ feed: sending XMLByteFeed, _ collector: sending Collector
    ) throws(TabularError) where Collector.Findings == Findings {
        let path = feed.path
        let queue = BatchQueue<Findings>()
        let thread = WorkThread { XMLBatchStream.parse(feed, collector, to: queue) }
        guard let thread else { throw .unreadableFile(path: path, cause: "no thread to read it") }
        self.queue = queue
        self.thread = thread
    }

    deinit {
        // Before the thread's object goes, which waits for the thread.
        queue.close()
    }

    /// Replaces the batch by the next one; false at the end, which is told as often as it is asked for.
    func next(into batch: inout RecordBatch) throws(TabularError) -> Bool {
        if !isAtEnd {
            let (state, isBatch) = queue.take(returning: &batch)
            (bytesRead, findings, failure) = (state.bytesRead, state.findings, state.failure)
            isAtEnd = !isBatch
        }
        guard isAtEnd else { return true }
        batch.removeAll()
        if let failure { throw failure }
        return false
    }

    private static func parse(
        _ feed: XMLByteFeed, _ collector: some XMLBatchCollector<Findings>, to queue: BatchQueue<Findings>
    ) {
        func state(_ failure: TabularError? = nil) -> BatchQueue<Findings>.State {
            .init(bytesRead: feed.bytesRead, findings: collector.findings, failure: failure)
        }
        feed.isCancelled = { queue.isClosed }
        collector.deliver = { [unowned feed, unowned collector] batch in
            queue.put(&batch, .init(bytesRead: feed.bytesRead, findings: collector.findings))
        }
        do throws(TabularError) {
            try XMLPullParser(feed, listener: collector.listener).parse()
            try collector.finish()
            queue.finish(state())
        } catch {
            queue.finish(state(error))
        }
    }
}
