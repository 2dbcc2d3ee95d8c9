import TerritoryModel

/// Unknown references by source and kind, bounded: of each the lowest values are kept, with exact counts, and of all
/// others only the number of their rows, so the result depends neither on the order of rows nor on who counted which.
struct UnmatchedTally: Sendable {
    private struct Kept {
        let source: String
        let kind: UnmatchedReference.Kind
        var ids: LowestIds
    }

    /// Number of values kept of each kind of a source.
    private let limit: Int

    /// A few; searched one by one.
    private var kept: [Kept] = []

    init(limit: Int = 10_000) { self.limit = limit }

    mutating func add(source: String, kind: UnmatchedReference.Kind, value: String) {
        let bytes = value.utf8.span
        add(source: source, kind: kind, bytes, bytes.indices, amount: nil)
    }

    /// Counts a row that refers to the unknown id in `bytes[range]`.
    mutating func add(
        source: String, kind: UnmatchedReference.Kind, _ bytes: Span<UInt8>, _ range: Range<Int>,
        amount: Money?
    ) {
        let place = place(source, kind)
        kept[place].ids.add(bytes, LowestIds.shown(range, in: bytes), rows: 1, amount: amount)
    }

    mutating func merge(_ other: UnmatchedTally) {
        for list in other.kept {
            let place = place(list.source, list.kind)
            kept[place].ids.merge(list.ids)
        }
    }

    private mutating func place(_ source: String, _ kind: UnmatchedReference.Kind) -> Int {
        for place in kept.indices where kept[place].kind == kind && kept[place].source == source {
            return place
        }
        kept.append(Kept(source: source, kind: kind, ids: LowestIds(limit: limit)))
        return kept.count - 1
    }

    /// The references sorted by source, kind and value, and the rows that are in none of them.
    func result() -> (references: [UnmatchedReference], beyond: Int64) {
        let sorted = kept.sorted {
            ($0.source, $0.kind.rawValue) < ($1.source, $1.kind.rawValue)
        }
        var references: [UnmatchedReference] = []
        var total: Int64 = 0
        for list in sorted {
            total += list.ids.rows
            for (value, entry) in list.ids.lowest {
                references.append(
                    UnmatchedReference(
                        source: list.source, kind: list.kind, value: value, rows: entry.rows,
                        amount: entry.amount))
            }
        }
        return (references, total - references.reduce(0) { $0 + $1.rows })
    }
}

/// The lowest ids of those added, with the number of their rows and the sum of their amounts.
///
/// Ids are added to a table; when it holds twice as many as are to be kept, the upper half is dropped, and from then
/// on ids above the last that stayed are not taken in. What stays is exact: an id is dropped or not taken in only
/// where so many lower ones have been seen as are kept. These are lower in the whole too, whatever else is added or
/// merged, so it is not among the lowest of the whole. Turned around, an id of the lowest of the whole was never
/// dropped by anyone, so that all of its rows were counted by whoever saw them, in any order and any division.
struct LowestIds: Sendable {
    /// Bytes that are kept of an id: enough for any 80 characters that are not made to take room.
    private static let idBytes = 4 * 80

    struct Entry: Sendable {
        var rows: Int64 = 0
        var amount: Money?
        /// Where in `bytes` the id stands.
        fileprivate(set) var id: Range<Int>
    }

    /// Number of ids kept.
    private let limit: Int
    /// All rows, those of ids that are not kept included.
    private(set) var rows: Int64 = 0
    /// The numbers of the entries.
    private var index = IdentifierTable()
    private var entries: [Entry] = []
    private var bytes: [UInt8] = []
    /// Where in `bytes` the highest of so many ids stands as are kept; nil as long as there have not been more.
    private var highest: Range<Int>?

    init(limit: Int) { self.limit = limit }

    /// What is kept of an id: its first 80 characters, as they are shown.
    static func shown(_ range: Range<Int>, in bytes: Span<UInt8>) -> Range<Int> {
        let shown = FieldParsing.shown(range, in: bytes)
        guard shown.count > idBytes else { return shown }
        var end = shown.lowerBound + idBytes
        while bytes[end] & 0xC0 == 0x80, end > shown.lowerBound { end -= 1 }
        return shown.lowerBound..<end
    }

    mutating func add(_ id: Span<UInt8>, _ range: Range<Int>, rows: Int64, amount: Money?) {
        self.rows += rows
        if let highest, LowestIds.precedes(bytes.span, highest, id, range) { return }
        let place = index.insert(id, range)
        if place == entries.count {
            let start = bytes.count
            bytes.append(addingCapacity: range.count) { output in
                for place in range { output.append(id[place]) }
            }
            entries.append(Entry(id: start..<bytes.count))
        }
        entries[place].rows += rows
        if let amount {
            // A sum of unknown references is bounded by the checked sum of its file, so saturation is unreachable.
            entries[place].amount =
                (entries[place].amount ?? .zero).adding(amount) ?? Money(units: .max)
        }
        if entries.count > limit * 2 { dropHighest() }
    }

    mutating func merge(_ other: LowestIds) {
        var counted: Int64 = 0
        for entry in other.entries {
            counted += entry.rows
            add(other.bytes.span, entry.id, rows: entry.rows, amount: entry.amount)
        }
        rows += other.rows - counted
    }

    /// The ids that are kept, in order.
    var lowest: [(value: String, entry: Entry)] {
        sortedEntries().map { (String(decoding: bytes[$0.id], as: UTF8.self), $0) }
    }

    private func sortedEntries() -> ArraySlice<Entry> {
        let span = bytes.span
        let order = entries.map { (prefix: LowestIds.prefix(span, $0.id), entry: $0) }
        return order.sorted {
            $0.prefix != $1.prefix
                ? $0.prefix < $1.prefix : LowestIds.precedes(bytes.span, $0.entry.id, bytes.span, $1.entry.id)
        }.map(\.entry).prefix(limit)
    }

    private mutating func dropHighest() {
        let lowest = sortedEntries()
        let old = bytes
        index = IdentifierTable(capacity: limit * 2)
        entries.removeAll(keepingCapacity: true)
        bytes = []
        for entry in lowest {
            _ = index.insert(old.span, entry.id)
            let start = bytes.count
            bytes.append(contentsOf: old[entry.id])
            entries.append(Entry(rows: entry.rows, amount: entry.amount, id: start..<bytes.count))
        }
        highest = entries.last?.id
    }

    /// The first eight bytes, which order most ids.
    private static func prefix(_ bytes: Span<UInt8>, _ id: Range<Int>) -> UInt64 {
        bytes.word(at: id.lowerBound, length: id.count).byteSwapped
    }

    /// Whether the first id is lower, byte by byte.
    private static func precedes(
        _ left: Span<UInt8>, _ first: Range<Int>, _ right: Span<UInt8>, _ second: Range<Int>
    ) -> Bool {
        let common = min(first.count, second.count)
        var offset = 0
        while offset < common {
            let a = left.word(at: first.lowerBound + offset, length: common - offset).byteSwapped
            let b = right.word(at: second.lowerBound + offset, length: common - offset).byteSwapped
            if a != b { return a < b }
            offset += 8
        }
        return first.count < second.count
    }
}
