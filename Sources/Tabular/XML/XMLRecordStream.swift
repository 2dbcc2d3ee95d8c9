/// Parses a document on a thread of its own, a few batches ahead; the thread ends with this object.
final class XMLRecordStream {
    /// As far as the file had been read for the last batch.
    private(set) var bytesRead: Int64 = 0

    let queue: BatchQueue
    private let thread: WorkThread
    private var end: BatchQueue.End?

    init(_ feed: sending XMLByteFeed, _ collector: sending XMLRecordCollector) throws(TabularError) {
        let path = feed.path
        let queue = BatchQueue()
        let thread = WorkThread { XMLRecordStream.parse(feed, collector, to: queue) }
        guard let thread else { throw .unreadableFile(path: path, cause: "no thread to read it") }
        self.queue = queue
        self.thread = thread
    }

    deinit {
        // Before the thread's object goes, which waits for the thread.
        queue.close()
    }

    /// Replaces the batch by the next one; false at the end.
    func next(into batch: inout RecordBatch) throws(TabularError) -> Bool {
        if end == nil {
            switch queue.take(returning: &batch) {
            case .portion(let bytesRead):
                self.bytesRead = bytesRead
                return true
            case .end(let end): self.end = end
            }
        }
        batch.removeAll()
        if let end {
            bytesRead = end.bytesRead
            if let error = end.error { throw error }
        }
        return false
    }

    private static func parse(_ feed: XMLByteFeed, _ collector: XMLRecordCollector, to queue: BatchQueue) {
        feed.isCancelled = { queue.isClosed }
        collector.deliver = { [unowned feed] batch in queue.put(&batch, bytesRead: feed.bytesRead) }
        var failure: TabularError?
        do throws(TabularError) {
            try XMLPullParser(feed, listener: .records(collector)).parse()
            _ = collector.handOver()
        } catch {
            failure = error
        }
        queue.finish(BatchQueue.End(error: failure, bytesRead: feed.bytesRead))
    }
}
