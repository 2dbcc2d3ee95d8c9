import Analysis
import Foundation
import Testing

@testable import Rendering

@Suite("The whole analysis in report.json and CSV")
struct AnalysisDataTests {
    /// A value of report.json as compact JSON with sorted names.
    private static func json(_ path: String...) throws -> String {
        let text = try #require(try ReportFixture.files([.json])["report.json"])
        var value: Any = try JSONSerialization.jsonObject(with: Data(text.utf8))
        for step in path {
            if let place = Int(step) {
                value = try #require(value as? [Any])[place]
            } else {
                value = try #require((value as? [String: Any])?[step])
            }
        }
        let data = try JSONSerialization.data(
            withJSONObject: value, options: [.sortedKeys, .fragmentsAllowed, .withoutEscapingSlashes])
        return String(decoding: data, as: UTF8.self)
    }

    @Test("A territory has its market, ground, strategy and similar territories")
    func territory() throws {
        #expect(
            try Self.json("territories", "1", "market", "indicators") == """
                {"<script>rate":{"index":104.25,"units":12,"value":9.125},\
                "income":{"index":null,"reason":"no_value","units":0,"value":null}}
                """)
        #expect(
            try Self.json("territories", "1", "market", "segments", "1") == """
                {"accounts":5,"accounts_index":110,"potential":70.5678,"potential_index":null,\
                "sales_index":90.5,"sales_trailing_year":50.5678,"segment":"<b>Hospital</b> | `x`"}
                """)
        #expect(try Self.json("territories", "1", "market", "quadrant") == "\"opportunity\"")
        #expect(
            try Self.json("territories", "1", "ground", "holes") == """
                [{"territories":["T-1","unassigned"],"units":["u0"]}]
                """)
        #expect(
            try Self.json("territories", "1", "strategy") == """
                {"products":[{"expected":10.5678,"gap":20.5678,"index":300,"product":"=P<1>","sales":30.5678}],\
                "segments":[{"accounts":6,"expected":40.5678,"gap":-30,"sales_index":25,\
                "sales_trailing_year":10.5678,"segment":"<b>Hospital</b> | `x`"}],\
                "white_space":[{"accounts":3,"active_accounts":1,"expected_accounts":4.5,"gap":60.5678,\
                "population":null,"sales_trailing_year":5.5678,"unit":"u0"}]}
                """)
        #expect(try Self.json("territories", "1", "similar", "0", "lesson", "rep") == "\"r1\"")
        #expect(
            try Self.json("territories", "1", "similar", "1") == """
                {"distance":1,"lesson":null,"territory":"../../etc/passwd","traits":[]}
                """)
        #expect(try Self.json("territories", "0", "ground") == "null")
    }

    @Test("Findings have their owners, reasons, days and pages")
    func findings() throws {
        #expect(
            try Self.json("relationships_at_risk", "0") == """
                {"account":{"id":"A|2","name":"<img src=x> `rm` | rf"},"changed":"2026-05-29",\
                "former_owner":"r1","last_call":"2025-12-10","owner":"R1",\
                "reasons":["owner_changed","not_met","falling","no_call"],"sales":100.5678,\
                "sales_trailing_year":500.5678,"sales_year_ago":300.5678,"territory":"T <1>"}
                """)
        #expect(
            try Self.json("families", "0") == """
                {"account":{"id":"A|3","name":"<script>child"},"owner":null,\
                "parent":{"id":"A|2","name":"<img src=x> `rm` | rf"},"parent_owner":"R1",\
                "parent_territory":"T <1>","sales_trailing_year":80.5678,"territory":"T-1"}
                """)
        #expect(
            try Self.json("exceptions", "0") == """
                {"also":[{"first_seen":"2026-06-28","id":"lost_accounts:T-1","kind":"lost_accounts",\
                "money":700.5678,"text":"<script>lost</script> | `3` accounts."}],\
                "first_seen":"2026-06-06","id":"vacancy:T-1","kind":"vacancy","money":120000.5678,"next_step":"Name <an> owner.","office":"sales management","owner":null,\
                "page":"territories/t-1-2","territory":"T-1","text":"No owner for 34 days & more."}
                """)
        #expect(try Self.json("exceptions", "2", "page") == "\"overlap\"")
        #expect(
            try Self.json("regression") == """
                {"adjusted_r_squared":0.625,"coefficients":[{"name":"intercept","standard_error":0.25,"value":1.5},\
                {"name":"potential","standard_error":0.125,"value":0.75},\
                {"name":"workload_hours","standard_error":0.5,"value":0.25}],\
                "degrees_of_freedom":22,"high_leverage":["T <1>"],"left_out":["T-1"],\
                "outside_interval":["T <1>"],"predictors":["potential","workload_hours"],"r_squared":0.64,\
                "residual_standard_error":0.25,"territories":24,"variance_inflation":31.5}
                """)
        #expect(try Self.json("regression_reason") == "null")
    }

    @Test("Overlaps have their evidence and the assignments that cause them")
    func overlap() throws {
        #expect(
            try Self.json("shared_accounts", "0", "touches", "0") == """
                {"calls":1,"first_call":"2025-07-01","first_sale":"2025-06-29","last_call":"2026-06-20",\
                "last_sale":"2026-06-28","rep":"R1","role":"owner","sales":1.5678,"since":"2025-06-28",\
                "through":"T <1>","until":null}
                """)
        #expect(
            try Self.json("units", "1", "claims") == """
                [{"from":null,"territory":"T <1>","to":null},\
                {"from":"2026-03-30","territory":"T-1","to":"2026-09-26"}]
                """)
        #expect(
            try Self.json("area_overlaps") == """
                [{"area_km2":12.5,"share_of_first":0.25,"share_of_second":0.125,"territories":["T <1>","T-1"]}]
                """)
        #expect(
            try Self.json("indicators", "0") == """
                {"aggregate":"mean","direction":"lower_is_better","name":"<script>rate","title":"Rate | <b>%</b>",\
                "unit":"percent","weighted_by":"population"}
                """)
        #expect(
            try Self.json("quality", "placement", "3") == """
                {"accounts":7,"sales":9.5678,"sales_trailing_year":90.5678,"share":null,"way":"postal_code"}
                """)
    }

    @Test(
        "Tables keep numbers exact and names harmless",
        arguments: [
            (
                "relationships_at_risk",
                """
                A|2,<img src=x> `rm` | rf,T <1>,"<script>alert('x')</script> & ""Söhne"" | _a_ `b`
                [c](d)",R1,Jane \u{202E}Doe,r1,"'-2+3+cmd|' /C calc'!A0",2026-05-29,\
                owner_changed;not_met;falling;no_call,500.5678,100.5678,300.5678,2025-12-10
                """
            ),
            ("families", "A|2,<img src=x> `rm` | rf,T <1>,R1,A|3,<script>child,T-1,,80.5678"),
            ("segments", ",Southeast <field> sales,,2,0.0000,,,,"),
            ("indicators", ",Southeast <field> sales,<script>rate,Rate | <b>%</b>,9.125,12,104.25"),
            ("white_space", "u0,County 0 <x>,,3,1,4.5,5.5678,60.5678"),
            ("strategy", "product,\"'=P<1>\",30.5678,10.5678,20.5678,300.0"),
            ("similar_territories", "account_coverage,0.61,0.78,r1,\"'-2+3+cmd|' /C calc'!A0\""),
            (
                "rep_pairs",
                "R1,Jane \u{202E}Doe,r1,\"'-2+3+cmd|' /C calc'!A0\",3,2,0,1,0.12,300.5678,200.5678"
            ),
            ("exceptions", "1,1,lost_accounts,T-1,"),
            ("area_overlaps", ",12.5,0.25,0.125"),
        ])
    func tables(name: String, row: String) throws {
        let text = try #require(try ReportFixture.files([.csv])["data/\(name).csv"])
        #expect(text.contains(row), "\(text)")
    }

    @Test("A table without rows still has its header")
    func empty() throws {
        var report = ReportFixture.report
        report.areaOverlaps = []
        let files = try ReportFixture.files([.csv], of: report)
        #expect(
            files["data/area_overlaps.csv"]
                == "territory_1_id,territory_1,territory_2_id,territory_2,area_km2,share_of_first,share_of_second\r\n"
        )
    }

    @Test("Every definition names the subjects that have it, and the sources without which it is n/a")
    func definitions() throws {
        let coverage = try #require(
            MetricCatalog.definitions.firstIndex { $0.key == .accountCoverage })
        #expect(
            try Self.json("definitions", String(coverage), "subjects")
                == "[\"organisation\",\"group\",\"exclusive\",\"unassigned\",\"rep\"]")
        #expect(try Self.json("definitions", String(coverage), "sources") == "[\"activities\"]")
    }
}
