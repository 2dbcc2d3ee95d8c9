import Testing

@testable import TerritoryModel

/// Territories: 0 group, 1 and 2 exclusive, 3 overlay, 4 exclusive.
@Suite struct OwnershipTests {
    private let today = Day(number: 20_000)

    private func dimensions(
        unit: [UnitAssignment] = [], account: [AccountAssignment] = [], rep: [RepAssignment] = [],
        named: Int? = nil, hasUnit: Bool = true
    ) -> Dimensions {
        let kinds: [TerritoryKind] = [.group, .exclusive, .exclusive, .overlay, .exclusive]
        return Dimensions(
            units: ["u0", "u1"].map {
                GeographicUnit(id: $0, name: $0, region: nil, landAreaKm2: nil, potential: nil)
            },
            territories: kinds.enumerated().map {
                Territory(id: "t\($0.offset)", name: "", parent: nil, kind: $0.element)
            },
            reps: ["r0", "r1", "r2"].map {
                Rep(id: $0, name: $0, hired: nil, weeklyCapacityHours: nil)
            },
            accounts: [
                Account(
                    id: "a0", name: "", unit: hasUnit ? 0 : nil, postalCode: nil, namedTerritory: named,
                    segment: nil, potential: nil, plannedCallsPerYear: nil, parent: nil),
                Account(
                    id: "a1", name: "", unit: hasUnit ? 0 : nil, postalCode: nil, namedTerritory: nil,
                    segment: nil, potential: nil, plannedCallsPerYear: nil, parent: nil),
            ], unitAssignments: unit, accountAssignments: account, repAssignments: rep)
    }

    private func days(_ from: Int?, _ to: Int?) -> Validity {
        Validity(from: from.map { today + $0 }, to: to.map { today + $0 })
    }

    private func onUnit(_ territory: Int, _ validity: Validity = .always) -> UnitAssignment {
        UnitAssignment(unit: 0, territory: territory, validity: validity)
    }

    private func onAccount(_ territory: Int, _ validity: Validity = .always) -> AccountAssignment {
        AccountAssignment(account: 0, territory: territory, validity: validity)
    }

    private func onTerritory(
        _ rep: Int, _ territory: Int, _ role: RepRole, _ validity: Validity = .always
    ) -> RepAssignment {
        RepAssignment(rep: rep, territory: territory, role: role, validity: validity)
    }

    @Test("A named account goes before its unit, and its unit before the account's own row")
    func precedence() {
        let account = onAccount(4, days(10, 19))
        let unit = onUnit(2, days(0, 29))
        let ownership = Ownership(dimensions(unit: [unit], account: [account], named: 1))
        let owners = [-1, 0, 9, 10, 19, 20, 29, 30].map { ownership.territory(ofAccount: 0, on: today + $0) }
        #expect(owners == [1, 2, 2, 4, 4, 2, 2, 1])
        #expect(
            [-1, 0, 10, 30].map { ownership.territory(ofAccount: 1, on: today + $0) } == [nil, 2, 2, nil])
        #expect(ownership.territory(ofUnit: 0, on: today) == 2)
    }

    @Test(
        "Accounts of one unit share a history, one with an assignment of its own does not; some never change")
    func histories() {
        let always = Ownership(dimensions(unit: [onUnit(1)]))
        #expect(always.history(ofAccount: 0) == always.history(ofAccount: 1))
        #expect(!always.changesTerritory(account: 0))
        let changing = Ownership(dimensions(unit: [onUnit(1, days(0, nil))], account: [onAccount(4)]))
        #expect(changing.history(ofAccount: 0) != changing.history(ofAccount: 1))
        #expect(!changing.changesTerritory(account: 0) && changing.changesTerritory(account: 1))
    }

    @Test("An account without unit, assignment and named territory is unassigned")
    func unassigned() {
        let ownership = Ownership(dimensions(unit: [onUnit(1)], hasUnit: false))
        #expect(ownership.territory(ofAccount: 0, on: today) == nil)
        #expect(ownership.owner(ofAccount: 0, on: today) == nil)
        #expect(ownership.territory(ofUnit: 1, on: today) == nil)
    }

    @Test("An account without unit belongs to the territory that its row names")
    func namedOnly() {
        let ownership = Ownership(dimensions(named: 4, hasUnit: false))
        #expect(ownership.territory(ofAccount: 0, on: today) == 4)
    }

    @Test("Of several assignments in force the latest start wins, then the lowest territory id")
    func ties() {
        let later = Ownership(dimensions(unit: [onUnit(1, days(-9, nil)), onUnit(2, days(-5, nil))]))
        #expect(later.territory(ofUnit: 0, on: today) == 2)
        #expect(later.territory(ofUnit: 0, on: today - 6) == 1)
        let equal = Ownership(dimensions(unit: [onUnit(4), onUnit(2), onUnit(4)]))
        #expect(equal.territory(ofAccount: 0, on: today) == 2)
    }

    @Test("An overlay never owns, by unit or by account")
    func overlayNeverOwns() {
        let unit = Ownership(dimensions(unit: [onUnit(1, days(-9, nil)), onUnit(3, days(-5, nil))]))
        #expect(unit.territory(ofAccount: 0, on: today) == 1)
        let account = Ownership(dimensions(unit: [onUnit(1)], account: [onAccount(3)]))
        #expect(account.territory(ofAccount: 0, on: today) == 1)
        #expect(account.overlay(3, covers: 0, on: today))
        #expect(!account.overlay(3, covers: 1, on: today))
    }

    @Test("The owner rep is the one with the role owner in force; without one the territory is vacant")
    func owners() {
        let ownership = Ownership(
            dimensions(
                unit: [onUnit(1)],
                rep: [
                    onTerritory(0, 1, .owner, days(nil, -1)), onTerritory(1, 1, .owner, days(5, nil)),
                    onTerritory(2, 1, .other("inside")),
                ]))
        let owners = [-1, 0, 4, 5].map { ownership.owner(ofTerritory: 1, on: today + $0) }
        #expect(owners == [0, nil, nil, 1])
        #expect([-1, 0, 5].map { ownership.owner(ofAccount: 0, on: today + $0) } == [0, nil, 1])
        let steps = ownership.ownerSteps(ofTerritory: 1)
        #expect(steps.map(\.value) == [0, nil, 1])
        #expect(steps.map(\.from) == [nil, today, today + 5])
    }

    @Test("Of several owner reps in force the latest start wins, then the lowest rep id")
    func ownerTies() {
        let later = Ownership(
            dimensions(rep: [onTerritory(0, 1, .owner), onTerritory(2, 1, .owner, days(-3, nil))]))
        #expect(later.owner(ofTerritory: 1, on: today) == 2)
        let equal = Ownership(dimensions(rep: [onTerritory(2, 1, .owner), onTerritory(1, 1, .owner)]))
        #expect(equal.owner(ofTerritory: 1, on: today) == 1)
    }

    @Test("A role is held on its days, in its territory, whatever the role")
    func roles() {
        let ownership = Ownership(dimensions(rep: [onTerritory(0, 1, .other("service"), days(0, 5))]))
        #expect(ownership.holdsRole(rep: 0, in: 1, on: today + 5))
        #expect(!ownership.holdsRole(rep: 0, in: 1, on: today + 6))
        #expect(!ownership.holdsRole(rep: 0, in: 2, on: today))
        #expect(!ownership.holdsRole(rep: 1, in: 1, on: today))
        #expect(ownership.roles(ofRep: 0).count == 1 && ownership.roles(ofRep: 1).isEmpty)
    }

    @Test("An overlay role covers an account through its unit or the account itself, while both last")
    func overlayCover() {
        let byUnit = Ownership(
            dimensions(
                unit: [onUnit(1), onUnit(3, days(0, 9))], rep: [onTerritory(0, 3, .owner, days(5, nil))]))
        let covered = [4, 5, 9, 10].map { byUnit.overlayCovers(rep: 0, account: 0, on: today + $0) }
        #expect(covered == [false, true, true, false])
        let byAccount = Ownership(
            dimensions(account: [onAccount(3)], rep: [onTerritory(0, 3, .other("specialist"))]))
        #expect(byAccount.overlayCovers(rep: 0, account: 0, on: today))
        #expect(!byAccount.overlayCovers(rep: 0, account: 1, on: today))
        #expect(!byAccount.overlayCovers(rep: 1, account: 0, on: today))
    }

    @Test("The role overlay in the owning territory covers its accounts, another role does not")
    func overlayRole() {
        let ownership = Ownership(
            dimensions(
                unit: [onUnit(1)],
                rep: [
                    onTerritory(0, 1, .overlay), onTerritory(1, 1, .other("inside")),
                    onTerritory(2, 2, .overlay),
                ]))
        #expect(
            [0, 1, 2].map { ownership.overlayCovers(rep: $0, account: 0, on: today) } == [true, false, false])
    }

    @Test("An overlay covers no account without a unit")
    func overlayWithoutUnit() {
        let ownership = Ownership(dimensions(unit: [onUnit(3)], hasUnit: false))
        #expect(!ownership.overlay(3, covers: 0, on: today))
    }

    @Test("The steps of an account tell every change of territory")
    func accountSteps() {
        let ownership = Ownership(dimensions(unit: [onUnit(1), onUnit(2, days(0, nil))], named: 4))
        let steps = ownership.territorySteps(ofAccount: 0)
        #expect(steps.map(\.value) == [1, 2])
        #expect(steps.map(\.from) == [nil, today])
    }

    @Test("Roles are read without regard to case, others are kept as given")
    func roleNames() {
        #expect(RepRole("Owner") == .owner)
        #expect(RepRole("OVERLAY") == .overlay)
        #expect(RepRole("Inside") == .other("Inside"))
    }

    @Test("Ids are ordered by their bytes")
    func idOrder() {
        #expect(precedesById("T10", "T9"))
        #expect(precedesById("Z", "a"))
        #expect(precedesById("z", "é"))
        #expect(!precedesById("a", "a"))
    }

    @Test("A step tells the value of a day and since when it holds")
    func steps() {
        let ownership = Ownership(
            dimensions(
                unit: [onUnit(1, days(nil, -10)), onUnit(2, days(-5, nil))],
                rep: [RepAssignment(rep: 1, territory: 2, role: .owner, validity: days(3, 9))]))
        func account(_ day: Int) -> [Day?] {
            let step = ownership.territoryStep(ofAccount: 0, on: today + day)
            return [step.from, step.value.map { Day(number: Int32($0)) }]
        }
        #expect(account(-10) == [nil, Day(number: 1)])
        #expect(account(-9) == [today - 9, nil])
        #expect(account(7) == [today - 5, Day(number: 2)])
        let vacant = ownership.ownerStep(ofTerritory: 2, on: today)
        #expect(vacant.from == nil && vacant.value == nil)
        let owned = ownership.ownerStep(ofTerritory: 2, on: today + 9)
        #expect(owned.from == today + 3 && owned.value == 1)
    }

    @Test("Roles that overlap or follow each other are one span, and a gap is told")
    func roleSpans() {
        func role(_ validity: Validity, _ role: RepRole = .owner) -> RepAssignment {
            RepAssignment(rep: 0, territory: 1, role: role, validity: validity)
        }
        func span(_ roles: [RepAssignment], near day: Int = 0) -> [Int32]? {
            Ownership(dimensions(rep: roles)).roleSpan(rep: 0, in: 1, near: today + day).map {
                [$0.days.lowerBound - today.number, $0.days.upperBound - today.number, $0.isOnly ? 1 : 0]
            }
        }
        #expect(span([]) == nil && span([role(days(5, 4))]) == nil)
        #expect(span([role(days(1, 4), .overlay), role(days(-9, 0)), role(days(-8, -7))]) == [-9, 5, 1])
        #expect(span([role(days(2, 4)), role(days(-9, 0))], near: -3) == [-9, 1, 0])
        #expect(span([role(days(2, 4)), role(days(-9, 0))], near: 1) == [2, 5, 0])
    }

    @Test("Only a role in an overlay territory or the role overlay may cover accounts elsewhere")
    func overlayRoles() {
        let roles = [
            RepAssignment(rep: 0, territory: 3, role: .other("x"), validity: .always),
            RepAssignment(rep: 1, territory: 1, role: .overlay, validity: .always),
            RepAssignment(rep: 2, territory: 1, role: .owner, validity: .always),
        ]
        let ownership = Ownership(dimensions(rep: roles))
        #expect((0...2).map { ownership.holdsOverlayRoles(rep: $0) } == [true, true, false])
    }
}
