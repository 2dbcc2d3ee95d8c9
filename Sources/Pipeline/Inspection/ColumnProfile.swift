import TerritoryModel

/// What a column holds, judged on all its values.
struct ColumnProfile {
    /// Which character separates decimals in a column.
    enum Decimal: Hashable {
        case point, comma
        /// `1.234` or `1,234` only: nothing tells.
        case undecided
        /// Some values say point, others comma.
        case mixed
    }

    enum Kind: Hashable {
        /// No value at all.
        case empty
        case integer
        case decimal(Decimal)
        /// Written by this pattern.
        case date(String)
        /// Numbers only, and none that tells the day from the month.
        case openDate(dayFirst: String, monthFirst: String)
        case boolean
        case text
    }

    let name: String
    let kind: Kind
    /// Share of records without a value, 0 to 1.
    let nullRate: Double
    /// nil: more than are told apart.
    let distinct: Int?
    /// Whether no value stands twice; nil where there are too many to know.
    let isUnique: Bool?
    let filled: Int64
    /// As written; dates as `yyyy-MM-dd`; texts in the order of their bytes.
    let smallest: String?
    let largest: String?
    let examples: [String]
    /// What an analyst should know, in words.
    let remarks: [String]
    /// Words that mean nothing, as found.
    let nullWords: [String]
    /// Bytes of the longest value.
    let largestLength: Int

    var isNumber: Bool {
        switch kind {
        case .integer, .decimal: true
        default: false
        }
    }

    var isDate: Bool {
        switch kind {
        case .date, .openDate: true
        default: false
        }
    }

    /// - Parameter rows: records of the file; a record that lacks the column has no value in it.
    init(name: String, _ tally: ColumnTally, rows: Int64) {
        self.name = name
        let verdict = ColumnVerdict(tally, name: name)
        kind = verdict.kind
        nullWords = verdict.nullWords
        let values = tally.filled - verdict.nulls
        let different = tally.distinct.map { $0.count - verdict.nullWords.count }
        filled = values
        nullRate = rows == 0 ? 0 : 1 - Double(values) / Double(rows)
        distinct = different
        isUnique = different.map { Int64($0) == values }
        let extremes = verdict.extremes
        smallest = extremes.smallest
        largest = extremes.largest
        examples = tally.examples.filter { !verdict.nullWords.contains($0) }
        remarks = verdict.remarks
        largestLength = tally.largestLength
    }

    /// The type in words.
    var kindText: String {
        switch kind {
        case .empty: "empty"
        case .integer: "integer"
        case .decimal(.point): "decimal (.)"
        case .decimal(.comma): "decimal (,)"
        case .decimal(.undecided): "decimal (?)"
        case .decimal(.mixed): "decimal (mixed)"
        case .date(let pattern): "date \(pattern)"
        case .openDate: "date d/m or m/d"
        case .boolean: "boolean"
        case .text: "text"
        }
    }
}

/// The judgement over a column's tally.
struct ColumnVerdict {
    let kind: ColumnProfile.Kind
    let nullWords: [String]
    /// Values that are null words.
    let nulls: Int64
    let remarks: [String]
    let extremes: (smallest: String?, largest: String?)

    /// A column is of a type where at least so many in a hundred of its values are.
    private static let share: Int64 = 95

    init(_ tally: ColumnTally, name: String) {
        let words = tally.nullWords.keys.sorted()
        let wordRows = tally.nullWords.values.reduce(0, +)
        let typed = ColumnVerdict.kind(tally, among: tally.filled - wordRows)
        // Among words a dash or NA may be a word as well.
        let isWordy = typed == .text || typed == .empty
        nullWords = isWordy ? words.filter(NullWord.isCertain) : words
        nulls = nullWords.reduce(0) { $0 + (tally.nullWords[$1] ?? 0) }
        let kept = tally.filled - nulls
        let actual: ColumnProfile.Kind = typed == .empty && kept > 0 ? .text : typed
        kind = actual
        let best = tally.dates.max { $0.count < $1.count }
        switch actual {
        case .empty: extremes = (nil, nil)
        case .integer, .decimal(.point), .decimal(.undecided), .decimal(.mixed):
            extremes = (tally.numbersByPoint.smallest?.text, tally.numbersByPoint.largest?.text)
        case .decimal(.comma):
            extremes = (tally.numbersByComma.smallest?.text, tally.numbersByComma.largest?.text)
        case .date:
            let isDayFirst = best.map { $0.monthFirstOnly == 0 } ?? true
            let days = isDayFirst ? best?.dayFirst : best?.monthFirst
            extremes =
                days.map { ($0.smallest?.value.description, $0.largest?.value.description) }
                ?? (tally.numbersByPoint.smallest?.text, tally.numbersByPoint.largest?.text)
        case .openDate: extremes = (nil, nil)
        case .boolean, .text:
            extremes = (
                tally.texts.smallest.map { String(decoding: $0, as: UTF8.self) },
                tally.texts.largest.map { String(decoding: $0, as: UTF8.self) }
            )
        }
        remarks = ColumnVerdict.remarks(tally, actual, name: name, nulls: nullWords)
    }

    private static func kind(_ tally: ColumnTally, among count: Int64) -> ColumnProfile.Kind {
        guard count > 0 else { return .empty }
        func isMost(_ number: Int64) -> Bool { number * 100 >= count * share && number > 0 }
        if tally.leadingZeros > 0 { return .text }
        if tally.compactDates == count { return .date("yyyyMMdd") }
        if let dates = tally.dates.max(by: { $0.count < $1.count }), isMost(dates.count) {
            return dateKind(dates)
        }
        // A column of one letter that is always the same says nothing about truth.
        let isOneLetter = tally.truthLetters == tally.filled && (tally.distinct?.count ?? 0) < 2
        if isMost(tally.truths), !isOneLetter { return .boolean }
        guard isMost(tally.numbers) else { return .text }
        return isMost(tally.wholeNumbers) && tally.wholeNumbers == tally.numbers
            ? .integer : .decimal(decimal(tally))
    }

    private static func dateKind(_ dates: ColumnTally.Dates) -> ColumnProfile.Kind {
        func pattern(dayFirst: Bool) -> String {
            DateShape.pattern(dates.family, isPadded: dates.isPadded, isDayFirst: dayFirst)
        }
        // 05.06.2026 is written where the day comes first.
        guard dates.family.order == .yearLast, dates.family.separator != "." else {
            return .date(pattern(dayFirst: true))
        }
        switch (dates.dayFirstOnly, dates.monthFirstOnly) {
        case (0, 0):
            return .openDate(dayFirst: pattern(dayFirst: true), monthFirst: pattern(dayFirst: false))
        case (let days, let months):
            return .date(pattern(dayFirst: days >= months))
        }
    }

    private static func decimal(_ tally: ColumnTally) -> ColumnProfile.Decimal {
        let point = tally.separators[.point]
        let comma = tally.separators[.comma]
        if point > 0 { return comma > 0 ? .mixed : .point }
        if comma > 0 { return .comma }
        let isOpen = tally.separators[.openPoint] > 0 || tally.separators[.openComma] > 0
        return isOpen ? .undecided : .point
    }
}
