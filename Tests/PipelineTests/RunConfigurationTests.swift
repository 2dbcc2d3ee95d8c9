import Foundation
import History
import Pipeline
import Testing

@Suite("The configuration that a run is recorded with")
struct RunConfigurationTests {
    /// What run.json says of a workspace with such a configuration.
    private static func recorded(_ yaml: String) throws -> RunConfiguration {
        let workspace = try TemporaryWorkspace(["bailiwick.yaml": yaml])
        try workspace.run()
        let bytes = try #require(try workspace.published()["run.json"])
        return try RunFile.facts(bytes, path: "run.json").configuration
    }

    private static let yaml = TemporaryWorkspace.files["bailiwick.yaml"] ?? ""

    @Test(
        "Words, paths, the order of keys and what is written out as the default make no difference",
        arguments: [
            ("title: Small field", "title: Another"), ("name: county", "name: parish"),
            ("currency: USD", "# a comment\ncurrency: \"USD\"\nbands: {balanced: 15%, watch: 0.2}"),
            ("{unit_id: id, name: name}", "{name: name, unit_id: id}"), ("data/sales*.csv", "data/s*.csv"),
            ("publish: {directory: reports, keep: 3}", "publish: {keep: 4}\nranking: {ramping_days: 180}"),
            ("max_rejected_rows: 50%", "max_rejected_rows: 40%"),
        ])
    func same(_ old: String, _ new: String) throws {
        #expect(Self.yaml.contains(old))
        #expect(try Self.recorded(Self.yaml.replacing(old, with: new)) == Self.recorded(Self.yaml))
    }

    @Test(
        "What decides about numbers makes one, and is named by its key",
        arguments: [
            ("currency: USD", "currency: USD\nperiod: {trailing_weeks: 4}", ["period"]),
            ("currency: USD", "currency: EUR\nbands: {balanced: 10%}", ["bands", "currency"]),
            (
                "to: to, amount: amount}}", "to: to, amount: {column: amount, scale: \"0.1\"}}}",
                ["sources.quotas"]
            ),
            ("currency: USD", "currency: USD\nexceptions: {conflict: off}", ["exceptions"]),
            (
                "units: {file: data/units.csv, fields: {unit_id: id, name: name}}",
                "units: {file: data/units.csv, fields: {unit_id: id, name: id}}", ["sources.units"]
            ),
        ])
    func different(_ old: String, _ new: String, _ keys: [String]) throws {
        #expect(Self.yaml.contains(old))
        let changed = try Self.recorded(Self.yaml.replacing(old, with: new))
        #expect(changed.changedKeys(from: try Self.recorded(Self.yaml)) == keys)
        #expect(changed.digest != (try Self.recorded(Self.yaml)).digest)
    }

    @Test("The text gives the configuration back")
    func text() throws {
        let configuration = try Self.recorded(Self.yaml)
        #expect(RunConfiguration(text: configuration.text) == configuration)
        #expect(configuration.settings["period"] == "trailingWeeks(13)")
    }
}
