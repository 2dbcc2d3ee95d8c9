import Testing

/// The sample read back from its files in the plainest way, sharing no code with the generator.
///
/// Days are ISO texts, which order like days; money is in cents.
struct PlainLedger {
    struct Span {
        let subject: String
        let territory: String
        let role: String
        let from: String
        let to: String

        func contains(_ day: String) -> Bool { from <= day && (to.isEmpty || day <= to) }
    }

    struct Sale {
        let day: String
        let account: String
        let cents: Int
        let rep: String
        let territory: String
    }

    struct Call {
        let day: String
        let account: String
        let rep: String
    }

    let asOf = "2026-06-28"
    let currentFrom = "2026-03-30"
    let trailingFrom = "2025-06-30"
    let units: [String]
    let unitOfAccount: [String: String]
    let potentialOfAccount: [String: Int]
    let exclusive: Set<String>
    let reps: [String: (name: String, hired: String)]
    let unitSpans: [String: [Span]]
    let accountSpans: [String: [Span]]
    let ownerSpans: [String: [Span]]
    let roleSpans: [String: [Span]]
    let sales: [Sale]
    let calls: [Call]
    let refused: [String: Int]

    init() throws {
        units = try PlainLedger.rows("data/counties.csv").map { $0[0] }
        let places = try PlainLedger.unitsOfPostalCodes()
        let accounts = try PlainLedger.rows("data/crm/accounts.csv")
        unitOfAccount = try Dictionary(
            uniqueKeysWithValues: accounts.map { ($0[0], try #require(places[$0[4]])) })
        potentialOfAccount = Dictionary(uniqueKeysWithValues: accounts.map { ($0[0], Int($0[6]) ?? 0) })
        let leaves = try PlainLedger.rows("data/territories.csv").filter { $0[3] == "exclusive" }
        exclusive = Set(leaves.map { $0[0] })
        let people = try PlainLedger.rows("data/reps.csv")
        reps = Dictionary(uniqueKeysWithValues: people.map { ($0[0], ($0[1], $0[2])) })
        unitSpans = try PlainLedger.spans("data/unit_assignments.csv")
        accountSpans = try PlainLedger.spans("data/account_assignments.csv")
        let roles = try PlainLedger.rows("data/rep_assignments.csv").map {
            Span(subject: $0[0], territory: $0[1], role: $0[2], from: $0[3], to: $0[4])
        }
        roleSpans = Dictionary(grouping: roles, by: \.subject)
        ownerSpans = Dictionary(grouping: roles.filter { $0.role == "owner" }, by: \.territory)
        var refused: [String: Int] = [:]
        sales = try PlainLedger.sales(&refused)
        calls = try PlainLedger.calls(&refused)
        self.refused = refused
    }

    static let salesPaths = ["2024H2", "2025H1", "2025H2", "2026H1"].map { "data/crm/sales-\($0).csv" }

    static func lines(_ path: String) throws -> [Substring] {
        try CommittedSample.text(path).split(separator: "\n").dropFirst().map { $0 }
    }

    /// Rows of a clean file; quotes only around whole fields.
    private static func rows(_ path: String) throws -> [[String]] {
        try lines(path).map { line in
            var fields = [""]
            var isQuoted = false
            for character in line {
                switch character {
                case "\"": isQuoted.toggle()
                case "," where !isQuoted: fields.append("")
                default: fields[fields.count - 1].append(character)
                }
            }
            return fields
        }
    }

    private static func spans(_ path: String) throws -> [String: [Span]] {
        let spans = try rows(path).map {
            Span(subject: $0[0], territory: $0[1], role: "", from: $0[2], to: $0[3])
        }
        return Dictionary(grouping: spans, by: \.subject)
    }

    private static func unitsOfPostalCodes() throws -> [String: String] {
        var best: [String: (share: Double, unit: String)] = [:]
        for row in try rows("data/zip_county.csv") {
            let share = try #require(Double(row[6]))
            if let known = best[row[0]], known.share > share || (known.share == share && known.unit < row[1])
            {
                continue
            }
            best[row[0]] = (share, row[1])
        }
        return best.mapValues(\.unit)
    }

    private static func isDay(_ text: Substring) -> Bool {
        let parts = text.split(separator: "-")
        guard parts.count == 3, text.count == 10, let month = Int(parts[1]), let day = Int(parts[2]) else {
            return false
        }
        let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        return (1...12).contains(month) && (1...lengths[month - 1]).contains(day)
    }

    private static func sales(_ refused: inout [String: Int]) throws -> [Sale] {
        var sales: [Sale] = []
        for path in salesPaths {
            for line in try lines(path) {
                let fields = line.split(separator: ",", omittingEmptySubsequences: false)
                guard !line.contains("\""), fields.count == 8, isDay(fields[0]), let cents = cents(fields[5])
                else {
                    refused[path, default: 0] += 1
                    continue
                }
                sales.append(
                    Sale(
                        day: String(fields[0]), account: String(fields[2]), cents: cents,
                        rep: String(fields[6]), territory: String(fields[7])))
            }
        }
        return sales
    }

    private static func cents(_ text: Substring) -> Int? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[1].count == 2 else { return nil }
        return Int(parts[0] + parts[1])
    }

    private static func calls(_ refused: inout [String: Int]) throws -> [Call] {
        let path = "data/crm/calls.csv"
        return try lines(path).compactMap { line in
            let fields = line.split(separator: ",", omittingEmptySubsequences: false)
            guard !line.contains("\""), fields.count == 5, isDay(fields[0]), !fields[1].isEmpty else {
                refused[path, default: 0] += 1
                return nil
            }
            return Call(day: String(fields[0]), account: String(fields[1]), rep: String(fields[2]))
        }
    }
}

extension PlainLedger {
    func isCurrent(_ day: String) -> Bool { currentFrom <= day && day <= asOf }

    func isTrailing(_ day: String) -> Bool { trailingFrom <= day && day <= asOf }

    /// The latest `from` wins, then the lowest territory.
    private func winner(_ spans: [Span]?, on day: String, among ids: Set<String>) -> String? {
        (spans ?? []).filter { $0.contains(day) && ids.contains($0.territory) }
            .min { ($1.from, $0.territory) < ($0.from, $1.territory) }?.territory
    }

    func territory(ofUnit unit: String, on day: String) -> String? {
        winner(unitSpans[unit], on: day, among: exclusive)
    }

    func territory(of account: String, on day: String) -> String? {
        guard let unit = unitOfAccount[account] else { return nil }
        return winner(accountSpans[account], on: day, among: exclusive) ?? territory(ofUnit: unit, on: day)
    }

    func owner(of territory: String?, on day: String) -> String? {
        territory.flatMap { ownerSpans[$0]?.first { $0.contains(day) }?.subject }
    }

    func formerTerritory(of sale: Sale) -> String? {
        exclusive.contains(sale.territory) ? sale.territory : territory(of: sale.account, on: sale.day)
    }

    func rep(of sale: Sale) -> String? {
        if !sale.rep.isEmpty { return reps[sale.rep] == nil ? nil : sale.rep }
        return owner(of: formerTerritory(of: sale), on: sale.day)
    }

    func rep(of call: Call) -> String? {
        if !call.rep.isEmpty { return reps[call.rep] == nil ? nil : call.rep }
        return owner(of: territory(of: call.account, on: call.day), on: call.day)
    }

    func isCovered(_ account: String, byOverlayOf rep: String, on day: String) -> Bool {
        let overlays = (roleSpans[rep] ?? []).filter { $0.contains(day) && !exclusive.contains($0.territory) }
        let covering = unitSpans[unitOfAccount[account] ?? ""] ?? []
        return overlays.contains { overlay in
            covering.contains { $0.territory == overlay.territory && $0.contains(day) }
        }
    }

    func isOutside(_ sale: Sale) -> Bool {
        guard let territory = formerTerritory(of: sale), let rep = rep(of: sale) else { return false }
        let holdsRole = (roleSpans[rep] ?? []).contains { $0.territory == territory && $0.contains(sale.day) }
        return !holdsRole && !isCovered(sale.account, byOverlayOf: rep, on: sale.day)
    }

    /// Known accounts with the reps that sold or called in the current period.
    func touchingReps() -> [String: Set<String>] {
        var touching: [String: Set<String>] = [:]
        for sale in sales where isCurrent(sale.day) && unitOfAccount[sale.account] != nil {
            if let rep = rep(of: sale) { touching[sale.account, default: []].insert(rep) }
        }
        for call in calls where isCurrent(call.day) && unitOfAccount[call.account] != nil {
            if let rep = rep(of: call) { touching[call.account, default: []].insert(rep) }
        }
        return touching
    }

    static func money(_ cents: Int) -> String {
        let fraction = String(cents % 100)
        return "\(cents / 100).\(fraction.count == 1 ? "0" : "")\(fraction)00"
    }
}
