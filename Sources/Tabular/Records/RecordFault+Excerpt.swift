extension RecordFault {
    /// What a record looks like by its fields: those with text, cut at 80 characters.
    static func excerpt(of fields: some Sequence<Range<Int>>, in bytes: [UInt8]) -> String {
        var start: [UInt8] = []
        for field in fields where !field.isEmpty && start.count < 4 * 80 {
            if !start.isEmpty { start.append(0x20) }
            start.append(contentsOf: bytes[field].prefix(4 * 80))
        }
        return CSVTokenizer.excerpt(start.span, start.indices)
    }
}
