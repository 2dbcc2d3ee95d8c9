import TerritoryModel

/// A rep of the plan.
struct PlannedRep: Sendable {
    let id: String
    let name: String
    let hired: Day
    /// Weekly capacity in tenths of an hour.
    let capacityTenths: Int
}

/// A rep's part in a territory from one day of the sample to another.
struct RoleSpan: Sendable {
    let rep: Int
    /// Index of a leaf; the overlays come after the exclusive territories.
    let territory: Int
    let role: String
    /// Index of the first day; nil = since the first assignments.
    let first: Int?
    /// Index of the last day; nil = open.
    let last: Int?

    func contains(_ day: Int) -> Bool {
        if let first, day < first { return false }
        if let last, day > last { return false }
        return true
    }
}

/// Who serves what and when.
struct FieldForce: Sendable {
    let reps: [PlannedRep]
    let spans: [RoleSpan]
    private let owners: [[RoleSpan]]

    /// Specialists of the two overlays, in their order.
    let specialists: [Int]

    init(_ plan: TerritoryPlan, _ places: PlantedPlaces, seed: UInt64) {
        var random = SeededRandom(seed: seed, topic: "reps")
        var draft = FieldForceDraft(names: RepNames(&random))
        let leaves = plan.territories.count
        for territory in plan.territories.indices {
            draft.staff(territory, places, &random)
        }
        for overlay in 0..<2 {
            let rep = draft.hire(between: 1_500...3_500, daysBeforeAsOf: &random)
            draft.spans.append(
                RoleSpan(rep: rep, territory: leaves + overlay, role: "overlay", first: nil, last: nil))
        }
        specialists = [draft.reps.count - 2, draft.reps.count - 1]
        var owners = [[RoleSpan]](repeating: [], count: leaves + 2)
        for span in draft.spans where span.role == "owner" { owners[span.territory].append(span) }
        if let standIn = owners[places.interim].last {
            draft.spans.append(
                RoleSpan(
                    rep: standIn.rep, territory: places.longVacant, role: "interim",
                    first: SampleCalendar.longVacancy, last: nil))
        }
        reps = draft.reps
        spans = draft.spans
        self.owners = owners
    }

    /// The owner rep on a day of the sample; nil = vacant.
    func owner(of territory: Int, on day: Int) -> Int? {
        owners[territory].first { $0.contains(day) }?.rep
    }

    /// Territories that the rep owns on the as-of day.
    func territories(ownedBy rep: Int) -> [Int] {
        owners.indices.filter { owner(of: $0, on: SampleCalendar.dayCount - 1) == rep }
    }
}

/// The field force while it is being hired.
private struct FieldForceDraft {
    var reps: [PlannedRep] = []
    var spans: [RoleSpan] = []
    let names: RepNames

    init(names: RepNames) { self.names = names }

    mutating func hire(between days: ClosedRange<Int>, daysBeforeAsOf random: inout SeededRandom) -> Int {
        let index = reps.count
        reps.append(
            PlannedRep(
                id: "R-\(101 + index)", name: names.name(index),
                hired: SampleCalendar.asOf - random.between(days),
                capacityTenths: 240 + 5 * random.below(13)))
        return index
    }

    /// Gives a territory its owners, one after another.
    mutating func staff(_ territory: Int, _ places: PlantedPlaces, _ random: inout SeededRandom) {
        let first = hire(between: 1_000...4_200, daysBeforeAsOf: &random)
        func owner(_ rep: Int, from: Int?, to: Int?) -> RoleSpan {
            RoleSpan(rep: rep, territory: territory, role: "owner", first: from, last: to)
        }
        switch territory {
        case places.longVacant:
            spans.append(owner(first, from: nil, to: SampleCalendar.longVacancy - 1))
        case places.newlyVacant:
            spans.append(owner(first, from: nil, to: SampleCalendar.newVacancy - 1))
        case places.handover:
            spans.append(owner(first, from: nil, to: SampleCalendar.handover - 1))
            let second = hire(between: 62...62, daysBeforeAsOf: &random)
            spans.append(owner(second, from: SampleCalendar.handover, to: nil))
        case _ where territory % 7 == 2 && places.isOrdinary(territory):
            // An ordinary change of hands, long before the reporting period.
            let change = 182 + 7 * random.below(30)
            spans.append(owner(first, from: nil, to: change - 1))
            let hiredBefore = SampleCalendar.dayCount - change + 14
            let second = hire(between: hiredBefore...(hiredBefore + 60), daysBeforeAsOf: &random)
            spans.append(owner(second, from: change, to: nil))
        default:
            spans.append(owner(first, from: nil, to: nil))
        }
    }
}

/// Distinct names of reps in a shuffled order.
private struct RepNames {
    private let given: [String]
    private let family: [String]

    init(_ random: inout SeededRandom) {
        var given = RepNames.givenNames
        var family = NameParts.surnames
        random.shuffle(&given)
        random.shuffle(&family)
        self.given = given
        self.family = family
    }

    func name(_ index: Int) -> String {
        "\(given[index % given.count]) \(family[(index + index / given.count) % family.count])"
    }

    private static let givenNames = [
        "Aaliyah", "Amanda", "Andre", "Anjali", "Beatriz", "Brian", "Caleb", "Carmen", "Chinedu", "Darnell",
        "Denise", "Emily", "Erik", "Fatima", "Garrett", "Grace", "Hannah", "Imani", "Jasmine", "José",
        "Keisha",
        "Kevin", "Latoya", "Linh", "Marcus", "María", "Megan", "Mohammed", "Nathan", "Olivia", "Patrick",
        "Priya", "Rachel", "Renée", "Samuel", "Sofia", "Tamika", "Thomas", "Tyrone", "Wei", "Whitney", "Zoë",
    ]
}
