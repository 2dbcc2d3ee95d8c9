import Foundation
import Pipeline
import TerritoryModel
import Testing

private let header = DefectWorkspace.header

@Suite("Defects of tables and values, through the whole pipeline")
struct DefectValueTests {
    @Test("Defect 21: padded header names are trimmed")
    func paddedHeader() throws {
        let text = " date ,\taccount,\"rep \",product,\u{A0}amount\u{A0}\n2026-06-01,A1,R1,P1,5\n"
        try expect(text, told: Told(loaded: "5"))
    }

    @Test("Defect 22: a second header row is passed over and told")
    func secondHeader() throws {
        let text = header + "Date,Account,Rep,Product,Amount in USD\n2026-06-01,A1,R1,P1,5\n"
        try expect(text, ["skip_after_header: 1"], told: Told(loaded: "5", notices: ["second_header"]))
    }

    @Test(
        "Defect 23: a header behind junk is found by its names, or by `header_row`",
        arguments: [[], ["header_row: 3"]])
    func junkBeforeHeader(_ keys: [String]) throws {
        let text = "Sales of the field,,,\n\n" + header + "2026-06-01,A1,R1,P1,5\n2026-06-01,A1,R1,P1,x\n"
        try expect(
            text, keys,
            told: Told(
                loaded: "5", unknown: 1, rows: ["5 unreadable_amount x"], notices: ["lines_before_header"])
        )
    }

    @Test(
        "Defect 24: no header, or a header alone, is an error and not an empty success",
        arguments: [
            ("", "data/sales.csv: is empty\n  export the file again, with its header line"),
            ("\n \n", "data/sales.csv: is empty\n  export the file again, with its header line"),
            (
                header,
                "source 'sales': data/sales.csv has a header but no rows\n"
                    + "  export it again, or set allow_empty: true\n"
                    + "source 'sales': 0 rows were loaded, the gate asks for 1"
            ),
            (
                "2026-06-01,A1,R1,P1,5\n",
                "data/sales.csv: the header has no column 'account', which source 'sales' maps to 'account_id'; "
                    + "it has: 2026-06-01, A1, R1, P1, 5"
            ),
        ])
    func noHeader(_ text: String, _ message: String) throws {
        let error = try #require(try DefectWorkspace(text).workspace.failure())
        #expect(error.exitCode == 65 && error.message.hasPrefix(message), "\(error.message)")
    }

    @Test("Defect 25: totals and footers are left out and counted, and the stated count is checked")
    func footers() throws {
        let keys = ["footers: [\"Grand Totals ({rows} records)\", \"Confidential*\"]"]
        func text(_ count: Int) -> String {
            header + "2026-06-01,A1,R1,P1,5\n2026-06-01,A1,R1,P1,6\n\nGrand Totals (\(count) records)\n"
                + "Confidential Information - Do Not Distribute\n"
        }
        let told = try DefectWorkspace(text(2), keys).told()
        #expect(told == Told(loaded: "11", notices: ["blank_rows", "footers"]))
        let error = try #require(try DefectWorkspace(text(3), keys).workspace.failure())
        #expect(error.message.contains("states 3 records, but 2 were read"), "\(error.message)")
        let undeclared = try DefectWorkspace(header + "2026-06-01,A1,R1,P1,5\nTotal,,,,5\n").told()
        #expect(undeclared == Told(loaded: "5", refused: "5", rows: ["3 missing_value "]))
    }

    @Test("Defect 26: blank rows are passed over and counted")
    func blankRows() throws {
        let text = header + "\n2026-06-01,A1,R1,P1,5\n,,,,\n \n\"\",,,,\n2026-06-01,A1,R1,P1,6\n\n"
        let workspace = try DefectWorkspace(text)
        let told = try workspace.told()
        #expect(told == Told(loaded: "11", notices: ["blank_rows"]))
        #expect(
            try workspace.workspace.check().quality.files.first { $0.source == "sales" }?.notices[0].count
                == 5)
    }

    /// The small workspace with counties as units, postal codes of accounts, and a crosswalk.
    static func postal(_ accounts: String, crosswalk: String) throws -> DefectWorkspace {
        let configuration = (TemporaryWorkspace.files["bailiwick.yaml"] ?? "")
            .replacing("unit: as-given", with: "unit: us-county")
            .replacing(
                "unit_id: unit, potential: potential, planned_calls_per_year: plan}",
                with: "postal_code: zip, state: state}"
            )
            .replacing(
                "  sales:",
                with:
                    "  crosswalk: {file: data/crosswalk.csv, fields: {postal_code: zip, unit_id: county}}\n  sales:"
            )
        return try DefectWorkspace(
            (header + "2026-06-01,A1,R1,P1,5\n").utf8,
            others: [
                "bailiwick.yaml": configuration,
                "data/units.csv": "id,name\n25025,Suffolk\n1001,Autauga\n",
                "data/unit_assignments.csv": "unit,territory,from,to\n25025,T1,,\n01001,T2,,\n",
                "data/accounts.csv": accounts, "data/crosswalk.csv": crosswalk,
            ])
    }

    @Test("Defect 27: a postal code gets its leading zero back only where the state agrees")
    func lostZero() throws {
        let workspace = try Self.postal(
            "id,name,zip,state\nA1,Alpha,2134,MA\nA2,Beta,2134,TX\nA3,Gamma,2134,\nA4,Delta,02134,TX\n",
            crosswalk: "zip,county\n2134,25025\n36003,01001\n")
        let outcome = try workspace.workspace.check()
        let unmatched = outcome.quality.unmatched.filter { $0.source == "accounts" }
        #expect(unmatched.map { "\($0.kind.rawValue) \($0.value) \($0.rows)" } == ["postal_code 2134 2"])
        #expect(
            try workspace.notices("accounts") == [
                "postal codes without their leading zeros are restored where the state agrees: 1 row, first line 2 '2134'"
            ])
        try workspace.workspace.run()
    }

    @Test("Defect 28: county codes of four digits get their leading zero, and that is told")
    func shortFIPS() throws {
        let workspace = try Self.postal(
            "id,name,zip,state\nA1,Alpha,36003,AL\n", crosswalk: "zip,county\n36003,1001\n")
        let outcome = try workspace.workspace.check()
        #expect(outcome.quality.unmatched.allSatisfy { $0.source == "activities" })
        #expect(outcome.quality.rejections.isEmpty)
        let text = "county codes without their leading zero are restored: 1 row, first line 3 '1001'"
        #expect(try workspace.notices("units") == [text])
    }

    @Test("Defect 29: ZIP+4 and 02134.0 are matched by five digits, foreign codes are listed")
    func otherPostalCodes() throws {
        let codes = ["02134-1000", "02134.0", "021341000", "K1A 0B1", "EC1A 1BB", "99999"]
        let accounts = codes.enumerated().map { "A\($0.offset + 1),N,\($0.element),MA\n" }.joined()
        let workspace = try Self.postal(
            "id,name,zip,state\n" + accounts, crosswalk: "zip,county\n02134,25025\n")
        #expect(
            try workspace.workspace.check().quality.unmatched.filter { $0.kind == .postalCode }.map(\.value)
                == ["99999", "EC1A 1BB", "K1A 0B1"])
        try workspace.workspace.run()
        let lists = String(
            decoding: try workspace.workspace.published()["data/accounts.csv"] ?? Data(), as: UTF8.self)
        #expect(lists.isEmpty || lists.contains("02134-1000"), "the raw value is kept: \(lists)")
    }

    @Test(
        "Defect 30: Excel's serial dates are read in declared date columns only",
        arguments: [("excel-1900", "46174"), ("excel-1904", "44712")])
    func serialDates(_ format: String, _ serial: String) throws {
        let text = header + "\(serial),A1,R1,P1,46174\n"
        let workspace = try DefectWorkspace(text, ["date_format: \(format)"])
        let told = try workspace.told()
        #expect(told == Told(loaded: "46174"))
        #expect(try workspace.workspace.reportJSON()["quality"]["totals"]["last_sale"].string == "2026-06-01")
        let undeclared = try DefectWorkspace(text + "2026-06-01,A1,R1,P1,5\n").told()
        #expect(undeclared == Told(loaded: "5", refused: "46174", rows: ["2 unreadable_date \(serial)"]))
    }

    @Test("Defect 31: d/m or m/d is decided by the rows that leave no doubt, else an error asks")
    func dayOrMonth() throws {
        let workspace = try DefectWorkspace(
            header + "03/04/2026,A1,R1,P1,5\n13/04/2026,A1,R1,P1,6\n04/14/2026,A1,R1,P1,7\n")
        let told = try workspace.told()
        #expect(
            told
                == Told(
                    loaded: "11", refused: "7", rows: ["4 unreadable_date 04/14/2026"],
                    notices: ["date_format"]))
        #expect(
            try workspace.workspace.reportJSON()["quality"]["totals"]["first_sale"].string == "2026-04-03")
        let undecided = header + "03/04/2026,A1,R1,P1,5\n"
        let error = try #require(try DefectWorkspace(undecided).workspace.failure())
        #expect(
            error.message == """
                data/sales.csv:2: '03/04/2026' in column 'date' may be 2026-04-03 or 2026-03-04, and no other value \
                of the file decides
                  set 'date_format' of source 'sales' to dd/MM/yyyy or MM/dd/yyyy
                """)
        #expect(try DefectWorkspace(undecided, ["date_format: MM/dd/yyyy"]).told() == Told(loaded: "5"))
    }

    @Test(
        "Defect 32: years of two digits and names of weekdays are read in declared formats only",
        arguments: [("6/1/26", "M/d/yy"), ("Mon 01 Jun 2026", "EEE dd MMM yyyy")])
    func rareDates(_ date: String, _ format: String) throws {
        let text = header + "\(date),A1,R1,P1,5\n"
        #expect(try DefectWorkspace(text, ["date_format: \(format)"]).told() == Told(loaded: "5"))
        #expect(
            try DefectWorkspace(text + "2026-06-01,A1,R1,P1,6\n").told()
                == Told(loaded: "6", refused: "5", rows: ["2 unreadable_date \(date)"]))
    }

    @Test("Defect 33: currency signs and trailing blanks are read, several currencies are flagged")
    func currencies() throws {
        let one = try DefectWorkspace(
            header + "2026-06-01,A1,R1,P1,\"$1,234.50 \"\n2026-06-01,A1,R1,P1,$ 5\n")
        #expect(try one.told() == Told(loaded: "1239.5", notices: ["currency_sign"]))
        let mixed = try DefectWorkspace(
            header + "2026-06-01,A1,R1,P1,$5\n2026-06-01,A1,R1,P1,6 €\n2026-06-01,A1,R1,P1,EUR 7\n")
        #expect(try mixed.told() == Told(loaded: "18", notices: ["mixed_currencies"]))
    }

    @Test(
        "Defect 34: brackets, a trailing minus and Unicode's minus are negative",
        arguments: [
            ("(1,234.50)", "-1234.5"), ("1 234,50-", "-1234.5"), ("−5", "-5"), ("$(5.25)", "-5.25"),
            ("-5", "-5"),
        ])
    func negative(_ amount: String, _ value: String) throws {
        let told = try DefectWorkspace(header + "2026-06-01,A1,R1,P1,\"\(amount)\"\n").told()
        #expect(told.loaded == value && told.rows.isEmpty)
    }

    @Test("Defect 35: point or comma is decided for each file, and an error asks where nothing decides")
    func decimalMark() throws {
        let comma = try DefectWorkspace(header + "2026-06-01,A1,R1,P1,1.234\n2026-06-01,A1,R1,P1,\"0,5\"\n")
        #expect(try comma.told() == Told(loaded: "1234.5", notices: ["decimal_separator"]))
        let point = try DefectWorkspace(header + "2026-06-01,A1,R1,P1,1.234\n2026-06-01,A1,R1,P1,0.5\n")
        #expect(try point.told() == Told(loaded: "1.734", notices: ["decimal_separator"]))
        let undecided = header + "2026-06-01,A1,R1,P1,1.234\n"
        let error = try #require(try DefectWorkspace(undecided).workspace.failure())
        #expect(
            error.message == """
                data/sales.csv:2: '1.234' in column 'amount' may be 1234 or 1.234, and no other value of the file decides
                  set 'decimal' of source 'sales' to "." or ","
                """)
        #expect(try DefectWorkspace(undecided, ["decimal: \",\""]).told() == Told(loaded: "1234"))
        #expect(try DefectWorkspace(undecided, ["decimal: \".\""]).told() == Told(loaded: "1.234"))
    }

    @Test("Defect 36: null words are nothing and never zero", arguments: ["NULL", "N/A", "-", "(X)", ":"])
    func nullWords(_ word: String) throws {
        let text = header + "2026-06-01,A1,\(word),P1,5\n2026-06-01,A1,R1,P1,\(word)\n"
        let workspace = try DefectWorkspace(text, ["null_words: [\"\(word)\"]"])
        let told = try workspace.told()
        #expect(told == Told(loaded: "5", unknown: 1, rows: ["3 missing_value "]))
        #expect(try workspace.workspace.check().quality.unmatched.isEmpty)
        let undeclared = try DefectWorkspace(text).told()
        #expect(
            undeclared.loaded == "5"
                && undeclared.rows == ["3 unreadable_amount " + (word == "-" ? "'-" : word)])
    }

    @Test("Defect 37: bounds such as 250,000+ are read in demographics and flagged")
    func bounds() throws {
        let configuration = (TemporaryWorkspace.files["bailiwick.yaml"] ?? "").replacing(
            "  territories:",
            with:
                "  demographics: {file: data/people.csv, year: 2019, decimal: \".\", fields: {unit_id: id, income: income}}\n  territories:"
        )
        let workspace = try DefectWorkspace(
            (header + "2026-06-01,A1,R1,P1,\"250,000+\"\n2026-06-01,A1,R1,P1,5\n").utf8,
            others: [
                "bailiwick.yaml": configuration,
                "data/people.csv": "id,income\nU1,\"250,000+\"\nU2,\"2,500-\"\nU3,12000\n",
            ])
        let told = try workspace.told()
        #expect(told == Told(loaded: "5", unknown: 1, rows: ["2 unreadable_amount 250,000+"]))
        #expect(
            try workspace.notices("demographics").contains(
                "bounds are read as the number that they name: 2 values, first line 2 '250,000+'"))
        #expect(
            try workspace.workspace.check().quality.files.first { $0.source == "demographics" }?.rowsLoaded
                == 3)
    }

    @Test("Defect 38: ids of 15 and of 18 characters are matched, and case counts")
    func salesforceIds() throws {
        let long = "001000000000001AAA"
        let workspace = try DefectWorkspace(
            (header
                + "2026-06-01,001000000000001,R1,P1,5\n2026-06-01,\(long),R1,P1,6\n2026-06-01,a1,R1,P1,7\n")
                .utf8,
            others: ["data/accounts.csv": "id,name,unit,potential,plan\n\(long),Long,U1,,\nA1,Alpha,U1,,\n"])
        let told = try workspace.told()
        #expect(told == Told(loaded: "18"))
        let unmatched = try workspace.workspace.check().quality.unmatched.filter { $0.source == "sales" }
        #expect(
            unmatched.map { "\($0.kind.rawValue) \($0.value) \($0.amount?.description ?? "")" } == [
                "account a1 7.0000"
            ])
    }

    @Test(
        "Defect 39: text written as a formula is unwrapped, and formula-like cells are escaped on the way out"
    )
    func formulas() throws {
        let workspace = try DefectWorkspace(
            header + "2026-06-01,\"=\"\"A1\"\"\",R1,P1,5\n2026-06-01,A1,R1,P1,=1+1\n2026-06-01,A1,=cmd,P1,6\n"
        )
        let told = try workspace.told()
        #expect(told == Told(loaded: "11", unknown: 1, rows: ["3 unreadable_amount '=1+1"]))
        #expect(try workspace.workspace.check().quality.unmatched.map(\.value) == ["=cmd"])
    }

    @Test(
        "Defect 40: broken references keep their money under unassigned, each listed",
        arguments: [
            ("A9,R1", ["account A9 5.0000"], "territories"), ("A1,R9", ["rep R9 5.0000"], "reps"),
            ("A8,", [], "reps"),
        ])
    func brokenReferences(_ reference: String, _ listed: [String], _ list: String) throws {
        let workspace = try DefectWorkspace(header + "2026-06-01,\(reference),P1,5\n")
        let told = try workspace.told()
        #expect(told == Told(loaded: "5"))
        #expect(
            try workspace.workspace.check().quality.unmatched.map {
                "\($0.kind.rawValue) \($0.value) \($0.amount?.description ?? "")"
            } == listed)
        #expect(try workspace.workspace.reportJSON()[list].element("unassigned").metric("sales") == 5)
        #expect(try workspace.workspace.reportJSON()["organisation"].metric("sales") == 5)
    }

    @Test(
        "Defect 40: missing parents and cycles of parents of any length are cut and listed, and no money is lost"
    )
    func brokenTree() throws {
        let workspace = try DefectWorkspace(
            (header + "2026-06-01,A1,R1,P1,5\n2026-06-01,A3,R1,P1,6\n").utf8,
            others: [
                "data/territories.csv": """
                id,name,parent,kind
                N,North,S,
                S,South,W,
                W,West,N,
                Q,Queen,Q,
                T1,Ashland,N,exclusive
                T2,Birchwood,X,exclusive
                T3,Cedar Hill,S,exclusive
                T4,Elmton,S,exclusive
                OV,Specialists,,overlay

                """
            ])
        let told = try workspace.told()
        #expect(told == Told(loaded: "11"))
        #expect(
            try workspace.workspace.check().quality.structural.map { "\($0.kind.rawValue) \($0.subject)" }
                == [
                    "missing_parent T2", "territory_cycle N", "territory_cycle Q",
                ])
        #expect(try workspace.workspace.reportJSON()["organisation"].metric("sales") == 11)
    }

    @Test("Each of the forty defects has a test here that is named after it")
    func complete() throws {
        let folder = Repository.root + "/Tests/PipelineTests/"
        var named: Set<Int> = []
        for file in ["DefectTests.swift", "DefectValueTests.swift"] {
            let text = try String(contentsOfFile: folder + file, encoding: .utf8)
            for match in text.matches(of: #/@Test\(\s*"Defect (\d+): /#) { named.insert(Int(match.1) ?? 0) }
        }
        #expect(named == Set(1...40))
    }
}
