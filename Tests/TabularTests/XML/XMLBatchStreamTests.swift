import Testing

@testable import Tabular

@Suite("Reading ahead")
struct XMLBatchStreamTests {
    private static func document(records: Int) -> TabularInput {
        let record = "<r><n>\(String(repeating: "0123456789", count: 100))</n></r>\n"
        let text = "<a>" + String(repeating: record, count: records) + "</a>"
        return TabularInput(.bytes(Array(text.utf8)), displayPath: "x.xml")
    }

    @Test("A reader that is let go before the end leaves no thread behind", arguments: [0, 1, 2, 12])
    func stoppedEarly(_ batches: Int) throws {
        let settings = XMLRecordSettings(recordPath: "/a/r")
        var stream: XMLBatchStream<XMLRecordCollector.Findings>? = try XMLBatchStream(
            XMLByteFeed(XMLBatchStreamTests.document(records: 3000), limits: ReadLimits()),
            XMLRecordCollector(settings: settings, columns: ["n"], limits: ReadLimits()))
        var batch = RecordBatch()
        for _ in 0..<batches { #expect(try stream?.next(into: &batch) == true) }
        let queue = try #require(stream?.queue)
        stream = nil
        #expect(queue.hasEnded)
    }

    @Test(
        "A collector through a sink that is let go before the end leaves no thread behind",
        arguments: [0, 1, 12])
    func stoppedSink(_ batches: Int) throws {
        let rows = row("n") + String(repeating: row(String(repeating: "0123456789", count: 100)), count: 8000)
        let input = TabularInput(.bytes(Array(workbook(sheet("x", rows)).utf8)), displayPath: "x.xml")
        var stream: XMLBatchStream<WorksheetCollector.Findings>? = try XMLBatchStream(
            XMLByteFeed(input, limits: ReadLimits()),
            WorksheetCollector(path: "x.xml", settings: WorksheetSettings(), limits: ReadLimits()))
        var batch = RecordBatch()
        for _ in 0..<batches { #expect(try stream?.next(into: &batch) == true) }
        let queue = try #require(stream?.queue)
        stream = nil
        #expect(queue.hasEnded)
    }

    @Test("Nobody waits in a queue that is closed")
    func closedQueue() {
        let queue = BatchQueue<Int>()
        queue.close()
        var batch = RecordBatch()
        for _ in 0..<10 {
            #expect(!queue.put(&batch, BatchQueue.State(bytesRead: 0, findings: 0)))
        }
    }

    @Test("The end and the error of a file are told as often as they are asked for")
    func repeatedEnd() throws {
        let reader = try XMLRecordReader(
            XMLBatchStreamTests.document(records: 2), settings: XMLRecordSettings(recordPath: "/a/r"),
            fieldPaths: ["n"])
        var batch = RecordBatch()
        #expect(try reader.next(into: &batch))
        for _ in 0..<3 {
            #expect(try !reader.next(into: &batch))
            #expect(batch.records.isEmpty)
        }
        let broken = try XMLRecordReader(
            TabularInput(.bytes(Array("<a><r/>".utf8)), displayPath: "x.xml"),
            settings: XMLRecordSettings(recordPath: "/a/r"), fieldPaths: ["n"])
        for _ in 0..<3 {
            #expect(throws: TabularError.self) { while try broken.next(into: &batch) {} }
        }
    }

    @Test("Texts that interrupt each other are kept apart and whole")
    func interruptedTexts() throws {
        let text = "<a><r>A<n>b<m>C</m>d<m>no</m>e<o>F</o>g</n>H<n>no</n>I<p x='&amp;'>J</p>K</r><r>L</r></a>"
        let contents = try readXML(text, "/a/r", [".", "n", "n/m", "n/o", "p/@x", "p", "q:n"])
        #expect(
            contents.rows == [["AHIK", "bdeg", "C", "F", "&", "J", "bdeg"], ["L", "", "", "", "", "", ""]])
    }

    @Test("A record whose values are longer than the limit is refused alone", arguments: [1, 64 << 10])
    func longRecord(_ blockSize: Int) throws {
        var limits = ReadLimits()
        limits.recordBytes = 10
        let contents = try readXML(
            "<a><r><n>12345</n><m>67890</m></r>\n<r><n>12345</n><m>678901</m></r><r><n>1</n></r></a>", "/a/r",
            ["n", "m"], limits: limits, blockSize: blockSize)
        #expect(contents.rows == [["12345", "67890"], ["1", ""]])
        #expect(
            contents.faults == [
                RecordFault(line: 2, column: nil, excerpt: "12345 ", kind: .recordTooLong(limit: 10))
            ])
    }

    @Test("More names than the cache has places are told apart")
    func manyNames() throws {
        let names = (0..<3000).map { "n\($0)" }
        let record = names.map { "<\($0)>\($0)</\($0)>" }.joined()
        let wanted = ["n0", "n7", "n1500", "n2999"]
        let contents = try readXML("<a><r>\(record)</r><r>\(record)</r></a>", "/a/r", wanted)
        #expect(contents.rows == [wanted, wanted])
    }
}
