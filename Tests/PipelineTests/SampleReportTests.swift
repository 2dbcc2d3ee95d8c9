import Foundation
import Pipeline
import TerritoryModel
import Testing

/// The published report of SampleData, made once for all tests of this suite.
private let sample: Result<SampleReport, any Error> = Result { try SampleReport() }

/// A run of the sample workspace in a temporary copy, with what was planted in it.
private struct SampleReport: Sendable {
    let report: Data
    let planted: Data
    let pages: [String: String]

    init() throws {
        let files = FileManager.default
        let folder = files.temporaryDirectory.path + "/bailiwick-sample-\(UUID().uuidString)"
        defer { try? files.removeItem(atPath: folder) }  // a leftover in the temporary folder harms nobody
        try files.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for name in ["bailiwick.yaml", "data"] {
            try files.copyItem(atPath: Repository.root + "/SampleData/" + name, toPath: folder + "/" + name)
        }
        guard let today = Day(iso: "2026-07-01") else { throw CocoaError(.formatting) }
        let outcome = try Pipeline.run(
            RunSettings(
                workspace: folder, asOf: nil, today: today, threads: 2, resources: try Repository.resources()),
            observe: { _ in })
        planted = try Data(contentsOf: URL(fileURLWithPath: Repository.root + "/SampleData/planted.json"))
        report = try Data(contentsOf: URL(fileURLWithPath: outcome.reportDirectory + "/report.json"))
        var pages: [String: String] = [:]
        for name in try files.subpathsOfDirectory(atPath: outcome.reportDirectory)
        where name.hasSuffix(".html") || name.hasSuffix(".md") || name.hasSuffix(".csv") {
            pages[name] = try String(contentsOfFile: outcome.reportDirectory + "/" + name, encoding: .utf8)
        }
        self.pages = pages
    }
}

@Suite("Every planted fact of SampleData is reported with its number")
struct SampleReportTests {
    let report: JSON
    let planted: JSON
    let pages: [String: String]

    init() throws {
        let made = try sample.get()
        report = try JSON(made.report)
        planted = try JSON(made.planted)
        pages = made.pages
    }

    func page(_ name: String) throws -> String { try #require(pages[name], "\(name) is missing") }
    func territory(_ id: String) throws -> JSON { try report["territories"].element(id) }
    func rep(_ id: String) throws -> JSON { try report["reps"].element(id) }
    func ids(_ json: JSON) throws -> [String] { try json.array.map { try $0.string } }
    func money(_ json: JSON) throws -> Decimal { try #require(Decimal(string: try json.string)) }

    @Test("Three counties are unassigned")
    func unassignedCounties() throws {
        let expected = try ids(planted["unassigned_counties"])
        let found = try report["units"].array.filter { try $0["territory"].isNull }.map {
            try $0["id"].string
        }
        #expect(found == expected && found.count == 3)
        #expect(try report["organisation"].metric("unit_coverage").map { $0 < 1 } == true)
        for unit in try report["units"].array where expected.contains(try unit["id"].string) {
            #expect(try page("coverage.html").contains(try unit["name"].string))
        }
    }

    @Test("Five counties lie in two territories")
    func sharedCounties() throws {
        let expected = try planted["shared_counties"].array
        let shared = try report["units"].array.filter { try $0["claimants"].array.count > 1 }
        #expect(try report["organisation"].metric("shared_units") == 5 && shared.count == 5)
        for (unit, plan) in zip(shared, expected) {
            #expect(try unit["id"].string == (try plan["unit"].string))
            #expect(try ids(unit["claimants"]) == (try ids(plan["territories"])))
            #expect(try unit["territory"].string == (try plan["owner"].string))
        }
    }

    @Test("Two territories are vacant, each with its days")
    func vacancies() throws {
        for plan in try planted["vacant_territories"].array {
            let id = try plan["territory"].string
            #expect(try territory(id).metric("vacant_days") == (try plan["vacant_days"].number))
            let exception = try report["exceptions"].array.first {
                try $0["kind"].string == "vacancy" && (try $0["territory"].string) == id
            }
            #expect(try #require(exception)["text"].string.contains(try plan["since"].string))
        }
        #expect(try report["exceptions"].array.filter { try $0["kind"].string == "vacancy" }.count == 2)
    }

    @Test("The handover inside the period is told, and its shared accounts are no conflict")
    func handover() throws {
        let plan = try planted["handover"]
        let change = try report["handovers"].array.first {
            try $0["territory"].string == (try plan["territory"].string)
        }
        let found = try #require(change)
        #expect(try found["day"].string == (try plan["day"].string))
        #expect(try found["from"].string == (try plan["from"].string))
        #expect(try found["to"].string == (try plan["to"].string))
        let pair = try report["rep_pairs"].array.first {
            try ids($0["reps"]) == [try plan["from"].string, try plan["to"].string]
        }
        #expect(try #require(pair)["by_kind"]["handover"].number == (try plan["shared_accounts"].number))
        #expect(try #require(pair)["by_kind"]["conflict"].number == 0)
    }

    @Test("The realignment moves its money between as-is and as-was")
    func realignment() throws {
        let plan = try planted["realignment"]
        let moved = try money(plan["sales_moved_current"])
        let to = try territory(plan["to"].string)
        let from = try territory(plan["from"].string)
        #expect(try to.metric("sales_moved_in") == moved)
        #expect(try from.metric("sales_moved_out") == moved)
        for territory in [to, from] {
            let asIs = try #require(try territory.metric("sales"))
            let asWas = try #require(try territory.metric("sales_as_was"))
            let into = try #require(try territory.metric("sales_moved_in"))
            let out = try #require(try territory.metric("sales_moved_out"))
            #expect(asIs - asWas == into - out && asIs != asWas)
        }
        let change = try #require(try report["realignments"].array.first)
        #expect(try change["day"].string == (try plan["day"].string))
        #expect(try change["units"].number == Decimal(try plan["units"].array.count))
    }

    @Test("Two reps are in conflict over exactly a dozen accounts")
    func conflict() throws {
        let plan = try planted["conflict"]
        let pair = try #require(try report["rep_pairs"].array.first)
        #expect(try ids(pair["reps"]) == (try ids(plan["reps"])))
        #expect(try pair["by_kind"]["conflict"].number == 12)
        #expect(try pair["conflicting_sales"].number == (try money(plan["sales"])))
        let accounts = try report["shared_accounts"].array.filter { try $0["kind"].string == "conflict" }
        #expect(try accounts.map { try $0["account"]["id"].string }.sorted() == (try ids(plan["accounts"])))
        #expect(try report["organisation"].metric("contested_accounts") == 12)
    }

    @Test("One rep sells outside, with the money of it")
    func outside() throws {
        let plan = try planted["outside"]
        let amount = try money(plan["amount"])
        #expect(try territory(plan["territory"].string).metric("outside_sales_in") == amount)
        #expect(try rep(plan["rep"].string).metric("outside_sales_out") == amount)
        #expect(
            try report["organisation"].metric("outside_sales_in")
                == (try money(planted["totals"]["outside_sales_current"])))
    }

    @Test("The strong rep on poor ground is late by sales and first by index")
    func hiddenRep() throws {
        let plan = try planted["hidden_strong_rep"]
        let rep = try rep(plan["rep"].string)
        #expect(try rep.metric("sales") == (try money(plan["sales"])))
        #expect(try rep.metric("rank") == (try plan["index_rank"].number))
        let mine = try #require(try rep.metric("sales"))
        let better = try report["reps"].array.filter { other in
            try other["owned"].array.count > 0 && (try #require(try other.metric("sales")) > mine)
        }
        #expect(Decimal(better.count + 1) == (try plan["sales_position_by_raw_sales"].number))
    }

    @Test("The territory that lives off one account is told with the account")
    func concentration() throws {
        let plan = try planted["concentrated"]
        let id = try plan["territory"].string
        let index = try #require(try territory(id).metric("account_concentration"))
        let down = try plan["concentration_rounded_down"].number
        #expect(index >= down && index < down + 1)
        let exception = try report["exceptions"].array.first { try $0["kind"].string == "concentration" }
        #expect(try #require(exception)["territory"].string == id)
        #expect(try #require(exception)["money"].number == (try money(plan["account_sales"])))
    }

    @Test("The 150 accounts that nobody called are listed with their value")
    func uncalled() throws {
        let plan = try planted["uncalled"]
        let rows = try report["accounts_to_call"].array.filter {
            try $0["calls"].number == 0 && $0["sales_trailing_year"].number > 0
        }
        #expect(try rows.map { try $0["account"]["id"].string }.sorted() == (try ids(plan["accounts"])))
        #expect(rows.count == 150)
        #expect(
            try rows.reduce(Decimal(0)) { try $0 + $1["sales_trailing_year"].number }
                == (try money(plan["value"])))
        for part in try plan["by_territory"].array {
            #expect(
                try territory(part["territory"].string).metric("uncalled_value") == (try money(part["value"]))
            )
        }
    }

    @Test("Dirty rows of eight kinds are refused or listed, each counted")
    func dirtyRows() throws {
        let key = [
            "unreadable_date": "unreadable_date", "unreadable_amount": "unreadable_amount",
            "wrong_field_count": "wrong_field_count", "stray_quote": "stray_quote",
            "blank_required": "missing_value",
        ]
        for (source, name) in [("sales", "sales"), ("activities", "calls")] {
            let plan = try planted["dirty_rows"][name]
            for (kind, reason) in key {
                let expected = (try? plan[kind].number) ?? 0  // calls have no amount to be unreadable
                let found = try report["quality"]["rejections"].array.first {
                    try $0["source"].string == source && (try $0["reason"].string) == reason
                }
                #expect(try found?["rows"].number ?? 0 == expected, "\(source) \(kind)")
            }
            for kind in ["account", "rep"] {
                let rows = try report["quality"]["unmatched"]["references"].array.filter {
                    try $0["source"].string == source && (try $0["kind"].string) == kind
                }.reduce(Decimal(0)) { try $0 + $1["rows"].number }
                #expect(try rows == plan["unknown_\(kind)"].number)
            }
            let future = source == "sales" ? "future_sales_rows" : "future_activity_rows"
            #expect(try report["quality"]["totals"][future].number == (try plan["future"].number))
        }
        let refused = try planted["dirty_rows"]["refused_by_file"].array.reduce(Decimal(0)) {
            try $0 + $1["refused"].number
        }
        let lines = try page("data/rejected_rows.csv").split(separator: "\r\n").count - 1
        #expect(Decimal(lines) == refused)
    }

    @Test("The totals are those of the generator")
    func totals() throws {
        let plan = try planted["totals"]
        #expect(try report["organisation"].metric("sales") == (try money(plan["sales_current"])))
        #expect(
            try report["organisation"].metric("sales_trailing_year")
                == (try money(plan["sales_trailing_year"])))
        #expect(try report["organisation"].metric("calls") == (try plan["calls_current"].number))
        #expect(try report["quality"]["totals"]["sales_amount"].number == (try money(plan["sales_loaded"])))
        #expect(try rep("unassigned").metric("sales") == (try money(plan["sales_current_unassigned_rep"])))
        #expect(
            try territory("unassigned").metric("sales")
                == (try money(plan["sales_current_unassigned_territory"])))
    }

    @Test("Every territory and rep has its page in HTML and Markdown, and every link leads to a page")
    func links() throws {
        #expect(pages.keys.filter { $0.hasPrefix("territories/") && $0.hasSuffix(".html") }.count >= 31)
        #expect(pages.keys.filter { $0.hasPrefix("reps/") && $0.hasSuffix(".md") }.count >= 30)
        for (name, text) in pages where name.hasSuffix(".html") {
            let folder = URL(fileURLWithPath: "/" + name).deletingLastPathComponent()
            for match in text.matches(of: /href="([^"#]+)/) {
                let target = folder.appending(path: String(match.1)).standardizedFileURL.path.dropFirst()
                #expect(
                    pages[String(target)] != nil || target == "report.json", "\(name) links to \(match.1)")
            }
        }
    }
}
