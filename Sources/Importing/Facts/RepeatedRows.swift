import Dispatch
import Synchronization
import Tabular
import TerritoryModel

/// Leaves out the rows of a source that stand twice.
///
/// Which of two rows counts must not depend on the threads. So batches are judged one behind the other, in the order
/// of the files and of the batches in them; a thread that has read a batch waits for its turn. The files come last
/// one first, so that the row in the last file is the first to be seen. Reading, hashing and adding up stay parallel.
///
/// A thread never waits for long: the batch whose turn it is has been handed out to a thread that waits for no other.
final class RepeatedRows: Sendable {
    private struct State {
        var table = IdentityTable()
        /// Whose turn it is.
        var file = 0
        var batch = 0
        /// By file: the number of its batches, where it is known.
        var ends: [Int: Int] = [:]
        /// Whether the fold has failed, so that nobody waits any more.
        var isAbandoned = false
        var sleepers = Sleepers()

        /// Moves on to the next batch that is to be judged, past the ends of files.
        mutating func settle(_ fileCount: Int) {
            while let end = ends[file], end == batch {
                file += 1
                batch = 0
            }
            // Nothing is asked any more, and what follows may need the memory.
            if file == fileCount { table = IdentityTable() }
            sleepers.wake()
        }
    }

    private let state = Mutex(State())
    private let fileCount: Int

    init(fileCount: Int) { self.fileCount = fileCount }

    /// Removes the rows that have been seen, and notes the others.
    ///
    /// - Parameters:
    ///   - identities: Of each row; nil where it has none, and counts.
    ///   - isLast: Whether the batch has no more rows than these.
    /// - Returns: what is known of each row.
    func judge(
        _ identities: [RowIdentity?], of batch: BatchPlace, file: Int, isLast: Bool
    ) -> [IdentityTable.Sighting] {
        while true {
            let (sightings, bell) = state.withLock {
                state -> ([IdentityTable.Sighting]?, DispatchSemaphore?) in
                if state.isAbandoned { return (identities.map { _ in .new }, nil) }
                guard state.file == file, state.batch == batch.ordinal else {
                    return (nil, state.sleepers.bell())
                }
                let sightings = RepeatedRows.sightings(identities, &state.table)
                if isLast {
                    state.batch += 1
                    state.settle(fileCount)
                }
                return (sightings, nil)
            }
            if let sightings { return sightings }
            bell?.wait()
        }
    }

    /// Notes that a file has so many batches.
    func end(file: Int, batches: Int) {
        state.withLock { state in
            state.ends[file] = batches
            state.settle(fileCount)
        }
    }

    /// Lets go all that wait, since the fold has failed.
    func abandon() {
        state.withLock { state in
            state.isAbandoned = true
            state.sleepers.wake()
        }
    }

    private static func sightings(
        _ identities: [RowIdentity?], _ table: inout IdentityTable
    ) -> [IdentityTable.Sighting] {
        /// Rows ahead, whose places are being fetched from memory.
        let ahead = 16
        return identities.indices.map { row in
            if row + ahead < identities.count, let next = identities[row + ahead] { table.prefetch(next) }
            return identities[row].map { table.insert($0) } ?? .new
        }
    }
}

/// The place of a file among those of a source whose rows may stand twice.
struct RepeatedRowsPlace: Sendable {
    let rows: RepeatedRows
    /// 0 = the last file of the source, which is read first.
    let file: Int
}

extension RepeatedRowsPlace {
    /// Leaves out, and counts, the rows of a batch that have been seen.
    fileprivate func leaveOutRepeated(
        _ run: inout [PendingRow], of rows: SourceRows, _ kind: FactFile.Kind
    )
        throws(ImportError)
    {
        let bytes = rows.batch.bytes
        let field = kind.fields.count
        let identities = run.map { pending -> RowIdentity? in
            let row = Int(pending.row)
            let id = rows.value(row, field)
            guard !id.isEmpty else { return nil }
            return RowIdentity(
                bytes.span, id: id, texts: kind.texts.map { rows.value(row, $0) }, values: pending)
        }
        let sightings = self.rows.judge(
            identities, of: rows.ledger.place, file: file, isLast: rows.isAtEndOfBatch)
        var kept = 0
        for place in run.indices {
            if identities[place] == nil { rows.ledger.repeated.rowsWithoutIdentity += 1 }
            guard sightings[place] != .new else {
                run[kept] = run[place]
                kept += 1
                continue
            }
            let amount = kind == .sales ? run[place].value : 0
            try rows.ledger.countRepeated(Money(units: amount), differs: sightings[place] == .other)
        }
        run.removeLast(run.count - kept)
    }
}

extension SourceRows {
    /// The values of all rows of the batch but those that have been seen; nil where the source's rows have no identity.
    func distinctRows(
        _ kind: FactFile.Kind,
        _ read: (SourceRows, Range<Int>, inout [PendingRow]) throws(ImportError) -> Void
    ) throws(ImportError) -> [PendingRow]? {
        guard let repeated = open.repeatedRows else { return nil }
        var rows: [PendingRow] = []
        try read(self, 0..<taken.lines.count, &rows)
        try repeated.leaveOutRepeated(&rows, of: self, kind)
        return rows
    }
}
