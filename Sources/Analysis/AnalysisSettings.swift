import TerritoryModel

/// What the configuration decides about the analysis.
public struct AnalysisSettings: Hashable, Sendable {
    public var title: String
    /// ISO 4217 code.
    public var currency: String
    /// What one geographic unit is called, such as `county`.
    public var unitName: String
    public var windows: ReportingWindows
    public var bands: BalanceBands
    public var workload: WorkloadRules
    /// Days after hiring during which a rep is ramping and not ranked.
    public var rampingDays: Int
    /// Demographic indicators to report, by name; population is always reported.
    public var indicators: [IndicatorRule] = []
    public var strategy = StrategyRules()
    public var exceptions = ExceptionRules()

    public init(
        title: String, currency: String, unitName: String, windows: ReportingWindows,
        bands: BalanceBands = .standard, workload: WorkloadRules = WorkloadRules(), rampingDays: Int = 180
    ) {
        self.title = title
        self.currency = currency
        self.unitName = unitName
        self.windows = windows
        self.bands = bands
        self.workload = workload
        self.rampingDays = rampingDays
    }
}

/// Minutes that a planned call takes, by segment.
public struct WorkloadRules: Hashable, Sendable {
    /// Minutes with the customer and minutes of travel per call.
    public struct Minutes: Hashable, Sendable {
        public let duration: Int
        public let travel: Int

        public init(duration: Int, travel: Int) {
            self.duration = duration
            self.travel = travel
        }
    }

    public var standard: Minutes
    public var bySegment: [String: Minutes]

    public init(standard: Minutes = Minutes(duration: 45, travel: 30), bySegment: [String: Minutes] = [:]) {
        self.standard = standard
        self.bySegment = bySegment
    }

    /// Duration plus travel in minutes for an account of the segment.
    public func minutesPerCall(segment: String?) -> Int {
        let minutes = segment.flatMap { bySegment[$0] } ?? standard
        return minutes.duration + minutes.travel
    }
}

/// Floors below which a difference to the organisation is not told.
public struct StrategyRules: Hashable, Sendable {
    /// Fewest accounts of a territory in a segment; the organisation must have four times as many.
    public var minAccounts = 5
    /// Smallest gap as a share of the territory's sales.
    public var minShare = 0.02
    /// Fewest active accounts that are expected of a unit to call it white space.
    public var minExpected = 2.0

    public init() {}
}
