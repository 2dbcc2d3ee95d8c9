import Testing

@testable import Pipeline

@Suite("What inspect takes values for")
struct InspectedValueTests {
    private func column(_ values: [String], name: String = "x") -> ColumnProfile {
        var tally = ColumnTally()
        for (line, value) in values.enumerated() {
            let bytes = Array(value.utf8)
            tally.add(0..<bytes.count, in: bytes, line: line + 2)
        }
        return ColumnProfile(name: name, tally, rows: Int64(values.count))
    }

    @Test(
        "Types are conservative",
        arguments: [
            (["1", "-20", "300"], "integer"), (["02134", "30301"], "text"), (["0", "10"], "integer"),
            (["001240000012345", "001240000012346"], "text"), (["1234567890123456"], "text"),
            (["1.5", "2"], "decimal (.)"), (["1,5", "2"], "decimal (,)"),
            (["1.234", "5.678"], "decimal (?)"),
            (["1,234"], "decimal (?)"), (["1,234", "0.5"], "decimal (.)"), (["1.234,50"], "decimal (,)"),
            (["1,234,567"], "decimal (.)"), (["1.5", "2,5"], "decimal (mixed)"),
            (["1'234.50"], "decimal (.)"),
            (["1 234,50"], "decimal (,)"), (["$5.00", "(3.00)"], "decimal (.)"), (["12.5 %"], "decimal (.)"),
            (["\u{2212}4.5", "4.5-"], "decimal (.)"), (["250,000+"], "decimal (?)"), (["1.2.3"], "text"),
            (["0.97657393850658861"], "decimal (.)"), (["2026-06-28"], "date yyyy-MM-dd"),
            (["2026-06-28T10:00:00.000Z"], "date yyyy-MM-dd"),
            (["28/06/2026", "01/02/2026"], "date dd/MM/yyyy"),
            (["6/28/2026", "1/2/2026"], "date M/d/yyyy"), (["01/02/2026"], "date d/m or m/d"),
            (["28.06.2026"], "date dd.MM.yyyy"), (["20260628", "20260101"], "date yyyyMMdd"),
            (["20260628", "20269999"], "integer"), (["28-Jun-2026"], "date dd-MMM-yyyy"),
            (["Jun 28, 2026"], "date MMM dd, yyyy"), (["31/01/26"], "date dd/MM/yy"),
            (["2026-02-30"], "text"),
            (["yes", "no"], "boolean"), (["TRUE", "false"], "boolean"), (["0", "1"], "integer"),
            (["Y", "N", "maybe"], "text"), (["f", "f"], "text"), (["y", "n"], "boolean"), ([""], "empty"),
            (["NULL", "N/A"], "empty"), (["-"], "text"),
            (["5", "-", "N/A"], "integer"), (["192.168.0.1"], "text"), (["12:30"], "text"),
            (["+1 555 0100"], "text"),
        ] as [([String], String)])
    func kinds(_ values: [String], _ kind: String) {
        #expect(column(values).kindText == kind)
    }

    @Test("A few values that do not fit are told with their line")
    func exceptions() {
        let profile = column(Array(repeating: "5", count: 50) + ["soon"])
        #expect(
            profile.kindText == "integer" && profile.remarks == ["not all fit the type: 'soon' on line 52"])
    }

    @Test("Rates, distinct values, extremes and examples are of the whole column")
    func figures() {
        let profile = column(["3", "", "10", "N/A", "10"])
        #expect(profile.nullRate == 0.4 && profile.distinct == 2 && profile.isUnique == false)
        #expect(profile.smallest == "3" && profile.largest == "10" && profile.examples == ["3", "10"])
        #expect(profile.remarks == ["read as nothing: 'N/A' 1×"])
    }

    @Test("Past a thousand different values nothing more is counted")
    func many() {
        #expect(column((0..<1000).map(String.init)).distinct == 1000)
        #expect(column((0...1000).map(String.init)).distinct == nil)
    }

    @Test("Serial dates of a spreadsheet are hinted at where the name says date")
    func serials() {
        #expect(column(["46000"], name: "Close Date").remarks == ["may be serial dates of a spreadsheet"])
        #expect(column(["46000"], name: "amount").remarks.isEmpty)
    }

    @Test("Currencies, percentages, bounds and spreadsheet formulas are told")
    func remarks() {
        #expect(column(["$1.50", "€2.50"]).remarks == ["several currencies: $, €"])
        #expect(column(["5.5%", "7.25%"]).remarks == ["2 values with %"])
        #expect(column(["2,500.0", "250,000+"]).remarks == ["1 value only a bound, such as 250,000+"])
        #expect(column(["=\"02134\""]).remarks == ["1 value written as =\"…\", as for a spreadsheet"])
    }

    @Test("Shown text is cut by columns, wide letters counted twice")
    func shown() {
        #expect(
            ShownText.line("abcdef", width: 6) == "abcdef" && ShownText.line("abcdefg", width: 6) == "abcde…")
        #expect(ShownText.line("日本語", width: 6) == "日本語" && ShownText.line("日本語", width: 5) == "日本…")
        #expect(ShownText.line("a\u{1B}[2J\u{202E}\n", width: 40) == #"a\u{1B}[2J\u{202E}\n"#)
    }
}
