import TerritoryModel

/// Territories and customers of a benchmark workspace.
///
/// Up to 400 territories are made of counties; above, the account rows themselves name their territory, in
/// runs of neighbouring postal codes. Each territory has one owner rep of the same number.
struct BenchmarkGround {
    private let geography: SampleGeography
    let options: SampleOptions
    let shape: BenchmarkShape
    private let plan: TerritoryPlan?
    private let codeOfAccount: [Int]
    let territoryOfAccount: [Int]
    /// Texts of all days of the sample.
    let days: [[UInt8]]
    let accountIDs: AccountIDs
    private let skewed: SkewedAccounts?

    init(
        _ geography: SampleGeography, _ options: SampleOptions, _ shape: BenchmarkShape
    ) throws(SampleError) {
        try BenchmarkGround.check(options)
        if shape.unnamedReps < 0 { throw .tooSmall(option: "--unnamed-reps", least: 0) }
        if shape.unnamedReps > 100 { throw .tooLarge(option: "--unnamed-reps", most: 100) }
        let codes = geography.postalCodes
        let isByCounty = options.territories <= geography.counties.count
        let plan = isByCounty ? TerritoryPlan(geography, count: options.territories) : nil
        codeOfAccount = (0..<options.accounts).map { $0 * codes.count / options.accounts }
        let codeOfAccount = codeOfAccount
        territoryOfAccount = codeOfAccount.indices.map { account in
            plan.map { $0.territoryOfCounty[codes[codeOfAccount[account]].county] }
                ?? account * options.territories / options.accounts
        }
        days = (0..<SampleCalendar.dayCount).map { day in
            var text = ByteText()
            text.append(SampleCalendar.day(day))
            return text.bytes
        }
        self.geography = geography
        self.options = options
        self.shape = shape
        self.plan = plan
        accountIDs = AccountIDs(areLong: shape.hasLongIDs)
        skewed = shape.isSkewed ? SkewedAccounts(count: options.accounts, seed: options.seed) : nil
    }

    /// The account of the next sale or call.
    func drawAccount(_ random: inout SeededRandom) -> Int {
        skewed?.draw(&random) ?? random.below(options.accounts)
    }

    /// Writes the rep of the account's territory, or nothing for the share of rows that name none.
    func appendRep(of account: Int, _ random: inout SeededRandom, to text: inout ByteText) {
        if shape.unnamedReps > 0, random.below(100) < shape.unnamedReps { return }
        text.append("R-")
        text.append(territoryOfAccount[account] + 1, width: 5)
    }

    private static func check(_ options: SampleOptions) throws(SampleError) {
        if options.territories < 4 { throw .tooSmall(option: "--territories", least: 4) }
        if options.territories > 99_999 { throw .tooLarge(option: "--territories", most: 99_999) }
        if options.accounts < options.territories {
            throw .tooSmall(option: "--accounts", least: options.territories)
        }
        if options.accounts > 9_999_999 { throw .tooLarge(option: "--accounts", most: 9_999_999) }
        if options.sales < 1 { throw .tooSmall(option: "--sales", least: 1) }
        if options.calls < 1 { throw .tooSmall(option: "--calls", least: 1) }
    }

    /// All files but sales and calls.
    func files() -> [SampleFile] {
        var files = geography.files.map { SampleFile(path: "data/\($0.path)", bytes: $0.bytes) }
        files += [territories(), reps(), repAssignments(), accounts(), quotas(), configuration()]
        if let plan { files.append(unitAssignments(plan)) }
        return files
    }

    private func id(_ prefix: String, _ number: Int, _ width: Int) -> String {
        "\(prefix)-\(SampleGeography.padded(number + 1, width))"
    }

    private func territoryID(_ index: Int) -> String {
        plan.map { $0.territories[index].id } ?? id("T", index, 5)
    }

    private func table(_ path: String, _ header: String, _ rows: (inout ByteText) -> Void) -> SampleFile {
        var text = ByteText()
        text.append(header)
        text.newline()
        rows(&text)
        return SampleFile(path: path, bytes: text.bytes)
    }

    private func territories() -> SampleFile {
        var states = [String](repeating: "", count: options.territories)
        for (account, territory) in territoryOfAccount.enumerated() {
            states[territory] = geography.counties[geography.postalCodes[codeOfAccount[account]].county].state
        }
        for (index, territory) in (plan?.territories ?? []).enumerated() { states[index] = territory.state }
        return table("data/territories.csv", "territory_id,name,parent_id,kind") { text in
            for state in Set(geography.counties.map(\.state)).sorted() {
                text.append(row: [state, state, "", ""])
            }
            for index in 0..<options.territories {
                let name = plan?.territories[index].name ?? "District \(index + 1)"
                text.append(row: [territoryID(index), name, states[index], "exclusive"])
            }
        }
    }

    private func unitAssignments(_ plan: TerritoryPlan) -> SampleFile {
        table("data/unit_assignments.csv", "county_fips,territory_id,valid_from,valid_to") { text in
            for (index, county) in geography.counties.enumerated() {
                text.append(row: [county.fips, territoryID(plan.territoryOfCounty[index]), "2024-01-01", ""])
            }
        }
    }

    private func reps() -> SampleFile {
        table("data/reps.csv", "rep_id,name,hired,weekly_capacity_hours") { text in
            for index in 0..<options.territories {
                let surname = NameParts.surnames[index % NameParts.surnames.count]
                text.append(row: [id("R", index, 5), "\(surname) \(index + 1)", "2018-01-01", "27.5"])
            }
        }
    }

    private func repAssignments() -> SampleFile {
        table("data/rep_assignments.csv", "rep_id,territory_id,role,valid_from,valid_to") { text in
            for index in 0..<options.territories {
                text.append(row: [id("R", index, 5), territoryID(index), "owner", "2024-01-01", ""])
            }
        }
    }

    private func accounts() -> SampleFile {
        var random = SeededRandom(seed: options.seed, topic: "benchmark accounts")
        let segments = WeightedChoice(Segment.allCases.map(\.share))
        let header =
            "account_id,name,city,state,postal_code,segment,annual_potential,planned_calls_per_year,territory_id"
        return table("data/crm/accounts.csv", header) { text in
            for account in 0..<options.accounts {
                let code = geography.postalCodes[codeOfAccount[account]]
                let segment = Segment.allCases[segments.draw(&random)]
                let potential = segment.meanPotential * random.wideFactor() / 1_000
                text.append(
                    row: [
                        accountIDs.text(account), "\(code.city) \(segment.rawValue) \(account + 1)",
                        code.city,
                        geography.counties[code.county].state, code.code, segment.rawValue, String(potential),
                        String(segment.plannedCalls(potential: potential)),
                        plan == nil ? territoryID(territoryOfAccount[account]) : "",
                    ])
            }
        }
    }

    private func quotas() -> SampleFile {
        let perTerritory = max(1, options.sales * 1_300 / options.territories / 8 / 1_000) * 1_000
        var text = ByteText()
        text.append(QuotaFile.opening)
        for index in 0..<options.territories {
            for quarter in QuotaFile.quarters {
                QuotaFile.append(territoryID(index), quarter, dollars: perTerritory, to: &text)
            }
        }
        text.append(QuotaFile.closing)
        return SampleFile(path: "data/quotas.xml", bytes: text.bytes)
    }

    private func configuration() -> SampleFile {
        let text = ConfigurationFile.benchmark(hasUnits: plan != nil)
        return SampleFile(path: "bailiwick.yaml", bytes: Array(text.utf8))
    }
}
