import Synchronization
import Tabular
import TerritoryModel
import Testing

@testable import Importing

/// All that comes of an import of facts.
private struct Imported: Equatable {
    var sales: [[Int64]] = []
    var quality = ImportQuality()
    var refused: [RejectedRow] = []
    var failure: ImportError?

    /// Sales and calls over three accounts and two reps.
    init(_ facts: [SourceMapping], threads: Int) throws {
        let accounts = try source(
            "id,name\nA0,Ann\nA1,Bo\nA2,Cy\n",
            ["account_id": try expression("id"), "name": try expression("name")], of: "accounts",
            file: "accounts.csv")
        let reps = try source(
            "id,name\nR0,Ann\nR1,Bob\n", ["rep_id": try expression("id"), "name": try expression("name")],
            of: "reps", file: "reps.csv")
        let catalog = SourceCatalog(mappings: [accounts, reps] + facts, unitNormalization: .asGiven)
        let store = CollectedRows()
        let asOf = try #require(Day(iso: "2026-06-28"))
        let context = ImportContext(rejectedRows: store)
        let dimensions = try importDimensions(catalog, asOf: asOf, context: context)
        do throws(ImportError) {
            let facts = try LocalFactEngine().fold(
                FactRequest(
                    catalog: catalog, imported: dimensions, ownership: Ownership(dimensions.dimensions),
                    windows: ReportingWindows(asOf: asOf, period: .trailingWeeks(13)), threads: threads),
                context: context)
            quality = ImportQuality(dimensions, facts)
            refused = store.all
            sales = facts.summary.accountReps.map {
                [
                    Int64($0.account), Int64($0.rep), $0.lines.current, $0.amount.current,
                    $0.quantity.current, Int64($0.calls), $0.minutes,
                ]
            }
        } catch {
            failure = error
        }
    }
}

@Suite("The rows of one file on several threads")
struct SharedRowsTests {
    /// Rows enough for several batches, with what goes wrong in every one of them.
    private static let rowCount = 12_000

    private static let padding = String(repeating: "plain ", count: 50)

    /// How the days, amounts and accounts of a file are written.
    private struct Form {
        var day: (Int) -> String = { "2026-06-\(10 + $0 % 19)" }
        var amount: (Int) -> String = { "\($0 % 500).25" }
        var lineEnd = "\n"
    }

    private static func csv(_ form: Form = Form(), rows: Int = rowCount) -> String {
        var lines = ["day,account,amount,rep,pieces,note"]
        for row in 0..<rows {
            let account = row % 7 == 0 ? "X\(row % 5)" : row % 149 == 0 ? "" : "A\(row % 3)"
            let amount = row % 131 == 0 ? "n/k \(row)" : form.amount(row)
            let note = row % 5 == 0 ? "\"a long note\(form.lineEnd)\"\"quoted\"\", \(row)\"" : padding
            let bad = row % 173 == 0 ? ",one,too,many" : ""
            lines.append("\(form.day(row)),\(account),\"\(amount)\",R\(row % 2),\(row % 4),\(note)\(bad)")
        }
        return lines.joined(separator: form.lineEnd) + form.lineEnd
    }

    private static func sales(
        _ text: String, change: (inout SourceMapping) throws -> Void = { _ in }
    ) throws -> SourceMapping {
        try source(
            text,
            [
                "date": try expression("day"), "account_id": try expression("account"),
                "amount": try expression("amount", isNumeric: true), "rep_id": try expression("rep"),
                "quantity": try expression("pieces", isNumeric: true),
            ], change: change)
    }

    private static func calls() throws -> SourceMapping {
        let rows = (0..<500).map { "2026-06-\(10 + $0 % 19),A\($0 % 4),\($0 % 50 == 0 ? "x" : "20")\n" }
        return try source(
            "day,account,minutes\n" + rows.joined(),
            [
                "date": try expression("day"), "account_id": try expression("account"),
                "minutes": try expression("minutes", isNumeric: true),
            ], of: "activities", file: "calls.csv")
    }

    enum Kind: String, CaseIterable {
        case plain, windowsLineEnds, lateDay, lateDecimal, currencies, filtered, computed, xml
        case ambiguousDays, ambiguousDecimals, unknownKeys, defaults
    }

    private static func mapping(_ kind: Kind) throws -> SourceMapping {
        var form = Form()
        let last = rowCount - 2
        switch kind {
        case .plain: return try sales(csv())
        case .windowsLineEnds:
            form.lineEnd = "\r\n"
            return try sales(csv(form))
        case .lateDay:
            form.day = { $0 == last ? "28/06/2026" : "0\(1 + $0 % 9)/06/2026" }
            return try sales(csv(form))
        case .ambiguousDays:
            form.day = { $0 < 10_000 ? "" : "0\(1 + $0 % 9)/06/2026" }
            return try sales(csv(form))
        case .lateDecimal:
            form.amount = { $0 == last ? "0,5" : "1.\(100 + $0 % 500)" }
            return try sales(csv(form))
        case .ambiguousDecimals:
            form.amount = { $0 < 10_000 ? "7" : "1.\(100 + $0 % 500)" }
            return try sales(csv(form))
        case .currencies:
            form.amount = { "\($0 % 3 == 0 ? "€" : "$")\($0 % 500).25" }
            return try sales(csv(form))
        case .filtered:
            return try sales(csv()) {
                $0.filters = [RowFilter(column: ColumnReference(["rep"]), accepted: ["R1"])]
            }
        case .computed:
            return try sales(csv()) {
                $0.fields["amount"] = try expression("{amount} * {pieces}", isNumeric: true)
            }
        case .defaults:
            form.amount = { $0 % 2 == 0 ? "" : "\($0 % 500),25" }
            return try sales(csv(form)) { $0.fields["amount"]?.fallback = "-1.5" }
        case .unknownKeys:
            return try sales(csv()) {
                $0.fields["product_id"] = try expression("products.name")
                $0.look(
                    up: "products", "number,name\n0,Pen\n1,Ink\n2,Pad\n", key: "number", on: "pieces",
                    file: "products.csv")
            }
        case .xml: return try xmlSales()
        }
    }

    private static func xmlSales() throws -> SourceMapping {
        let rows = (0..<rowCount).map { row in
            "<s><day>2026-06-\(10 + row % 19)</day><account>A\(row % 4)</account>"
                + "<amount>\(row % 131 == 0 ? "?" : "\(row).5")</amount>"
                + "<rep>R\(row % 2)</rep><pieces/><note>\(padding)</note></s>\(row % 3 == 0 ? "\n" : "")"
        }
        return try sales("<r>" + rows.joined() + "</r>") {
            $0.format = .xml(XMLRecordSettings(recordPath: "/r/s"))
        }
    }

    @Test(
        "Any number of threads gives the same sums, counts, refused rows and failures",
        arguments: Kind.allCases)
    func threads(_ kind: Kind) throws {
        let facts = [try SharedRowsTests.mapping(kind), try SharedRowsTests.calls()]
        let expected = try Imported(facts, threads: 1)
        switch kind {
        case .ambiguousDays:
            guard case .ambiguousDates = expected.failure else {
                Issue.record("the days are ambiguous: \(String(describing: expected.failure))")
                return
            }
        case .ambiguousDecimals:
            guard case .ambiguousDecimals = expected.failure else {
                Issue.record("the amounts are ambiguous: \(String(describing: expected.failure))")
                return
            }
        default:
            #expect(expected.failure == nil)
            #expect(expected.refused.count > 50)
            let byFile = Dictionary(grouping: expected.refused, by: \.file)
            for (_, rows) in byFile {
                let lines = rows.compactMap(\.line)
                #expect(lines == lines.sorted())
            }
        }
        for threads in [2, 3, 8] {
            #expect(try Imported(facts, threads: threads) == expected)
        }
    }

    @Test("Every row of a file is read, whichever thread took it")
    func counts() throws {
        let imported = try Imported([try SharedRowsTests.mapping(.plain)], threads: 3)
        let file = try #require(imported.quality.files.first { $0.source == "sales" })
        #expect(file.rowsRead == Int64(SharedRowsTests.rowCount))
        #expect(file.rowsLoaded + file.rowsRejected == file.rowsRead)
        #expect(Int(file.rowsRejected) == imported.refused.count)
    }

    @Test("Of several files that fail the first is told", arguments: [1, 2, 3])
    func firstFailure(_ threads: Int) throws {
        let ambiguous = try SharedRowsTests.mapping(.ambiguousDays)
        var later = try SharedRowsTests.calls()
        later.fields["minutes"] = try expression("hours", isNumeric: true)
        guard case .ambiguousDates = try Imported([ambiguous, later], threads: threads).failure else {
            Issue.record("the days of the first file are ambiguous")
            return
        }
        guard case .missingColumn = try Imported([later, ambiguous], threads: threads).failure else {
            Issue.record("the first file lacks a column")
            return
        }
    }

    @Test("A disk that is full stops the run at the same row", arguments: [1, 2, 3])
    func fullDisk(_ threads: Int) throws {
        let store = FullStore(after: 100)
        let mapping = try SharedRowsTests.mapping(.plain)
        let catalog = SourceCatalog(mappings: [mapping], unitNormalization: .asGiven)
        let asOf = try #require(Day(iso: "2026-06-28"))
        let dimensions = Dimensions(sources: ["sales"])
        #expect(throws: ImportError.rejectedRowsNotWritten(path: "rejects", cause: "full")) {
            try LocalFactEngine().fold(
                FactRequest(
                    catalog: catalog, dimensions: dimensions, ownership: Ownership(dimensions),
                    windows: ReportingWindows(asOf: asOf, period: .trailingWeeks(13)), threads: threads),
                context: ImportContext(rejectedRows: store))
        }
        #expect(store.written == 100)
    }
}

/// Has room for some refused rows only.
private final class FullStore: RejectedRowStore {
    private let rows = Mutex(0)
    private let limit: Int

    private final class Writer: RejectedRowWriter {
        let store: FullStore
        init(_ store: FullStore) { self.store = store }

        func write(_ refused: RefusedRows) throws(ImportError) {
            let fits = store.rows.withLock { rows in
                let all = rows + refused.count
                rows = min(all, store.limit)
                return all <= store.limit
            }
            guard fits else { throw .rejectedRowsNotWritten(path: "rejects", cause: "full") }
        }

        func close() {}
    }

    init(after limit: Int) { self.limit = limit }
    var written: Int { rows.withLock { $0 } }
    func writer(forFile ordinal: Int) -> any RejectedRowWriter { Writer(self) }
}

@Suite("The ledger of a file in order")
struct OrderedLedgerTests {
    private static func file() throws -> SourceFile {
        let mapping = try source("a\n", [:])
        return SourceFile(mapping: mapping, input: mapping.files[0], ordinal: 0)
    }

    private static func page(_ ordinal: Int, _ lines: [Int], of source: SourceFile) -> LedgerPage {
        var page = LedgerPage(BatchPlace(ordinal: ordinal, bytesRead: Int64(ordinal)), of: source)
        page.countRead(lines.count)
        for line in lines {
            page.values.countBounded("<\(line)", line: line)
            page.refused.append(
                Refusal(
                    source: "sales", file: "data/sales.csv", column: nil,
                    words: ReasonWords(key: "k", text: "t", remedy: "r")),
                line: line, value: [UInt8]().span, amount: nil)
        }
        return page
    }

    @Test("Pages that come out of order are entered in order, their rows by line")
    func order() throws {
        let source = try OrderedLedgerTests.file()
        let store = CollectedRows()
        let ledger = OrderedLedger(
            source, countsMoney: false, context: ImportContext(rejectedRows: store)
        ) { ledger, _ in ledger.values.notices }
        try ledger.enter(OrderedLedgerTests.page(2, [9], of: source))
        try ledger.enter(OrderedLedgerTests.page(1, [5, 4], of: source))
        #expect(store.all == [])
        #expect(ledger.account.file.rowsRead == 0)
        try ledger.enter(OrderedLedgerTests.page(0, [3, 1, 2], of: source))
        #expect(store.all.compactMap(\.line) == [1, 2, 3, 4, 5, 9])
        var end = OrderedLedgerTests.page(3, [], of: source)
        end.ending = LedgerPage.Ending(notices: [])
        try ledger.enter(end)
        let account = ledger.account
        #expect(account.file.rowsRead == 6)
        #expect(account.rejections.map { [Int($0.rows), $0.example.line] } == [[6, 1]])
        #expect(account.file.notices.map(\.count) == [6])
        #expect(account.file.notices[0].text.hasSuffix("6 values, first line 3 '<3'"))
    }

    @Test("Nothing from a failed batch on is entered, and of two failures the earlier is told")
    func failure() throws {
        let source = try OrderedLedgerTests.file()
        let store = CollectedRows()
        let ledger = OrderedLedger(
            source, countsMoney: false, context: ImportContext(rejectedRows: store)
        ) { _, _ in [] }
        func failure(_ path: String) -> ImportError { .rejectedRowsNotWritten(path: path, cause: "") }
        ledger.fail(3, failure("three"))
        ledger.fail(1, failure("one"))
        ledger.fail(2, failure("two"))
        try ledger.enter(OrderedLedgerTests.page(1, [2], of: source))
        try ledger.enter(OrderedLedgerTests.page(0, [1], of: source))
        #expect(store.all.compactMap(\.line) == [1])
        #expect(ledger.failure == failure("one"))
    }
}
