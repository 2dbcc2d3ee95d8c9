/// How much a metric usually moves from one run to the next.
///
/// The median and the median absolute deviation of the differences between neighbouring runs, which a few wild weeks
/// do not move. Where more than half of the differences are equal, that deviation is 0 and the mean absolute one takes
/// its place. Iglewicz and Hoaglin, *How to Detect and Handle Outliers*, 1993.
public struct UsualSpread: Hashable, Sendable {
    /// Runs that are looked back on.
    public static let runLimit = 13
    /// Fewer differences tell nothing.
    public static let fewestDifferences = 6
    /// Spreads from the median beyond which a change is unusual.
    public static let limit = 3.0
    /// Makes the median absolute deviation of normal values their standard deviation; and the mean one.
    private static let medianScale = 1.4826
    private static let meanScale = 1.253314
    /// Differences below this share of the values are of rounding.
    private static let rounding = 1e-9

    /// The change that is in the middle of all.
    public let median: Double
    /// One spread, in the unit of the metric; 0 where the metric always changes by the median.
    public let spread: Double
    /// How many differences it is known from.
    public let differences: Int

    public init(median: Double, spread: Double, differences: Int) {
        self.median = median
        self.spread = spread
        self.differences = differences
    }

    /// The spread of a metric's values in runs that follow each other; nil where there are too few.
    init?(_ values: [Double?]) {
        let differences = zip(values, values.dropFirst()).compactMap { before, after in
            before.flatMap { before in after.map { $0 - before } }
        }
        guard differences.count >= UsualSpread.fewestDifferences else { return nil }
        let middle = UsualSpread.median(differences)
        let sizes = differences.map { abs($0 - middle) }
        let largest = values.reduce(0) { max($0, abs($1 ?? 0)) }  // a missing value has no size
        let robust = UsualSpread.median(sizes) * UsualSpread.medianScale
        let mean = sizes.reduce(0, +) / Double(sizes.count) * UsualSpread.meanScale
        let floor = largest * UsualSpread.rounding
        self.init(
            median: middle, spread: robust > floor ? robust : mean > floor ? mean : 0,
            differences: differences.count)
    }

    /// How many spreads a change is from the median; nil where nothing but the median was ever seen.
    func spreads(of change: Double) -> Double? {
        spread > 0 ? abs(change - median) / spread : nil
    }

    /// Whether a change between two values is unusual.
    func isExceeded(by change: Double, between before: Double, and after: Double) -> Bool {
        guard let spreads = spreads(of: change) else {
            return abs(change - median) > max(abs(before), abs(after)) * UsualSpread.rounding
        }
        return spreads > UsualSpread.limit
    }

    /// How many runs the values come from.
    static func runs(_ recent: [Subject: [MetricKey: [Double?]]]) -> Int {
        recent.values.reduce(0) { most, series in series.values.reduce(most) { max($0, $1.count) } }
    }

    private static func median(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        let half = sorted.count / 2
        return sorted.count.isMultiple(of: 2) ? (sorted[half - 1] + sorted[half]) / 2 : sorted[half]
    }
}
