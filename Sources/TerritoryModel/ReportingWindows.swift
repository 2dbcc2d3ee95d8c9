/// A window of days over which facts are summed.
public enum Window: Int, CaseIterable, Sendable {
    case current, prior, yearAgo, trailingYear, fiscalYearToDate
    /// The reporting period of the last run; empty where there is none to compare with.
    case lastRun
}

/// The length of the reporting period, counted back from the as-of day.
public enum ReportingPeriod: Hashable, Sendable {
    /// So many whole weeks that end on the as-of day.
    case trailingWeeks(Int)
    /// The calendar month of the as-of day, up to it.
    case month
    /// The fiscal quarter of the as-of day, up to it.
    case fiscalQuarter
    /// The fiscal year of the as-of day, up to it.
    case yearToDate
}

/// The windows of one report, all fixed by the as-of day and the configured period.
public struct ReportingWindows: Hashable, Sendable {
    public let asOf: Day
    public let period: ReportingPeriod
    /// First month of the fiscal year, 1 to 12.
    public let fiscalYearStarts: Int
    /// Number of weeks in the weekly series; the last ends on the as-of day.
    public let weekCount: Int
    public let current: DayRange
    public let prior: DayRange
    public let yearAgo: DayRange
    public let trailingYear: DayRange
    public let fiscalYearToDate: DayRange
    /// The run that this one is compared with; nil = none.
    public var lastRun: PastPeriod?

    /// What an earlier run looked at.
    public struct PastPeriod: Hashable, Sendable {
        public let asOf: Day
        /// Its reporting period.
        public let current: DayRange

        public init(asOf: Day, current: DayRange) {
            self.asOf = asOf
            self.current = current
        }
    }

    /// Fixes all windows.
    ///
    /// - Precondition: `fiscalYearStarts` in 1...12, `weekCount` in 1...52, trailing weeks ≥ 1.
    public init(asOf: Day, period: ReportingPeriod, fiscalYearStarts: Int = 1, weekCount: Int = 26) {
        precondition(
            (1...12).contains(fiscalYearStarts) && (1...52).contains(weekCount),
            "checked by the configuration")
        self.asOf = asOf
        self.period = period
        self.fiscalYearStarts = fiscalYearStarts
        self.weekCount = weekCount
        trailingYear = DayRange(from: asOf - 363, to: asOf)
        let fiscalYear = CalendarPeriod(containing: asOf, months: 12, firstMonth: fiscalYearStarts)
        fiscalYearToDate = DayRange(from: fiscalYear.range.from, to: asOf)
        switch period {
        case .trailingWeeks(let weeks):
            let days = weeks * 7
            current = DayRange(from: asOf - (days - 1), to: asOf)
            prior = DayRange(from: current.from - days, to: current.from - 1)
            yearAgo = DayRange(from: current.from - 364, to: asOf - 364)
        case .month:
            let now = CalendarPeriod(containing: asOf, months: 1, firstMonth: 1)
            (current, prior, yearAgo) = now.comparisons(to: asOf, yearAgoSteps: 12)
        case .fiscalQuarter:
            let now = CalendarPeriod(containing: asOf, months: 3, firstMonth: fiscalYearStarts)
            (current, prior, yearAgo) = now.comparisons(to: asOf, yearAgoSteps: 4)
        case .yearToDate:
            (current, prior, yearAgo) = fiscalYear.comparisons(to: asOf, yearAgoSteps: 1)
        }
    }

    public subscript(window: Window) -> DayRange {
        switch window {
        case .current: current
        case .prior: prior
        case .yearAgo: yearAgo
        case .trailingYear: trailingYear
        case .fiscalYearToDate: fiscalYearToDate
        case .lastRun: lastRun?.current ?? DayRange(from: asOf + 1, to: asOf)
        }
    }

    /// The windows that contain the day.
    public func mask(on day: Day) -> WindowMask {
        var mask = WindowMask()
        for window in Window.allCases where self[window].contains(day) { mask.insert(window) }
        return mask
    }

    /// Index of the week that contains the day, 0 = oldest; nil outside the series.
    public func week(of day: Day) -> Int? {
        let back = asOf - day
        guard back >= 0, back / 7 < weekCount else { return nil }
        return weekCount - 1 - back / 7
    }

    /// Columns that sums by week take: the weeks of the series, then the same weeks 364 days before.
    public var weekColumns: Int { 2 * weekCount }

    /// The column of the week that contains the day; nil where it is in neither series.
    public func weekColumn(of day: Day) -> Int? {
        week(of: day) ?? week(of: day + 364).map { weekCount + $0 }
    }

    /// The first day that has a column.
    public var firstDayOfColumns: Day { asOf - 364 - (7 * weekCount - 1) }

    /// Last day of a week of the series, 0 = oldest.
    public func weekEnding(_ week: Int) -> Day {
        asOf - 7 * (weekCount - 1 - week)
    }
}

/// A set of windows.
public struct WindowMask: Hashable, Sendable {
    public private(set) var bits: UInt8 = 0

    public init(_ windows: [Window] = []) {
        for window in windows { insert(window) }
    }

    public mutating func insert(_ window: Window) { bits |= 1 << UInt8(window.rawValue) }

    public func contains(_ window: Window) -> Bool { bits & (1 << UInt8(window.rawValue)) != 0 }
}

/// A run of whole calendar months.
private struct CalendarPeriod {
    let firstYear: Int
    let firstMonth: Int
    let months: Int

    init(firstYear: Int, firstMonth: Int, months: Int) {
        self.firstYear = firstYear
        self.firstMonth = firstMonth
        self.months = months
    }

    /// The period of `months` months containing the day, in a year that starts in `firstMonth`.
    init(containing day: Day, months: Int, firstMonth: Int) {
        let parts = day.parts
        let sinceStart = (parts.month - firstMonth + 12) % 12
        let index = parts.year * 12 + parts.month - 1 - sinceStart % months
        self.init(firstYear: index / 12, firstMonth: index % 12 + 1, months: months)
    }

    var range: DayRange {
        let start = Day(year: firstYear, month: firstMonth, day: 1)
        let next = shifted(by: 1)
        let end = Day(year: next.firstYear, month: next.firstMonth, day: 1)
        guard let start, let end else { preconditionFailure("years are within 1 to 9999") }
        return DayRange(from: start, to: end - 1)
    }

    func shifted(by steps: Int) -> CalendarPeriod {
        let index = firstYear * 12 + firstMonth - 1 + steps * months
        return CalendarPeriod(firstYear: index / 12, firstMonth: index % 12 + 1, months: months)
    }

    /// This period up to `day`, and the same number of elapsed days of the one before and a year before.
    func comparisons(to day: Day, yearAgoSteps: Int) -> (DayRange, DayRange, DayRange) {
        let elapsed = day - range.from
        func upToElapsed(_ other: CalendarPeriod) -> DayRange {
            let whole = other.range
            return DayRange(from: whole.from, to: min(whole.from + elapsed, whole.to))
        }
        return (
            DayRange(from: range.from, to: day), upToElapsed(shifted(by: -1)),
            upToElapsed(shifted(by: -yearAgoSteps))
        )
    }
}
