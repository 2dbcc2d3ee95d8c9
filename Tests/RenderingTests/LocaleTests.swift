import Analysis
import Foundation
import TerritoryModel
import Testing

@testable import Rendering

/// What is printed beside what Foundation prints; ours has a real minus.
@Suite("Numbers and days of a locale")
struct LocaleTests {
    static let names = ["en_US", "en_GB", "de_DE", "fr_FR", "de_CH", "es_ES", "pl_PL", "hi_IN", "sv_SE"]
    static let currencies = ["USD", "EUR", "GBP", "CHF", "JPY"]
    /// Every number of digits, with ends and middles.
    static let sizes: [Int] = (0...15).flatMap { digits -> [Int] in
        let power = Int(NumberPattern.power(digits))
        return [power - 1, power, power + 1, 3 * power + 17, power / 7 * 9]
    }

    private static func plain(_ text: String) -> String { text.replacing("-", with: "−") }

    private func formatting(_ name: String, _ currency: String = "EUR") throws -> Formatting {
        Formatting(currency: currency, locale: try #require(ReportLocale(name)))
    }

    @Test("Numbers are those of Foundation", arguments: names)
    func numbers(name: String) throws {
        let formatting = try formatting(name)
        let locale = Locale(identifier: name)
        for size in LocaleTests.sizes {
            for number in [size, -size] where number != 0 || size == 0 {
                let style = IntegerFormatStyle<Int>(locale: locale)
                #expect(formatting.count(number) == LocaleTests.plain(number.formatted(style)))
                guard abs(number) < 1_000_000_000_000 else { continue }
                let tenths = Decimal(number) / 10
                #expect(
                    formatting.decimal(Double(number) / 10, places: 1)
                        == LocaleTests.plain(
                            tenths.formatted(.number.precision(.fractionLength(1)).locale(locale))))
                let share = Decimal(number) / 1_000
                let style1 = Decimal.FormatStyle.Percent(locale: locale).precision(.fractionLength(1))
                #expect(
                    formatting.percentage(Double(number) / 10) == LocaleTests.plain(share.formatted(style1)))
                let signed = style1.sign(strategy: .always(includingZero: false))
                #expect(
                    formatting.change(Double(number) / 1_000) == LocaleTests.plain(share.formatted(signed)))
            }
        }
    }

    @Test("Amounts are those of Foundation", arguments: names, currencies)
    func amounts(name: String, currency: String) throws {
        let formatting = try formatting(name, currency)
        let locale = Locale(identifier: name)
        let whole = Decimal.FormatStyle.Currency(code: currency, locale: locale)
            .precision(.fractionLength(0)).rounded(rule: .toNearestOrAwayFromZero)
        for size in LocaleTests.sizes {
            for units in [size, -size] {
                let amount = Decimal(units) / 10_000
                // Foundation has a zero below nothing.
                let isZero = abs(units) < 5_000
                #expect(
                    formatting.money(Money(units: Int64(units)))
                        == LocaleTests.plain((isZero ? 0 : amount).formatted(whole)))
                guard abs(units) < 1_000_000_000_000 else { continue }
                let cents = Decimal(units) / 100
                #expect(
                    formatting.amount(Double(units) / 100, places: 2)
                        == LocaleTests.plain(cents.formatted(whole.precision(.fractionLength(2)))))
            }
        }
    }

    @Test(
        "Short amounts are those of Foundation, wherever it shortens", arguments: ["en_US", "en_GB", "fr_FR"])
    func shortAmounts(name: String) throws {
        let formatting = try formatting(name)
        let style = IntegerFormatStyle<Int>.Currency(code: "EUR", locale: Locale(identifier: name))
            .notation(.compactName).rounded(rule: .toNearestOrAwayFromZero)
        for amount in [
            1_000, 1_249, 1_250, 12_300, 99_949, 123_456, 999_499, 1_000_000, 45_600_000, -7_890_000_000,
        ] {
            let size = abs(amount)
            let hundreds = [100_000, 100_000_000].contains { ($0..<$0 * 10).contains(size) }
            let expected = amount.formatted(style.precision(.fractionLength(hundreds ? 0...0 : 0...1)))
            #expect(formatting.shortMoney(Double(amount)) == LocaleTests.plain(expected))
        }
    }

    @Test("Days are those of Foundation, over four years", arguments: names)
    func days(name: String) throws {
        let formatting = try formatting(name)
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let style = Date.FormatStyle(
            date: .abbreviated, time: .omitted, locale: Locale(identifier: name), calendar: calendar,
            timeZone: .gmt)
        let first = try #require(Day(year: 2024, month: 1, day: 1))
        let start = try #require(
            calendar.date(from: DateComponents(timeZone: .gmt, year: 2024, month: 1, day: 1)))
        for offset in 0..<1_461 {
            let date = start.addingTimeInterval(Double(offset) * 86_400)
            #expect(formatting.day(first + offset) == date.formatted(style))
        }
    }

    @Test(
        "What the four tested locales print",
        arguments: [
            ("en_US", "USD", ["−$1,234,568", "$1.2M", "12.3%", "1,234.5", "Jun 28, 2026"]),
            ("en_GB", "GBP", ["−£1,234,568", "£1.2M", "12.3%", "1,234.5", "28 Jun 2026"]),
            (
                "de_DE", "EUR",
                [
                    "−1.234.568\u{A0}€", "1,2\u{A0}Mio.\u{A0}€", "12,3\u{A0}%", "1.234,5", "28. Juni 2026",
                ]
            ),
            (
                "fr_FR", "EUR",
                [
                    "−1\u{202F}234\u{202F}568\u{A0}€", "1,2\u{A0}M\u{A0}€", "12,3\u{A0}%",
                    "1\u{202F}234,5", "28 juin 2026",
                ]
            ),
        ] as [(String, String, [String])])
    func printed(name: String, currency: String, texts: [String]) throws {
        let formatting = try formatting(name, currency)
        let printed = [
            formatting.money(Money(units: -12_345_678_499)), formatting.shortMoney(1_234_567),
            formatting.percent(0.1234), formatting.decimal(1_234.46, places: 1),
            formatting.day(try #require(Day(year: 2026, month: 6, day: 28))),
        ]
        #expect(printed == texts)
    }

    @Test(
        "A pattern of days is taken apart into fields and words",
        arguments: [
            ("d 'de' MMM y", "3 de Mar 2026"), ("y/MM/dd", "2026/03/03"), ("d ''MMM", "3 'Mar"),
            ("G y", nil), ("d 'open", nil), ("dd.MM.yy", nil),
        ] as [(String, String?)])
    func dayPatterns(pattern: String, text: String?) throws {
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let day = try #require(Day(year: 2026, month: 3, day: 3))
        #expect(DayPattern(pattern, months: months)?.text(day) == text)
    }

    @Test("Every known locale can be read, and none prints a number without its digits")
    func all() throws {
        for name in Locale.availableIdentifiers.sorted() where !name.hasSuffix("_POSIX") {
            let formatting = try formatting(name)
            let digits = formatting.money(Money(units: 12_345_678_0000)).filter { ("0"..."9").contains($0) }
            #expect(digits == "12345678", "\(name)")
            #expect(formatting.percent(-0.5).hasDigits("50", "0"), "\(name)")
        }
    }

    @Test(
        "A mistyped locale has a nearest one",
        arguments: [("de-de", "de_DE"), ("fr_FRA", "fr_FR"), ("klingonian", nil)]
            as [(String, String?)])
    func nearest(name: String, known: String?) {
        #expect(ReportLocale(name) == nil)
        #expect(ReportLocale.nearest(to: name) == known)
    }
}

extension String {
    fileprivate func hasDigits(_ whole: String, _ fraction: String) -> Bool {
        filter { ("0"..."9").contains($0) } == whole + fraction
    }
}
