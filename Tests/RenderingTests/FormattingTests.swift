import Analysis
import TerritoryModel
import Testing

@testable import Rendering

@Suite("Numbers in words")
struct FormattingTests {
    @Test(
        "Money is printed in whole units with the sign of its currency",
        arguments: [
            (12_345_678_499, "$1,234,568"), (-5_000, "−$1"), (-4_999, "$0"), (0, "$0"),
            (Int64.max, "$922,337,203,685,478"), (Int64.min, "−$922,337,203,685,478"),
        ] as [(Int64, String)])
    func money(units: Int64, text: String) {
        #expect(Formatting(currency: "USD").money(Money(units: units)) == text)
    }

    @Test("An unknown currency goes by its code")
    func code() {
        #expect(Formatting(currency: "CHF").money(Money(units: 10_000)) == "CHF\u{A0}1")
    }

    @Test(
        "Metrics are printed in their unit",
        arguments: [
            (.accountCoverage, .number(0.12345), "12.3%"), (.growth, .number(0.041), "+4.1%"),
            (.growth, .number(-0.00001), "0.0%"), (.performanceIndex, .number(99.5), "100"),
            (.giniSales, .number(0.1234), "0.123"), (.accounts, .count(1_234), "1,234"),
            (.salesPerCall, .money(Money(units: 123_456)), "$12.35"), (.frequency, .number(2.25), "2.3"),
            (.attainment, .unavailable(.noQuota), nil),
        ] as [(MetricKey, MetricValue, String?)])
    func metric(key: MetricKey, value: MetricValue, text: String?) {
        #expect(Formatting(currency: "USD").text(value, of: key) == text)
    }

    @Test(
        "Charts get short amounts",
        arguments: [(0, "$0"), (999, "$999"), (12_300, "$12.3K"), (999_999, "$1M")])
    func short(amount: Double, text: String) {
        #expect(Formatting(currency: "USD").shortMoney(amount) == text)
    }
}
