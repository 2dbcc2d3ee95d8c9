import TerritoryModel

/// Writes territories, people, customers, quotas and notes.
struct DimensionFiles {
    let values: SampleWorkspaceValues
    private var ground: SampleGround { values.ground }

    static let overlays = [
        (id: "OV-1", name: "Surgical specialists South", states: ["GA", "SC"]),
        (id: "OV-2", name: "Surgical specialists North", states: ["NC", "TN"]),
    ]
    private static let states = [
        "GA": "Georgia", "NC": "North Carolina", "SC": "South Carolina", "TN": "Tennessee",
    ]

    func files() -> [SampleFile] {
        [
            territories(), unitAssignments(), accountAssignments(), reps(), repAssignments(), accounts(),
            QuotaFile(values).file(), NotesFile(values).file(),
        ]
    }

    private func file(_ path: String, _ header: String, _ rows: (inout ByteText) -> Void) -> SampleFile {
        var text = ByteText()
        text.append(header + "\n")
        rows(&text)
        return SampleFile(path: path, bytes: text.bytes)
    }

    private func territories() -> SampleFile {
        file("data/territories.csv", "territory_id,name,parent_id,kind") { text in
            for state in Set(ground.plan.territories.map(\.state)).sorted() {
                text.append(row: [state, DimensionFiles.states[state] ?? state, "", ""])
            }
            for territory in ground.plan.territories {
                text.append(row: [territory.id, territory.name, territory.state, "exclusive"])
            }
            for overlay in DimensionFiles.overlays {
                text.append(row: [overlay.id, overlay.name, "", "overlay"])
            }
        }
    }

    private func unitAssignments() -> SampleFile {
        let places = ground.places
        let start = SampleCalendar.assignmentsFrom.description
        let moved = SampleCalendar.day(SampleCalendar.realignment)
        return file("data/unit_assignments.csv", "county_fips,territory_id,valid_from,valid_to") { text in
            for (index, county) in ground.geography.counties.enumerated()
            where !places.unassignedCounties.contains(index) {
                let owner = values.territoryID(ground.plan.territoryOfCounty[index])
                let isMoved = places.movedCounties.contains(index)
                text.append(row: [county.fips, owner, start, isMoved ? (moved - 1).description : ""])
                if isMoved {
                    text.append(
                        row: [county.fips, values.territoryID(places.realignedTo), moved.description, ""])
                }
                for shared in places.sharedCounties where shared.county == index {
                    text.append(row: [county.fips, values.territoryID(shared.second), start, ""])
                }
                for overlay in DimensionFiles.overlays where overlay.states.contains(county.state) {
                    text.append(row: [county.fips, overlay.id, start, ""])
                }
            }
        }
    }

    private func accountAssignments() -> SampleFile {
        file("data/account_assignments.csv", "account_id,territory_id,valid_from,valid_to") { text in
            for account in ground.accounts {
                guard let territory = account.namedTerritory else { continue }
                text.append(
                    row: [
                        account.id, values.territoryID(territory), SampleCalendar.assignmentsFrom.description,
                        "",
                    ])
            }
        }
    }

    private func reps() -> SampleFile {
        file("data/reps.csv", "rep_id,name,hired,weekly_capacity_hours") { text in
            for rep in ground.force.reps {
                let hours = "\(rep.capacityTenths / 10).\(rep.capacityTenths % 10)"
                text.append(row: [rep.id, rep.name, rep.hired.description, hours])
            }
        }
    }

    private func repAssignments() -> SampleFile {
        file("data/rep_assignments.csv", "rep_id,territory_id,role,valid_from,valid_to") { text in
            let leaves = ground.plan.territories.count
            for span in ground.force.spans {
                let territory =
                    span.territory < leaves
                    ? values.territoryID(span.territory) : DimensionFiles.overlays[span.territory - leaves].id
                let from = span.first.map(SampleCalendar.day) ?? SampleCalendar.assignmentsFrom
                let to = span.last.map { SampleCalendar.day($0).description } ?? ""
                text.append(row: [values.repID(span.rep), territory, span.role, from.description, to])
            }
        }
    }

    private func accounts() -> SampleFile {
        let header =
            "account_id,name,city,state,postal_code,segment,annual_potential,planned_calls_per_year,"
            + "parent_account_id"
        let systems = HospitalSystems(ground.accounts)
        return file("data/crm/accounts.csv", header) { text in
            for (place, account) in ground.accounts.enumerated() {
                let code = ground.geography.postalCodes[account.postalCode]
                text.append(
                    row: [
                        account.id, account.name, code.city, ground.geography.counties[account.county].state,
                        code.code, account.segment.rawValue, account.potential.map(String.init) ?? "",
                        account.plannedCalls.map(String.init) ?? "", systems.parents[place] ?? "",
                    ])
            }
        }
    }
}

/// Writes the quotas as XML: one per territory and quarter of 2025 and 2026.
struct QuotaFile {
    private let values: SampleWorkspaceValues

    init(_ values: SampleWorkspaceValues) { self.values = values }

    static let opening = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<quotas currency=\"USD\">\n"
    static let closing = "</quotas>\n"

    /// First and last day, and the share of a year's sales in thousandths.
    static let quarters: [(from: String, to: String, share: Int)] = [
        ("2025-01-01", "2025-03-31", 243), ("2025-04-01", "2025-06-30", 247),
        ("2025-07-01", "2025-09-30", 249),
        ("2025-10-01", "2025-12-31", 261), ("2026-01-01", "2026-03-31", 252),
        ("2026-04-01", "2026-06-30", 256),
        ("2026-07-01", "2026-09-30", 258), ("2026-10-01", "2026-12-31", 271),
    ]

    static func append(
        _ territory: String, _ quarter: (from: String, to: String, share: Int), dollars: Int,
        to text: inout ByteText
    ) {
        text.append("  <quota territory=\"\(territory)\"><from>\(quarter.from)</from><to>\(quarter.to)</to>")
        text.append("<amount>\(dollars).00</amount></quota>\n")
    }

    func file() -> SampleFile {
        var random = SeededRandom(seed: values.options.seed, topic: "quotas")
        var text = ByteText()
        text.append(QuotaFile.opening)
        for (index, territory) in values.ground.plan.territories.enumerated() {
            let expected = values.ground.accounts.reduce(0) { sum, account in
                values.ground.home(of: account) == index ? sum + account.annualSales : sum
            }
            let ambition = random.between(930...1_120)
            for quarter in QuotaFile.quarters {
                // Whole thousands of dollars.
                let dollars = expected / 100 * quarter.share / 1_000 * ambition / 1_000 / 1_000 * 1_000
                QuotaFile.append(territory.id, quarter, dollars: dollars, to: &text)
            }
        }
        text.append(QuotaFile.closing)
        return SampleFile(path: "data/quotas.xml", bytes: text.bytes)
    }
}

/// Writes what reps left in writing.
struct NotesFile {
    private let values: SampleWorkspaceValues

    init(_ values: SampleWorkspaceValues) { self.values = values }

    private static let texts = [
        ("Buyer on leave until the end of the month, ask for the deputy.", "contact"),
        ("Storage is full, they want smaller and more frequent deliveries.", "logistics"),
        ("Compares our gloves with a cheaper brand; bring samples of GLV-200.", "competitor;samples"),
        ("Renewal of the price agreement due next quarter, start talks early.", "contract;renewal"),
        ("New practice manager, prefers mail to calls, visits only before 9 am.", "contact"),
        ("Opening a second site in autumn, doubles demand for dressings.", "opportunity"),
        ("Paid late twice; agree terms with accounting before a large order.", "credit"),
        ("+12% on test kits since the training, \"best supplier visit this year\".", "praise;training"),
        ("Interested in the surgical line, invite the specialist.", "opportunity;specialist"),
        ("Backorder of STR-700 annoyed them, keep them posted.", "complaint"),
        ("Group purchasing, decisions are made at headquarters.", "contract"),
        ("Parking behind the building, ring at the loading dock.", "logistics"),
    ]

    func file() -> SampleFile {
        var random = SeededRandom(seed: values.options.seed, topic: "notes")
        var text = ByteText()
        text.append("date,territory_id,rep_id,account_id,tags,text\n")
        var rows = planted()
        let ground = values.ground
        while rows.count < 72 {
            let account = ground.accounts[random.below(ground.accounts.count)]
            let day = random.between(SampleCalendar.trailingYear)
            guard let rep = ground.caller(on: account, day: day),
                let territory = ground.home(of: account)
            else { continue }
            let (words, tags) = random.pick(NotesFile.texts)
            rows.append(
                (day, [values.territoryID(territory), values.repID(rep), account.id, tags, words]))
        }
        let order = rows.indices.sorted { (rows[$0].day, $0) < (rows[$1].day, $1) }
        for index in order {
            text.append(row: [SampleCalendar.day(rows[index].day).description] + rows[index].fields)
        }
        return SampleFile(path: "data/notes.csv", bytes: text.bytes)
    }

    /// Notes that belong to planted facts.
    private func planted() -> [(day: Int, fields: [String])] {
        let places = values.ground.places
        func note(_ day: Int, _ territory: Int, by owner: Int, _ tags: String, _ words: String) -> (
            Int, [String]
        ) {
            let rep = values.owner(of: owner, on: day).map(values.repID) ?? ""
            return (day, [values.territoryID(territory), rep, "", tags, words])
        }
        return [
            note(
                SampleCalendar.handover - 4, places.handover, by: places.handover, "handover",
                "Visited the ten largest customers together with my successor, keys and price lists handed over."
            ),
            note(
                SampleCalendar.longVacancy + 1, places.longVacant, by: places.interim, "vacancy",
                "Standing in until the position is filled, can keep up the smaller customers only."),
            note(
                SampleCalendar.realignment, places.realignedTo, by: places.realignedTo, "realignment",
                "Took over four counties; some customers still order from the rep they know."),
        ]
    }
}
