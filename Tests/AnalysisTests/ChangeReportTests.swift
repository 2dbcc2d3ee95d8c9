import Testing
import TerritoryModel

@testable import Analysis

@Suite("What changed between two runs")
struct ChangeReportTests {
    @Test("A first run is compared with nothing")
    func first() throws {
        let report = try SmallField().report(after: nil)
        #expect(report.changes == ChangeReport())
        #expect(report.exceptions.allSatisfy { $0.firstSeen == nil })
    }

    @Test("A run under another configuration is named with its keys, not compared, but ages go on")
    func otherConfiguration() throws {
        var last = try SmallField().weekBefore()
        last.hasOtherConfiguration = true
        last.changedConfigurationKeys = ["period"]
        var earlier = EarlierRuns()
        earlier.last = last
        #expect(earlier.comparedPeriod == nil)
        let report = try SmallField().report(earlier)
        #expect(
            report.changes.last
                == .otherConfiguration(.init(asOf: SmallField.asOf - 7, changedKeys: ["period"])))
        #expect(report.exceptions.contains { $0.firstSeen == SmallField.asOf - 7 })
    }

    @Test("The same data a week later have no new and no gone exception, and all are a week older")
    func lasting() throws {
        let field = SmallField()
        var last = try field.weekBefore()
        for place in last.exceptions.indices { last.exceptions[place].firstSeen = SmallField.asOf - 21 }
        let report = try field.report(after: last)
        let exceptions = try #require(report.changes.last.differences).exceptions
        #expect(exceptions.new == [] && exceptions.gone == [])
        #expect(exceptions.lasting.count == report.exceptions.reduce(0) { $0 + 1 + $1.also.count })
        #expect(exceptions.lasting.allSatisfy { wholeWeeks(from: $0.firstSeen, to: SmallField.asOf) == 3 })
        #expect(report.exceptions.allSatisfy { $0.firstSeen == SmallField.asOf - 21 })
    }

    @Test("Identities tell apart what a territory can have several of, and never two kinds of matter")
    func identities() throws {
        let identities = try SmallField().report().exceptions.flatMap {
            PastException.matters(of: $0, asOf: SmallField.asOf).map(\.identity)
        }
        #expect(Set(identities).count == identities.count)
        #expect(identities.contains("shared_units:*:N:S"))
        #expect(identities.contains("conflict:*:ann:bob"))
        #expect(identities.contains("unassigned_units:*"))
        var exception = ReportException(
            kind: .outsideSales, territory: Named(id: "a:*", name: "A"), money: .zero, text: "", owner: nil,
            nextStep: "", page: .overlap)
        exception.parties = ["r%\u{301}"]
        #expect(exception.identity == "outside_sales:a%3A%2A:r%25\u{301}")
    }

    @Test("What another exception takes in is neither gone nor new when that changes")
    func merged() throws {
        let asOf = SmallField.asOf
        let north = Named(id: "N", name: "North")
        func exception(_ kind: ReportException.Kind) -> ReportException {
            ReportException(
                kind: kind, territory: north, money: .zero, text: "", owner: nil, nextStep: "",
                page: .territory(north))
        }
        let (gap, lost) = (exception(.quotaGap), exception(.lostAccounts))
        var vacancy = exception(.vacancy)
        vacancy.also = [.init(kind: .quotaGap, money: .zero, text: "", identity: gap.identity)]
        var run = PastRun(asOf: asOf - 7, current: DayRange(from: asOf - 97, to: asOf - 7))
        run.exceptions = [gap, lost].flatMap { PastException.matters(of: $0, asOf: asOf - 14) }
        let taken = ExceptionChanges([vacancy], since: run, asOf: asOf)
        #expect(taken.new.map(\.identity) == ["vacancy:N"])
        #expect(taken.gone.map(\.identity) == ["lost_accounts:N"])
        #expect(taken.lasting.map(\.identity) == ["quota_gap:N"])
        #expect(taken.lasting.map(\.within) == ["vacancy:N"])
        run.exceptions = PastException.matters(of: vacancy, asOf: asOf - 7)
        var now = [gap]
        now.carryAges(from: run)
        let released = ExceptionChanges(now, since: run, asOf: asOf)
        #expect(released.new == [])
        #expect(released.gone.map(\.identity) == ["vacancy:N"])
        #expect(released.lasting.map(\.firstSeen) == [asOf - 7])
    }

    @Test("Every kind of changed assignment is told once")
    func assignments() throws {
        let field = SmallField()
        var last = try field.weekBefore()
        let (ann, bob, dan) = (
            Named(id: "ann", name: "Ann"), Named(id: "bob", name: "Bob"), Named(id: "dan", name: "Dan")
        )
        let old = Named(id: "N", name: "Old North")
        let region = Named(id: "G", name: "Region")
        last.territories = [
            PastTerritory(territory: region, parent: nil, kind: .group, owner: nil, reps: []),
            PastTerritory(territory: old, parent: "X", kind: .exclusive, owner: bob, reps: [bob, dan]),
            // A rep's id, which says nothing of a territory.
            PastTerritory(
                territory: Named(id: "cyd", name: "Gone"), parent: nil, kind: .exclusive, owner: ann,
                reps: [ann]),
            PastTerritory(
                territory: Named(id: "V", name: "Vascular"), parent: nil, kind: .exclusive, owner: nil,
                reps: [Named(id: "cyd", name: "Cyd")]),
        ]
        last.units[0].territory = "cyd"
        last.units[3].territory = "N"
        last.units.remove(at: 1)
        last.units.append(PastUnit(unit: Named(id: "u9", name: "Unit u9"), territory: "N"))
        let changes = try #require(try field.report(after: last).changes.last.differences).assignments
        let north = Named(id: "N", name: "North")
        var team = AssignmentChange(.team, north)
        team.removed = [dan]
        var kind = AssignmentChange(.kind, Named(id: "V", name: "Vascular"))
        kind.kinds = [.exclusive, .overlay]
        func units(_ change: AssignmentChange, _ id: String) -> AssignmentChange {
            var change = change
            change.units = [Named(id: id, name: "Unit \(id)")]
            return change
        }
        let expected = [
            AssignmentChange(.renamed, north, from: old, to: north),
            AssignmentChange(.parent, north, from: Named(id: "X", name: "X"), to: region),
            AssignmentChange(.owner, north, from: bob, to: ann), team,
            AssignmentChange(.newTerritory, Named(id: "S", name: "South"), to: bob), kind,
            AssignmentChange(.goneTerritory, Named(id: "cyd", name: "Gone"), from: ann),
            units(AssignmentChange(.units, from: north), "u4"),
            units(AssignmentChange(.units, from: Named(id: "cyd", name: "Gone"), to: north), "u1"),
            units(AssignmentChange(.newUnits), "u2"), units(AssignmentChange(.goneUnits), "u9"),
        ]
        #expect(changes == expected)
    }

    private static func file(_ name: String, _ amount: Int64?, _ digest: String) -> ImportedFile {
        var file = ImportedFile(source: "sales", file: name)
        file.amountUpToLastRun = amount.map(SmallField.usd)
        file.digest = digest
        return file
    }

    private static func run(_ files: [(String, Int64?, String)]) -> PastRun {
        let asOf = SmallField.asOf - 7
        var run = PastRun(asOf: asOf, current: DayRange(from: asOf - 90, to: asOf))
        run.inputs =
            files.map {
                PastInput(
                    source: "sales", file: $0.0, digest: $0.2, rowsLoaded: 1, amountLoaded: nil,
                    amountUpToAsOf: $0.1.map(SmallField.usd))
            } + [
                PastInput(
                    source: "accounts", file: "a", digest: "d", rowsLoaded: 1, amountLoaded: nil,
                    amountUpToAsOf: nil)
            ]
        return run
    }

    @Test("A sales file whose past rows changed is named with the money, and so are files that came and went")
    func restated() throws {
        let run = ChangeReportTests.run([
            ("gone.csv", 100, "g"), ("may.csv", 500, "m1"), ("june.csv", 300, "j1"), ("same.csv", 7, "s1"),
            ("dump-1.csv", 900, "d"), ("unknown.csv", nil, "u1"),
        ])
        let files = [
            ("may.csv", 480, "m2"), ("june.csv", 310, "j2"), ("same.csv", 7, "s2"), ("new.csv", 25, "n"),
            ("dump-2.csv", 900, "d"), ("unknown.csv", 5, "u2"),
        ].map { ChangeReportTests.file($0.0, $0.1, $0.2) }
        let inputs = try RestatedInputs(files, since: run)
        func change(_ kind: InputChange.Kind, _ file: String, _ before: Int64?, _ after: Int64?)
            -> InputChange
        {
            InputChange(
                kind, file: file, before: before.map(SmallField.usd), after: after.map(SmallField.usd))
        }
        var renamed = change(.renamed, "dump-2.csv", 900, 900)
        renamed.formerName = "dump-1.csv"
        #expect(
            inputs.files == [
                renamed, change(.gone, "gone.csv", 100, nil), change(.restated, "june.csv", 300, 310),
                change(.restated, "may.csv", 500, 480), change(.new, "new.csv", nil, 25),
            ])
        #expect(inputs.net == SmallField.usd(-85) && inputs.gross == SmallField.usd(155))
    }

    @Test("A full dump under another name restates no more than what changed in it")
    func renamedDump() throws {
        let run = ChangeReportTests.run([("dump-1.csv", 900, "d1")])
        let inputs = try RestatedInputs([ChangeReportTests.file("dump-2.csv", 880, "d2")], since: run)
        #expect(inputs.files.map(\.kind) == [.gone, .new])
        #expect(inputs.net == SmallField.usd(-20) && inputs.gross == SmallField.usd(1780))
    }
}
