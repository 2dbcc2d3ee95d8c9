import TerritoryModel

/// Size and seed of a generated workspace.
public struct SampleOptions: Hashable, Sendable {
    public var accounts: Int
    /// Rows of all sales files together, dirty ones included.
    public var sales: Int
    /// Rows of the calls file, dirty ones included.
    public var calls: Int
    /// Exclusive leaf territories.
    public var territories: Int
    public var seed: UInt64

    /// The size of the committed `SampleData`.
    public init(
        accounts: Int = 6_000, sales: Int = 60_000, calls: Int = 30_000, territories: Int = 24,
        seed: UInt64 = 20_260_628
    ) {
        self.accounts = accounts
        self.sales = sales
        self.calls = calls
        self.territories = territories
        self.seed = seed
    }

    /// Refuses sizes in which the planted facts have no room.
    func checkedForPlants() throws(SampleError) -> SampleOptions {
        if territories < 24 { throw .tooSmall(option: "--territories", least: 24) }
        if territories > 60 { throw .tooLarge(option: "--territories", most: 60) }
        if accounts < 4_000 { throw .tooSmall(option: "--accounts", least: 4_000) }
        if accounts > 89_999 { throw .tooLarge(option: "--accounts", most: 89_999) }
        if sales < accounts * 6 { throw .tooSmall(option: "--sales", least: accounts * 6) }
        if calls < accounts * 3 { throw .tooSmall(option: "--calls", least: accounts * 3) }
        return self
    }
}

/// The calendar of the sample: 104 weeks, Monday to Sunday; days are counted from the first.
enum SampleCalendar {
    /// 2024-07-01, a Monday.
    static let first = Day(number: 19_905)
    static let dayCount = 728
    /// 2026-06-28, the as-of day.
    static let asOf = day(dayCount - 1)
    static let current = 637...727
    static let prior = 546...636
    static let yearAgo = 273...363
    static let trailingYear = 364...727
    /// 2024-01-01, from which all first assignments hold.
    static let assignmentsFrom = Day(number: 19_723)
    /// 2025-12-29, the day of the realignment.
    static let realignment = 546
    /// 2026-03-01, from which the first vacant territory has no owner.
    static let longVacancy = 608
    /// 2026-05-11, from which the second vacant territory has no owner.
    static let newVacancy = 679
    /// 2026-05-04, the first day of the successor in the handover.
    static let handover = 672

    static func day(_ index: Int) -> Day { first + index }

    static func isWeekend(_ index: Int) -> Bool { index % 7 >= 5 }
}
