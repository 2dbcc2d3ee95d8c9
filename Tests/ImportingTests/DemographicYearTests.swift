import Tabular
import TerritoryModel
import Testing

@testable import Importing

@Suite("Demographics by year")
struct DemographicYearTests {
    /// `unit indicator year value` of what is imported, and `line column key value` of what is refused.
    static func observations(
        _ csv: String, _ fields: [String: FieldMapping], change: (inout SourceMapping) -> Void = { _ in }
    ) throws -> [String] {
        var all = fields
        all["unit_id"] = try expression("fips")
        let units = try source(
            "fips,name\n01001,Autauga\n01003,Baldwin\n",
            ["unit_id": expression("fips"), "name": expression("name")], of: "units", file: "units.csv")
        let store = CollectedRows()
        let imported = try importDimensions(
            SourceCatalog(
                mappings: [units, source(csv, all, of: "demographics", file: "d.csv", change: change)],
                unitNormalization: .usCounty),
            asOf: try #require(Day(year: 2026, month: 1, day: 1)),
            context: ImportContext(rejectedRows: store))
        return imported.dimensions.demographics.map { "\($0.unit) \($0.indicator) \($0.year) \($0.value)" }
            + store.all.map { "\($0.line ?? 0) \($0.column ?? "-") \($0.reason.key) \($0.value)" }
    }

    @Test("Each column with a year in its name gives an observation of that year")
    func years() throws {
        var population = try expression("POPESTIMATE{year}", isNumeric: true)
        population.scale = "0.001"
        population.nullWords = ["X"]
        let csv =
            "fips,POPESTIMATE2018,POPESTIMATE042020,POPESTIMATE2019,xPOPESTIMATE2019,GDP 2019 [YR2019],GDP 2018 [YR2019]\n"
            + "1001,2000,9,2500,9,7,8\n1003,,9,X,9,,8\n"
        #expect(
            try DemographicYearTests.observations(
                csv, ["population": population, "gdp": expression("GDP {year} [YR{year}]", isNumeric: true)])
                == ["0 gdp 2019 7.0", "0 population 2018 2.0", "0 population 2019 2.5"])
    }

    @Test("An unreadable value of one year refuses the row by that year's column")
    func unreadable() throws {
        #expect(
            try DemographicYearTests.observations(
                "fips,P2018,P2019\n1001,5,?\n1003,5,6\n", ["p": expression("P{year}", isNumeric: true)])
                == ["1 p 2018 5.0", "1 p 2019 6.0", "2 P2019 unreadable_number ?"])
    }

    @Test("Columns without a year in their name keep the year of the source or of the row")
    func mixed() throws {
        #expect(
            try DemographicYearTests.observations(
                "fips,P2018,area\n1001,5,3\n",
                ["p": expression("P{year}", isNumeric: true), "area": expression("area", isNumeric: true)]
            ) { $0.year = 2010 } == ["0 area 2010 3.0", "0 p 2018 5.0"])
    }

    @Test("The year of a row is its first four digits")
    func longFormat() throws {
        #expect(
            try DemographicYearTests.observations(
                "fips,t,v\n1001,2019,1\n1001,2018-Q1,2\n1001,2017-01-01,3\n1001,20165,4\n1001,Q1 2016,5\n1001,0000,6\n",
                ["year": expression("t"), "v": expression("v", isNumeric: true)]) == [
                    "0 v 2017 3.0", "0 v 2018 2.0", "0 v 2019 1.0", "5 t unreadable_number 20165",
                    "6 t unreadable_number Q1 2016", "7 t unreadable_number 0000",
                ])
    }

    @Test("No column of any year is an error unless it is optional")
    func noYears() throws {
        #expect(
            try DemographicYearTests.observations(
                "fips,v\n1001,1\n", ["v": expression("P{year}?", isNumeric: true)]) == [])
        let error = #expect(throws: ImportError.self) {
            try DemographicYearTests.observations(
                "fips,v\n1001,1\n", ["v": expression("P{year}", isNumeric: true)])
        }
        #expect(
            error
                == .missingColumn(
                    source: "demographics", file: "d.csv", column: "P{year}", field: "v",
                    header: ["fips", "v"]))
    }

    @Test("A file without a header cannot name columns by their years")
    func xml() throws {
        let error = #expect(throws: ImportError.self) {
            try DemographicYearTests.observations(
                "<r><x><fips>1001</fips></x></r>", ["v": expression("P{year}", isNumeric: true)]
            ) { $0.format = .xml(XMLRecordSettings(recordPath: "/r/x")) }
        }
        #expect(error == .yearColumnsNeedHeader(source: "demographics", file: "d.csv", column: "P{year}"))
        #expect(
            [error?.place, error?.problem, error?.remedy] == [
                "d.csv", "'P{year}' names columns by their years, but a file of this format has no header",
                "map one column, and give its year",
            ])
    }

    @Test(
        "A title matches a name with a year",
        arguments: [
            ("P2019", "P{year}", 2019), ("2019", "{year}", 2019), ("a2019b2019", "a{year}b{year}", 2019),
            ("a2019b2018", "a{year}b{year}", nil), ("P20191", "P{year}", nil), ("P201", "P{year}", nil),
            ("P+201", "P{year}", nil), ("P-201", "P{year}", nil), ("P0000", "P{year}", nil),
            ("P2019", "P2019", nil), ("", "{year}", nil),
        ])
    func titles(_ title: String, _ pattern: String, _ year: Int?) {
        #expect(ColumnScope.year(in: title, where: pattern) == year)
    }

    @Test("Indicators are numbers, and every field of an entity is required or optional")
    func entities() {
        #expect(SourceEntity.named("demographics")?.isNumeric("population") == true)
        #expect(SourceEntity.named("demographics")?.isNumeric("year") == false)
        #expect(SourceEntity.named("sales")?.isNumeric("amount") == true)
        #expect(SourceEntity.named("sales")?.isNumeric("rep_id") == false)
        #expect(SourceEntity.named("sales")?.isDate("date") == true)
        #expect(SourceEntity.named("nothing") == nil)
        let numeric = SourceEntity.all.flatMap { entity in
            (entity.required + entity.optional).filter(entity.isNumeric)
        }
        #expect(
            Set(numeric) == [
                "amount", "quantity", "minutes", "potential", "weight", "fallback_weight", "land_area_km2",
                "weekly_capacity_hours", "planned_calls_per_year",
            ])
    }
}
