import TerritoryModel
import Testing

@Suite("The table of accounts")
struct AccountTableTests {
    private static func account(
        _ id: String, _ name: String = "", unit: Int? = nil, unitSource: UnitSource? = nil,
        postalCode: String? = nil, territory: Int? = nil,
        segment: String? = nil, potential: Int64? = nil, plan: Int64? = nil, parent: Int? = nil
    ) -> Account {
        Account(
            id: id, name: name, unit: unit, postalCode: postalCode, namedTerritory: territory,
            segment: segment, potential: potential.map { Money(units: $0) },
            plannedCallsPerYear: plan.map { FixedPoint(units: $0) }, parent: parent, unitSource: unitSource)
    }

    /// Accounts that have everything and nothing, texts of many lengths and numbers at all edges; not sorted.
    private static let accounts = [
        account("b", "nothing"),
        account(
            "12345678901", "Zürich 東京 e\u{301}", unit: 0, postalCode: "02134", territory: 0,
            segment: "Clinic",
            potential: 0, plan: 0, parent: 0),
        account(
            "123456789012", "", unit: 7, unitSource: .postalCode, postalCode: "", segment: "",
            potential: 20_000, plan: 1),
        account(String(repeating: "é", count: 20), "forty bytes", territory: 3, segment: "Clinic"),
        account("", "no id", segment: "Hospital", potential: 2_147_483_647 * 10_000, plan: -10_000),
        account(
            "a", "wide", unit: 2, unitSource: .coordinates, potential: 2_147_483_648 * 10_000, plan: 15_000,
            parent: 6),
        account("\u{0}", "edges", postalCode: "K1A 0B1", potential: .max, plan: .min),
        account("z", "nothing again"),
    ]

    private static func inOrder(_ accounts: [Account]) -> [Account] {
        accounts.sorted { precedesById($0.id, $1.id) }
    }

    @Test("Every value comes back as it was given", arguments: [0, 1, 2, accounts.count])
    func roundTrip(_ count: Int) {
        let accounts = Array(AccountTableTests.accounts.prefix(count))
        let table = AccountTable(accounts)
        #expect(table.count == count)
        #expect(Array(table) == accounts)
        #expect(table.indices.map { table.id(of: $0) } == accounts.map(\.id))
        #expect(table.indices.map { table.name(of: $0) } == accounts.map(\.name))
        #expect(table.indices.map { table.postalCode(of: $0) } == accounts.map(\.postalCode))
        #expect(table.indices.map { table.unit(of: $0) } == accounts.map(\.unit))
        #expect(table.indices.map { table.unitSource(of: $0) } == accounts.map(\.unitSource))
        #expect(table.indices.map { table.namedTerritory(of: $0) } == accounts.map(\.namedTerritory))
        let segments = table.indices.map { table.segmentNumber(of: $0).map { table.segments[$0] } }
        #expect(segments == accounts.map(\.segment))
        #expect(Set(table.segments).count == table.segments.count)
        #expect(table.indices.map { table.potential(of: $0) } == accounts.map(\.potential))
        #expect(
            table.indices.map { table.plannedCallsPerYear(of: $0) } == accounts.map(\.plannedCallsPerYear))
        #expect(table.indices.map { table.parent(of: $0) } == accounts.map(\.parent))
        let ids = table.indices.map { String(decoding: table.bytes[table.idRange(of: $0)], as: UTF8.self) }
        #expect(ids == accounts.map(\.id))
    }

    @Test("Rows of an input give the same accounts as their values")
    func rows() {
        let bytes = Array("xidname02134y".utf8)
        var table = AccountTable()
        table.segments = ["Clinic", "Hospital"]
        var row = AccountTable.Row(id: 1..<3, name: 3..<7)
        table.append(row, in: bytes)
        row.postalCode = 7..<12
        row.unit = 4
        row.unitSource = .coordinates
        row.namedTerritory = 2
        row.segment = 1
        row.potential = Money(units: 12_345)
        row.plannedCallsPerYear = FixedPoint(units: 40_000)
        table.append(row, in: bytes)
        table.setParent(nil, of: 0)
        table.setParent(0, of: 1)
        #expect(
            Array(table) == [
                AccountTableTests.account("id", "name"),
                AccountTableTests.account(
                    "id", "name", unit: 4, unitSource: .coordinates, postalCode: "02134", territory: 2,
                    segment: "Hospital", potential: 12_345, plan: 40_000, parent: 0),
            ])
    }

    @Test("Sorting moves whole accounts into the order of the bytes of their ids")
    func sorting() {
        let accounts = AccountTableTests.accounts.map {
            Account(
                id: $0.id, name: $0.name, unit: $0.unit, postalCode: $0.postalCode,
                namedTerritory: $0.namedTerritory, segment: $0.segment, potential: $0.potential,
                plannedCallsPerYear: $0.plannedCallsPerYear, parent: nil, unitSource: $0.unitSource)
        }
        let sorted = AccountTableTests.inOrder(accounts)
        var table = AccountTable(accounts)
        let order = table.sortById()
        #expect(Array(table) == sorted)
        #expect(order?.map { accounts[Int($0)] } == sorted)
        let next = table.sortById()
        #expect(next == nil)
        #expect(Array(table) == sorted)
    }

    @Test(
        "Ids that begin alike, for long or up to their end, are sorted by what follows",
        arguments: [0, 7, 40])
    func sharedBeginnings(_ length: Int) {
        let ends = [
            "", "b", "a\u{0}", "a", "\u{0}", "éa", "abcdefgh", "abcdefg", "abcdefghj", "abcdefghi", "~",
        ]
        let ids = ends.map { String(repeating: "x", count: length) + $0 }
        var table = AccountTable(ids.map { AccountTableTests.account($0, $0) })
        let order = table.sortById()
        let sorted = ids.sorted(by: precedesById)
        #expect(table.map(\.id) == sorted)
        #expect(table.map(\.name) == sorted)
        #expect(order?.map { ids[Int($0)] } == sorted)
    }

    @Test("What is sorted already stays", arguments: [0, 1, 2, accounts.count])
    func sorted(_ count: Int) {
        let accounts = AccountTableTests.inOrder(Array(AccountTableTests.accounts.prefix(count)))
        var table = AccountTable(accounts)
        let order = table.sortById()
        #expect(order == nil)
        #expect(Array(table) == accounts)
    }

    @Test(
        "An id comes before another by its bytes",
        arguments: [
            ("a", "b", true), ("a", "a", false), ("b", "a", false), ("a", "a\u{0}", true), ("aa", "a", false),
            ("A", "a", true), ("z", "é", true), ("", "a", true), ("", "", false), ("a", "", false),
        ])
    func precedence(_ last: String, _ next: String, _ precedes: Bool) {
        let table = AccountTable([AccountTableTests.account("first"), AccountTableTests.account(last)])
        let bytes = Array(next.utf8)
        #expect(table.lastIdPrecedes(bytes.span, bytes.indices) == precedes)
        let isFirst = AccountTable().lastIdPrecedes(bytes.span, bytes.indices)
        #expect(isFirst)
    }
}
