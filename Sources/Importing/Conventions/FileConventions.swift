import TerritoryModel

/// How the values of one file are read, as far as a value has needed it.
struct FileConventions: Sendable {
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
}
