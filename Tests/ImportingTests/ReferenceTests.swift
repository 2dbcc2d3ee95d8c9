import Tabular
import TerritoryModel
import Testing

@testable import Importing

/// Imports dimensions from texts in memory.
struct Loaded {
    let dimensions: Dimensions
    let quality: ImportedDimensions
    let rejected: [RejectedRow]

    /// Source → CSV text; its columns are our fields.
    init(
        _ texts: KeyValuePairs<String, String>, units: UnitNormalization = .usCounty,
        locator: (any UnitLocating)? = nil,
        change: (inout SourceMapping) -> Void = { _ in }
    ) throws(ImportError) {
        let store = KeptRows()
        let mappings = texts.map { source, text in
            let columns = text.prefix { $0 != "\n" }.split(separator: ",").map(String.init)
            var mapping = SourceMapping(
                source: source,
                files: [TabularInput(.bytes(Array(text.utf8)), displayPath: "\(source).csv")],
                format: .csv(CSVDialect()),
                fields: Dictionary(
                    columns.map { ($0, FieldMapping(.column(ColumnReference([$0])))) }
                ) { first, _ in first })
            change(&mapping)
            return mapping
        }
        quality = try importDimensions(
            SourceCatalog(mappings: mappings, unitNormalization: units), asOf: Day(number: 20_000),
            locator: locator, context: ImportContext(rejectedRows: store))
        dimensions = quality.dimensions
        rejected = store.rows
    }

    func notices(_ source: String) -> [FileNotice] {
        quality.files.values.filter { $0.source == source }.flatMap(\.notices)
    }

    var unmatched: [String] { quality.unmatched.result().references.map(\.value) }
}

@Suite("Postal codes and units")
struct PostalCodeTests {
    static let crosswalk = "postal_code,unit_id\n02134,25025\n00601,72001\n33101,12086\n06390,36103\n"
    static let units = "unit_id,name\n25025,Suffolk\n72001,Adjuntas\n12086,Miami-Dade\n36103,Suffolk NY\n"

    @Test("Defect 27: a postal code without its leading zero is restored only where the state agrees")
    func accounts() throws {
        let loaded = try Loaded([
            "units": PostalCodeTests.units, "crosswalk": PostalCodeTests.crosswalk,
            "accounts": """
            account_id,name,postal_code,state
            A1,agrees,2134,MA
            A2,by name,2134,massachusetts
            A3,by number,2134.0,25
            A4,disagrees,2134,FL
            A5,no state,2134,
            A6,two zeros,601,PR
            A7,with four more,2134-1234,MA
            A8,unknown state,2134,Bavaria
            A9,foreign,K1A 0B1,ON
            B1,whole,02134,

            """,
        ])
        let byId = loaded.dimensions.accounts.map { account in
            account.unit.map { loaded.dimensions.units[$0].id }
        }
        #expect(
            byId == ["25025", "25025", "25025", nil, nil, "72001", "25025", nil, nil, "25025"])
        #expect(loaded.unmatched == ["2134", "K1A 0B1"])
        #expect(loaded.dimensions.accounts.first?.postalCode == "2134")
        #expect(
            loaded.notices("accounts") == [
                FileNotice(
                    key: "postal_codes_padded", count: 5,
                    text: "postal codes without their leading zeros are restored where the state agrees: "
                        + "5 rows, first line 2 '2134'")
            ])
    }

    @Test("Defect 27: a crosswalk's code is restored where its county lies in such a state")
    func crosswalk() throws {
        let loaded = try Loaded([
            "units": "unit_id,name\n25025,Suffolk\n12086,Miami-Dade\n",
            "crosswalk": "postal_code,unit_id,weight\n2134,25025,1.000\n2135,12086,0.5\n",
            "accounts": "account_id,name,postal_code\nA1,a,02134\nA2,b,02135\n",
        ])
        #expect(loaded.dimensions.accounts.map(\.unit) == [1, nil])
        #expect(loaded.unmatched == ["02135"])
        #expect(
            loaded.notices("crosswalk").map(\.key) == ["decimal_separator", "postal_codes_padded"])
    }

    @Test("Defect 28: four-digit FIPS codes are padded, and told")
    func fips() throws {
        let loaded = try Loaded(["units": "unit_id,name\n1001,Autauga\n13001,Appling\n"])
        #expect(loaded.dimensions.units.map(\.id) == ["01001", "13001"])
        #expect(
            loaded.notices("units") == [
                FileNotice(
                    key: "unit_ids_padded", count: 1,
                    text: "county codes without their leading zero are restored: 1 row, first line 2 '1001'")
            ])
    }

    @Test(
        "States are known by abbreviation, name and number",
        arguments: [
            ("MA", "MA"), ("ma", "MA"), ("New York", "NY"), ("NEW YORK", "NY"), ("25", "MA"), ("1", "AL"),
            ("72", "PR"), ("AE", "AE"), ("District of Columbia", "DC"),
        ])
    func states(_ text: String, _ abbreviation: String) {
        #expect(PostalState.named(text)?.abbreviation == abbreviation)
    }

    @Test("What is no state is none", arguments: ["", "_", "XX", "03", "Bavaria", "0"])
    func noStates(_ text: String) {
        #expect(PostalState.named(text) == nil)
    }

    @Test("Every state has prefixes within 000 to 999, and only those at borders have two states")
    func table() {
        var states: [Int: Set<String>] = [:]
        let names = (0..<100).map { String(String(100 + $0).suffix(2)) } + ["AA", "AE", "AP"]
        let known = Set(names.compactMap(PostalState.named))
        #expect(known.count == 59)
        for state in known {
            #expect(!state.prefixes.isEmpty)
            for prefix in state.prefixes.flatMap({ Array($0) }) {
                #expect((0...999).contains(prefix))
                states[prefix, default: []].insert(state.abbreviation)
            }
        }
        #expect(
            states.filter { $0.value.count > 1 } == [
                63: ["CT", "NY"], 967: ["HI", "AS"], 969: ["GU", "MP"],
            ])
    }
}

@Suite("References in two forms")
struct ReferenceTests {
    static let short = "001D000000IqhSL"
    static let long = "001D000000IqhSLIAZ"

    @Test("Defect 38: an id is found in its form of 15 and of 18 characters")
    func forms() {
        let shorts = IdentifierTable([ReferenceTests.short])
        let longs = IdentifierTable([ReferenceTests.long])
        for table in [shorts, longs] {
            #expect(table.indexInEitherForm(ReferenceTests.short) == 0)
            #expect(table.indexInEitherForm(ReferenceTests.long) == 0)
        }
    }

    @Test(
        "Defect 38: ids are never lower-cased, and a wrong checksum is another id",
        arguments: [
            "001d000000iqhsl", "001D000000IqhSl", "001D000000IqhSLIAA", "001D000000IqhSLiaz",
            "001D000000IqhS",
            "001D000000Iqh-LIAZ", "001D000000IqhSLIA", "001D000000IqhSLIAZ0",
        ])
    func others(_ id: String) {
        #expect(IdentifierTable([ReferenceTests.short]).indexInEitherForm(id) == nil)
        #expect(IdentifierTable([ReferenceTests.long]).indexInEitherForm(id) == nil)
    }

    @Test("Defect 38: the two forms of an id are duplicates, and references of every kind find either")
    func references() throws {
        let (short, long) = (ReferenceTests.short, ReferenceTests.long)
        let loaded = try Loaded([
            "units": "unit_id,name\n\(long),U\n",
            "territories": "territory_id,name,parent_id\n\(long),T,P\nP,Parent,\n",
            "reps": "rep_id,name\n\(short),R\n",
            "accounts": "account_id,name,unit_id,territory_id,parent_id\n\(short),A,\(short),\(short),\n"
                + "\(long),again,,,\nB,b,,,\(long)\n",
            "unit_assignments": "unit_id,territory_id\n\(short),\(short)\n",
            "account_assignments": "account_id,territory_id\n\(long),\(short)\n",
            "rep_assignments": "rep_id,territory_id,role\n\(long),\(short),owner\n",
        ])
        #expect(loaded.rejected.map(\.reason.key) == ["duplicate_id"])
        #expect(loaded.dimensions.accounts.map(\.unit) == [0, nil])
        #expect(loaded.dimensions.accounts.map(\.namedTerritory) == [0, nil])
        #expect(loaded.dimensions.accounts.map(\.parent) == [nil, 0])
        #expect(loaded.dimensions.unitAssignments.count == 1)
        #expect(loaded.dimensions.accountAssignments.count == 1)
        #expect(loaded.dimensions.repAssignments.count == 1)
    }

    @Test("Defect 40: a parent that is missing and a ring of parents are listed, and nobody is lost")
    func brokenParents() throws {
        let loaded = try Loaded([
            "territories": "territory_id,name,parent_id\nA,a,B\nB,b,A\nC,c,nowhere\n",
            "accounts": "account_id,name,territory_id\nX,x,gone\n",
        ])
        #expect(loaded.quality.structural.map(\.kind) == [.missingParent, .territoryCycle])
        #expect(loaded.dimensions.accounts.map(\.namedTerritory) == [nil])
        #expect(loaded.unmatched == ["gone"])
    }
}

@Suite("Demographic values")
struct DemographicValueTests {
    @Test("Defect 37: bounds are read in demographics and flagged")
    func bounds() throws {
        let loaded = try Loaded(
            [
                "units": "unit_id,name\nA,a\nB,b\nC,c\nD,d\n",
                "demographics": "unit_id,income\nA,\"250,000+\"\nB,\"2,500-\"\nC,-7.5\nD,<5\n",
            ], units: .asGiven
        ) { if $0.source == "demographics" { $0.year = 2019 } }
        #expect(loaded.dimensions.demographics.map(\.value) == [250_000, 2_500, -7.5, 5])
        #expect(
            loaded.notices("demographics") == [
                FileNotice(
                    key: "decimal_separator", text: "amounts read with a decimal point: line 4 '-7.5' decides"
                ),
                FileNotice(
                    key: "bounded_values", count: 3,
                    text: "bounds are read as the number that they name: 3 values, first line 2 '250,000+'"),
            ])
    }

    @Test("Defect 37: elsewhere a bound is refused, and a trailing minus is negative")
    func elsewhere() throws {
        let loaded = try Loaded(
            ["units": "unit_id,name,potential\nA,a,250+\nB,b,<5\nC,c,5-\n"], units: .asGiven)
        #expect(
            loaded.rejected.map(\.reason.key) == [
                "unreadable_number", "unreadable_number", "negative_number",
            ])
    }
}
