import Analysis
import TerritoryModel

/// How numbers and days are printed on pages, in English and the same on every machine.
package struct Formatting: Sendable {
    /// What stands before an amount, such as `$` or `CHF `.
    private let currencySign: String

    /// - Parameter currency: ISO 4217 code.
    package init(currency: String) {
        let signs = ["USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥"]
        currencySign = signs[currency] ?? currency + " "
    }

    /// Whole units of the currency, rounded half away from zero, such as `−$1,235`.
    package func money(_ money: Money) -> String {
        let whole = (money.units.magnitude + 5_000) / 10_000
        return (money.units < 0 && whole > 0 ? "−" : "") + currencySign + grouped(whole)
    }

    /// As `money`, of an amount that is no exact sum.
    func amount(_ amount: Double, places: Int = 0) -> String {
        let size = decimal(abs(amount), places: places)
        return (decimal(amount, places: places) == size ? "" : "−") + currencySign + size
    }

    /// Short enough for a chart, such as `$1.2M` or `$340k`.
    func shortMoney(_ amount: Double) -> String {
        let size = abs(amount)
        let sign = amount < 0 ? "−" : ""
        let (divisor, unit): (Double, String) =
            size >= 999_500_000
            ? (1e9, "bn") : size >= 999_500 ? (1e6, "M") : size >= 1_000 ? (1e3, "k") : (1, "")
        let scaled = size / divisor
        let decimals = unit.isEmpty || scaled >= 100 ? 0 : 1
        return sign + currencySign + Formatting.trimmed(decimal(scaled, places: decimals)) + unit
    }

    /// A share with one decimal, such as `12.3%`.
    func percent(_ ratio: Double) -> String {
        decimal(ratio * 100, places: 1) + "%"
    }

    /// A signed share with one decimal, such as `+12.3%`.
    func change(_ ratio: Double) -> String {
        let text = percent(ratio)
        return text.hasPrefix("−") || text == "0.0%" ? text : "+" + text
    }

    /// A number with fixed decimals and grouped thousands, rounded half away from zero, such as `1,234.5`.
    func decimal(_ number: Double, places: Int) -> String {
        var scale = 1.0
        for _ in 0..<places { scale *= 10 }
        let scaled = (abs(number) * scale).rounded(.toNearestOrAwayFromZero)
        // Beyond 2^53 a Double has no decimals; such a number is printed as it is.
        guard scaled < 9_007_199_254_740_992 else { return String(number) }
        let units = UInt64(scaled)
        let sign = number < 0 && units > 0 ? "−" : ""
        guard places > 0 else { return sign + grouped(units) }
        let divisor = UInt64(scale)
        let fraction = String(units % divisor)
        let zeros = String(repeating: "0", count: places - fraction.utf8.count)
        return sign + grouped(units / divisor) + "." + zeros + fraction
    }

    /// A count with grouped thousands, such as `12,345`.
    package func count(_ number: Int64) -> String {
        (number < 0 ? "−" : "") + grouped(number.magnitude)
    }

    package func count(_ number: Int) -> String { count(Int64(number)) }

    /// A number of things, such as `1 row` and `1,200 rows`.
    func counted(_ number: some BinaryInteger, _ noun: String) -> String {
        "\(grouped(UInt64(number.magnitude))) \(number == 1 ? noun : plural(noun))"
    }

    /// A day for people, such as `28 Jun 2026`.
    func day(_ day: Day) -> String {
        let parts = day.parts
        return "\(parts.day) \(Formatting.months[parts.month - 1]) \(parts.year)"
    }

    /// Both ends of a range, such as `30 Mar 2026 – 28 Jun 2026`.
    package func range(_ range: DayRange) -> String {
        "\(day(range.from)) – \(day(range.to))"
    }

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    private static func trimmed(_ decimal: String) -> String {
        decimal.hasSuffix(".0") ? String(decimal.dropLast(2)) : decimal
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
            ? (money.units < 0 ? "−" : "") + currencySign
                + decimal(abs(money.doubleValue), places: 2)
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
