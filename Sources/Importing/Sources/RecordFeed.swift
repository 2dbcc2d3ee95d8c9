import Synchronization
import Tabular

/// Hands out the records of one file, batch by batch in their order, to whichever thread asks.
///
/// Only one thread reads at a time, for where a record begins, ends and stands depends on all before it. What is
/// done with the records is done by the thread that took them.
final class RecordFeed: Sendable {
    /// What a thread that asks is given; batches and what ends them are numbered through.
    enum Delivery: Sendable {
        case batch(BatchPlace)
        /// The end of the file; told once.
        case end(BatchPlace, notices: [ReadingNotice])
        /// What makes the rest of the file unreadable; told once.
        case failure(BatchPlace, ImportError)
        /// Nothing more.
        case nothing
    }

    private struct Reading {
        let reader: any RecordReader
        var next = 0
        var isClosed = false
    }

    /// The names of the columns.
    let columns: [String]
    private let mapping: SourceMapping
    private let reading: Mutex<Reading>

    init(_ source: SourceFile) throws(ImportError) {
        mapping = source.mapping
        let reader = try RecordFeed.open(source)
        columns = reader.columns
        reading = Mutex(Reading(reader: reader))
    }

    private static func open(_ source: SourceFile) throws(ImportError) -> any RecordReader {
        let mapping = source.mapping
        do throws(TabularError) {
            return try openRecords(
                source.input, as: mapping.formatFindingHeader, columns: mapping.askedColumns)
        } catch {
            throw .unreadable(source: mapping.source, error)
        }
    }

    /// Replaces the batch by the next records, where there are any.
    func next(into batch: inout RecordBatch) -> Delivery {
        reading.withLock { reading in
            guard !reading.isClosed else { return .nothing }
            let ordinal = reading.next
            reading.next += 1
            var hasMore = false
            var failure: ImportError?
            do throws(TabularError) {
                hasMore = try reading.reader.next(into: &batch)
            } catch {
                batch.removeAll()
                failure = isEmptyFile(error) ? nil : .unreadable(source: mapping.source, error)
            }
            let place = BatchPlace(ordinal: ordinal, bytesRead: reading.reader.bytesRead)
            if hasMore { return .batch(place) }
            reading.isClosed = true
            if let failure { return .failure(place, failure) }
            return .end(place, notices: reading.reader.notices)
        }
    }

    private func isEmptyFile(_ error: TabularError) -> Bool {
        if case .noRecords = error { return mapping.allowsEmpty }
        return false
    }

    /// Hands out nothing more.
    func close() { reading.withLock { $0.isClosed = true } }
}

/// Which batch of its file a batch is.
struct BatchPlace: Hashable, Sendable {
    /// 0 = first; the end of the file counts as a batch.
    let ordinal: Int
    /// Bytes of the file on disk consumed up to its end.
    let bytesRead: Int64
}
