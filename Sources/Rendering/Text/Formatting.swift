import Analysis
import TerritoryModel

/// How numbers and days are printed on pages: as in the locale of the report, the same on every machine.
package struct Formatting: Sendable {
    private let patterns: LocalePatterns

    /// - Parameter currency: ISO 4217 code.
    package init(currency: String, locale: ReportLocale = .standard) {
        patterns = LocalePatterns(locale, currency: currency)
    }

    var locale: ReportLocale { patterns.locale }

    /// Whole units of the currency, rounded half away from zero, such as `−$1,235`.
    package func money(_ money: Money) -> String {
        let whole = (money.units.magnitude + 5_000) / 10_000
        return patterns.money.text(whole, isNegative: money.units < 0 && whole > 0)
    }

    /// As `money`, of an amount that is no exact sum.
    func amount(_ amount: Double, places: Int = 0) -> String {
        patterns.money.text(amount, places: places) ?? "\(amount)"
    }

    /// Short enough for a chart, such as `$1.2M` or `$340K`.
    func shortMoney(_ amount: Double) -> String {
        let size = abs(amount)
        var chosen = ShortAmount(magnitude: 0, divisor: 0, pattern: patterns.money)
        for next in patterns.shortMoney {
            // What is rounded up to the next magnitude is printed as one of it.
            guard Formatting.rounded(size, chosen) >= Double(NumberPattern.power(next.magnitude)) else {
                break
            }
            chosen = next
        }
        let scaled = size / Double(NumberPattern.power(chosen.divisor))
        let places = Formatting.places(of: scaled, chosen)
        let isWhole = (scaled * 10).rounded(.toNearestOrAwayFromZero).truncatingRemainder(dividingBy: 10) == 0
        let signed = amount < 0 ? -scaled : scaled
        return chosen.pattern.text(signed, places: isWhole ? 0 : places) ?? "\(amount)"
    }

    private static func places(of scaled: Double, _ short: ShortAmount) -> Int {
        short.divisor == 0 || scaled >= 100 ? 0 : 1
    }

    private static func rounded(_ size: Double, _ short: ShortAmount) -> Double {
        let divisor = Double(NumberPattern.power(short.divisor))
        let scale = places(of: size / divisor, short) == 1 ? 10.0 : 1
        return (size / divisor * scale).rounded(.toNearestOrAwayFromZero) / scale * divisor
    }

    /// A share with one decimal, such as `12.3%`.
    func percent(_ ratio: Double) -> String { percentage(ratio * 100) }

    /// A number that is a percentage already, with one decimal, such as `9.1%`.
    func percentage(_ number: Double) -> String {
        patterns.percent.text(number, places: 1) ?? "\(number)%"
    }

    /// A signed share with one decimal, such as `+12.3%`.
    func change(_ ratio: Double) -> String {
        (ratio * 1_000).rounded(.toNearestOrAwayFromZero) > 0 ? "+" + percent(ratio) : percent(ratio)
    }

    /// A number with fixed decimals and grouped thousands, rounded half away from zero, such as `1,234.5`.
    ///
    /// Beyond 2⁵³ a `Double` has no decimals; such a number is printed as it is.
    func decimal(_ number: Double, places: Int) -> String {
        patterns.number.text(number, places: places) ?? String(number)
    }

    /// A count with grouped thousands, such as `12,345`.
    package func count(_ number: Int64) -> String {
        patterns.number.text(number.magnitude, isNegative: number < 0)
    }

    package func count(_ number: Int) -> String { count(Int64(number)) }

    /// A number of things, such as `1 row` and `1,200 rows`.
    func counted(_ number: some BinaryInteger, _ noun: String) -> String {
        "\(patterns.number.text(UInt64(number.magnitude))) \(number == 1 ? noun : plural(noun))"
    }

    /// A day for people, such as `Jun 28, 2026`.
    func day(_ day: Day) -> String { patterns.day.text(day) }

    /// Both ends of a range, such as `Mar 30, 2026 – Jun 28, 2026`.
    package func range(_ range: DayRange) -> String {
        "\(day(range.from)) – \(day(range.to))"
    }
}

extension Formatting {
    /// A metric's value in words, in the unit of the catalog; nil where it is unavailable.
    package func text(_ value: MetricValue, of key: MetricKey) -> String? {
        switch value {
        case .unavailable: nil
        case .money(let money):
            key == .salesPerCall ? shortSum(money) : self.money(money)
        case .count(let count): self.count(count)
        case .number(let number):
            MetricCatalog.definition(of: key).unit == .moneyPerPerson
                ? amount(number, places: 2) : self.number(number, key: key)
        }
    }

    /// Small amounts with cents, others without.
    private func shortSum(_ money: Money) -> String {
        money.units.magnitude < 1_000_000
            ? amount(money.doubleValue, places: 2)
            : self.money(money)
    }

    private func number(_ number: Double, key: MetricKey) -> String {
        switch MetricCatalog.definition(of: key).unit {
        case .ratio:
            Formatting.isSigned(key)
                ? change(number)
                : Formatting.isCoefficient(key) ? decimal(number, places: 3) : percent(number)
        case .callsPerAccount, .callsPerWeek, .peoplePerKm2, .per10kPeople, .months:
            decimal(number, places: 1)
        case .index, .concentration, .rank, .hoursPerYear, .days, .count, .people, .squareKilometres:
            decimal(number, places: 0)
        case .money, .moneyPerYear, .moneyPerPerson: decimal(number, places: 2)
        }
    }

    private static func isSigned(_ key: MetricKey) -> Bool {
        switch key {
        case .growth, .growthYear, .performanceGap, .populationGrowth, .deviationSales, .deviationPotential,
            .deviationWorkloadHours,
            .deviationAccounts:
            true
        default: false
        }
    }

    private static func isCoefficient(_ key: MetricKey) -> Bool {
        switch key {
        case .giniSales, .giniPotential, .giniWorkloadHours, .giniAccounts, .cvSales, .cvPotential,
            .cvWorkloadHours, .cvAccounts:
            true
        default: false
        }
    }
}
