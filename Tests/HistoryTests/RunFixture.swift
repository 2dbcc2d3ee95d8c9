import Analysis
import Digesting
import Foundation
import TerritoryModel

@testable import History

/// Recorded runs of a small field whose names are as bad as names get.
enum RunFixture {
    static let first = Day(number: 20_632)

    static let configuration = RunConfiguration(settings: ["currency": "USD", "period": "trailingWeeks(13)"])
    static let other = RunConfiguration(settings: ["currency": "USD", "period": "month", "bands": "0.1"])

    /// The run as of some weeks after the first, whose values grow from week to week.
    static func run(_ week: Int, _ configuration: RunConfiguration = configuration) -> RecordedRun {
        var facts = RunFacts(
            asOf: first + 7 * week, programVersion: "0.1.0", configuration: configuration,
            files: [
                InputFile(
                    source: "sales", file: "data/sales.csv", digest: digest("sales\(week)"), bytes: 1_000),
                InputFile(source: "boundaries", file: "map.geojson", digest: digest("map"), bytes: 5),
            ])
        facts.contentDigest = digest("content \(week) \(configuration.digest)")
        return RecordedRun(
            facts: facts, current: DayRange(from: facts.asOf - 90, to: facts.asOf), currency: "USD",
            grade: "A", salesRows: Int64(100 + week), salesAmount: Money(units: 922_337_203_685_477_580),
            activityRows: 7, inputs: inputs(week), metrics: metrics(week), exceptions: [exception(week)],
            territories: territories, reps: [jane, joe],
            units: [
                PastUnit(unit: Named(id: "U1", name: "Ash"), territory: "T'1"),
                PastUnit(unit: Named(id: "U2", name: "\u{1B}[31m"), territory: nil),
            ])
    }

    static func digest(_ text: String) -> String { ContentDigest.of(text) }

    static let jane = Named(id: "R1", name: "Jane \u{202E}\"Doe\"")
    static let joe = Named(id: "r1", name: "Zoë; DROP TABLE run;--")
    static let north = Named(id: "T'1", name: "Nörd | <b>")

    static let territories = [
        PastTerritory(territory: north, parent: nil, kind: .exclusive, owner: jane, reps: [jane, joe]),
        PastTerritory(territory: .unassigned, parent: nil, kind: .unassigned, owner: nil, reps: []),
    ]

    private static func inputs(_ week: Int) -> [RecordedInput] {
        [
            RecordedInput(
                source: "sales", file: "data/sales.csv", digest: digest("sales\(week)"), bytes: 1_000,
                rows: RecordedInput.Rows(read: 10, loaded: 9, rejected: 1),
                amountLoaded: Money(units: -12_345), amountUpToAsOf: nil),
            RecordedInput(
                source: "boundaries", file: "map.geojson", digest: digest("map"), bytes: 5, rows: nil,
                amountLoaded: nil, amountUpToAsOf: nil),
        ]
    }

    private static func metrics(_ week: Int) -> [Subject: [String: RecordedValue]] {
        let values: [String: RecordedValue] = [
            "sales": .money(Money(units: 1_000_000 + Int64(week))), "accounts": .count(5),
            "attainment": .number(0.1 * Double(week)), "growth": .unavailable("no_prior_sales"),
            "metric_of_another_version": .number(1.5),
        ]
        return [
            .organisation: values, .territory("T'1"): values, .territory("unassigned"): [:],
            .rep("R1"): ["calls": .count(Int64(week)), "attainment": .number(1)],
        ].filter { !$0.value.isEmpty }
    }

    static func exception(_ week: Int) -> PastException {
        PastException(
            identity: "vacancy:T'1", kind: .vacancy, territory: north, money: Money(units: Int64(week)),
            text: "line\nbreak", firstSeen: first)
    }
}

/// A folder for databases and reports; removed when the test ends.
final class TemporaryFolder {
    let path = FileManager.default.temporaryDirectory.path + "/bailiwick-history-\(UUID().uuidString)"

    init() throws {
        try FileManager.default.createDirectory(atPath: path + "/reports", withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)  // a leftover in the temporary folder harms nobody
    }

    var database: String { path + "/bailiwick.sqlite" }
    var reports: PublishedReports { PublishedReports(directory: path + "/reports") }

    var names: [String] {
        get throws {
            try FileManager.default.contentsOfDirectory(atPath: path).filter { $0 != "reports" }.sorted()
        }
    }

    /// A history of these runs, closed again.
    func history(of runs: [RecordedRun]) throws {
        let history = try RunHistory(path: database)
        for run in runs { try history.publish(try history.begin(run)) }
        try history.close()
    }

    /// Puts the `run.json` of a run where its report would be.
    func publishFacts(_ run: RecordedRun) throws {
        let folder = "\(path)/reports/\(run.asOf)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Data(RunFile.bytes(run.facts)).write(to: URL(fileURLWithPath: folder + "/run.json"))
    }

    /// Overwrites bytes in the middle of a file.
    func damage(_ path: String, at offset: UInt64, bytes: Int) throws {
        let handle = try FileHandle(forUpdating: URL(fileURLWithPath: path))
        try handle.seek(toOffset: offset)
        try handle.write(contentsOf: Data(repeating: 0xA5, count: bytes))
        try handle.close()
    }
}
