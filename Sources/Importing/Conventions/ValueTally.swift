import TerritoryModel

/// What the report tells of the values of a file, or of a batch of it.
struct ValueTally: Sendable {
    /// Number of rows, and the last of them.
    private struct Currency {
        var rows: Int64 = 0
        var last: RowPlace?
    }

    /// Number of values, and the first of them.
    private struct Counted {
        var count: Int64
        let example: DecidingValue
    }

    /// A row of a batch, whose rows may be taken in several parts.
    struct RowPlace: Hashable {
        let part: Int
        let row: Int
    }

    private var currencies: [String: Currency] = [:]
    private var bounded: Counted?
    private var paddedPostalCodes: Counted?
    private var paddedUnits: Counted?

    mutating func countCurrency(_ sign: String, in row: RowPlace) {
        var currency = currencies[sign] ?? Currency()
        guard currency.last != row else { return }
        currency.rows += 1
        currency.last = row
        currencies[sign] = currency
    }

    mutating func countBounded(_ value: String, line: Int) {
        ValueTally.count(&bounded, value, line)
    }

    mutating func countPaddedPostalCode(_ value: String, line: Int) {
        ValueTally.count(&paddedPostalCodes, value, line)
    }

    mutating func countPaddedUnit(_ value: String, line: Int) {
        ValueTally.count(&paddedUnits, value, line)
    }

    private static func count(_ tally: inout Counted?, _ value: String, _ line: Int) {
        let example = tally?.example ?? DecidingValue(line: line, value: String(value.prefix(80)))
        tally = Counted(count: (tally?.count ?? 0) + 1, example: example)
    }

    /// Adds what was counted in a later batch.
    mutating func add(_ later: ValueTally) {
        for (sign, currency) in later.currencies {
            currencies[sign, default: Currency()].rows += currency.rows
        }
        ValueTally.add(later.bounded, to: &bounded)
        ValueTally.add(later.paddedPostalCodes, to: &paddedPostalCodes)
        ValueTally.add(later.paddedUnits, to: &paddedUnits)
    }

    private static func add(_ later: Counted?, to tally: inout Counted?) {
        guard let later else { return }
        tally = Counted(count: (tally?.count ?? 0) + later.count, example: tally?.example ?? later.example)
    }

    /// All that the report tells of them, always in the same order.
    var notices: [FileNotice] {
        var notices = [currencyNotice].compactMap { $0 }
        func tell(_ key: String, _ tally: Counted?, _ text: String, _ noun: String) {
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
        let signs = currencies.map { (sign: $0.key, rows: $0.value.rows) }
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
