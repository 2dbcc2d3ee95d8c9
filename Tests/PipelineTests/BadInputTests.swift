import Foundation
import Pipeline
import TerritoryModel
import Testing

/// One fault in an otherwise good workspace that stops the run, with its exit code and its words.
struct StoppingFault: CustomTestStringConvertible, Sendable {
    let name: String
    let changed: [String: String?]
    let exitCode: Int32
    let message: String

    var testDescription: String { name }
}

@Suite("Input that stops a run")
struct StoppingInputTests {
    static let faults: [StoppingFault] = [
        StoppingFault(
            name: "a missing file", changed: ["data/calls.csv": nil], exitCode: 66,
            message: """
                bailiwick.yaml:13: no file matches 'data/calls.csv' of source 'activities'
                  put the export there, or correct 'file'
                """),
        StoppingFault(
            name: "no configuration value where one is needed",
            changed: TemporaryWorkspace.file(
                "bailiwick.yaml", replacing: "currency: USD", by: "currency: dollars"),
            exitCode: 78,
            message: "bailiwick.yaml:3: 'currency' is 'dollars'\n  write an ISO 4217 code such as USD"),
        StoppingFault(
            name: "an unknown locale",
            changed: TemporaryWorkspace.file(
                "bailiwick.yaml", replacing: "currency: USD", by: "currency: USD\nlocale: de-DE"),
            exitCode: 78,
            message: "bailiwick.yaml:4: 'locale' is 'de-DE', which is not known\n  did you mean 'de_DE'?"),
        StoppingFault(
            name: "a locale like no other",
            changed: TemporaryWorkspace.file(
                "bailiwick.yaml", replacing: "currency: USD", by: "currency: USD\nlocale: English please"),
            exitCode: 78,
            message: "bailiwick.yaml:4: 'locale' is 'English please', which is not known\n"
                + "  write a language and a country, such as en_US, en_GB, de_DE or fr_FR"),
        StoppingFault(
            name: "an unknown key",
            changed: TemporaryWorkspace.file("bailiwick.yaml", replacing: "title:", by: "titel:"),
            exitCode: 78,
            message: "bailiwick.yaml:1: unknown key 'titel'\n  did you mean 'title'?"),
        StoppingFault(
            name: "an unknown field",
            changed: TemporaryWorkspace.file(
                "bailiwick.yaml", replacing: "unit_id: id, name", by: "unit: id, name"),
            exitCode: 78,
            message: "bailiwick.yaml:6: unknown key 'sources.units.fields.unit'\n  did you mean 'unit_id'?"),
        StoppingFault(
            name: "a wrong type",
            changed: TemporaryWorkspace.file("bailiwick.yaml", replacing: "keep: 3", by: "keep: some"),
            exitCode: 78,
            message: "bailiwick.yaml:16: 'publish.keep' is 'some', not a whole number\n"
                + "  write a whole number from 1 to 100000"),
        StoppingFault(
            name: "YAML that cannot be parsed", changed: ["bailiwick.yaml": "title: [a\n"], exitCode: 78,
            message: "bailiwick.yaml:2: the file is not valid YAML: did not find expected ',' or ']'\n"
                + "  correct the spelling there; a key stands once, and tabs do not indent"),
        StoppingFault(
            name: "a header without a mapped column",
            changed: TemporaryWorkspace.file("data/sales.csv", replacing: "account,rep", by: "customer,rep"),
            exitCode: 65,
            message: "data/sales.csv: the header has no column 'account', which source 'sales' maps to "
                + "'account_id'; it has: date, customer, rep, product, amount\n"
                + "  correct 'fields.account_id' of source 'sales' in bailiwick.yaml, or the export"),
        StoppingFault(
            name: "Defect 24: a file with a header and no rows",
            changed: ["data/calls.csv": "date,account,rep,minutes\n"], exitCode: 65,
            message: "source 'activities': data/calls.csv has a header but no rows\n"
                + "  export it again, or set allow_empty: true\n"),
        StoppingFault(
            name: "arithmetic that is not exact",
            changed: TemporaryWorkspace.file(
                "bailiwick.yaml", replacing: "amount: amount}}\n  activities",
                by: "amount: \"{amount} / 100\"}}\n  activities"),
            exitCode: 78,
            message: "bailiwick.yaml:12: 'sources.sales.fields.amount' is '{amount} / 100': "
                + "'/' at character 10 is not exact\n  multiply by a decimal, such as * 0.01"),
        StoppingFault(
            name: "a duplicate header",
            changed: TemporaryWorkspace.file("data/sales.csv", replacing: "rep,product", by: "rep,rep"),
            exitCode: 65, message: "data/sales.csv:1: column 'rep' is in the header twice"),
        StoppingFault(
            name: "an unclosed quote",
            changed: TemporaryWorkspace.file("data/sales.csv", adding: "2026-06-01,\"A1,R1,P1,5\n"),
            exitCode: 65, message: "data/sales.csv:12: "),
        StoppingFault(
            name: "an empty file", changed: ["data/sales.csv": ""], exitCode: 65, message: "data/sales.csv: "),
        StoppingFault(
            name: "Defect 24: several files with headers and no rows, and too few rows",
            changed: [
                "data/sales.csv": "date,account,rep,product,amount\n",
                "data/sales-2.csv": "date,account,rep,product,amount\n",
            ], exitCode: 65,
            message: "source 'sales': data/sales-2.csv and 1 more have headers but no rows\n"
                + "  export it again, or set allow_empty: true\n"
                + "source 'sales': 0 rows were loaded, the gate asks for 1\n"),
        StoppingFault(
            name: "more refused rows than the gate allows",
            changed: [
                "bailiwick.yaml": (TemporaryWorkspace.files["bailiwick.yaml"] ?? "")
                    .replacing("max_rejected_rows: 50%", with: "max_rejected_rows: 5%"),
                "data/sales.csv": (TemporaryWorkspace.files["data/sales.csv"] ?? "") + "soon,A1,R1,P1,5\n",
            ], exitCode: 65,
            message: """
                source 'sales': 1 of 11 rows were refused, 9.09% (the gate allows 5.00%)
                  1 × unreadable_date, first at data/sales.csv:12: 'soon' in column 'date' is not a date (yyyy-MM-dd, as line 2 '2026-06-01' shows)
                    correct the cell, or set 'date_format' of source 'sales'
                nothing was published; all refused rows: 
                """),
        StoppingFault(
            name: "an amount beyond the range of money",
            changed: TemporaryWorkspace.file(
                "data/sales.csv",
                adding: "2026-06-01,A1,R1,P1,900000000000000\n2026-06-01,A1,R1,P1,900000000000000\n"),
            exitCode: 65, message: "data/sales.csv: the loaded amount outgrows the range of money"),
        StoppingFault(
            name: "broken XML", changed: ["data/quotas.xml": "<quotas><quota></quotas>"], exitCode: 65,
            message: "data/quotas.xml:1: "),
        StoppingFault(
            name: "a template with an unknown variable",
            changed: ["templates/html/index.mustache": "<p>{{titel}}</p>\n"], exitCode: 78,
            message: ""),
    ]

    @Test("stops the run with its own message and code, and publishes nothing", arguments: faults)
    func stops(_ fault: StoppingFault) throws {
        let workspace = try TemporaryWorkspace(fault.changed)
        let error = try #require(try workspace.failure())
        #expect(error.exitCode == fault.exitCode)
        #expect(error.message.hasPrefix(fault.message), "\(error.message)")
        #expect(error.message.contains("\n  "), "a remedy stands on a line of its own: \(error.message)")
        #expect(!FileManager.default.fileExists(atPath: workspace.path + "/reports/2026-06-28"))
    }
}

/// One bad row in an otherwise good workspace that is told and does not stop the run.
struct RowFault: CustomTestStringConvertible, Sendable {
    let name: String
    let file: String
    let row: String
    /// `source:line:reason` of the refused row.
    let told: String
    let text: String

    var testDescription: String { name }
}

@Suite("Rows that are refused")
struct RefusedRowTests {
    static let faults: [RowFault] = [
        RowFault(
            name: "an unreadable date", file: "data/sales.csv", row: "06/01/2026,A1,R1,P1,5\n",
            told: "sales:12:unreadable_date",
            text: "'06/01/2026' in column 'date' is not a date (yyyy-MM-dd, as line 2 '2026-06-01' shows)"
        ),
        RowFault(
            name: "an unreadable amount", file: "data/sales.csv", row: "2026-06-01,A1,R1,P1,n/a\n",
            told: "sales:12:unreadable_amount", text: "'n/a' in column 'amount' is not an amount"),
        RowFault(
            name: "a blank amount", file: "data/sales.csv", row: "2026-06-01,A1,R1,P1,\n",
            told: "sales:12:missing_value", text: "column 'amount' is blank"),
        RowFault(
            name: "too many fields", file: "data/sales.csv", row: "2026-06-01,A1,R1,P1,5,extra\n",
            told: "sales:12:wrong_field_count", text: "the row has 6 fields where the header has 5"),
        RowFault(
            name: "too few fields", file: "data/sales.csv", row: "2026-06-01,A1,R1\n",
            told: "sales:12:wrong_field_count",
            text: "the row has 3 fields, the header 5; column 'amount' is missing"),
        RowFault(
            name: "a stray quote", file: "data/sales.csv", row: "2026-06-01,A1,\"R\"1,P1,5\n",
            told: "sales:12:stray_quote",
            text: "the row has a quote inside an unquoted field, or text behind a closing quote"),
        RowFault(
            name: "a NUL byte", file: "data/sales.csv", row: "2026-06-01,A1,R1,P\u{0}1,5\n",
            told: "sales:12:nul_byte", text: "the row contains a NUL byte"),
        RowFault(
            name: "an account twice", file: "data/accounts.csv", row: "A1,Again,U1,5,\n",
            told: "accounts:10:duplicate_id",
            text: "account 'A1' in column 'id' stands twice; the first row counts"),
        RowFault(
            name: "an assignment of an unknown unit", file: "data/unit_assignments.csv", row: "U9,T1,,\n",
            told: "unit_assignments:7:unknown_unit", text: "'U9' in column 'unit' is not a known unit"),
        RowFault(
            name: "an assignment to a group", file: "data/unit_assignments.csv", row: "U4,N,,\n",
            told: "unit_assignments:7:assigned_to_group",
            text: "territory 'N' in column 'territory' is a group, which owns nothing itself"),
        RowFault(
            name: "a reversed span", file: "data/rep_assignments.csv",
            row: "R1,T2,helper,2026-02-01,2026-01-01\n",
            told: "rep_assignments:7:reversed_span",
            text: "'2026-01-01' in column 'to' lies before the start of the span"),
    ]

    @Test("are kept with source, line, reason and words, and the run goes on", arguments: faults)
    func refused(_ fault: RowFault) throws {
        let workspace = try TemporaryWorkspace(TemporaryWorkspace.file(fault.file, adding: fault.row))
        let outcome = try workspace.run()
        #expect(outcome.rejectedRows == 1)
        let csv = String(
            decoding: try #require(try workspace.published()["data/rejected_rows.csv"]), as: UTF8.self)
        let parts = fault.told.split(separator: ":")
        #expect(csv.contains("\(parts[0]),\(fault.file),\(parts[1]),"), "\(csv)")
        #expect(csv.contains(",\(parts[2]),"), "\(csv)")
        let rejection = try #require(try workspace.check().quality.rejections.first)
        #expect(rejection.example.reason.text == fault.text)
        #expect(!rejection.example.reason.remedy.isEmpty)
    }

    @Test("The readable amount of a refused row is told")
    func refusedAmount() throws {
        let workspace = try TemporaryWorkspace(
            TemporaryWorkspace.file("data/sales.csv", adding: "soon,A1,R1,P1,12.5\n"))
        let sales = try #require(try workspace.check().quality.files.first { $0.source == "sales" })
        #expect(sales.amountRejected?.units == 125_000)
    }
}

@Suite("References to what nobody knows")
struct UnmatchedTests {
    @Test(
        "keep their money in the totals, under unassigned",
        arguments: [
            ("2026-06-20,A99,R1,P1,7.5\n", "account", "A99"), ("2026-06-20,A1,R99,P1,7.5\n", "rep", "R99"),
        ])
    func kept(_ row: String, _ kind: String, _ value: String) throws {
        let before = try TemporaryWorkspace()
        try before.run()
        let after = try TemporaryWorkspace(TemporaryWorkspace.file("data/sales.csv", adding: row))
        try after.run()
        let old = try before.reportJSON()["organisation"].metric("sales")
        let new = try after.reportJSON()["organisation"].metric("sales")
        #expect(try #require(new) - (try #require(old)) == Decimal(string: "7.5"))
        let list = kind == "account" ? "territories" : "reps"
        let moneyBefore = try before.reportJSON()[list].element("unassigned").metric("sales")
        let moneyAfter = try after.reportJSON()[list].element("unassigned").metric("sales")
        #expect(try #require(moneyAfter) - (try #require(moneyBefore)) == Decimal(string: "7.5"))
        let unmatched = try #require(try after.check().quality.unmatched.first)
        #expect(unmatched.kind.rawValue == kind && unmatched.value == value && unmatched.rows == 1)
        #expect(unmatched.amount?.units == 75_000)
    }

    @Test("Rows after the as-of day are in no window and are counted")
    func future() throws {
        let workspace = try TemporaryWorkspace(
            TemporaryWorkspace.file("data/sales.csv", adding: "2026-06-29,A1,R1,P1,9\n"))
        let before = try TemporaryWorkspace()
        try before.run()
        try workspace.run()
        #expect(
            try workspace.reportJSON()["organisation"].metric("sales")
                == before.reportJSON()["organisation"].metric("sales"))
        let totals = try workspace.check().totals
        #expect(totals.futureSalesRows == 1 && totals.futureSalesAmount.units == 90_000)
    }

    @Test("A cycle of territories and a missing parent are cut and named")
    func tree() throws {
        let workspace = try TemporaryWorkspace([
            "data/territories.csv": """
            id,name,parent,kind
            N,North,S,
            T1,Ashland,N,exclusive
            T2,Birchwood,N,exclusive
            S,South,N,
            T3,Cedar Hill,S,exclusive
            T4,Elmton,X,exclusive
            OV,Specialists,,overlay

            """
        ])
        let issues = try workspace.check().quality.structural
        #expect(
            issues.map(\.text) == [
                "parent 'X' of territory 'T4' does not exist; the territory stands at the top: add the parent or "
                    + "correct 'parent_id'",
                "territories are each other's parents: 'N' → 'S'; 'N' stands at the top: correct 'parent_id'",
            ])
        try workspace.run()
    }

    @Test("Overlapping assignments are named, with the one that counts")
    func overlaps() throws {
        let workspace = try TemporaryWorkspace(
            TemporaryWorkspace.file("data/unit_assignments.csv", adding: "U1,T2,2026-02-01,\n"))
        let issues = try workspace.check().quality.structural
        #expect(
            issues.map(\.text) == [
                "unit 'U1' is given to T1 and T2 on 2026-06-28; the assignment with the latest start counts: "
                    + "end the others"
            ])
    }
}
