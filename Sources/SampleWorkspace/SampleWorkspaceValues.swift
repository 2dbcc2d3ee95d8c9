/// Everything that a sample workspace holds, before it is written.
struct SampleWorkspaceValues: Sendable {
    let options: SampleOptions
    let ground: SampleGround
    let sales: [SalesLine]
    let calls: [CallRow]
    let tally: SalesTally

    init(_ geography: SampleGeography, _ options: SampleOptions) throws(SampleError) {
        self.options = try options.checkedForPlants()
        let plan = TerritoryPlan(geography, count: options.territories)
        let places = try PlantedPlaces(plan, geography)
        let force = FieldForce(plan, places, seed: options.seed)
        let empty = SampleGround(geography: geography, plan: plan, places: places, force: force)
        var accounts = AccountDraft(empty, seed: options.seed)
        let ground = try accounts.filled(count: options.accounts)
        var salesDraft = SalesDraft(ground, seed: options.seed)
        let sales = try salesDraft.rows(count: options.sales)
        let sold = SalesTally(ground, sales: sales, calls: [])
        let mustBeCalled = ground.accounts.indices.filter { index in
            sold.trailing[index] > 0 && ground.home(of: ground.accounts[index]) != nil
        }
        var callsDraft = CallsDraft(ground, seed: options.seed)
        let calls = try callsDraft.rows(count: options.calls, mustBeCalled: mustBeCalled)
        self.ground = ground
        self.sales = sales
        self.calls = calls
        tally = SalesTally(ground, sales: sales, calls: calls)
    }

    /// Indices of the accounts at which this is planted.
    func accounts(_ part: PlannedAccount.Part) -> [Int] {
        ground.accounts.indices.filter { ground.accounts[$0].part == part }
    }

    func ids(_ accounts: [Int]) -> [String] { accounts.map { ground.accounts[$0].id } }

    func territoryID(_ index: Int) -> String { ground.plan.territories[index].id }

    func repID(_ index: Int) -> String { ground.force.reps[index].id }

    /// The owner on the first and on the last day of the sample.
    func owner(of territory: Int, on day: Int = SampleCalendar.dayCount - 1) -> Int? {
        ground.force.owner(of: territory, on: day)
    }
}
