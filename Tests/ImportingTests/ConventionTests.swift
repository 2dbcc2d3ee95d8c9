import Synchronization
import Tabular
import TerritoryModel
import Testing

@testable import Importing

/// One file of a source in memory, read row by row as imports read it.
struct ReadFile {
    var numbers: [FixedPoint?] = []
    var days: [String?] = []
    var file: ImportedFile
    var rejected: [RejectedRow] = []

    /// Reads `amount` and `date` of every row of a sales file with these lines.
    init(_ lines: [String], change: (inout SourceMapping) -> Void = { _ in }) throws(ImportError) {
        let store = KeptRows()
        let mapping = ReadFile.mapping(lines, change: change)
        let rows = try SourceRows(
            SourceFile(mapping: mapping, input: mapping.files[0], ordinal: 0),
            fields: ["date", "account_id", "amount", "quantity"],
            required: 0, context: ImportContext(rejectedRows: store))
        while try rows.next() {
            for row in rows.lines.indices {
                let day = try rows.day(row, 0)
                days.append(day?.description)
                if day == nil, !rows.value(row, 0).isEmpty {
                    try rows.reject(row, 0, .unreadableDate(rows.dateFormat))
                    numbers.append(nil)
                    continue
                }
                numbers.append(try rows.decimal(row, 2))
                if numbers.last == .some(nil), !rows.value(row, 2).isEmpty {
                    try rows.reject(row, 2, .unreadableAmount)
                }
            }
        }
        file = rows.account.file
        rejected = store.rows
    }

    static func mapping(
        _ lines: [String], source: String = "sales", change: (inout SourceMapping) -> Void
    ) -> SourceMapping {
        var dialect = CSVDialect()
        dialect.delimiter = [UInt8(ascii: ";")]
        dialect.encoding = .utf8
        let text = lines.map { $0 + "\n" }.joined()
        var mapping = SourceMapping(
            source: source,
            files: [TabularInput(.bytes(Array(text.utf8)), displayPath: "sales.csv")], format: .csv(dialect),
            fields: [
                "date": "Date", "account_id": "Account", "amount": "Amount",
            ].mapValues { FieldMapping(.column(ColumnReference([$0], isOptional: true))) })
        change(&mapping)
        return mapping
    }

    /// Only amounts.
    static func amounts(
        _ values: [String], change: (inout SourceMapping) -> Void = { _ in }
    ) throws(ImportError) -> ReadFile {
        try ReadFile(["Account;Amount"] + values.map { "A;\($0)" }, change: change)
    }

    /// Only dates.
    static func dates(
        _ values: [String], change: (inout SourceMapping) -> Void = { _ in }
    ) throws(ImportError) -> ReadFile {
        try ReadFile(["Account;Date"] + values.map { "A;\($0)" }, change: change)
    }

    var amounts: [String?] { numbers.map { $0?.description } }
}

/// Keeps refused rows in memory.
final class KeptRows: RejectedRowStore {
    private let kept = Mutex<[RejectedRow]>([])

    var rows: [RejectedRow] { kept.withLock { $0 } }

    private final class Writer: RejectedRowWriter {
        let store: KeptRows

        init(_ store: KeptRows) { self.store = store }
        func write(_ refused: RefusedRows) {
            store.kept.withLock { $0 += refused.rows.indices.map { refused[$0] } }
        }
        func close() {}
    }

    func writer(forFile ordinal: Int) -> any RejectedRowWriter { Writer(self) }
}

@Suite("Conventions of a file")
struct ConventionTests {
    @Test("A file without points and commas needs no decision")
    func whole() throws {
        let file = try ReadFile.amounts(["1234", "-5", "(7)", "1 000"])
        #expect(file.amounts == ["1234.0000", "-5.0000", "-7.0000", "1000.0000"])
        #expect(file.file.notices == [])
    }

    @Test("Defect 35: a decimal comma is found by the first value that decides, also for those before it")
    func comma() throws {
        let file = try ReadFile.amounts(["1.234", "2", "1.234,50", "7,5"])
        #expect(file.amounts == ["1234.0000", "2.0000", "1234.5000", "7.5000"])
        #expect(
            file.file.notices == [
                FileNotice(
                    key: "decimal_separator",
                    text: "amounts read with a decimal comma: line 4 '1.234,50' decides")
            ])
    }

    @Test("Defect 35: a decimal point is told only where there was doubt before")
    func point() throws {
        #expect(try ReadFile.amounts(["1,234.50", "1,234"]).file.notices == [])
        let file = try ReadFile.amounts(["1,234", "0.5"])
        #expect(file.amounts == ["1234.0000", "0.5000"])
        #expect(
            file.file.notices.map(\.text) == ["amounts read with a decimal point: line 3 '0.5' decides"])
    }

    @Test("Defect 35: where nothing decides, the import stops and asks for `decimal`")
    func undecidable() throws {
        let error = #expect(throws: ImportError.self) { try ReadFile.amounts(["5", "1.234", "2.345"]) }
        #expect(
            error
                == .ambiguousDecimals(
                    source: "sales", file: "sales.csv", line: 3, column: "Amount", value: "1.234"))
        #expect(error?.place == "sales.csv:3")
        #expect(
            error?.problem
                == "'1.234' in column 'Amount' may be 1234 or 1.234, and no other value of the file decides")
        #expect(error?.remedy == "set 'decimal' of source 'sales' to \".\" or \",\"")
    }

    @Test("A configured separator wins over what the values say, and is not told")
    func configured() throws {
        let file = try ReadFile.amounts(["1.234", "7,5"]) { $0.decimalSeparator = UInt8(ascii: ".") }
        #expect(file.amounts == ["1.2340", nil])
        #expect(file.file.notices == [])
        #expect(
            file.rejected.map(\.reason) == [
                RowReason(
                    key: "unreadable_amount",
                    text: "'7,5' in column 'Amount' is not an amount with a decimal point",
                    remedy: "correct the cell, or set 'decimal' of source 'sales'")
            ])
    }

    @Test("A value against the convention of its file is refused, and told where that was decided")
    func against() throws {
        let file = try ReadFile.amounts(["7,5", "12.5", "abc"])
        #expect(file.amounts == ["7.5000", nil, nil])
        #expect(
            file.rejected.map(\.reason) == [
                RowReason(
                    key: "unreadable_amount",
                    text: "'12.5' in column 'Amount' is not an amount with a decimal comma, "
                        + "as line 2 '7,5' shows",
                    remedy: "correct the cell, or set 'decimal' of source 'sales'"),
                RowReason(
                    key: "unreadable_amount", text: "'abc' in column 'Amount' is not an amount",
                    remedy: "correct the cell, or add 'abc' to null_words of source 'sales'"),
            ])
    }

    @Test("Another numeric column of the file may decide")
    func otherColumn() throws {
        let file = try ReadFile(["Account;Amount;Pieces", "A;1.234;5", "A;2.345;1,5"]) {
            $0.fields["quantity"] = FieldMapping(.column(ColumnReference(["Pieces"])))
        }
        #expect(file.amounts == ["1234.0000", "2345.0000"])
    }

    @Test("Rows left out by `where` do not decide")
    func filtered() {
        #expect(throws: ImportError.self) {
            try ReadFile(["Account;Amount;Won", "A;1.234;yes", "A;1,5;no"]) {
                $0.filters = [RowFilter(column: ColumnReference(["Won"]), accepted: ["yes"])]
            }
        }
    }

    @Test("What decides does not depend on where the batches of a large file end")
    func batches() throws {
        let padding = String(repeating: "x", count: 1000)
        let file = try ReadFile(
            ["Account;Amount"] + (0..<3000).map { "\(padding);\($0 == 2999 ? "0,5" : "1.234")" })
        #expect(file.numbers.prefix(2999).allSatisfy { $0 == FixedPoint(units: 12_340_000) })
        #expect(file.numbers.last == FixedPoint(units: 5_000))
    }

    @Test("Defaults and values of the configuration are plain decimals in every file")
    func fallback() throws {
        let file = try ReadFile.amounts(["7,5", "1.5", "2.5", "3.5"]) {
            $0.fields["amount"]?.fallback = "1.5"
            $0.fields["amount"]?.valueMap = ["old": "2.5"]
        }
        #expect(file.amounts == ["7.5000", "1.5000", "2.5000", nil])
    }

    @Test("Defect 33: one currency sign is told, several are flagged")
    func currencies() throws {
        let one = try ReadFile.amounts(["5", "7,50 €", "€ 8"])
        #expect(
            one.file.notices.last
                == FileNotice(key: "currency_sign", count: 2, text: "amounts are in € (2 rows)"))
        let several = try ReadFile.amounts(["$5", "7 €", "8 €", "USD 1", "x€"])
        #expect(several.amounts == ["5.0000", "7.0000", "8.0000", "1.0000", nil])
        #expect(
            several.file.notices == [
                FileNotice(
                    key: "mixed_currencies", count: 4,
                    text: "amounts are in several currencies and are added as they stand: "
                        + "€ (2 rows), $ (1 row), USD (1 row)")
            ])
    }

    @Test(
        "Defect 36: every null word of real exports can be one, and is never zero",
        arguments: ["NULL", "N/A", "#N/A", "-", "(X)", ":", "**", "N", "null", "..", "–"])
    func nullWords(_ word: String) throws {
        let file = try ReadFile.amounts([word, "5", " \(word)\u{A0}"]) { $0.nullWords = [word] }
        #expect(file.amounts == [nil, "5.0000", nil])
        #expect(file.rejected == [])
    }
}

@Suite("Dates of a file")
struct FileDateTests {
    @Test("ISO dates are read without a word")
    func iso() throws {
        let file = try ReadFile.dates(["2026-06-28", "2026-06-29T10:00:00.000Z", "2026-06-30 09:30"])
        #expect(file.days == ["2026-06-28", "2026-06-29", "2026-06-30"])
        #expect(file.file.notices == [])
    }

    @Test("Defect 31: the first row that decides between d/m and m/d decides for all")
    func deciding() throws {
        let file = try ReadFile.dates(["05/06/2026", "", "2026-06-28", "28/06/2026", "6/7/2026"])
        #expect(file.days == ["2026-06-05", nil, nil, "2026-06-28", "2026-07-06"])
        #expect(
            file.file.notices == [
                FileNotice(
                    key: "date_format", text: "dates read as dd/MM/yyyy: line 5 '28/06/2026' decides")
            ])
        #expect(
            file.rejected.map(\.reason) == [
                RowReason(
                    key: "unreadable_date",
                    text:
                        "'2026-06-28' in column 'Date' is not a date (dd/MM/yyyy, as line 5 '28/06/2026' shows)",
                    remedy: "correct the cell, or set 'date_format' of source 'sales'")
            ])
    }

    @Test("Defect 31: where nothing decides, the import stops and asks for `date_format`")
    func undecidable() throws {
        let error = #expect(throws: ImportError.self) { try ReadFile.dates(["", "03/04/2026", "5/5/2026"]) }
        #expect(
            error
                == .ambiguousDates(
                    source: "sales", file: "sales.csv", line: 3, column: "Date", value: "03/04/2026"))
        #expect(error?.place == "sales.csv:3")
        #expect(
            error?.problem == "'03/04/2026' in column 'Date' may be 2026-04-03 or 2026-03-04, "
                + "and no other value of the file decides")
        #expect(error?.remedy == "set 'date_format' of source 'sales' to dd/MM/yyyy or MM/dd/yyyy")
    }

    @Test("Dates with points are read day first, and told")
    func dots() throws {
        let file = try ReadFile.dates(["05.06.2026"])
        #expect(file.days == ["2026-06-05"])
        #expect(
            file.file.notices.map(\.text) == ["dates read as dd.MM.yyyy: line 2 '05.06.2026' decides"])
    }

    @Test(
        "Defect 32: names, two-digit years and serial numbers are not guessed",
        arguments: ["28 Jun 2026", "28/06/26", "46201", "Sunday"])
    func unrecognised(_ value: String) throws {
        let file = try ReadFile.dates([value])
        #expect(file.days == [nil])
        #expect(
            file.rejected.map(\.reason) == [
                RowReason(
                    key: "unreadable_date",
                    text: "'\(value)' in column 'Date' is not a date in a form that can be recognised",
                    remedy: "set 'date_format' of source 'sales' to how the file writes its dates")
            ])
    }

    @Test("A configured pattern wins, and names itself where a date is refused")
    func configured() throws {
        let file = try ReadFile.dates(["05/06/26", "31/02/26"]) { $0.dateFormat = DatePattern("dd/MM/yy") }
        #expect(file.days == ["2026-06-05", nil])
        #expect(file.file.notices == [])
        #expect(
            file.rejected.map(\.reason.text) == ["'31/02/26' in column 'Date' is not a date (dd/MM/yy)"])
    }
}
