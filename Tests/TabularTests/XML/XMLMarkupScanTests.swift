import Testing

@testable import Tabular

@Suite("The guard of tags")
struct XMLMarkupScanTests {
    /// What the guard says of the bytes in blocks of one size: how many are harmless, why, and the line.
    private func judge(_ bytes: [UInt8], blockSize: Int, limits: ReadLimits) -> (Int, String?, Int) {
        var tagGuard = XMLTagGuard(start: Array(bytes.prefix(4)), limits: limits)
        var position = 0
        while position < bytes.count {
            let block = Array(bytes[position..<min(bytes.count, position + blockSize)])
            let (count, cause) = tagGuard.judge(block.span)
            if cause != nil { return (position + count, cause, tagGuard.line) }
            position += block.count
        }
        return (position, nil, tagGuard.line)
    }

    @Test("Sixteen bytes at a time the guard comes to what it comes to byte by byte", arguments: 0..<300)
    func generated(_ seed: Int) {
        let pieces = [
            "<a>", "</a>", "<a b='1>2'/>", "\n", "plain text ", "]]>", "<!-- > ' <b> -->", "<?pi <b '?>",
            "<![CDATA[ <b '\n ]]>", "<a c=\"'>'\"\n d='\"'>", "'",
            String(repeating: "long text\n", count: 30),
            "<a e='\(String(repeating: "x", count: 20))'>", "<!---->", "<b\n/>",
            "<a f='\(String(repeating: ">", count: 50))\n'>",
        ]
        var random = Lehmer(state: UInt64(seed) &* 2_654_435_761 | 1)
        let text = (0..<60).map { _ in pieces[Int.random(in: pieces.indices, using: &random)] }.joined()
        var limits = ReadLimits()
        limits.tagBytes = [20, 40, 60, 1000][seed % 4]
        limits.attributes = [1, 2, 1000][seed % 3]
        let bytes = Array("<a>\(text)".utf8)
        let slow = judge(bytes, blockSize: 1, limits: limits)
        for blockSize in [2, 16, 17, 33, 100, 1 << 20] {
            #expect(judge(bytes, blockSize: blockSize, limits: limits) == slow)
        }
    }

    @Test("A tag is refused at the first byte behind the limit", arguments: [1, 7, 100, 1 << 20])
    func limit(_ blockSize: Int) {
        var limits = ReadLimits()
        limits.tagBytes = 10
        let fits = judge(Array("<a>\n\n<bb x='1'>text".utf8), blockSize: blockSize, limits: limits)
        #expect(fits == (19, nil, 3))
        let long = judge(Array("<a>\n\n<bbbb x='1'>text".utf8), blockSize: blockSize, limits: limits)
        #expect(long == (15, "a tag of more than 10 bytes", 3))
    }

    @Test(
        "Line feeds are counted over any number of bytes", arguments: [0, 1, 15, 16, 17, 4095, 4096, 10_000])
    func lineEnds(_ count: Int) {
        let bytes = (0..<count).map { UInt8($0 % 3 == 1 ? 0x0A : 0x0B) }
        #expect(XMLMarkupScan.lineEnds(in: bytes.span, 0..<count) == (count + 1) / 3)
    }
}
