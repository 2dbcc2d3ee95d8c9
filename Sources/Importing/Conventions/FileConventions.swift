import TerritoryModel

/// How the values of one file are read, and what was found out about them on the way.
struct FileConventions {
    /// No byte of UTF-8: no value contains it.
    private static let undecided: UInt8 = 0xFF

    /// nil until a value needs it.
    private(set) var decimals: DecimalConvention?
    /// nil until a value needs it.
    private(set) var dates: DateConvention?
    /// Decimal separator for the fast path; a byte that no value contains until it is decided.
    private(set) var fastSeparator = FileConventions.undecided
    /// Form of dates for the fast path; nil until it is decided, and for all but the frequent ones.
    private(set) var fastDates: DateFormat?
    private var currencies: [String: CountedRow] = [:]
    private var bounded: (count: Int64, example: DecidingValue)?
    private var paddedPostalCodes: (count: Int64, example: DecidingValue)?
    private var paddedUnits: (count: Int64, example: DecidingValue)?

    /// Number of rows, and the last of them.
    private struct CountedRow {
        var count: Int64
        var last: RowPlace
    }

    /// A row of a file: rows read up to the end of its batch, and its place in the batch.
    struct RowPlace: Hashable {
        let batchEnd: Int64
        let row: Int
    }

    init(_ mapping: SourceMapping) {
        if let separator = mapping.decimalSeparator {
            settle(DecimalConvention(separator: separator, decidedBy: nil, hadDoubt: false))
        }
        if let pattern = mapping.dateFormat { settle(DateConvention(pattern: pattern, decidedBy: nil)) }
    }

    mutating func settle(_ decimals: DecimalConvention) {
        self.decimals = decimals
        fastSeparator = decimals.separator
    }

    mutating func settle(_ dates: DateConvention) {
        self.dates = dates
        fastDates = dates.pattern?.fast
    }

    // MARK: - What is told of the values

    mutating func countCurrency(_ sign: String, in row: RowPlace) {
        var counted = currencies[sign] ?? CountedRow(count: 0, last: RowPlace(batchEnd: -1, row: -1))
        guard counted.last != row else { return }
        counted.count += 1
        counted.last = row
        currencies[sign] = counted
    }

    mutating func countBounded(_ value: String, line: Int) {
        FileConventions.count(&bounded, value, line)
    }

    mutating func countPaddedPostalCode(_ value: String, line: Int) {
        FileConventions.count(&paddedPostalCodes, value, line)
    }

    mutating func countPaddedUnit(_ value: String, line: Int) {
        FileConventions.count(&paddedUnits, value, line)
    }

    private static func count(
        _ tally: inout (count: Int64, example: DecidingValue)?, _ value: String, _ line: Int
    ) {
        let example = tally?.example ?? DecidingValue(line: line, value: String(value.prefix(80)))
        tally = ((tally?.count ?? 0) + 1, example)
    }

    /// All that the report tells of the values, always in the same order.
    var notices: [FileNotice] {
        var notices = [decimals?.notice, dates?.notice, currencyNotice].compactMap { $0 }
        func tell(
            _ key: String, _ tally: (count: Int64, example: DecidingValue)?, _ text: String, _ noun: String
        ) {
            guard let tally else { return }
            let rows = "\(counted(tally.count, noun)), first \(tally.example.place)"
            notices.append(FileNotice(key: key, count: tally.count, text: "\(text): \(rows)"))
        }
        tell("bounded_values", bounded, "bounds are read as the number that they name", "value")
        tell(
            "postal_codes_padded", paddedPostalCodes,
            "postal codes without their leading zeros are restored where the state agrees", "row")
        tell(
            "unit_ids_padded", paddedUnits, "county codes without their leading zero are restored", "row")
        return notices
    }

    private var currencyNotice: FileNotice? {
        let signs = currencies.map { (sign: $0.key, rows: $0.value.count) }
            .sorted { $0.rows != $1.rows ? $0.rows > $1.rows : precedesById($0.sign, $1.sign) }
        guard let first = signs.first else { return nil }
        let rows = signs.reduce(0) { $0 + $1.rows }
        guard signs.count > 1 else {
            return FileNotice(
                key: "currency_sign", count: rows,
                text: "amounts are in \(first.sign) (\(counted(rows, "row")))")
        }
        let listed = signs.map { "\($0.sign) (\(counted($0.rows, "row")))" }
        return FileNotice(
            key: "mixed_currencies", count: rows,
            text: "amounts are in several currencies and are added as they stand: "
                + listed.joined(separator: ", "))
    }
}
