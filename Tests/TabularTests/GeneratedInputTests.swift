import Testing

@testable import Tabular

@Suite("Generated input")
struct GeneratedInputTests {
    private func text(of pieces: [[UInt8]], count: Int, seed: Int) -> [UInt8] {
        var random = Lehmer(state: UInt64(seed) &* 2_654_435_761 | 1)
        return (0..<count).flatMap { _ in pieces[Int.random(in: pieces.indices, using: &random)] }
    }

    @Test("Any bytes give the same records and faults in blocks of any size", arguments: 0..<150)
    func delimited(_ seed: Int) throws {
        let texts = [
            "\"", "\"", ",", ",", "\n", "\r", "\r\n", "a", "bc", "é", " ", "\"\"", "0123456789", "\n1,2\n",
        ]
        let pieces = texts.map { Array($0.utf8) } + [[0xFF], [0xC3], [0]]
        let bytes = Array("a,b\n".utf8) + text(of: pieces, count: 60, seed: seed)
        var limits = ReadLimits()
        limits.fieldBytes = 30
        limits.recordBytes = seed.isMultiple(of: 2) ? 60 : 1000
        let outcomes = blockSizes.map { blockSize in
            Result { try readCSV(bytes, limits: limits, blockSize: blockSize) }.mapError { "\($0)" as Words }
        }
        for outcome in outcomes { #expect(outcome == outcomes.last) }
    }

    @Test("Any bytes give the same in blocks of any size, whatever the dialect", arguments: 0..<300)
    func dialects(_ seed: Int) throws {
        let texts = [
            "\"", "\"", ",", ";", "||", "|", "\n", "\r", "\r\n", "a", "bc", "é", " ", "\"\"", "=\"1\"",
            "Total",
            "\n1,2\n", "\n1;2\n", "x\"y", "a,b\n",
        ]
        let pieces = texts.map { Array($0.utf8) } + [[0xFF], [0xE9], [0]]
        let starts: [[UInt8]] = [
            [], [0xEF, 0xBB, 0xBF], [0xFF, 0xFE], Array("sep=;\n".utf8), Array("a,b\n".utf8),
        ]
        var random = Lehmer(state: UInt64(seed) &* 40_503 | 1)
        func pick<Value>(_ values: [Value]) -> Value {
            values[Int.random(in: values.indices, using: &random)]
        }
        var dialect = CSVDialect()
        dialect.encoding = pick([nil, nil] + TextEncoding.allCases)
        dialect.delimiter = pick([nil, nil, [0x2C], Array("||".utf8)])
        dialect.layout.headerNames = pick([[], ["a", "b"]])
        dialect.layout.headerLine = pick([nil, nil, nil, 3])
        dialect.layout.hasHeader = pick([true, true, false])
        dialect.layout.rowsBehindHeader = pick([0, 0, 2])
        dialect.layout.footers = pick([[], [RowPattern("Total*")]])
        var limits = ReadLimits()
        limits.fieldBytes = 30
        limits.recordBytes = pick([20, 60, 1000])
        let bytes = pick(starts) + text(of: pieces, count: 60, seed: seed)
        _ = try? readInAnyBlocks(bytes, dialect, limits: limits)  // It compares the outcomes, errors too.
    }

    @Test("Broken XML gives the same records or an error in blocks of any size", arguments: 0..<150)
    func broken(_ seed: Int) throws {
        let document =
            "<?xml version='1.0'?><!DOCTYPE a [<!ELEMENT a ANY>]><a><!-- c --><r x='1>&amp;'>t<![CDATA[d]]>"
            + "<n>é</n></r><r><n>2</n>&#233;</r><?p i?><r x=\"3\"/></a>"
        var random = Lehmer(state: UInt64(seed) &* 2_654_435_761 | 1)
        var bytes = Array(document.utf8)
        for _ in 0..<(seed % 4) {
            let place = Int.random(in: bytes.indices, using: &random)
            switch Int.random(in: 0..<3, using: &random) {
            case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
            case 1: bytes.remove(at: place)
            default:
                bytes.insert(Array("<>&'\"]-!?x".utf8)[Int.random(in: 0..<10, using: &random)], at: place)
            }
        }
        let outcomes = blockSizes.map { blockSize in
            try? readXML(bytes, "/a/r", ["@x", ".", "n"], blockSize: blockSize)  // Its words may differ.
        }
        for outcome in outcomes { #expect(outcome == outcomes.last) }
        if seed % 4 == 0 {
            #expect(outcomes.last??.rows == [["1>&", "td", "é"], ["", "é", "2"], ["3", "", ""]])
        }
    }
}

/// The text of an error, to compare errors of any kind.
private struct Words: Error, Equatable, ExpressibleByStringInterpolation {
    let text: String

    init(stringLiteral text: String) { self.text = text }
}
