import Testing
import TerritoryModel

@testable import Analysis

@Suite struct QualityTests {
    /// A field whose only doubt is the share of refused rows among 1,000.
    private func quality(rejected: Int64, isOverlapping: Bool = false) throws -> QualityReport {
        var field = SmallField()
        field.sales.removeAll { $0.account == nil }
        var file = ImportedFile(source: "sales", file: "sales.csv")
        file.rowsRead = 1000
        file.rowsRejected = rejected
        var other = ImportedFile(source: "notes", file: "notes.csv")
        other.rowsRead = 10
        other.rowsRejected = 10
        field.quality.files = [file, other]
        if isOverlapping {
            field.quality.structural = [
                StructuralIssue(kind: .overlappingUnitAssignments, subject: "u3", text: "two at once")
            ]
        }
        return try field.report().quality
    }

    @Test(
        "The grade follows the largest share of doubtful data",
        arguments: [
            (0, QualityReport.Grade.a), (10, .a), (11, .b), (30, .b), (31, .c), (100, .c), (101, .d),
        ] as [(Int64, QualityReport.Grade)])
    func grades(rejected: Int64, grade: QualityReport.Grade) throws {
        #expect(try quality(rejected: rejected).grade == grade)
    }

    @Test("The reason of the grade names the number that decided")
    func reason() throws {
        let text = try quality(rejected: 31).gradeReason
        #expect(text == "3.1% of the sales rows were refused, the largest share of doubtful data.")
        let unmatched = try SmallField().report().quality
        #expect(unmatched.grade == .c)
        #expect(
            unmatched.gradeReason
                == "5.0% of current sales lies in no territory, the largest share of doubtful data.")
    }

    @Test("Overlapping assignments cap the grade at B, and raise none")
    func structural() throws {
        let capped = try quality(rejected: 5, isOverlapping: true)
        #expect(capped.grade == .b)
        #expect(
            capped.gradeReason
                == "1 contradiction between assignments or in the territory tree; otherwise 0.5% of the sales "
                + "rows were refused.")
        #expect(try quality(rejected: 200, isOverlapping: true).grade == .d)
    }

    @Test("Without sales rows the grade is D")
    func noRows() throws {
        var field = SmallField()
        field.sales = []
        let quality = try field.report().quality
        #expect(quality.grade == .d)
        #expect(quality.gradeReason == "No sales row could be read.")
    }

    @Test("A missing source is told with the metrics that need it")
    func missingSources() throws {
        var field = SmallField()
        #expect(try field.report().quality.missingSources.isEmpty)
        field.dimensions.sources.remove("quotas")
        #expect(
            try field.report().quality.missingSources == [
                QualityReport.MissingSource(source: "quotas", metrics: [.quota, .attainment, .pace])
            ])
    }

    @Test("The totals and the import are passed on as they are")
    func passedOn() throws {
        let quality = try quality(rejected: 3)
        #expect(quality.imports.files.map(\.rowsRejected) == [3, 10])
        #expect(quality.totals.salesRows == 10)
    }

    @Test(
        "Amounts in sentences are whole and grouped",
        arguments: [
            (0, "0 USD"), (4_999, "0 USD"), (5_000, "1 USD"), (-4_999, "0 USD"), (-5_000, "-1 USD"),
            (9_995_000, "1,000 USD"), (12_345_678_9000, "12,345,679 USD"),
            (Int64.min, "-922,337,203,685,478 USD"),
        ] as [(Int64, String)])
    func amounts(units: Int64, text: String) {
        #expect(amountText(units, "USD") == text)
    }

    @Test("Nouns, lists and shares read as English")
    func words() {
        #expect(counted(1, "county") == "1 county")
        #expect(counted(1200, "county") == "1,200 counties")
        #expect(
            ["day", "box", "parish", "ZIP code"].map(plural) == ["days", "boxes", "parishes", "ZIP codes"])
        #expect(listed([], limit: 2) == "")
        #expect(listed(["A"], limit: 2) == "A")
        #expect(listed(["A", "B"], limit: 2) == "A and B")
        #expect(listed(["A", "B", "C", "D"], limit: 2) == "A, B and 2 more")
        #expect(percent(0.1234) == "12.3%")
        #expect(percent(-0.05) == "5.0%")
        #expect(percent(12.5) == "1,250.0%")
    }
}
