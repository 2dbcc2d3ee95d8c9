import Importing
import Tabular
import Testing

@testable import Pipeline

@Suite("Rules for inputs that come late, in part or twice")
struct ArrivalRuleTests {
    static let needed = SourceText.file + SourceText.fields

    @Test("All keys of freshness, completeness and the identity of rows are read")
    func rules() throws {
        let entry = try SourceText.entry(
            ArrivalRuleTests.needed + """

                unique: "{order}/{line}"
                freshness: {max_age: 8d, by: newest_row, on_stale: warn}
                complete: {stable: 30s, wait: 10m, marker: "{file}.done", last_line: "END;*"}
                """)
        #expect(
            entry.freshness
                == FreshnessRule(maxAge: .seconds(691_200), by: [.newestRow], onStale: .warn))
        var complete = CompletenessRule()
        complete.stable = .seconds(30)
        complete.wait = .seconds(600)
        complete.marker = "{file}.done"
        complete.lastLine = RowPattern("END;*")
        #expect(entry.completeness == complete)
        #expect(
            entry.mapping.fields[SourceMapping.rowIdentity]
                == FieldMapping(try FieldExpression("{order}/{line}", isNumeric: false)))
    }

    @Test("A source is judged by all that applies to it where nothing is said")
    func defaults() throws {
        let sales = try SourceText.entry(ArrivalRuleTests.needed + "\nfreshness: {max_age: 36h}")
        #expect(
            sales.freshness
                == FreshnessRule(maxAge: .seconds(129_600), by: [.file, .newestRow], onStale: .refuse))
        let reps = try SourceText.entry(
            "file: r.csv\nfields: {rep_id: id, name: name}\nfreshness: {max_age: 90m}", entity: "reps")
        #expect(reps.freshness?.by == [.file])
        #expect(reps.completeness == nil)
        #expect(reps.mapping.fields[SourceMapping.rowIdentity] == nil)
    }

    static let faults: [(String, String)] = [
        (
            "freshness: {max_age: 8 days}",
            """
            bailiwick.yaml:5: 'sources.sales.freshness.max_age' is '8 days', not a span of time
              write a whole number with s, m, h or d behind it, such as 90s, 30m, 2h or 8d
            """
        ),
        (
            "freshness: {by: file}",
            """
            bailiwick.yaml:5: 'sources.sales.freshness' does not say what is too old
              add the largest age, such as max_age: 8d
            """
        ),
        (
            "freshness: {max_age: 8d, by: rows}",
            """
            bailiwick.yaml:5: 'sources.sales.freshness.by' is 'rows'
              choose from: file, newest_row
            """
        ),
        (
            "freshness: {max_age: 8d, by: []}",
            """
            bailiwick.yaml:5: 'sources.sales.freshness.by' names nothing
              choose from: file, newest_row
            """
        ),
        (
            "freshness: {max_age: 8d, on_stale: ignore}",
            """
            bailiwick.yaml:5: 'sources.sales.freshness.on_stale' is 'ignore'
              choose one of: refuse, warn
            """
        ),
        (
            "freshness: {maxage: 8d}",
            """
            bailiwick.yaml:5: unknown key 'sources.sales.freshness.maxage'
              did you mean 'max_age'?
            """
        ),
        (
            "complete: {wiat: 8m}",
            """
            bailiwick.yaml:5: unknown key 'sources.sales.complete.wiat'
              did you mean 'wait'?
            """
        ),
        (
            "complete: {stable: 0s}",
            """
            bailiwick.yaml:5: 'sources.sales.complete.stable' is '0s', not a span of time
              write a whole number with s, m, h or d behind it, such as 90s, 30m, 2h or 8d
            """
        ),
        (
            "complete: {marker: \"{file}\"}",
            """
            bailiwick.yaml:5: 'sources.sales.complete.marker' is '{file}', which names no other file
              write the file that the sender makes last, such as "{file}.done"
            """
        ),
        (
            "complete: {last_line: \"*\"}",
            """
            bailiwick.yaml:5: 'sources.sales.complete.last_line' is '*', which every file ends with
              write what the last line begins with, such as "TRAILER*"
            """
        ),
        (
            "complete: {}",
            """
            bailiwick.yaml:5: 'sources.sales.complete' asks for nothing
              add one of: stable, marker, last_line, wait
            """
        ),
        (
            "uniqe: id",
            """
            bailiwick.yaml:5: unknown key 'sources.sales.uniqe'
              did you mean 'unique'?
            """
        ),
        (
            "unique: [order, line]",
            """
            bailiwick.yaml:5: 'sources.sales.unique' is a list
              write one column, or {columns: [FIRST, SECOND]} for alternatives
            """
        ),
    ]

    @Test("What is wrong in a rule is told with its line and a remedy", arguments: faults)
    func fault(_ fault: (rule: String, message: String)) throws {
        #expect(try SourceText.fault(ArrivalRuleTests.needed + "\n" + fault.rule) == fault.message)
    }

    @Test("Rows without a day are neither judged by their newest day nor told apart by an id")
    func otherSources() throws {
        let reps = "file: r.csv\nfields: {rep_id: id, name: name}\n"
        #expect(
            try SourceText.fault(reps + "freshness: {max_age: 8d, by: newest_row}", entity: "reps") == """
                bailiwick.yaml:5: 'sources.reps.freshness.by' is 'newest_row', but rows of this source have no day
                  write by: file; only sales and activities have dated rows
                """)
        #expect(
            try SourceText.fault(reps + "unique: id", entity: "reps") == """
                bailiwick.yaml:5: 'sources.reps.unique' is for sales and activities only
                  remove it
                """)
    }

    @Test(
        "A span of time is a whole number with its unit",
        arguments: [
            ("90s", Duration.seconds(90)), ("30m", .seconds(1_800)), ("2h", .seconds(7_200)),
            ("8d", .seconds(691_200)), ("3653d", .seconds(315_619_200)), ("0s", nil), ("1.5h", nil),
            ("-1h", nil), ("30", nil), ("m", nil), ("", nil), ("1h30m", nil), ("9999999999s", nil),
            ("3654d", nil), ("8D", nil),
        ] as [(String, Duration?)])
    func span(_ text: String, _ duration: Duration?) {
        #expect(DurationText.read(text) == duration)
    }

    @Test("A span of time is written in the largest unit that gives a whole number")
    func writtenSpan() {
        let written = [90, 1_800, 7_200, 691_200, 0].map { DurationText.write(.seconds($0)) }
        #expect(written == ["90s", "30m", "2h", "8d", "0s"])
        let ages = [0, 1, 119, 120, 7_199, 90_000, 172_800].map { DurationText.age($0) }
        #expect(
            ages == [
                "0 seconds", "1 second", "119 seconds", "2 minutes", "119 minutes", "25 hours", "2 days",
            ])
    }
}
