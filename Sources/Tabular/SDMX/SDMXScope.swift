/// The values that one level of an SDMX message gives to all observations in it.
///
/// A value is written into a batch once, however many observations share it.
struct SDMXScope {
    private var values: [[UInt8]]
    private(set) var isFound: [Bool]
    /// Where the values lie in the current batch.
    private var places: [Range<Int32>?]
    /// The first column whose value is longer than allowed.
    private(set) var longColumn: Int?

    init(columnCount: Int) {
        values = Array(repeating: [], count: columnCount)
        isFound = Array(repeating: false, count: columnCount)
        places = Array(repeating: nil, count: columnCount)
    }

    /// Forgets all values; for the next element of this level.
    mutating func removeAll() {
        longColumn = nil
        for column in isFound.indices where isFound[column] {
            isFound[column] = false
            places[column] = nil
            values[column].removeAll(keepingCapacity: true)
        }
    }

    /// Sets a value; of several for one column the first counts.
    mutating func set(_ column: Int, _ value: Span<UInt8>, limit: Int) {
        guard !isFound[column] else { return }
        isFound[column] = true
        guard value.count <= limit else {
            longColumn = longColumn ?? column
            return
        }
        for index in value.indices { values[column].append(value[index]) }
    }

    /// Writes the value into the batch unless it is there, and returns its place.
    mutating func place(of column: Int, in batch: inout RecordBatch) -> Range<Int32> {
        if let place = places[column] { return place }
        let start = Int32(batch.bytes.count)
        batch.bytes.append(contentsOf: values[column])
        let place = start..<Int32(batch.bytes.count)
        places[column] = place
        return place
    }

    /// Forgets where the values lie; for the next batch.
    mutating func startBatch() {
        for column in places.indices { places[column] = nil }
    }
}
