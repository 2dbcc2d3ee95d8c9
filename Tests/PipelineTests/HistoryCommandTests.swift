import Foundation
import History
import Pipeline
import TerritoryModel
import Testing

@Suite("Commands of the history")
struct HistoryCommandTests {
    /// Three runs between which data, an assignment and the configuration change.
    static func field() throws -> TemporaryWorkspace {
        let workspace = try TemporaryWorkspace()
        try workspace.run(asOf: "2026-06-14")
        try workspace.write(
            (TemporaryWorkspace.files["data/sales.csv"] ?? "") + "2026-06-20,A4,R2,P1,17.5\n",
            to: "data/sales.csv")
        let assignments = TemporaryWorkspace.files["data/unit_assignments.csv"] ?? ""
        try workspace.write(
            assignments.replacing("U2,T2,,", with: "U2,T2,,2026-06-15\nU2,T1,2026-06-16,"),
            to: "data/unit_assignments.csv")
        try workspace.run(asOf: "2026-06-21")
        let reps = TemporaryWorkspace.files["data/reps.csv"] ?? ""
        try workspace.write(reps.replacing("Bob Birk", with: "Bob | <Birk>"), to: "data/reps.csv")
        let yaml = TemporaryWorkspace.files["bailiwick.yaml"] ?? ""
        try workspace.write(
            yaml.replacing("currency: USD", with: "currency: USD\nbands: {balanced: 10%}"),
            to: "bailiwick.yaml")
        try workspace.run(asOf: "2026-06-28")
        return workspace
    }

    private func run(
        _ arguments: [String], _ workspace: TemporaryWorkspace
    ) throws -> (code: Int32, output: String, errors: String) {
        try Program.run(["history"] + arguments + ["--workspace", workspace.path])
    }

    @Test("The list has a line for each run and marks another configuration")
    func list() throws {
        let workspace = try Self.field()
        let list = try run([], workspace)
        #expect(list.code == 0 && list.errors == "")
        let lines = list.output.split(separator: "\n")
        #expect(lines.count == 6)
        #expect(lines[0].hasPrefix("  as of       period"))
        #expect(lines[2].hasPrefix("  2026-06-14  2026-03-16 to 2026-06-14 "))
        #expect(lines.map { $0.contains("(changed)") } == [false, false, false, false, true, false])
        #expect(lines[5] == "3 runs, the newest as of 2026-06-28")
        let json = try JSON(Data(try run(["list", "--json"], workspace).output.utf8))
        #expect(try json.array.map { try $0["as_of"].string } == ["2026-06-14", "2026-06-21", "2026-06-28"])
        #expect(try json.array[1]["sales_amount"].number == Decimal(string: "1736.5834"))
    }

    @Test("A run is shown with its figures, exceptions and inputs, safely")
    func show() throws {
        let workspace = try Self.field()
        let show = try run(["show", "latest"], workspace)
        #expect(show.code == 0)
        #expect(show.output.hasPrefix("# The run as of 2026-06-28\n"))
        #expect(show.output.contains("Bob \\| &lt;Birk&gt;"))
        #expect(show.output.contains("| `account_coverage` |"))
        #expect(show.output.contains("| sales | data/sales.csv | "))
        let json = try JSON(Data(try run(["show", "2026-06-21", "--format", "json"], workspace).output.utf8))
        #expect(try json["summary"]["as_of"].string == "2026-06-21")
        let organisation = try #require(try json["metrics"].array.first)
        let report = try workspace.reportJSON("2026-06-21")
        #expect(
            try organisation["metrics"]["sales"]["value"].number
                == report["organisation"]["metrics"]["sales"]["value"].number)
    }

    @Test(
        "The difference of two runs is that of their report.json",
        arguments: [
            ("2026-06-14", "2026-06-21"), ("2026-06-21", "2026-06-28"), ("2026-06-28", "2026-06-14"),
        ])
    func difference(_ from: String, _ to: String) throws {
        let workspace = try Self.field()
        let printed = try run(["diff", from, to, "--format", "json"], workspace)
        #expect(printed.code == 0)
        let difference = try PlainJSON(Data(printed.output.utf8))
        let expected = ReportDifference(
            from: try PlainJSON(workspace.published(from)["report.json"] ?? Data()),
            to: try PlainJSON(workspace.published(to)["report.json"] ?? Data()))
        #expect(
            difference["metrics"].set {
                "\($0["subject_kind"]) \($0["subject_id"]) \($0["metric"]) \($0["from"]) \($0["to"])"
            } == expected.metrics)
        #expect(!expected.metrics.isEmpty)
        for kind in ["new", "gone"] {
            #expect(
                difference["exceptions"][kind].set { "\($0["id"]) \($0["money"]) \($0["text"])" }
                    == expected.exceptions[kind])
        }
        #expect(
            difference["exceptions"]["lasting"].set {
                "\($0["from"]["money"]) \($0["to"]["id"]) \($0["to"]["money"]) \($0["to"]["text"])"
            } == expected.exceptions["lasting"])
        for list in ["territories", "units", "reps"] {
            #expect(difference[list].set { "\($0["from"]) \($0["to"])" } == expected.lists[list])
        }
        #expect(
            difference["inputs"].set { "\(($0["to"].isNull ? $0["from"] : $0["to"])["file"])" }
                == expected.inputs)
    }

    @Test("The difference as Markdown tells what moved, who came and went, and the keys of the configuration")
    func markdown() throws {
        let workspace = try Self.field()
        let first = try run(["diff", "2026-06-14", "2026-06-21"], workspace).output
        #expect(first.hasPrefix("# What changed from 2026-06-14 to 2026-06-21\n\n## Inputs\n"))
        #expect(first.contains("| sales | data/sales.csv | changed | 10 → 11 | 1719.0834 → 1736.5834 |"))
        #expect(first.contains("| unit | Birch (U2) | T2 | T1 |"))
        #expect(first.contains("### Organisation\n\n| metric | key | 2026-06-14 | 2026-06-21 |\n"))
        let second = try run(["diff", "2026-06-21", "latest", "--metric", "sales"], workspace).output
        #expect(second.contains("The configuration differs in `bands`: "))
        #expect(second.contains("| rep | R2 | Bob Birk | Bob \\| &lt;Birk&gt; |"))
        #expect(!second.contains("attainment"))
    }

    @Test("Views are exported as CSV and lines of JSON, one to standard output or all into a folder")
    func export() throws {
        let workspace = try Self.field()
        let runs = try run(["export", "runs"], workspace)
        #expect(runs.output.hasPrefix("as_of,period_from,period_to,grade,currency,"))
        #expect(runs.output.split(separator: "\r\n").count == 4)
        let folder = workspace.path + "/out"
        let files = try run(["export", "--format", "jsonl", "--to", folder], workspace)
        #expect(
            files.output == WorkspaceHistory.viewNames.map { "\(folder)/\($0).jsonl\n" }.joined())
        let units = try String(contentsOfFile: folder + "/units.jsonl", encoding: .utf8)
        #expect(
            units.hasPrefix(
                "{\"as_of\":\"2026-06-14\",\"unit_id\":\"U1\",\"name\":\"Ash\",\"territory_id\":\"T1\"}\n"))
        #expect(units.split(separator: "\n").count == 12)
        let unknown = try run(["export", "secrets"], workspace)
        #expect(
            unknown.code == 64 && unknown.errors.contains("there is no view 'secrets'; choose from runs, "))
        #expect(try run(["export"], workspace).code == 64)
    }

    @Test("Pruning says what goes, and keeps what is published")
    func prune() throws {
        let workspace = try Self.field()
        try FileManager.default.removeItem(atPath: workspace.path + "/reports/2026-06-14")
        let rehearsal = try run(["prune", "--keep", "1", "--dry-run"], workspace)
        #expect(
            rehearsal.output == """
                would remove 1 run: 2026-06-14
                kept 1 run whose report is still published: 2026-06-21; 'publish.keep' decides how many reports stay
                2 runs left

                """)
        let pruned = try run(["prune", "--before", "2026-06-20"], workspace)
        #expect(pruned.code == 0)
        #expect(pruned.output.hasPrefix("removed 1 run: 2026-06-14\n2 runs left\n"))
        #expect(try run(["prune", "--keep", "5"], workspace).output == "nothing to remove\n2 runs left\n")
        for wrong in [
            [], ["--keep", "0"], ["--keep", "1", "--before", "2026-06-20"], ["--before", "soon"],
        ] {
            #expect(try run(["prune"] + wrong, workspace).code == 64)
        }
    }

    @Test("Where there is no history, no run of the day or no day, it says so and makes nothing")
    func nothing() throws {
        let workspace = try TemporaryWorkspace()
        for arguments in [
            [], ["show", "latest"], ["diff", "2026-06-14", "latest"], ["export", "runs"],
            ["prune", "--keep", "1"],
        ] {
            let command = try run(arguments, workspace)
            #expect(command.code == 66 && command.output == "")
            #expect(
                command.errors
                    == "error: \(workspace.path)/bailiwick.sqlite: there is no history yet\n"
                    + "  'bailiwick run' starts it\n")
        }
        let into = try run(["export", "--to", workspace.path + "/out"], workspace)
        #expect(into.code == 66)
        #expect(!FileManager.default.fileExists(atPath: workspace.path + "/out"))
        #expect(!FileManager.default.fileExists(atPath: workspace.database))
        try workspace.run()
        let show = try run(["show", "2026-06-27"], workspace)
        #expect(show.code == 66)
        #expect(show.errors.hasSuffix("the history has no run as of 2026-06-27\n  it has 2026-06-28\n"))
        #expect(try run(["show", "yesterday"], workspace).code == 64)
    }
}

/// JSON whose look-ups give null where nothing is, and whose text is the same for equal values.
struct PlainJSON: CustomStringConvertible {
    let value: Any?

    init(_ data: Data) throws {
        value = try JSONSerialization.jsonObject(with: data, options: .fragmentsAllowed)
    }
    init(value: Any?) { self.value = value is NSNull ? nil : value }

    subscript(key: String) -> PlainJSON { PlainJSON(value: (value as? [String: Any])?[key]) }
    var isNull: Bool { value == nil }
    var items: [PlainJSON] { (value as? [Any] ?? []).map { PlainJSON(value: $0) } }
    var keys: [String] { (value as? [String: Any])?.keys.sorted() ?? [] }

    func set(_ text: (PlainJSON) -> String) -> Set<String> { Set(items.map(text)) }

    var description: String {
        switch value {
        case nil: "null"
        case let text as String: text
        case let number as NSNumber: "\(number.doubleValue)"
        case is [String: Any]: "{" + keys.map { "\($0): \(self[$0])" }.joined(separator: ", ") + "}"
        case is [Any]: "[" + items.map(\.description).joined(separator: ", ") + "]"
        default: "?"
        }
    }
}

/// The difference of two report.json, worked out without the history.
struct ReportDifference {
    var metrics: Set<String> = []
    var exceptions: [String: Set<String>] = ["new": [], "gone": [], "lasting": []]
    var lists: [String: Set<String>] = [:]
    var inputs: Set<String> = []

    /// Exceptions, and those that they take in.
    private static func matters(_ report: PlainJSON) -> [PlainJSON] {
        report["exceptions"].items.flatMap { [$0] + $0["also"].items }
    }

    init(from: PlainJSON, to: PlainJSON) {
        compare("organisation null", from["organisation"]["metrics"], to["organisation"]["metrics"])
        for (list, kind) in [("territories", "territory"), ("reps", "rep")] {
            for id in ReportDifference.ids(from[list], to[list]) {
                let (old, new) = (ReportDifference.item(from[list], id), ReportDifference.item(to[list], id))
                compare("\(kind) \(id)", old["metrics"], new["metrics"])
            }
        }
        let (old, new) = (ReportDifference.matters(from), ReportDifference.matters(to))
        func has(_ list: [PlainJSON], _ exception: PlainJSON) -> PlainJSON? {
            list.first { "\($0["id"])" == "\(exception["id"])" }
        }
        for exception in new {
            let words = "\(exception["id"]) \(exception["money"]) \(exception["text"])"
            if let before = has(old, exception) {
                exceptions["lasting"]?.insert("\(before["money"]) \(words)")
            } else {
                exceptions["new"]?.insert(words)
            }
        }
        for exception in old where has(new, exception) == nil {
            exceptions["gone"]?.insert("\(exception["id"]) \(exception["money"]) \(exception["text"])")
        }
        let kept = [
            "territories": ["id", "kind", "name", "owner", "parent", "reps"],
            "units": ["id", "name", "territory"],
            "reps": ["id", "name"],
        ]
        for (list, fields) in kept {
            lists[list] = Set(
                ReportDifference.ids(from[list], to[list]).compactMap { id in
                    let texts = [from, to].map {
                        ReportDifference.text(ReportDifference.item($0[list], id), fields)
                    }
                    return texts[0] == texts[1] ? nil : "\(texts[0]) \(texts[1])"
                })
        }
        let files = [from, to].map { report in
            Dictionary(
                report["quality"]["inputs"].items.map {
                    ("\($0["file"])", "\($0["sha256"]) \($0["amount_up_to_as_of"])")
                }
            ) { first, _ in first }
        }
        inputs = Set(files[0].keys).union(files[1].keys).filter { files[0][$0] != files[1][$0] }
    }

    private mutating func compare(_ subject: String, _ from: PlainJSON, _ to: PlainJSON) {
        for key in Set(from.keys).union(to.keys) where "\(from[key])" != "\(to[key])" {
            metrics.insert("\(subject) \(key) \(from[key]) \(to[key])")
        }
    }

    private static func ids(_ from: PlainJSON, _ to: PlainJSON) -> Set<String> {
        Set((from.items + to.items).map { "\($0["id"])" })
    }

    private static func item(_ list: PlainJSON, _ id: String) -> PlainJSON {
        list.items.first { "\($0["id"])" == id } ?? PlainJSON(value: nil)
    }

    /// Fields that are null are left out, as the difference leaves them out.
    private static func text(_ item: PlainJSON, _ fields: [String]) -> String {
        guard !item.isNull else { return "null" }
        return "{" + fields.filter { !item[$0].isNull }.map { "\($0): \(item[$0])" }.joined(separator: ", ")
            + "}"
    }
}
