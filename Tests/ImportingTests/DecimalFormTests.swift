import Testing
import TerritoryModel

@testable import Importing

@Suite("Numbers as people write them")
struct DecimalFormTests {
    static func number(_ text: String, _ separator: Character = ".") -> FixedPoint? {
        let bytes = Array(text.utf8)
        return DecimalForm(
            0..<bytes.count, in: bytes.span, separator: separator.asciiValue ?? UInt8(ascii: "."))?
            .value(in: bytes.span)
    }

    static func evidence(_ text: String) -> DecimalEvidence {
        let bytes = Array(text.utf8)
        return DecimalEvidence(0..<bytes.count, in: bytes.span)
    }

    @Test(
        "Defect 33: currency signs and codes before and behind a number are read",
        arguments: [
            ("$1,234", 1234), ("1,234 $", 1234), ("€5", 5), ("USD 12", 12), ("12 EUR", 12), ("12EUR", 12),
            ("¥\u{A0}1,000", 1000), ("1 234\u{202F}€", 1234), ("₹12,34,567", 1_234_567), ("-$5", -5),
            ("$-5", -5), ("$(5)", -5), ("(5 USD)", -5), ("(5) USD", -5), ("£ 7 ", 7), ("5 USD-", -5),
        ])
    func currencies(_ text: String, _ whole: Int64) {
        #expect(DecimalFormTests.number(text)?.units == whole * 10_000)
    }

    @Test(
        "Defect 34: brackets, a trailing minus and Unicode's minus make a number negative",
        arguments: ["(1,234.50)", "1,234.50-", "1234.5 -", "\u{2212}1,234.50", "–1234.50", "( 1 234.50 )"])
    func negatives(_ text: String) {
        #expect(DecimalFormTests.number(text)?.units == -12_345_000)
    }

    @Test(
        "Groups of digits are read in every convention",
        arguments: [
            ("1,234.50", "."), ("1.234,50", ","), ("1 234,50", ","), ("1\u{A0}234.5", "."),
            ("1\u{202F}234,50", ","), ("1\u{2009}234.50", "."), ("1'234.50", "."), ("1’234,50", ","),
            ("1.2345E3", "."), ("1,2345e+3", ","), ("12345.0e-1", "."), ("+1,234.50", "."),
            ("1234.50000000000000000000000000", "."), ("0000000000000000000000001234.5", "."),
        ])
    func groups(_ text: String, _ separator: Character) {
        #expect(DecimalFormTests.number(text, separator)?.units == 12_345_000)
    }

    @Test(
        "What is not wholly a number is refused, never guessed",
        arguments: [
            "", " ", "12abc", "1,23.4", "--5", "-(5)", "(5", "5)", "1,2345", "12,34", "1234,567", "0,123",
            "01,234", "1,234 567", "1 234,567", "1.2.3", "1..2", "1,,234", ",234", "1,", "$", "$$5", "$5€",
            "USD",
            "ABC 12", "usd 12", "USDX 12", "+5-", "(-5)", "12%", "1e", "1e+", "1e1.5", "1,234e3", "1e9999",
            "1e300", "1.23456", "1.00001E0", "1e-5", "N/A", "∞", "٣", "0x10", "1_000", "12 kr", "5 5", "€",
            "922337203685477.5808", "123,45,678,901", "1'234'56",
        ])
    func refused(_ text: String) {
        #expect(DecimalFormTests.number(text) == nil)
    }

    @Test("The largest numbers are read and the next are refused")
    func limits() {
        #expect(DecimalFormTests.number("922,337,203,685,477.5807")?.units == .max)
        #expect(DecimalFormTests.number("(922,337,203,685,477.5807)")?.units == -Int64.max)
        #expect(DecimalFormTests.number("922,337,203,685,477.5808") == nil)
        #expect(DecimalFormTests.number("9E14")?.units == 9_000_000_000_000_000_000)
        #expect(DecimalFormTests.number("9E15") == nil && DecimalFormTests.number("0E999")?.units == 0)
    }

    @Test(
        "Defect 35: a value decides where only one separator explains it",
        arguments: [
            ("1.234", DecimalEvidence.ambiguous), ("1,234", .ambiguous), ("$123,456 ", .ambiguous),
            ("(12.345)", .ambiguous), ("1,234.50", .decides(UInt8(ascii: "."))),
            ("12.5", .decides(UInt8(ascii: "."))), ("0.123", .decides(UInt8(ascii: "."))),
            ("1.234.567", .decides(UInt8(ascii: ","))), ("12,34", .decides(UInt8(ascii: ","))),
            ("1234,567", .decides(UInt8(ascii: ","))), ("1,234,567", .decides(UInt8(ascii: "."))),
            ("12,34,567", .decides(UInt8(ascii: "."))), ("1.23456", .decides(UInt8(ascii: "."))),
            ("1'234,567", .decides(UInt8(ascii: ","))), ("1234", .nothing), ("1 234", .nothing),
            ("n.a.", .nothing), ("1.2,3.4", .nothing), ("", .nothing),
        ])
    func evidences(_ text: String, _ expected: DecimalEvidence) {
        #expect(DecimalFormTests.evidence(text) == expected)
    }

    /// How a number may be written.
    struct Convention: CustomTestStringConvertible, Sendable {
        let group: String
        let separator: Character
        let isIndian: Bool
        let around: (String, String)
        let negative: (String, String)

        var testDescription: String {
            "\(negative.0)\(around.0)1\(group)234\(separator)5\(around.1)\(negative.1)"
        }

        func written(_ value: FixedPoint) -> String {
            let plain = FixedPoint(units: Int64(value.units.magnitude)).description
            let whole = Array(plain.prefix { $0 != "." })
            var text = ""
            for (index, digit) in whole.enumerated() {
                let left = whole.count - index
                let isBorder = isIndian ? left == 3 || (left > 3 && left % 2 == 1) : left % 3 == 0
                if index > 0, isBorder { text += group }
                text.append(digit)
            }
            text = "\(around.0)\(text)\(separator)\(plain.suffix(4))\(around.1)"
            return value.units < 0 ? negative.0 + text + negative.1 : text
        }

        static var all: [Convention] {
            let groups: [(String, Character, Bool)] = [
                ("", ".", false), ("", ",", false), (",", ".", false), (".", ",", false), (" ", ".", false),
                (" ", ",", false), ("\u{A0}", ",", false), ("\u{202F}", ".", false), ("'", ".", false),
                ("’", ",", false), (",", ".", true),
            ]
            let surroundings = [("", ""), ("$", ""), ("€ ", ""), ("", " €"), ("CHF ", ""), ("", "\u{A0}USD")]
            let negatives = [("-", ""), ("", "-"), ("(", ")"), ("\u{2212}", ""), ("–", "")]
            return groups.flatMap { group in
                surroundings.flatMap { around in
                    negatives.map {
                        Convention(
                            group: group.0, separator: group.1, isIndian: group.2, around: around,
                            negative: $0)
                    }
                }
            }
        }
    }

    @Test("Every number is read back exactly from every convention", arguments: Convention.all)
    func roundTrip(_ convention: Convention) {
        var state: UInt64 = 0x9E37_79B9_7F4A_7C15
        var values: [Int64] = [0, 1, -1, 9_999, 10_000, -12_345_678, .max, -.max]
        for shift in 0..<200 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            values.append(Int64(bitPattern: state) >> Int64(shift % 63))
        }
        for units in values where units != .min {
            let value = FixedPoint(units: units)
            #expect(DecimalFormTests.number(convention.written(value), convention.separator) == value)
        }
    }

    @Test("The fast path and the form agree wherever the fast path reads, on any bytes")
    func fastPath() {
        let alphabet = Array("0123456789.,-+() $eE'\u{A0}\u{202F}\u{2212}€USD%".utf8)
        var state: UInt64 = 0x2545_F491_4F6C_DD1D
        var read = 0
        for _ in 0..<200_000 {
            var bytes: [UInt8] = []
            for _ in 0..<(state >> 40) % 12 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                let isDigit = state >> 62 < 3
                let choices = isDigit ? 12 : alphabet.count
                bytes.append(alphabet[Int(state >> 33) % choices])
            }
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            for separator in [UInt8(ascii: "."), UInt8(ascii: ",")] {
                let fast = FieldParsing.decimal(0..<bytes.count, in: bytes.span, separator: separator)
                let form = DecimalForm(0..<bytes.count, in: bytes.span, separator: separator)
                if let fast {
                    read += 1
                    #expect(form?.value(in: bytes.span) == fast, "\(String(decoding: bytes, as: UTF8.self))")
                }
            }
        }
        #expect(read > 10_000)
    }

    @Test(
        "Shares keep more than four decimals",
        arguments: [
            ("0.123456789", ".", 0.123456789), ("0,5", ",", 0.5), ("1.0", ".", 1), ("1.5E-3", ".", 0.0015),
        ])
    func shares(_ text: String, _ separator: Character, _ expected: Double) {
        let bytes = Array(text.utf8)
        let form = DecimalForm(
            0..<bytes.count, in: bytes.span, separator: separator.asciiValue ?? UInt8(ascii: "."))
        #expect(form?.doubleValue(in: bytes.span) == expected)
    }

    @Test(
        "Defect 37: a bound is the number it names",
        arguments: [
            ("250,000+", "250,000"), ("2,500-", "2,500"), ("<5", "5"), (">100", "100"), ("5", nil),
            ("-5", nil),
            ("-", nil), ("+", nil), ("--", nil), ("-5-", nil), ("<5+", nil), ("", nil),
        ])
    func bounds(_ text: String, _ number: String?) {
        let bytes = Array(text.utf8)
        let range = BoundedValue.number(0..<bytes.count, in: bytes.span)
        #expect(range.map { String(decoding: bytes[$0], as: UTF8.self) } == number)
    }
}
