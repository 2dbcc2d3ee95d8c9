/// Finds a header below title rows by the shape of the first rows, where no names of it are known.
enum HeaderShape {
    /// Title rows above a header at most.
    private static let mostTitles = 20

    /// Index of the header among the rows where it is not the first.
    ///
    /// It is the first row with two filled fields or more, if only rows of one field stand above it, its fields
    /// are names, and rows like it follow. nil where the first row is as good a header as any.
    static func header(
        of rows: [CSVSample.Row], _ text: ArraySlice<UInt8>, quote: UInt8, footers: [RowPattern]
    ) -> Int? {
        let fields = rows.map { row in row.fields.map { CSVReader.headerName(text[$0], quote: quote) } }
        func isTable(_ row: [String]) -> Bool {
            guard row.count(where: { !$0.isEmpty }) > 1 else { return false }
            let first = row.first { !$0.isEmpty } ?? ""
            return !footers.contains { $0.match(first).isMatch }
        }
        guard let header = fields.firstIndex(where: isTable), (1...mostTitles).contains(header),
            areNames(fields[header])
        else { return nil }
        let width = fields[header].count
        let below = fields[(header + 1)...].filter(isTable)
        let wider = below.count { ($0.lastIndex { !$0.isEmpty } ?? 0) >= width }
        return !below.isEmpty && wider * 2 < below.count ? header : nil
    }

    /// Whether no field is a number, other than a year, and none stands twice.
    private static func areNames(_ row: [String]) -> Bool {
        let names = row.filter { !$0.isEmpty }
        return Set(names).count == names.count
            && names.allSatisfy { name in
                name.unicodeScalars.contains { $0.properties.isAlphabetic }
                    || Int(name).map { (1900...2100).contains($0) } ?? false
            }
    }
}
