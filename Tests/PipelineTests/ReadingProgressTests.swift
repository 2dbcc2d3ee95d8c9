import Testing

@testable import Importing
@testable import Pipeline

@Suite("Progress on a terminal")
struct ReadingProgressTests {
    private static func progress(_ source: String, _ file: String, _ bytes: Int64) -> ImportProgress {
        ImportProgress(source: source, file: file, bytes: bytes, rows: bytes / 10, isFinished: false)
    }

    @Test("Sums go over all files, each counted as far as it is, and are shown again after a pause")
    func sums() throws {
        var reading = ReadingProgress()
        let start = ContinuousClock.now
        let first = reading.note(ReadingProgressTests.progress("sales", "a.csv", 100), at: start)
        #expect(try #require(first) == (100, 10))
        let soon = start + ReadingProgress.pause / 2
        let again = reading.note(ReadingProgressTests.progress("sales", "a.csv", 250), at: soon)
        let other = reading.note(ReadingProgressTests.progress("sales", "b.csv", 30), at: soon)
        #expect(again == nil && other == nil)
        // The same file read for another source is another reading of it.
        let later = start + ReadingProgress.pause
        let last = reading.note(ReadingProgressTests.progress("calls", "a.csv", 20), at: later)
        #expect(try #require(last) == (300, 30))
    }
}
