extension RecordBatch {
    /// Bytes with which a batch of XML is full, its positions included: few enough for a cache.
    static let fullBytes = 1 << 18
    /// Faults with which it is full.
    static let fullFaults = 1000

    var isEmpty: Bool { records.isEmpty && faults.isEmpty }

    /// Whether it is to be handed over.
    var isFull: Bool {
        let positionBytes =
            fields.count * MemoryLayout<Range<Int32>>.stride
            + records.count * MemoryLayout<RecordPosition>.stride
        return bytes.count + positionBytes >= RecordBatch.fullBytes || faults.count >= RecordBatch.fullFaults
    }
}
