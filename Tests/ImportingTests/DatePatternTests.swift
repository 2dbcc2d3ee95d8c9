import Testing
import TerritoryModel

@testable import Importing

@Suite("Dates as systems write them")
struct DatePatternTests {
    static func day(_ text: String, _ pattern: String) -> String? {
        let bytes = Array(text.utf8)
        return DatePattern(pattern)?.day(0..<bytes.count, in: bytes.span)?.description
    }

    static func evidence(_ text: String) -> DateEvidence {
        let bytes = Array(text.utf8)
        return DateEvidence(0..<bytes.count, in: bytes.span)
    }

    @Test(
        "Every pattern reads what it describes",
        arguments: [
            ("2026-06-28", "yyyy-MM-dd"), ("2026-6-28", "yyyy-MM-dd"), ("6/28/2026", "MM/dd/yyyy"),
            ("06/28/2026", "M/d/yyyy"), ("28.6.2026", "dd.MM.yyyy"), ("20260628", "yyyyMMdd"),
            ("2026/06/28", "yyyy/MM/dd"), ("28 June 2026", "d MMMM yyyy"), ("28-JUN-26", "dd-MMM-yy"),
            ("june 28, 2026", "MMM d, yyyy"), ("Sun 28 Jun 2026", "EEE d MMM yyyy"),
            ("Sunday, 28 June 2026", "EEEE, d MMMM yyyy"), ("280626", "ddMMyy"),
            ("2026-06-28T10:11:12.000+0000", "yyyy-MM-ddTHH:mm:ss.SSSZ"),
            ("2026-06-28T10:11:12.000Z", "yyyy-MM-dd'T'HH:mm:ss.SSSX"),
            ("28/06/2026 9:05 pm", "dd/MM/yyyy h:mm a"), ("on 28.06.2026", "'on' dd.MM.yyyy"),
            ("28 o'clock 06 2026", "d 'o''clock' MM yyyy"), ("28  06\u{A0}2026", "dd MM yyyy"),
            ("46201", "excel-1900"), ("46201.75", "excel-1900"), ("46201,75", "excel-1900"),
            ("44739", "excel-1904"),
        ])
    func reads(_ text: String, _ pattern: String) {
        #expect(DatePatternTests.day(text, pattern) == "2026-06-28")
    }

    @Test(
        "A time behind a date is ignored where the pattern has none",
        arguments: [
            ("2026-06-28T10:11:12.000Z", "yyyy-MM-dd"), ("2026-06-28T10:11:12.000+0000", "yyyy-MM-dd"),
            ("2026-06-28 09:30", "yyyy-MM-dd"), ("2026-06-28 09:30:00 UTC", "yyyy-MM-dd"),
            ("2026-06-28T10:11:12-05:30", "yyyy-MM-dd"), ("6/28/2026, 9:30:00 AM", "MM/dd/yyyy"),
            ("06/28/2026 12:00 a.m.", "MM/dd/yyyy"), ("28.06.2026 23:59", "dd.MM.yyyy"),
            ("20260628T101112", "yyyyMMdd"), ("28 Jun 2026 10:00", "d MMM yyyy"),
        ])
    func times(_ text: String, _ pattern: String) {
        #expect(DatePatternTests.day(text, pattern) == "2026-06-28")
    }

    @Test(
        "What does not have the pattern is refused",
        arguments: [
            ("2026-06-28 soon", "yyyy-MM-dd"), ("2026-06-28T", "yyyy-MM-dd"),
            ("2026-06-28x10:00", "yyyy-MM-dd"),
            ("2026-06-28 10:00 Z x", "yyyy-MM-dd"), ("2026-06-28 25", "yyyy-MM-dd"),
            ("26-06-28", "yyyy-MM-dd"),
            ("28/06/2026", "MM/dd/yyyy"), ("28.06.26", "dd.MM.yyyy"), ("2026628", "yyyyMMdd"),
            ("28 Juno 2026", "d MMMM yyyy"), ("28 Ju 2026", "d MMM yyyy"), ("31 Jun 2026", "d MMM yyyy"),
            ("Mon 28 Jun 2026", "EEE d MMM yyyy"), ("2026-06-28", "yyyy-MM-dd HH:mm"), ("", "yyyy-MM-dd"),
            ("28/06/2026 13:61", "dd/MM/yyyy HH:mm"), ("60", "excel-1900"), ("0", "excel-1900"),
            ("2958466", "excel-1900"), ("2957004", "excel-1904"), ("-1", "excel-1904"),
            ("4.5.6", "excel-1900"),
            (".5", "excel-1900"), ("", "excel-1904"), ("99999999999999999999", "excel-1900"),
            ("2026-06-28", "excel-1900"),
        ])
    func refuses(_ text: String, _ pattern: String) {
        #expect(DatePattern(pattern) != nil)
        #expect(DatePatternTests.day(text, pattern) == nil)
    }

    @Test(
        "Defect 30: serial dates of both systems",
        arguments: [
            ("1", "excel-1900", "1900-01-01"), ("59", "excel-1900", "1900-02-28"),
            ("61", "excel-1900", "1900-03-01"), ("2958465", "excel-1900", "9999-12-31"),
            ("0", "excel-1904", "1904-01-01"), ("2957003", "excel-1904", "9999-12-31"),
        ])
    func serials(_ text: String, _ pattern: String, _ expected: String) {
        #expect(DatePatternTests.day(text, pattern) == expected)
    }

    @Test(
        "Defect 32: two-digit years turn at 69, in declared patterns only",
        arguments: [("68", "2068-06-28"), ("69", "1969-06-28"), ("99", "1999-06-28"), ("00", "2000-06-28")])
    func shortYears(_ year: String, _ expected: String) {
        #expect(DatePatternTests.day("6/28/\(year)", "M/d/yy") == expected)
        #expect(DatePatternTests.evidence("6/28/\(year)") == .nothing)
    }

    @Test(
        "What is no pattern of one day is refused",
        arguments: [
            "", "yyyy-MM", "MM-dd", "yyyy-dd", "yyyy-MM-dd-dd", "yyyy-yy-MM-dd", "MMM MM dd yyyy",
            "yyy-MM-dd",
            "yyyy-MM-dd Q", "yyyy-MM-dd 'open", "excel", "excel-1905", "DD/MM/YYYY",
        ])
    func noPatterns(_ text: String) {
        #expect(DatePattern(text) == nil)
    }

    @Test(
        "Defect 31: a date decides where only one order is possible",
        arguments: [
            ("2026-06-28", "yyyy-MM-dd"), ("2026-06-28T10:00:00Z", "yyyy-MM-dd"),
            ("2026/06/05", "yyyy/MM/dd"),
            ("20260628", "yyyyMMdd"), ("05.06.2026", "dd.MM.yyyy"), ("28/06/2026", "dd/MM/yyyy"),
            ("6/28/2026 10:00 PM", "MM/dd/yyyy"), ("28-06-2026", "dd-MM-yyyy"), ("06-28-2026", "MM-dd-yyyy"),
        ])
    func decides(_ text: String, _ pattern: String) throws {
        #expect(DatePatternTests.evidence(text) == .decides(try #require(DatePattern(pattern))))
    }

    @Test("Dates that do not decide", arguments: ["", "18260628", "46201", "28 Jun 2026", "6/28/26", "n/a"])
    func noEvidence(_ text: String) {
        #expect(DatePatternTests.evidence(text) == .nothing)
    }

    @Test(
        "Day and month that could change places are ambiguous",
        arguments: ["05/06/2026", "5-6-2026", "07/07/2026"])
    func ambiguous(_ text: String) {
        let mark = text.contains("/") ? UInt8(ascii: "/") : UInt8(ascii: "-")
        #expect(DatePatternTests.evidence(text) == .ambiguous(mark: mark))
    }

    @Test("Any bytes are read as a day of the calendar, or refused")
    func anyBytes() {
        let alphabet = Array("0123456789/-.: T,ZJunSeptMonAPM+\u{A0}é".utf8)
        let patterns = [
            "yyyy-MM-dd", "d MMM yyyy", "EEEE, d MMMM yy h:mm a", "yyyy-MM-ddTHH:mm:ss.SSSZ", "excel-1900",
        ].compactMap(DatePattern.init)
        var state: UInt64 = 0x2545_F491_4F6C_DD1D
        for _ in 0..<50_000 {
            var bytes: [UInt8] = Array("2026-06-28".utf8.prefix(Int(state >> 20) % 11))
            for _ in 0..<(state >> 40) % 14 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                bytes.append(alphabet[Int(state >> 33) % alphabet.count])
            }
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            for pattern in patterns {
                guard let day = pattern.day(0..<bytes.count, in: bytes.span) else { continue }
                #expect((1...9999).contains(day.parts.year))
            }
            _ = DateEvidence(0..<bytes.count, in: bytes.span)
        }
    }

    @Test("Frequent forms are read alike with and without their fast path", arguments: DateFormat.allCases)
    func fastPaths(_ format: DateFormat) throws {
        let parts = try #require(DatePart.parts(of: format.rawValue))
        for number in stride(from: Int32(-200_000), to: 400_000, by: 997) {
            let day = Day(number: number)
            let (year, month, date) = day.parts
            let values = [("yyyy", year, 4), ("MM", month, 2), ("dd", date, 2)]
            let text = values.reduce(format.rawValue) { text, value in
                let digits = String(String(10_000 + value.1).suffix(value.2))
                return text.split(separator: value.0, omittingEmptySubsequences: false).joined(
                    separator: digits)
            }
            let bytes = Array(text.utf8)
            #expect(FieldParsing.day(0..<bytes.count, in: bytes.span, format: format) == day)
            #expect(DateReader.day(0..<bytes.count, in: bytes.span, parts: parts) == day)
        }
    }
}
