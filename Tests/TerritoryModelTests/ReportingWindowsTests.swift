import Testing

@testable import TerritoryModel

@Suite struct ReportingWindowsTests {
    private func day(_ text: String) throws -> Day { try #require(Day(iso: text)) }

    private func text(_ range: DayRange) -> String { "\(range.from)..\(range.to)" }

    struct Example: Sendable {
        let asOf: String
        let period: ReportingPeriod
        var starts = 1
        let current: String
        let prior: String
        let yearAgo: String
    }

    @Test(
        "The windows of a period are those of the calendar",
        arguments: [
            Example(
                asOf: "2026-06-28", period: .trailingWeeks(13), current: "2026-03-30..2026-06-28",
                prior: "2025-12-29..2026-03-29", yearAgo: "2025-03-31..2025-06-29"),
            Example(
                asOf: "2024-02-29", period: .trailingWeeks(1), current: "2024-02-23..2024-02-29",
                prior: "2024-02-16..2024-02-22", yearAgo: "2023-02-24..2023-03-02"),
            Example(
                asOf: "2024-02-29", period: .month, current: "2024-02-01..2024-02-29",
                prior: "2024-01-01..2024-01-29", yearAgo: "2023-02-01..2023-02-28"),
            Example(
                asOf: "2025-02-28", period: .month, current: "2025-02-01..2025-02-28",
                prior: "2025-01-01..2025-01-28", yearAgo: "2024-02-01..2024-02-28"),
            Example(
                asOf: "2024-03-31", period: .month, current: "2024-03-01..2024-03-31",
                prior: "2024-02-01..2024-02-29", yearAgo: "2023-03-01..2023-03-31"),
            Example(
                asOf: "2026-01-15", period: .month, current: "2026-01-01..2026-01-15",
                prior: "2025-12-01..2025-12-15", yearAgo: "2025-01-01..2025-01-15"),
            Example(
                asOf: "2026-06-28", period: .fiscalQuarter, current: "2026-04-01..2026-06-28",
                prior: "2026-01-01..2026-03-30", yearAgo: "2025-04-01..2025-06-28"),
            Example(
                asOf: "2026-06-28", period: .fiscalQuarter, starts: 2, current: "2026-05-01..2026-06-28",
                prior: "2026-02-01..2026-03-31", yearAgo: "2025-05-01..2025-06-28"),
            Example(
                asOf: "2024-02-29", period: .fiscalQuarter, starts: 12, current: "2023-12-01..2024-02-29",
                prior: "2023-09-01..2023-11-30", yearAgo: "2022-12-01..2023-02-28"),
            Example(
                asOf: "2024-02-29", period: .yearToDate, current: "2024-01-01..2024-02-29",
                prior: "2023-01-01..2023-03-01", yearAgo: "2023-01-01..2023-03-01"),
            Example(
                asOf: "2026-06-28", period: .yearToDate, starts: 7, current: "2025-07-01..2026-06-28",
                prior: "2024-07-01..2025-06-28", yearAgo: "2024-07-01..2025-06-28"),
        ])
    func examples(example: Example) throws {
        let windows = ReportingWindows(
            asOf: try day(example.asOf), period: example.period, fiscalYearStarts: example.starts)
        #expect(text(windows.current) == example.current)
        #expect(text(windows.prior) == example.prior)
        #expect(text(windows.yearAgo) == example.yearAgo)
    }

    @Test("The trailing year is 52 weeks that end on the as-of day")
    func trailingYear() throws {
        let windows = ReportingWindows(asOf: try day("2026-06-28"), period: .month)
        #expect(text(windows.trailingYear) == "2025-06-30..2026-06-28")
        #expect(windows.trailingYear.days == 364)
    }

    @Test("Every fiscal year contains its day and starts in its month", arguments: 1...12)
    func fiscalYears(starts: Int) throws {
        let first = try day("2023-01-01")
        for offset in 0..<800 {
            let asOf = first + offset
            let windows = ReportingWindows(asOf: asOf, period: .yearToDate, fiscalYearStarts: starts)
            let start = windows.fiscalYearToDate.from.parts
            #expect(start.month == starts && start.day == 1)
            #expect(windows.fiscalYearToDate.to == asOf && (1...366).contains(windows.fiscalYearToDate.days))
            #expect(windows.current == windows.fiscalYearToDate && windows.prior == windows.yearAgo)
        }
    }

    @Test("Every period ends on its day, follows the prior one and is as long", arguments: 1...12)
    func periods(starts: Int) throws {
        let first = try day("2023-01-01")
        for offset in 0..<800 {
            for period in [ReportingPeriod.month, .fiscalQuarter] {
                let windows = ReportingWindows(
                    asOf: first + offset, period: period, fiscalYearStarts: starts)
                #expect(windows.current.to == first + offset)
                #expect(windows.prior.to < windows.current.from && windows.prior.days <= windows.current.days)
                let (now, ago) = (windows.current.from.parts, windows.yearAgo.from.parts)
                #expect(ago == (now.year - 1, now.month, 1))
                if period == .fiscalQuarter { #expect((now.month - starts + 12) % 3 == 0) }
            }
        }
    }

    @Test("A day lies in the windows of its mask")
    func masks() throws {
        let windows = ReportingWindows(asOf: try day("2026-06-28"), period: .trailingWeeks(13))
        func names(_ text: String) throws -> [Window] {
            let mask = windows.mask(on: try day(text))
            return Window.allCases.filter(mask.contains)
        }
        #expect(try names("2026-06-28") == [.current, .trailingYear, .fiscalYearToDate])
        #expect(try names("2026-06-29").isEmpty)
        #expect(try names("2026-03-29") == [.prior, .trailingYear, .fiscalYearToDate])
        #expect(try names("2025-12-31") == [.prior, .trailingYear])
        #expect(try names("2025-06-29") == [.yearAgo])
        #expect(try names("2025-06-30") == [.trailingYear])
    }

    @Test("The weekly series ends on the as-of day and counts back whole weeks")
    func weeks() throws {
        let asOf = try day("2026-06-28")
        let windows = ReportingWindows(asOf: asOf, period: .month, weekCount: 26)
        #expect(windows.week(of: asOf) == 25)
        #expect(windows.week(of: asOf - 6) == 25)
        #expect(windows.week(of: asOf - 7) == 24)
        #expect(windows.week(of: asOf - 181) == 0)
        #expect(windows.week(of: asOf - 182) == nil)
        #expect(windows.week(of: asOf + 1) == nil)
        #expect(windows.weekColumn(of: asOf - 181) == 0)
        #expect(windows.weekColumn(of: asOf - 182) == nil)
        #expect(windows.weekColumn(of: asOf - 364) == 51)
        #expect(windows.weekColumn(of: asOf - 364 - 181) == 26)
        #expect(windows.firstDayOfColumns == asOf - 364 - 181)
        #expect(windows.weekColumn(of: windows.firstDayOfColumns - 1) == nil)
        #expect(windows.weekEnding(25) == asOf && windows.weekEnding(0) == asOf - 175)
    }
}
