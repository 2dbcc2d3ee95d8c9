import Foundation
import Pipeline
import Testing

@Suite("Refused rows, as the analyst finds them")
struct RejectionTests {
    private static let sales = """
        date,account,rep,product,amount
        2026-06-01,A1,R1,P1,5
        soon,A1,R1,P1,12.5
        later,A1,R1,P1,-100
        2026-06-01,A1,R1,P1,n/a
        2026-06-01,A1,R1,P1,5,6
        2026-06-01,A1,R1
        ,A1,R1,P1,300
        never,A1,R1,P1,?

        """

    private static let summary = """
        refused rows, by reason
          1 × sales: missing_value      300.0000 USD
            first at data/sales.csv:8: column 'date' is blank
            fill the cell, or correct the mapping of source 'sales'
          3 × sales: unreadable_date    -87.5000 USD, and 1 of unknown amount
            first at data/sales.csv:3: 'soon' in column 'date' is not a date (yyyy-MM-dd, as line 2 '2026-06-01' shows)
            correct the cell, or set 'date_format' of source 'sales'
          2 × sales: wrong_field_count  amount unknown
            first at data/sales.csv:6: the row has 6 fields where the header has 5
            quote the field that contains the delimiter, or name every column in the header
          1 × sales: unreadable_amount  amount unknown
            first at data/sales.csv:5: 'n/a' in column 'amount' is not an amount
            correct the cell, or add 'n/a' to null_words of source 'sales'
          1 × accounts: duplicate_id
            first at data/accounts.csv:10: account 'A1' in column 'id' stands twice; the first row counts
            remove one of the rows
        """

    private func workspace() throws -> TemporaryWorkspace {
        var changed = TemporaryWorkspace.file("data/accounts.csv", adding: "A1,Again,U1,,\n")
        changed["data/sales.csv"] = Self.sales
        changed["bailiwick.yaml"] = (TemporaryWorkspace.files["bailiwick.yaml"] ?? "")
            .replacing("max_rejected_rows: 50%", with: "max_rejected_rows: 100%")
        return try TemporaryWorkspace(changed)
    }

    @Test("check sums them up by reason, biggest money first, and says where the amount is unknown")
    func summary() throws {
        let text = try workspace().check().summary
        #expect(text.contains(Self.summary), "\(text)")
        #expect(text.contains("\n  8 rows were refused; '--rejected FILE' writes them all to a file\n"))
        #expect(
            text.contains(
                "8 rows, 1 loaded, 7 refused, 5.0000 USD loaded, 212.5000 USD refused and 4 rows of unknown amount"
            ))
    }

    @Test("check --rejected writes the rows that a run would publish")
    func file() throws {
        let workspace = try workspace()
        let path = workspace.path + "/out/refused.csv"
        let check = try Program.run(["check", "--rejected", path, "--workspace", workspace.path])
        #expect(check.code == 0)
        #expect(check.output.contains("\n  8 rows were refused; all of them: \(path)\n"))
        try workspace.run()
        let written = try Data(contentsOf: URL(fileURLWithPath: path))
        #expect(try workspace.published()["data/rejected_rows.csv"] == written)
        let records = plainRecords(String(decoding: written, as: UTF8.self))
        #expect(records[0] == ["source", "file", "line", "column", "value", "reason", "text", "remedy"])
        #expect(records.count == 9 && records.allSatisfy { $0.count == 8 && !$0[7].isEmpty })
        // By line, whether the reader, the mapping or the value refused the row.
        let lines = records.filter { $0[0] == "sales" }.map { $0[2] }
        #expect(lines == ["3", "4", "5", "6", "7", "8", "9"])
    }

    @Test("A file that cannot be written is told", arguments: ["check"])
    func unwritable(_ command: String) throws {
        let workspace = try workspace()
        let run = try Program.run([command, "--rejected", "/dev/null/x.csv", "--workspace", workspace.path])
        #expect(run.code == 73 && run.errors.contains("error: /dev/null: cannot be written"), "\(run.errors)")
    }

    @Test("A value is cut at 80 characters, whatever they are", arguments: ["x", "é", "\u{1F600}"])
    func cut(_ character: String) throws {
        let value = String(repeating: character, count: 100)
        let workspace = try DefectWorkspace(
            DefectWorkspace.header + "2026-06-01,A1,R1,P1,5\n2026-06-01,A1,R1,P1,\(value)\n")
        #expect(
            try workspace.told().rows == ["3 unreadable_amount " + String(repeating: character, count: 80)])
    }

    @Test("Rows of lookups, worksheets and archives are refused with their own source, file and line")
    func everySource() throws {
        let sheet = """
            <?xml version="1.0"?>
            <Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
             xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="S"><Table>
            <Row><Cell><Data ss:Type="String">date</Data></Cell><Cell><Data ss:Type="String">account</Data></Cell>
            <Cell><Data ss:Type="String">order</Data></Cell><Cell><Data ss:Type="String">amount</Data></Cell></Row>
            <Row><Cell><Data ss:Type="String">2026-06-01</Data></Cell><Cell><Data ss:Type="String">A1</Data></Cell>
            <Cell><Data ss:Type="String">O1</Data></Cell><Cell><Data ss:Type="Number">5</Data></Cell></Row>
            <Row><Cell><Data ss:Type="String">2026-06-01</Data></Cell><Cell><Data ss:Type="String">A1</Data></Cell>
            <Cell><Data ss:Type="String">O9</Data></Cell><Cell><Data ss:Type="Number">7</Data></Cell></Row>
            </Table></Worksheet></Workbook>
            """
        let keys = [
            "format: spreadsheet-xml",
            "lookups: {order: {file: data/orders.zip!/orders.csv, key: id, on: order}}",
        ]
        let configuration = (TemporaryWorkspace.files["bailiwick.yaml"] ?? "").replacing(
            "rep_id: rep, product_id: product, amount: amount",
            with: "product_id: order.product, amount: amount")
        let workspace = try DefectWorkspace(sheet.utf8, keys, others: ["bailiwick.yaml": configuration])
        try writeZip(
            [("orders.csv", "id,product\nO1,P1\n,P2\nO3,P3,extra\n")],
            to: workspace.workspace.path + "/data/orders.zip")
        let told = try workspace.told()
        #expect(told == Told(loaded: "12", notices: ["unknown_keys"]))
        #expect(
            try workspace.rejected("sales/order").map { Array($0[1...5]) } == [
                ["data/orders.zip!/orders.csv", "3", "id", "", "missing_value"],
                ["data/orders.zip!/orders.csv", "4", "", "O3,P3,extra", "wrong_field_count"],
            ])
    }
}
