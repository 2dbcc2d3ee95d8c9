/// A watched metric of one subject that has another value than in an earlier run.
///
/// In a list, unusual changes come first: the organisation's, then those of territories, then of reps, each by how
/// many spreads they are off, those that never moved before last. The others follow by the share of the earlier value.
public struct MetricChange: Hashable, Sendable {
    /// What a change means by the catalog.
    public enum Effect: String, Hashable, Sendable, CaseIterable { case good, bad, neutral }

    public var subject: Subject
    /// Of the subject; the title of the report for the organisation.
    public var name: String
    public var metric: MetricKey
    public var before: MetricValue
    public var after: MetricValue
    /// After less before, in the unit of the metric.
    public var change: Double
    /// nil where there are too few runs to know, or the change is not judged.
    public var usual: UsualSpread?
    /// nil where `usual` is, or the metric has never moved otherwise.
    public var spreads: Double?
    public var isUnusual: Bool
    public var effect: Effect

    public init?(
        subject: Subject, name: String, metric: MetricKey, before: MetricValue, after: MetricValue,
        usual: UsualSpread?
    ) {
        guard let from = before.doubleValue, let to = after.doubleValue, from != to else { return nil }
        self.subject = subject
        self.name = name
        self.metric = metric
        self.before = before
        self.after = after
        self.usual = usual
        change = to - from
        spreads = usual?.spreads(of: to - from)
        isUnusual = usual?.isExceeded(by: to - from, between: from, and: to) ?? false
        effect =
            switch MetricCatalog.definition(of: metric).direction {
            case .higherIsBetter: to > from ? .good : .bad
            case .lowerIsBetter: to < from ? .good : .bad
            case .neutral: .neutral
            }
    }

    /// The change as a share of the earlier value; nil where that is 0.
    public var share: Double? {
        before.doubleValue.flatMap { $0 == 0 ? nil : change / abs($0) }
    }

    /// All of a report's, in their order.
    static func all(
        of report: Report, since run: PastRun, recent: [Subject: [MetricKey: [Double?]]]
    ) -> [MetricChange] {
        var changes: [MetricChange] = []
        for (subject, name, metrics) in report.subjects {
            guard let past = run.metrics[subject] else { continue }
            for key in MetricKey.watched {
                guard let before = past[key], let after = metrics[key] else { continue }
                let usual = recent[subject]?[key].flatMap { UsualSpread($0) }
                if let change = MetricChange(
                    subject: subject, name: name, metric: key, before: before, after: after, usual: usual)
                {
                    changes.append(change)
                }
            }
        }
        return changes.enumerated().sorted {
            $0.element.precedes($1.element) || (!$1.element.precedes($0.element) && $0.offset < $1.offset)
        }.map(\.element)
    }

    private func precedes(_ other: MetricChange) -> Bool {
        if isUnusual != other.isUnusual { return isUnusual }
        if subject.rank != other.subject.rank { return subject.rank < other.subject.rank }
        return size > other.size
    }

    /// What orders changes of one kind of subject, in millionths: what is the same but for rounding is of one size.
    private var size: Double {
        ((isUnusual ? spreads ?? -1 : share.map { abs($0) } ?? -1) * 1e6).rounded()
    }
}

extension Subject {
    /// The organisation before territories before reps.
    var rank: Int {
        switch self {
        case .organisation: 0
        case .territory: 1
        case .rep: 2
        }
    }
}

extension Report {
    /// Everything that has metrics, in the order of the report.
    var subjects: [(subject: Subject, name: String, metrics: MetricSet)] {
        [(.organisation, title, organisation)]
            + territories.map { (.territory($0.territory.id), $0.territory.name, $0.metrics) }
            + reps.map { (.rep($0.rep.id), $0.rep.name, $0.metrics) }
    }
}
