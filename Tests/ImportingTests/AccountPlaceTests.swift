import Tabular
import TerritoryModel
import Testing

@testable import Importing

@Suite("Places of accounts")
struct AccountPlaceTests {
    /// Units of one degree each: the one at longitude 10 to 11 is `10`, and so on, from the equator northwards.
    private struct Degrees: UnitLocating {
        func unit(longitude: Double, latitude: Double) -> String? {
            (0..<1).contains(latitude) ? String(Int(longitude.rounded(.down))) : nil
        }
    }

    private static func load(_ accounts: String, locator: (any UnitLocating)? = Degrees()) throws -> Loaded {
        try Loaded(
            [
                "units": "unit_id,name\n10,Ten\n11,Eleven\n-7,Minus seven\n",
                "crosswalk": "postal_code,unit_id\n02134,11\n",
                "accounts": "account_id,name,unit_id,latitude,longitude,postal_code\n" + accounts,
            ], units: .asGiven, locator: locator)
    }

    /// `account unit way` of each account.
    private func places(_ loaded: Loaded) -> [String] {
        let accounts = loaded.dimensions.accounts
        let units = loaded.dimensions.units
        return accounts.indices.map { account in
            let unit = accounts.unit(of: account).map { units[$0].id } ?? "–"
            return "\(accounts.id(of: account)) \(unit) \(accounts.unitSource(of: account))"
        }
    }

    @Test("An account lies in its own unit, else where its coordinates are, else by its postal code")
    func order() throws {
        let loaded = try Self.load(
            """
            A1,all,10,0.5,11.5,02134
            A2,coordinates first,,0.5,10.5,02134
            A3,postal code,,,,02134
            A4,nothing,,,,
            A5,no such unit,99,0.5,-6.5,
            A6,no such unit nor place,99,5,5,02134
            """)
        #expect(
            places(loaded) == [
                "A1 10 rowId", "A2 10 coordinates", "A3 11 postalCode", "A4 – none", "A5 -7 coordinates",
                "A6 11 postalCode",
            ])
        let references = loaded.quality.unmatched.result().references
        #expect(
            references.map { "\($0.kind.rawValue) \($0.value) \($0.rows)" } == [
                "coordinates 5, 5 1", "unit 99 2",
            ])
    }

    @Test(
        "Coordinates that say no place are listed, and the postal code is asked",
        arguments: [
            ("0.5,", "0.5, none"), (",10.5", "none, 10.5"), ("90.5,10.5", "90.5, 10.5"),
            ("0.5,180.01", "0.5, 180.01"), ("north,10.5", "north, 10.5"), ("0.5,10.5E", "0.5, 10.5E"),
            ("1e-1,10.5", "1e-1, 10.5"), ("nan,10.5", "nan, 10.5"), ("0.5.1,10.5", "0.5.1, 10.5"),
            ("0x1,10.5", "0x1, 10.5"), ("-,10.5", "-, 10.5"), (".,10.5", "., 10.5"), ("0.5,55", "0.5, 55"),
            ("10.5,0.5", "10.5, 0.5"),
        ])
    func unreadable(place: String, told: String) throws {
        let loaded = try Self.load("A1,one,,\(place),02134\nA2,two,,\(place),\n")
        #expect(places(loaded) == ["A1 11 postalCode", "A2 – none"])
        let references = loaded.quality.unmatched.result().references
        #expect(
            references == [
                UnmatchedReference(
                    source: "accounts", kind: .coordinates, value: told, rows: 2, amount: nil)
            ])
        #expect(loaded.rejected == [])
    }

    @Test(
        "Degrees have a decimal point or comma, whatever the other numbers of the file are like",
        arguments: [
            ("0.5", "10.125", "10"), ("\"0,5\"", "\"10,125\"", "10"), ("+0.5", "+10", "10"),
            ("0", "-6.5", "-7"), ("-0", "\u{2212}6.5", "-7"), (".5", "11.", "11"),
            (" 0.5 ", "011.000000000000000000000001", "11"),
        ])
    func readable(latitude: String, longitude: String, unit: String) throws {
        let loaded = try Loaded(
            [
                "units": "unit_id,name\n10,Ten\n11,Eleven\n-7,Minus seven\n",
                "accounts": "account_id,name,potential,latitude,longitude\n"
                    + "A0,decides,\"1.234,50\",,\nA1,one,\"1.234\",\(latitude),\(longitude)\n",
            ], units: .asGiven, locator: Degrees())
        #expect(places(loaded) == ["A0 – none", "A1 \(unit) coordinates"])
        #expect(loaded.dimensions.accounts.potential(of: 1) == Money(units: 12_340_000))
        #expect(loaded.unmatched == [])
    }

    @Test("Without outlines coordinates are passed over")
    func noLocator() throws {
        let loaded = try Self.load("A1,one,,0.5,10.5,02134\nA2,two,,north,south,\n", locator: nil)
        #expect(places(loaded) == ["A1 11 postalCode", "A2 – none"])
        #expect(loaded.unmatched == [])
    }

    @Test(
        "A postal code belongs to the unit of the largest weight, where all are 0 of the largest second one",
        arguments: [
            (["0.4,0.9", "0.6,0.1", "0,1"], "11"),
            // Of equals the lowest unit.
            (["0.5,0.1", "0.5,0.2", "0,1"], "10"),
            (["0,0.1", "0,0.6", "0,0.3"], "11"), (["0,0.2", "0,0.4", "0,0.4"], "11"),
            (["0,0", "0,0", "0,0"], "10"), (["0,0.9", "0.001,0", "0,0.1"], "11"),
            // A blank weight is 1.
            (["0.4,0", ",0", "0.9,1"], "11"), (["0,0.5", "0,", "0,0.7"], "11"),
        ])
    func weights(rows: [String], unit: String) throws {
        for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0]] {
            let crosswalk = order.map { "02134,\(10 + $0),\(rows[$0])\n" }.joined()
            let loaded = try Loaded(
                [
                    "units": "unit_id,name\n10,Ten\n11,Eleven\n12,Twelve\n",
                    "crosswalk": "postal_code,unit_id,weight,fallback_weight\n" + crosswalk,
                    "accounts": "account_id,name,postal_code\nA1,one,02134\n",
                ], units: .asGiven)
            #expect(places(loaded) == ["A1 \(unit) postalCode"])
        }
    }

    @Test("A second weight that is no number, or below 0, refuses the row", arguments: ["-0.5", "x"])
    func badWeight(text: String) throws {
        let loaded = try Loaded(
            [
                "units": "unit_id,name\n10,Ten\n",
                "crosswalk": "postal_code,unit_id,weight,fallback_weight\n02134,10,1,\(text)\n",
                "accounts": "account_id,name,postal_code\nA1,one,02134\n",
            ], units: .asGiven)
        #expect(places(loaded) == ["A1 – none"])
        #expect(
            loaded.rejected.map { "\($0.column ?? "") \($0.reason.key)" } == [
                "fallback_weight unreadable_number"
            ])
    }
}
