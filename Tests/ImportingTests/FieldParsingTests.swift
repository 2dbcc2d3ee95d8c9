import Testing
import TerritoryModel

@testable import Importing

@Suite("Values from bytes")
struct FieldParsingTests {
    static func decimal(_ text: String, separator: Character = ".") -> FixedPoint? {
        let bytes = Array(text.utf8)
        return FieldParsing.decimal(
            0..<bytes.count, in: bytes.span, separator: separator.asciiValue ?? UInt8(ascii: "."))
    }

    @Test(
        "Decimals are read exactly",
        arguments: [
            ("0", 0), ("1", 10_000), ("-1.5", -15_000), ("+12.3456", 123_456), (".5", 5_000), ("7.", 70_000),
            ("1.23450000", 12_345), ("922337203685477.5807", Int64.max),
            ("-922337203685477.5807", -Int64.max),
        ])
    func reads(_ text: String, _ units: Int64) {
        #expect(FieldParsingTests.decimal(text)?.units == units)
    }

    @Test(
        "What is no decimal is refused, never guessed",
        arguments: [
            "", "-", ".", "1,5", "1.2.3", "1e3", "12 3", "$5", "1.23456", "922337203685477.5808",
            "99999999999999999999", "٣",
        ])
    func refuses(_ text: String) {
        #expect(FieldParsingTests.decimal(text) == nil)
    }

    @Test("A decimal comma is read where it is declared")
    func comma() {
        #expect(FieldParsingTests.decimal("1,5", separator: ",")?.units == 15_000)
        #expect(FieldParsingTests.decimal("1.5", separator: ",") == nil)
    }

    @Test(
        "Days are read in the declared format only",
        arguments: [
            ("2026-06-28", DateFormat.iso, "2026-06-28"), ("2026-06-28T10:00:00.000Z", .iso, "2026-06-28"),
            ("2026-06-28 10:00", .iso, "2026-06-28"), ("06/28/2026", .monthDayYear, "2026-06-28"),
            ("28/06/2026", .dayMonthYear, "2026-06-28"), ("28.06.2026", .dayMonthYearDots, "2026-06-28"),
            ("20260628", .compact, "2026-06-28"), ("2024-02-29", .iso, "2024-02-29"),
        ])
    func days(_ text: String, _ format: DateFormat, _ expected: String) {
        let bytes = Array(text.utf8)
        #expect(FieldParsing.day(0..<bytes.count, in: bytes.span, format: format)?.description == expected)
    }

    @Test(
        "What is no day is refused",
        arguments: [
            ("2026-6-28", DateFormat.iso), ("2026-02-29", .iso), ("2026-06-28x", .iso), ("20260628", .iso),
            ("2026-13-01", .iso), ("2026-06-28 soon", .iso), ("28/06/2026", .monthDayYear),
            ("6/28/2026", .monthDayYear),
            ("2026062", .compact), ("", .iso),
        ])
    func noDays(_ text: String, _ format: DateFormat) {
        let bytes = Array(text.utf8)
        #expect(FieldParsing.day(0..<bytes.count, in: bytes.span, format: format) == nil)
    }

    /// The decimal amid other text, as values lie in a batch.
    private func decimalWithin(_ text: String) -> FixedPoint? {
        let bytes = Array(("12345678," + text + ",87654321").utf8)
        return FieldParsing.decimal(
            9..<(9 + text.utf8.count), in: bytes.span, separator: UInt8(ascii: "."))
    }

    @Test(
        "A decimal is read alike wherever in the text it stands, and whatever is around it",
        arguments: 0..<200)
    func decimalPlaces(_ seed: Int) {
        let bytes = Array("0123456789".utf8)
        let odd = Array(".-+,x /:e\u{E9}".utf8)
        for trial in 0..<200 {
            var state = UInt64(seed * 200 + trial) &* 0x9E37_79B9_7F4A_7C15
            func next(_ count: Int) -> Int {
                state ^= state >> 29
                state = state &* 0xBF58_476D_1CE4_E5B9
                return Int(truncatingIfNeeded: (state >> 33)) % count
            }
            var text = (0...next(10)).map { _ in bytes[next(10)] }
            if next(3) > 0 { text[next(text.count)] = UInt8(ascii: ".") }
            if next(4) == 0 { text[0] = UInt8(ascii: "-") }
            if next(4) == 0 { text[next(text.count)] = odd[next(odd.count)] }
            let value = String(decoding: text, as: UTF8.self)
            guard value.utf8.count == text.count else { continue }
            // At the very start there are no eight bytes before its end, so that it is read digit by digit.
            let expected = text.count < 8 ? FieldParsingTests.decimal(value) : naiveDecimal(value)
            #expect(decimalWithin(value) == expected, "\(value)")
            #expect(decimalWithin(value) == naiveDecimal(value), "\(value)")
        }
    }

    /// What a decimal is by its definition.
    private func naiveDecimal(_ text: String) -> FixedPoint? {
        var digits = text[...]
        let isNegative = digits.first == "-"
        if isNegative || digits.first == "+" { digits.removeFirst() }
        let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, parts.joined().utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            !parts.joined().isEmpty
        else { return nil }
        var fraction = parts.count == 2 ? String(parts[1]) : ""
        while fraction.utf8.count > 4, fraction.last == "0" { fraction.removeLast() }
        guard fraction.utf8.count <= 4 else { return nil }
        fraction += String(repeating: "0", count: 4 - fraction.utf8.count)
        return Int64(parts[0] + fraction).map { FixedPoint(units: isNegative ? -$0 : $0) }
    }

    @Test("Every day from 1 to 9999 is read, and no other one")
    func allDays() {
        func padded(_ number: Int, _ width: Int) -> String {
            let digits = String(number)
            return String(repeating: "0", count: width - digits.utf8.count) + digits
        }
        for year in [0, 1, 4, 99, 100, 101, 399, 400, 401] + Array(1890...2110) + [8000, 9996, 9999] {
            for month in 0...13 {
                for day in 0...32 {
                    let bytes = Array("\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))".utf8)
                    #expect(
                        FieldParsing.day(0..<10, in: bytes.span, format: .iso)
                            == Day(year: year, month: month, day: day))
                }
            }
        }
    }

    @Test("A byte that is wrong at any place of a day makes it none", arguments: 0..<10)
    func wrongDays(_ place: Int) {
        let good = Array("2026-06-28".utf8)
        for byte in UInt8.min...UInt8.max where byte != good[place] {
            var bytes = good
            bytes[place] = byte
            let found = FieldParsing.day(0..<10, in: bytes.span, format: .iso)
            #expect(found == Day(iso: String(decoding: bytes, as: UTF8.self)))
        }
    }

    @Test("Short decimals are read like long ones, which leading zeros make of them")
    func shortAndLong() {
        let pieces = ["", "0", "7", "12", "999", "50000", "1234567890123"]
        for sign in ["", "-", "+"] {
            for whole in pieces {
                for fraction in ["", ".", ".5", ".25", ".1234", ".12340", ".12345", ".1.2", ".x"] {
                    let text = whole + fraction
                    let long = sign + String(repeating: "0", count: 15) + text
                    guard !whole.isEmpty else { continue }
                    #expect(
                        FieldParsingTests.decimal(sign + text) == FieldParsingTests.decimal(long),
                        "\(sign)\(text)")
                }
            }
        }
    }

    @Test(
        "Every byte of a date counts",
        arguments: 0..<10, [UInt8(ascii: "/"), UInt8(ascii: ":"), 0x00, 0x7F, 0x80, 0xB0, 0xFF])
    func everyByteOfADate(_ place: Int, _ byte: UInt8) {
        var bytes = Array("2026-06-28".utf8)
        bytes[place] = byte
        #expect(FieldParsing.day(0..<10, in: bytes.span, format: .iso) == nil)
    }

    @Test("Words end where the bytes end", arguments: 0...9)
    func words(_ length: Int) {
        let bytes = (0..<9).map { UInt8($0 + 1) }
        for place in 0...(9 - min(length, 9)) {
            let expected = (0..<min(length, 8)).reduce(UInt64(0)) { word, offset in
                word | UInt64(place + offset + 1) << UInt64(offset * 8)
            }
            #expect(bytes.span.word(at: place, length: length) == expected)
        }
    }

    @Test("Defect 7: blanks, control characters and invisible marks are trimmed at both ends only")
    func trims() {
        let bytes = Array("\u{FEFF}\u{A0}\t\u{200B} a\u{A0}b\u{202F} \u{85}\u{3000}\u{7F}\r".utf8)
        let range = FieldParsing.trimmed(0..<bytes.count, in: bytes.span)
        #expect(String(decoding: bytes[range], as: UTF8.self) == "a\u{A0}b")
    }
}

@Suite("Ids and references")
struct IdentifierTests {
    @Test("Ids get dense numbers in their order, also after the table has grown")
    func numbers() {
        let ids = (0..<5000).map { "id-\($0 * 7919 % 5000)" }
        let table = IdentifierTable(ids)
        #expect(table.count == 5000)
        for (index, id) in ids.enumerated() {
            #expect(table.index(id) == index)
            #expect(table.text(index) == id)
        }
        #expect(table.index("id-5000") == nil && table.index("") == nil)
    }

    @Test("Ids that are made to collide are told apart, and no search among them becomes long")
    func collisions() {
        // Eight bytes that cancel the first seed: the hash is then 0 whatever follows.
        let seed: [UInt8] = [0x15, 0x7c, 0x4a, 0x7f, 0xb9, 0x79, 0x37, 0x9e]
        let ids = (0..<4_000).map { seed + [UInt8($0 & 255), UInt8($0 >> 8), 1] }
        var table = IdentifierTable()
        #expect(ids.map { table.insert($0.span, 0..<$0.count) } == Array(ids.indices))
        #expect(ids.map { table.index($0.span, 0..<$0.count) } == Array(ids.indices))
        #expect(table.longestSearch < 200)
        let other = seed + [1, 2, 2]
        #expect(table.index(other.span, 0..<other.count) == nil)
        let long = ids.map { seed + $0 + seed }
        #expect(long.map { table.insert($0.span, 0..<$0.count) } == Array(4_000..<8_000))
        #expect(long.map { table.index($0.span, 0..<$0.count) } == Array(4_000..<8_000))
        #expect(table.longestSearch < 400)
        #expect(ids.map { table.index($0.span, 0..<$0.count) } == Array(ids.indices))
    }

    @Test("A guess of the number changes nothing but the time", arguments: ["a", "an id longer than a slot"])
    func guesses(_ id: String) {
        let table = IdentifierTable(["a", "b", "an id longer than a slot"])
        let bytes = Array(id.utf8)
        for guess in -1...4 {
            #expect(table.index(bytes.span, 0..<bytes.count, likely: guess) == table.index(id))
        }
        #expect(table.index([99].span, 0..<1, likely: 0) == nil)
    }

    @Test("Ids differ by case and by every byte")
    func bytes() {
        let table = IdentifierTable(["a", "A", "é", "e\u{301}", ""])
        #expect(table.count == 5)
        #expect(table.index("A") == 1 && table.index("e\u{301}") == 3 && table.index("") == 4)
    }

    @Test("Ids of every length are told apart, also by zeros and by what stands behind them")
    func lengths() {
        let ids = (0..<40).flatMap { length in
            [String(repeating: "a", count: length), String(repeating: "a", count: length) + "\0"]
        }
        let table = IdentifierTable(ids)
        #expect((0..<table.count).map(table.text) == ids)
        for (index, id) in ids.enumerated() {
            for tail in ["", "a", "bcdefghijk"] {
                let bytes = Array(("x" + id + tail).utf8)
                let range = 1..<(1 + id.utf8.count)
                #expect(table.index(bytes.span, range) == index)
                let hash = table.prefetchedHash(bytes.span, range)
                table.prefetchKey(hash: hash)
                #expect(table.index(bytes.span, range, hash: hash) == index)
            }
        }
    }

    @Test(
        "Defect 29: postal codes are compared by their first five digits",
        arguments: [
            ("30301", "30301"), ("30301-1234", "30301"), ("303011234", "30301"), ("30301.0", "30301"),
        ])
    func postalCodes(_ code: String, _ comparable: String) {
        #expect(PostalCode.comparable(code) == comparable)
    }

    @Test("Defect 29: other codes are left alone", arguments: ["3030", "K1A 0B1", "303012", "30301x", ""])
    func foreignCodes(_ code: String) {
        #expect(PostalCode.comparable(code) == nil)
    }

    @Test("Defect 28: four-digit FIPS codes get their leading zero back, as-given ids do not")
    func fips() {
        #expect(UnitNormalization.usCounty.normalized("1001") == "01001")
        #expect(UnitNormalization.usCounty.normalized("13001") == "13001")
        #expect(UnitNormalization.asGiven.normalized("1001") == "1001")
    }

    /// Values at the edges of what counts as a character.
    static let longValues = [
        String(repeating: "a", count: 80), String(repeating: "a", count: 81),
        String(repeating: "a", count: 80) + "\u{301}b", String(repeating: "a", count: 79) + "\u{301}bc",
        String(repeating: "a", count: 79) + "\r\nbc", String(repeating: "a", count: 78) + "\r\nbc",
        String(repeating: "a", count: 80) + "\r\n", String(repeating: "\r\n", count: 90),
        String(repeating: "é", count: 79), String(repeating: "é", count: 90),
        String(repeating: "e\u{301}", count: 90), String(repeating: "👩‍👩‍👧", count: 90), "é",
        "e" + String(repeating: "\u{301}", count: 500) + "b",
    ]

    @Test("Of a value its first 80 characters are shown", arguments: longValues)
    func shown(_ value: String) {
        let bytes = Array(("x" + value).utf8)
        let shown = FieldParsing.shown(1..<bytes.count, in: bytes.span)
        #expect(String(decoding: bytes[shown], as: UTF8.self) == String(value.prefix(80)))
    }
}

@Suite("Mappings")
struct MappingTests {
    @Test("A ring of parents is cut at its lowest id, what hangs below it stays")
    func cycle() {
        let ids = ["a", "b", "c", "d"]
        let (parents, issues) = TerritoryTree.parents(
            of: [("a", "b"), ("b", "c"), ("c", "b"), ("d", "a")], in: IdentifierTable(ids))
        #expect(parents == [1, nil, 1, 0])
        #expect(issues.map(\.kind) == [.territoryCycle])
    }
}
