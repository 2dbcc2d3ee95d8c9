import Testing

@testable import Tabular

/// Records that are cut a stretch at a time must be those that are cut one by one.
@Suite("Routine records")
struct CSVRoutineTests {
    /// Reads bytes with or without stretches.
    private func read(
        _ bytes: [UInt8], blockSize: Int, stretches: Bool = true, limits: ReadLimits = ReadLimits()
    ) throws(TabularError) -> Reading {
        let dialect = CSVDialect().with {
            $0.delimiter = [0x2C]
            $0.encoding = .utf8
        }
        let reader = try CSVReader(
            TabularInput(.bytes(bytes), displayPath: "data/x.csv"), dialect: dialect, limits: limits,
            blockSize: blockSize)
        reader.tokenizer.mayTakeStretches = stretches
        return Reading(
            contents: try contents(of: reader), notices: reader.notices, recognised: reader.recognised)
    }

    /// Cuts records byte by byte in the plainest way: RFC 4180 with nothing out of place.
    private func naiveRows(_ bytes: [UInt8]) -> [[String]] {
        var rows: [[String]] = []
        var row: [String] = []
        var field: [UInt8] = []
        var isQuoted = false
        var index = 0
        func text() -> String { String(decoding: field, as: UTF8.self) }
        while index < bytes.count {
            let byte = bytes[index]
            let next = index + 1 < bytes.count ? bytes[index + 1] : 0
            switch byte {
            case 0x22 where isQuoted && next == 0x22:
                field.append(byte)
                index += 1
            case 0x22: isQuoted.toggle()
            case 0x2C where !isQuoted:
                row.append(text())
                field = []
            case 0x0D where !isQuoted && next == 0x0A: break
            case 0x0A where !isQuoted, 0x0D where !isQuoted:
                rows.append(row + [text()])
                (row, field) = ([], [])
            default: field.append(byte)
            }
            index += 1
        }
        if !row.isEmpty || !field.isEmpty { rows.append(row + [text()]) }
        return rows
    }

    /// Rows of three fields, mostly plain, with line ends of one kind or of all.
    private func generated(_ seed: Int) -> [UInt8] {
        var random = Lehmer(state: UInt64(seed) &* 2_654_435_761 | 1)
        let values = [
            "", "a", "x y", " b", "c ", "é", "Zoë Ångström", "2026-06-28", "1234.50", "\u{A0}",
            String(repeating: "0123456789", count: 1 + seed % 40),
        ]
        let oddValues = [
            "\"\"", "\"q\"", "\"a,b\"", "\"two\nlines\"", "\"say \"\"hi\"\"\"", "\" \"", "\",\"",
        ]
        let lineEnds = [["\n"], ["\r\n"], ["\r"], ["\n", "\r\n", "\r"]][seed % 4]
        let oddness = [0, 0, 2, 30, 100][seed % 5]
        var text = "k,l,m\n"
        for _ in 0..<(seed * 37 % 400) {
            let fields = (0..<3).map { column -> String in
                let isOdd = Int.random(in: 0..<100, using: &random) < oddness
                let pool = isOdd ? oddValues : values
                let value = pool[Int.random(in: pool.indices, using: &random)]
                return column == 0 && value.allSatisfy(\.isWhitespace) ? "k" : value
            }
            text += fields.joined(separator: ",")
            text += lineEnds[Int.random(in: lineEnds.indices, using: &random)]
        }
        if seed.isMultiple(of: 3) { text += "last,2,3" }
        return Array(text.utf8)
    }

    @Test("Records are those of a tokenizer that knows no blocks", arguments: 0..<400)
    func reference(_ seed: Int) throws {
        let bytes = generated(seed)
        var random = Lehmer(state: UInt64(seed) &* 40_503 | 1)
        let careful = try read(bytes, blockSize: 1 << 20, stretches: false)
        let expected = Array(naiveRows(bytes).dropFirst()).filter { row in
            // What looks blank is passed over by both: a row of empty quotes, say.
            !row.allSatisfy { $0.utf8.allSatisfy { $0 <= 0x20 } || $0 == "\u{A0}" }
        }
        #expect(careful.contents.rows == expected)
        for blockSize in [Int.random(in: 1...130, using: &random), 4096, 4097, 1 << 20] {
            #expect(try read(bytes, blockSize: blockSize) == careful, "in blocks of \(blockSize)")
        }
    }

    @Test("Rows of any faults are judged alike in a stretch and one by one", arguments: 0..<300)
    func faults(_ seed: Int) throws {
        let pieces: [[UInt8]] =
            [
                "a,b,c\n", "1,2,3\r\n", "\"1\",\"2\",\"3\"\n", "x,y\n", "x,y,z,0\n", ",,\n", "\n", " ,,\n",
                "st\"ray,2,3\n", "\"a\"b,2,3\n", "\"a,2,3\n", "\"\"\"a\",2,3\n", "1,2,3\r", "1,\r2,3\n",
                "\"x\ny\",2,3\n", "é,ü,ö\n", "1,2,=\"3\"\n", "\"1\" ,2,3\n", "1, \"2\",3\n", "\u{A0},,\n",
            ].map { Array($0.utf8) } + [[0x31, 0, 0x2C, 0x2C, 0x0A], [0x31, 0x2C, 0xC3, 0x2C, 0x0A]]
        var random = Lehmer(state: UInt64(seed) &* 2_654_435_761 | 1)
        let isRare = seed.isMultiple(of: 2)
        let chosen = (0..<120).map { _ -> [UInt8] in
            let isPlain = isRare && Int.random(in: 0..<20, using: &random) > 0
            return isPlain ? pieces[seed % 3] : pieces[Int.random(in: pieces.indices, using: &random)]
        }
        let bytes = Array("k,l,m\n".utf8) + chosen.joined()
        var limits = ReadLimits()
        if seed.isMultiple(of: 5) { limits.recordBytes = 12 }
        if seed.isMultiple(of: 7) { limits.fieldBytes = 4 }
        func outcome(_ blockSize: Int, stretches: Bool) -> Result<Reading, TabularError> {
            do throws(TabularError) {
                return .success(
                    try read(bytes, blockSize: blockSize, stretches: stretches, limits: limits))
            } catch { return .failure(error) }
        }
        let careful = outcome(1 << 20, stretches: false)
        for blockSize in [1, Int.random(in: 2...200, using: &random), 1 << 20] {
            #expect(outcome(blockSize, stretches: true) == careful, "in blocks of \(blockSize)")
        }
    }

    @Test("A mark of any kind is seen at every place of a block and of a stretch", arguments: 0..<140)
    func places(_ offset: Int) throws {
        for base in [0, 4096 - 70] {
            let filler = String(repeating: "f", count: base + offset)
            let text = "k,l\n\(filler),\"a\"\r\n\(filler),b\n\"\(filler)\",\"c,\nd\"\n\(filler),e\rg,h"
            let expected = [[filler, "a"], [filler, "b"], [filler, "c,\nd"], [filler, "e"], ["g", "h"]]
            for blockSize in [64, max(1, base + offset), 1 << 20] {
                let reading = try read(Array(text.utf8), blockSize: blockSize)
                let rows = offset + base == 0 ? Array(expected) : expected
                #expect(reading.contents.rows == rows, "in blocks of \(blockSize)")
                #expect(reading.contents.lines == [2, 3, 4, 6, 7])
                #expect(reading.contents.faults == [])
            }
        }
    }

    @Test("Fields that nothing is to be trimmed of are known, and no others", arguments: 0..<130)
    func plainFields(_ offset: Int) throws {
        func isPlain(_ field: String) throws -> Bool {
            let rows = "\(String(repeating: "f", count: offset)),b\n" + "k,\(field)\n" + "1,2\n"
            let reader = try CSVReader(
                TabularInput(.bytes(Array("k,l\n\(rows)".utf8)), displayPath: "data/x.csv"),
                dialect: CSVDialect().with { $0.delimiter = [0x2C] })
            var batch = RecordBatch()
            #expect(try reader.next(into: &batch))
            #expect(batch.records.count == 3)
            return batch.hasPlainFields
        }
        let fields = ["", "v", "v w", "\"v\"", "\"v, w\"", "\"\"", "v\r", "ab\u{E9}c"]
        #expect(try fields.map(isPlain) == fields.map { _ in true })
        let others = [" v", "v ", "\" v\"", "\"v \"", "v \r", "é", "\u{7F}v", "v\t"]
        #expect(try others.map(isPlain) == others.map { _ in false })
    }

    @Test("A line without an end is refused within the limit, whatever follows")
    func endless() throws {
        var limits = ReadLimits()
        limits.recordBytes = 1 << 16
        let bytes = Array("k,l\n1,2\n".utf8) + [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 20)
        for blockSize in [1000, 1 << 16, 1 << 20] {
            let reading = try read(bytes + Array("\n3,4\n".utf8), blockSize: blockSize, limits: limits)
            #expect(reading.contents.rows == [["1", "2"], ["3", "4"]])
            #expect(reading.contents.lines == [2, 4])
            #expect(reading.contents.faults.map(\.kind) == [.recordTooLong(limit: 1 << 16)])
        }
    }

    @Test(
        "Files of next to nothing have no records",
        arguments: ["k,l", "k,l\n", "k,l\n\n\r\n\r", "\u{FEFF}k,l\n,\n"])
    func nothing(_ text: String) throws {
        for blockSize in [1, 2, 64] {
            let contents = try read(Array(text.utf8), blockSize: blockSize).contents
            #expect(contents == Contents(columns: ["k", "l"]))
        }
    }
}
