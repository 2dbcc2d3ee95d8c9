import Analysis
import Foundation
import Geography
import Synchronization
import TerritoryModel

@testable import Rendering

/// A small report whose names are as bad as names get.
enum ReportFixture {
    static let markup = Named(id: "T <1>", name: "<script>alert('x')</script> & \"Söhne\" | _a_ `b`\n[c](d)")
    static let accent = Named(id: "T-1", name: "\"\u{301} onmouseover=alert(1) <\u{338}b>")
    static let formula = Named(id: "../../etc/passwd", name: "=HYPERLINK(\"http://x\",\"y\")")
    static let group = Named(id: "日本", name: "﷽ Ω≈ç√ مُنَاقَشَةُ")
    static let jane = Named(id: "R1", name: "Jane \u{202E}Doe")
    static let joe = Named(id: "r1", name: "-2+3+cmd|' /C calc'!A0")

    static let weeks = (0..<26).map { week in
        WeekTotals(
            weekEnding: asOf - 7 * (25 - week), sales: Money(units: 1_234_567_891 + Int64(week) * 100_001),
            calls: Int64(300 + week))
    }

    static var asOf: Day { Day(number: 20_632) }

    static var base: Report {
        Report(
            title: "Southeast <field> sales", currency: "USD", unitName: "county",
            windows: ReportingWindows(asOf: asOf, period: .trailingWeeks(13)), bands: .standard,
            organisation: metrics(1), territories: territories, reps: reps, repPairs: [pair],
            sharedAccounts: [shared],
            outsideSales: [OutsideSales(territory: markup, rep: joe, amount: money(99))],
            units: units, weekly: weekly, weeklyTotals: weeks, accountsToCall: accountsToCall,
            products: [
                ProductSales(territory: markup, product: "@SUM(1)", sales: money(50), salesPrior: money(40)),
                ProductSales(territory: accent, product: "", sales: money(5), salesPrior: .zero),
            ],
            realignments: [
                Realignment(
                    day: asOf - 180, from: markup, to: nil, accounts: 3, units: 1,
                    trailingYearSales: money(77))
            ],
            handovers: [OwnerChange(day: asOf - 40, territory: markup, from: jane, to: nil)],
            notes: [
                NoteReport(
                    day: asOf, territory: markup, rep: jane, account: nil, tags: ["a,b"],
                    text: "<img src=x onerror=alert(1)>")
            ],
            exceptions: exceptions, quality: quality)
    }

    static func money(_ whole: Int64) -> Money { Money(units: whole * 10_000 + 5_678) }

    static func metrics(_ factor: Int64) -> MetricSet {
        var set = MetricSet()
        for definition in MetricCatalog.definitions {
            switch definition.unit {
            case .money, .moneyPerYear: set[definition.key] = .money(Money(units: 12_345_678 * factor))
            case .count, .days, .rank: set[definition.key] = .count(1_234 * factor)
            default: set[definition.key] = .number(0.1234 * Double(factor))
            }
        }
        set[.attainment] = .unavailable(.noQuota)
        set[.growth] = .number(0.1 + 0.2)
        return set
    }

    private static var territories: [TerritoryReport] {
        func territory(
            _ named: Named, _ kind: TerritoryReport.Kind, _ owner: Named?, _ factor: Int64
        ) -> TerritoryReport {
            TerritoryReport(
                territory: named, parent: kind == .exclusive ? group : nil, kind: kind, owner: owner,
                reps: owner.map { [$0] } ?? [], metrics: kind == .overlay ? MetricSet() : metrics(factor))
        }
        return [
            territory(formula, .overlay, nil, 0), territory(markup, .exclusive, jane, 2),
            territory(accent, .exclusive, nil, -1), territory(group, .group, nil, 1),
            territory(.unassigned, .unassigned, nil, 1),
        ]
    }

    private static var reps: [RepReport] {
        [
            RepReport(
                rep: jane, territories: [markup], owned: [markup], isRamping: false, hired: asOf - 999,
                metrics: metrics(1), weeks: weeks),
            RepReport(
                rep: joe, territories: [formula], owned: [], isRamping: true, hired: asOf - 9,
                metrics: metrics(2), weeks: []),
            RepReport(
                rep: .unassigned, territories: [], owned: [], isRamping: false, hired: nil,
                metrics: MetricSet(), weeks: []),
        ]
    }

    private static var pair: RepPair {
        RepPair(
            first: jane, second: joe, accounts: 3, byKind: [.conflict: 2, .overlay: 1], jaccard: 0.12,
            sales: money(300), conflictingSales: money(200))
    }

    private static var shared: SharedAccount {
        var touch = SharedAccount.Touch(rep: jane, sales: money(1), calls: 1)
        touch.role = .owner
        touch.through = markup
        touch.since = asOf - 365
        touch.firstSale = asOf - 364
        touch.lastSale = asOf
        touch.firstCall = asOf - 362
        touch.lastCall = asOf - 8
        var shared = SharedAccount(
            account: Named(id: "A|1", name: "Ω*Clinic*\\"), territory: markup, kind: .conflict,
            touches: [touch, .init(rep: joe, sales: Money(units: -5), calls: 0)], sales: money(1))
        shared.evidence = "<script>Joe</script> sold | without a `role`."
        return shared
    }

    static var units: [UnitReport] {
        let owners: [Named?] = [markup, markup, accent, nil]
        return owners.enumerated().map { place, owner in
            var unit = UnitReport(
                unit: Named(id: "u\(place)", name: "County \(place) <x>"), region: "Georgia",
                territory: owner,
                claimants: place == 1 ? [markup, accent] : owner.map { [$0] } ?? [], population: 10_000,
                accounts: 3, sales: money(12))
            if place == 1 {
                unit.claims = [
                    UnitClaim(territory: markup, validity: .always),
                    UnitClaim(territory: accent, validity: Validity(from: asOf - 90, to: asOf + 90)),
                ]
            }
            return unit
        }
    }

    private static var weekly: [WeeklyFacts] {
        [markup, accent, .unassigned].flatMap { territory in
            weeks.map {
                WeeklyFacts(
                    territory: territory, weekEnding: $0.weekEnding, sales: $0.sales, salesAsWas: $0.sales,
                    calls: $0.calls)
            }
        }
    }

    private static var accountsToCall: [AccountToCall] {
        (0..<30).map { place in
            var account = AccountToCall(
                account: Named(id: "-\(place)", name: place == 0 ? "+1-800-CALL" : "Clinic, \"\(place)\""),
                territory: markup, owner: jane, segment: place == 1 ? nil : "@x",
                trailingYearSales: money(1_000),
                potential: nil, plannedCallsPerYear: FixedPoint(units: 125_000),
                lastCall: place == 2 ? asOf - 100 : nil)
            account.calls = 1
            account.plannedCalls = 3.125
            account.daysSinceCall = place == 2 ? 100 : nil
            account.atStake = Money(units: 6_803_861)
            return account
        }
    }

    private static var exceptions: [ReportException] {
        var vacancy = ReportException(
            kind: .vacancy, territory: accent, money: money(120_000), text: "No owner for 34 days & more.",
            owner: nil, nextStep: "Name <an> owner.", page: .territory(accent))
        vacancy.office = .management
        vacancy.firstSeen = asOf - 22
        vacancy.also = [
            .init(
                kind: .lostAccounts, money: money(700), text: "<script>lost</script> | `3` accounts.",
                identity: "lost_accounts:T-1")
        ]
        let pages: [ReportException.Page] = [.coverage, .overlap, .balance, .quality]
        return [vacancy]
            + pages.map {
                ReportException(
                    kind: .uncalledValue, territory: markup, money: money(900), text: "30 accounts.",
                    owner: jane, nextStep: "Call them.", page: $0)
            }
    }

    private static var quality: QualityReport {
        var imports = ImportQuality()
        var file = ImportedFile(source: "sales", file: "data/<sales>.csv")
        file.rowsRead = 1_000
        file.rowsLoaded = 999
        file.rowsRejected = 1
        file.amountLoaded = Money(units: Int64.max)
        imports.files = [file]
        let reason = RowReason(
            key: "unreadable_amount", text: "'n/a' is not an amount", remedy: "correct the cell")
        let row = RejectedRow(
            source: "sales", file: "data/<sales>.csv", line: 184, column: "amount", value: "n/a",
            reason: reason)
        imports.rejections = [
            RejectionCount(source: "sales", reason: reason.key, rows: 1, amount: nil, example: row)
        ]
        imports.unmatched = [
            UnmatchedReference(source: "sales", kind: .account, value: "=A9", rows: 2, amount: money(3))
        ]
        imports.structural = [
            StructuralIssue(kind: .overlappingUnitAssignments, subject: "u1", text: "claimed twice")
        ]
        return QualityReport(
            grade: .b, gradeReason: "0.1% of the rows were refused.", imports: imports, totals: FactTotals(),
            missingSources: [.init(source: "quotas", metrics: [.quota, .attainment])])
    }

    /// Four square counties in a row.
    static var boundaries: BoundaryMap {
        BoundaryMap(
            Boundaries(
                shapes: (0..<4).map { place in
                    let west = -80 + Double(place)
                    let corners = [(west, 30.0), (west + 1, 30), (west + 1, 31), (west, 31), (west, 30)]
                    return UnitShape(
                        id: "u\(place)",
                        rings: [corners.map { Coordinate(longitude: $0.0, latitude: $0.1) }])
                }))
    }

    /// The folder `Templates` of the package.
    static var templates: String {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("Templates").path
    }

    static func files(
        _ formats: Set<OutputFormat>, of report: Report = report, threads: Int = 2,
        locale: ReportLocale = .standard, mail: DigestMail? = nil
    ) throws -> [String: String] {
        let loaded = try ReportTemplates(defaults: templates, overrides: nil, formats: formats)
        let folder = MemoryFolder()
        _ = try render(
            report, boundaries: boundaries, templates: loaded,
            as: Edition(formats: formats, locale: locale, mail: mail), threads: threads, to: folder)
        return folder.files.withLock { $0 }
    }
}

extension ReportSite {
    /// The pages of a report in the numbers of the standard locale.
    convenience init(_ report: Report, boundaries: BoundaryMap?, formats: Set<OutputFormat>) {
        self.init(report, boundaries: boundaries, edition: Edition(formats: formats))
    }
}

/// Keeps the files of a report as texts.
final class MemoryFolder: ReportFolder {
    let files = Mutex<[String: String]>([:])

    func file(_ path: String) -> any ReportFile { File(path: path, folder: self) }

    private final class File: ReportFile {
        private let path: String
        private let folder: MemoryFolder
        private var bytes: [UInt8] = []

        init(path: String, folder: MemoryFolder) {
            self.path = path
            self.folder = folder
        }

        func write(_ bytes: [UInt8]) { self.bytes += bytes }
        func close() { folder.files.withLock { $0[path] = String(decoding: bytes, as: UTF8.self) } }
    }
}
