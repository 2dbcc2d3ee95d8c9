import Foundation
import TerritoryModel

/// The folder of published reports, one folder per as-of day.
public struct PublishedReports: Sendable {
    public let directory: String

    public init(directory: String) {
        self.directory = directory
    }

    /// The days that have a report, oldest first.
    public var days: [Day] {
        // A folder that cannot be listed has no reports that could be recorded.
        let names = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
        return names.compactMap(Day.init(iso:)).sorted()
    }

    /// What `run.json` of a day says; nil where there is none, as in reports of versions without a history.
    func facts(of day: Day) throws(HistoryError) -> RunFacts? {
        let path = "\(directory)/\(day)/\(RunFile.name)"
        guard let bytes = FileManager.default.contents(atPath: path) else { return nil }
        let facts = try RunFile.facts(bytes, path: path)
        guard facts.asOf == day else {
            throw .unreadableReport(path: path, cause: "it is of \(facts.asOf), its folder of \(day)")
        }
        return facts
    }

    /// The run of a day; nil where its report was published without `run.json`.
    func run(of day: Day) throws(HistoryError) -> RecordedRun? {
        guard let facts = try facts(of: day) else { return nil }
        let path = "\(directory)/\(day)/report.json"
        guard let bytes = FileManager.default.contents(atPath: path) else {
            throw .unreadableReport(path: path, cause: "the report was published without the format json")
        }
        return try RecordedRun(reportJSON: bytes, facts: facts, path: path)
    }
}
