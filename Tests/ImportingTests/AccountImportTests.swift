import TerritoryModel
import Testing

@testable import Importing

@Suite("Loading accounts")
struct AccountImportTests {
    private static let header =
        "account_id,name,postal_code,unit_id,territory_id,segment,potential,planned_calls_per_year,parent_id\n"
    private static let short = "0015000000Gv7qJ"
    private static let long = "0015000000Gv7qJAAR"

    private static func load(_ rows: [String]) throws -> Loaded {
        try Loaded([
            "units": "unit_id,name\n01001,Autauga\n25025,Suffolk\n",
            "crosswalk": "postal_code,unit_id\n02134,25025\n",
            "territories": "territory_id,name,kind\nT1,One,\nT2,Two,overlay\n",
            "accounts": header + rows.map { $0 + "\n" }.joined(),
        ])
    }

    /// Of every kind of row some, in the order of their ids.
    private static let rows = [
        "A1,Bare,,,,,,,",
        "A10,Zürich,02134-1234,,T1,Klinik,12.5,4,\(short)",
        "A2,By its own unit,02134,1001,T2,Hospital,100,0,A1",
        "A3,No such unit and code,99999,99,T9,Klinik,0,2.25,A0",
        "A4,Child of a later one,,,,,,,Z9",
        "\(String(repeating: "B", count: 12)),Longer than a slot,,25025,,,,,A10",
        "\(String(repeating: "C", count: 40)),Forty bytes,,,,,,,A4",
        "Z9,Last,02134,,T1,Hospital,7,1,\(String(repeating: "C", count: 40))",
    ]
    /// One with a second form of its id.
    private static let rowOfTwoForms = "\(long),Salesforce,,,,,,,"

    private static func account(
        _ id: String, _ name: String, unit: Int? = nil, by unitSource: UnitSource? = nil,
        postalCode: String? = nil, territory: Int? = nil,
        segment: String? = nil, potential: Int64? = nil, plan: Int64? = nil, parent: Int? = nil
    ) -> Account {
        Account(
            id: id, name: name, unit: unit, postalCode: postalCode, namedTerritory: territory,
            segment: segment, potential: potential.map { Money(units: $0) },
            plannedCallsPerYear: plan.map { FixedPoint(units: $0) }, parent: parent, unitSource: unitSource)
    }

    /// The accounts of those rows, with or without that of two forms as the first.
    private static func expected(withTwoForms: Bool) -> [Account] {
        let shift = withTwoForms ? 1 : 0
        let accounts = [
            account("A1", "Bare"),
            account(
                "A10", "Zürich", unit: 1, by: .postalCode, postalCode: "02134-1234", territory: 0,
                segment: "Klinik",
                potential: 125_000, plan: 40_000, parent: withTwoForms ? 0 : nil),
            account(
                "A2", "By its own unit", unit: 0, postalCode: "02134", segment: "Hospital",
                potential: 1_000_000, plan: 0, parent: shift),
            account(
                "A3", "No such unit and code", postalCode: "99999", segment: "Klinik", potential: 0,
                plan: 22_500),
            account("A4", "Child of a later one", parent: shift + 7),
            account(String(repeating: "B", count: 12), "Longer than a slot", unit: 1, parent: shift + 1),
            account(String(repeating: "C", count: 40), "Forty bytes", parent: shift + 4),
            account(
                "Z9", "Last", unit: 1, by: .postalCode, postalCode: "02134", territory: 0,
                segment: "Hospital",
                potential: 70_000, plan: 10_000, parent: shift + 6),
        ]
        return (withTwoForms ? [account(long, "Salesforce")] : []) + accounts
    }

    @Test("The accounts are the same in whatever order their rows come", arguments: [false, true], 0..<6)
    func order(_ withTwoForms: Bool, _ shuffle: Int) throws {
        var rows = (withTwoForms ? [Self.rowOfTwoForms] : []) + Self.rows
        if shuffle == 1 { rows.reverse() }
        if shuffle > 1 { rows = rows.indices.map { rows[($0 * 5 + shuffle) % rows.count] } }
        // Five and nine have no common divisor, nor have five and eight, so each row is there once.
        #expect(Set(rows).count == rows.count)
        let loaded = try Self.load(rows)
        let accounts = Self.expected(withTwoForms: withTwoForms)
        #expect(Array(loaded.dimensions.accounts) == accounts)
        let index = loaded.quality.accountIndex
        #expect(accounts.map { index.index($0.id) } == Array(accounts.indices))
        #expect(index.count == accounts.count && index.index("A0") == nil)
        #expect(loaded.unmatched == ["99999", "T2", "T9", "99"])
        #expect(loaded.rejected.isEmpty)
    }

    @Test("Neither a file without accounts nor one with a single one is anything special", arguments: 0...1)
    func few(_ count: Int) throws {
        let loaded = try Self.load(Array(Self.rows.prefix(count)))
        #expect(Array(loaded.dimensions.accounts) == Array(Self.expected(withTwoForms: false).prefix(count)))
        #expect(loaded.quality.accountIndex.index("A1") == (count == 1 ? 0 : nil))
    }

    @Test(
        "Of a repeated id the first row counts and each later one is refused with its line",
        arguments: [
            (["A1", "A1", "A2"], ["A1 2", "A2 4"], [3]), (["A1", "A2", "A1"], ["A1 2", "A2 3"], [4]),
            (["B", "A", "B", "A", "C"], ["A 3", "B 2", "C 6"], [4, 5]),
            ([short, "a", long], ["\(short) 2", "a 3"], [4]),
            ([long, "a", short], ["\(long) 2", "a 3"], [4]),
        ])
    func duplicates(_ ids: [String], _ kept: [String], _ refused: [Int]) throws {
        let loaded = try Self.load(
            ids.enumerated().map { "\($0.element),\($0.element) \($0.offset + 2),,,,,,," })
        #expect(loaded.dimensions.accounts.map(\.name) == kept)
        #expect(loaded.rejected.map(\.line) == refused)
        #expect(loaded.rejected.allSatisfy { $0.column == "account_id" })
        #expect(Set(loaded.rejected.map(\.reason.key)) == ["duplicate_id"])
    }

    @Test("A row that is refused for a number does not take its id")
    func refusedRow() throws {
        let loaded = try Self.load(["A1,bad,,,,,many,,", "A1,good,,,,,1,,"])
        #expect(loaded.dimensions.accounts.map(\.name) == ["good"])
        #expect(loaded.rejected.map(\.line) == [2])
    }
}
