import Analysis

/// What differs from one earlier run, by whom it is about.
struct ChangeIndex: Sendable {
    let state: Comparison
    private let sales: [Subject: SalesChange]
    private let metrics: [Subject: [MetricChange]]
    private let exceptions: [String: ExceptionChanges]
    private let assignments: [Subject: [AssignmentChange]]

    /// Most changes of one subject that its page tells where they are not judged.
    private static let largest = 3

    init(_ state: Comparison) {
        self.state = state
        let all = state.differences
        sales = Dictionary(
            (all?.sales ?? []).map { ($0.subject, $0) }, uniquingKeysWith: { first, _ in first })
        let knowsSpread = all?.knowsSpread ?? false
        metrics = Dictionary(
            grouping: (knowsSpread ? all?.unusual : all?.metrics) ?? [], by: \.subject
        ).mapValues { Array($0.prefix(knowsSpread ? .max : ChangeIndex.largest)) }
        var exceptions: [String: ExceptionChanges] = [:]
        func sort(_ changes: [ExceptionChange]?, _ into: WritableKeyPath<ExceptionChanges, [ExceptionChange]>)
        {
            for change in changes ?? [] {
                if let id = change.territory?.id {
                    exceptions[id, default: ExceptionChanges()][keyPath: into].append(change)
                }
            }
        }
        sort(all?.exceptions.new, \.new)
        sort(all?.exceptions.gone, \.gone)
        sort(all?.exceptions.lasting, \.lasting)
        self.exceptions = exceptions
        var assignments: [Subject: [AssignmentChange]] = [:]
        for change in all?.assignments ?? [] {
            for subject in change.subjects { assignments[subject, default: []].append(change) }
        }
        self.assignments = assignments
    }

    /// What concerns one territory or rep; nil where nothing was compared.
    func part(of subject: Subject) -> RunComparison? {
        guard let all = state.differences else { return nil }
        var part = RunComparison(asOf: all.asOf, current: all.current)
        part.spreadRuns = all.spreadRuns
        part.sales = sales[subject].map { [$0] } ?? []
        part.metrics = metrics[subject] ?? []
        part.assignments = assignments[subject] ?? []
        if case .territory(let id) = subject { part.exceptions = exceptions[id] ?? ExceptionChanges() }
        return part
    }
}

extension RunComparison {
    /// The changes of metrics that are told: the unusual ones; where it is not known what is usual, the largest.
    var told: [MetricChange] { knowsSpread ? unusual : Array(metrics.prefix(RunComparison.largest)) }

    private static let largest = 20
}

extension AssignmentChange {
    /// The territories and reps that it concerns.
    fileprivate var subjects: Set<Subject> {
        var subjects = Set((added + removed).map { Subject.rep($0.id) })
        if let territory { subjects.insert(.territory(territory.id)) }
        for side in [from, to] {
            guard let side else { continue }
            switch kind {
            case .owner, .newTerritory, .goneTerritory: subjects.insert(.rep(side.id))
            case .units: subjects.insert(.territory(side.id))
            case .renamed, .parent, .kind, .team, .newUnits, .goneUnits: continue
            }
        }
        return subjects
    }
}
