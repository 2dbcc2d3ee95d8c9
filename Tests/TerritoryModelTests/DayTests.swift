import Testing

@testable import TerritoryModel

@Suite struct DayTests {
    @Test(
        "A day has the number of days since 1970 and the weekday of the calendar",
        arguments: [
            ("0001-01-01", -719_162, 1), ("1582-10-15", -141_427, 5), ("1900-02-28", -25_509, 3),
            ("1900-03-01", -25_508, 4), ("1969-12-31", -1, 3), ("1970-01-01", 0, 4),
            ("2000-02-29", 11_016, 2), ("2024-02-29", 19_782, 4), ("2026-06-28", 20_632, 7),
            ("9999-12-31", 2_932_896, 5),
        ])
    func knownDays(text: String, number: Int32, weekday: Int) throws {
        let day = try #require(Day(iso: text))
        #expect(day.number == number)
        #expect(day.weekday == weekday)
        #expect(day.description == text)
    }

    @Test("Every day of 800 years follows the one before and survives its parts")
    func roundTrip() throws {
        let first = try #require(Day(year: 1600, month: 1, day: 1))
        let last = try #require(Day(year: 2400, month: 12, day: 31))
        var weekday = first.weekday
        for number in first.number...last.number {
            let day = Day(number: number)
            let parts = day.parts
            guard Day(year: parts.year, month: parts.month, day: parts.day) == day, day.weekday == weekday
            else {
                Issue.record("\(parts) is not day \(number)")
                return
            }
            weekday = weekday % 7 + 1
        }
    }

    @Test(
        "A day that the calendar does not have is refused",
        arguments: [
            (2023, 2, 29), (1900, 2, 29), (2024, 2, 30), (2024, 4, 31), (2024, 13, 1), (2024, 0, 1),
            (2024, 1, 0), (2024, 1, 32), (0, 1, 1), (10_000, 1, 1),
        ])
    func noSuchDay(year: Int, month: Int, day: Int) {
        #expect(Day(year: year, month: month, day: day) == nil)
    }

    @Test(
        "Only yyyy-MM-dd is read as a day",
        arguments: [
            "", "2024", "2024-1-01", "2024-01-1", "24-01-01", "2024-01-01-", "2024/01/01", "2024-01-01T00:00",
            "+024-01-01", "2024--1-01", "２０２４-01-01",
        ])
    func unreadable(text: String) {
        #expect(Day(iso: text) == nil)
    }

    @Test(
        "February has 29 days in leap years only",
        arguments: [(1900, 28), (2000, 29), (2023, 28), (2024, 29)])
    func february(year: Int, days: Int) {
        #expect(Day.length(ofMonth: 2, year: year) == days)
    }

    @Test("Days are added, subtracted and ordered across a leap day")
    func arithmetic() throws {
        let leap = try #require(Day(iso: "2024-02-29"))
        #expect((leap + 1).description == "2024-03-01")
        #expect((leap - 366).description == "2023-02-28")
        #expect((leap + 366) - leap == 366)
        #expect(leap - 1 < leap)
    }

    @Test("A range counts both of its ends and knows what it shares with another")
    func ranges() {
        let start = Day(number: 100)
        let range = DayRange(from: start, to: start + 9)
        #expect(range.days == 10)
        #expect(range.contains(start) && range.contains(start + 9) && !range.contains(start + 10))
        #expect(range.intersection(DayRange(from: start + 5, to: start + 20)).days == 5)
        #expect(range.intersection(DayRange(from: start + 10, to: start + 20)).days == 0)
        #expect(DayRange(from: start, to: start - 5).days == 0)
    }
}
