import TerritoryModel

/// What the sales files now say about the days that an earlier run had seen, against what they said then.
public struct RestatedInputs: Hashable, Sendable {
    /// As-of day of that run.
    public var asOf: Day
    /// Files whose past rows changed, and files that came or went: by name.
    public var files: [InputChange] = []
    /// Money restated, all files together: a renamed file adds nothing to it.
    public var net = Money.zero
    /// Sum of the sizes of each file's; changes that cancel within one file are not seen.
    public var gross = Money.zero

    public init(asOf: Day) { self.asOf = asOf }

    init(_ files: [ImportedFile], since run: PastRun) throws(SumOverflow) {
        asOf = run.asOf
        let now = FileAmounts(
            files.filter { $0.source == "sales" }.map { ($0.file, $0.amountUpToLastRun, $0.digest) })
        let then = FileAmounts(
            run.inputs.filter { $0.source == "sales" }.map { ($0.file, $0.amountUpToAsOf, $0.digest) })
        var all = (gross: Int64(0), net: Int64(0))
        for file in Set(now.byName.keys).union(then.byName.keys).sorted(by: precedesById) {
            guard let change = try InputChange(file, then, now) else { continue }
            self.files.append(change)
            guard change.formerName == nil, let restated = change.restated else { continue }
            try add(restated.units, to: &all.net, "restated sales")
            let size = Int64(clamping: restated.units.magnitude)
            try add(size, to: &all.gross, "restated sales")
        }
        net = Money(units: all.net)
        gross = Money(units: all.gross)
    }
}

/// A sales file that says something else about past days than it did.
public struct InputChange: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        case restated, new, gone
        /// The same bytes under another name.
        case renamed
    }

    public var kind: Kind
    /// As the configuration gives it.
    public var file: String
    /// Of a renamed file.
    public var formerName: String?
    /// Amount of the rows up to the as-of day of the earlier run, as loaded then and as loaded now; nil = no such file.
    public var before: Money?
    public var after: Money?

    public init(_ kind: Kind, file: String, before: Money?, after: Money?) {
        self.kind = kind
        self.file = file
        self.before = before
        self.after = after
    }

    /// What the earlier run's sales are changed by, all of it where the file came or went; nil where it outgrows money.
    public var restated: Money? {
        guard let before else { return after }
        let (units, overflow) = (after ?? .zero).units.subtractingReportingOverflow(before.units)
        return overflow ? nil : Money(units: units)
    }

    /// The change of one file; nil where there is none to tell, as without an amount, or where the file is told of
    /// under its new name.
    fileprivate init?(_ file: String, _ then: FileAmounts, _ now: FileAmounts) throws(SumOverflow) {
        switch (then.byName[file], now.byName[file]) {
        case (let before?, let after?):
            guard let old = before.amount, let new = after.amount, old != new else { return nil }
            self.init(.restated, file: file, before: old, after: new)
        case (nil, let after?):
            guard let amount = after.amount else { return nil }
            self.init(.new, file: file, before: nil, after: amount)
            if let former = then.name(of: after.digest), now.byName[former] == nil,
                now.name(of: after.digest) == file
            {
                kind = .renamed
                formerName = former
                before = then.byName[former]?.amount
            }
        case (let before?, nil):
            if let name = now.name(of: before.digest), then.byName[name] == nil,
                then.name(of: before.digest) == file
            {
                return nil
            }
            guard let amount = before.amount else { return nil }
            self.init(.gone, file: file, before: amount, after: nil)
        case (nil, nil): return nil
        }
        guard restated != nil else { throw SumOverflow(sum: "restated sales of \(file)") }
    }
}

/// The amounts of files by name; a file that is listed twice counts twice.
private struct FileAmounts {
    struct Amount {
        var amount: Money?
        let digest: String?
    }

    let byName: [String: Amount]
    private let byDigest: [String: String]

    init(_ files: [(name: String, amount: Money?, digest: String?)]) {
        byName = Dictionary(
            files.map { ($0.name, Amount(amount: $0.amount, digest: $0.digest)) },
            uniquingKeysWith: { first, second in
                let sum = first.amount.flatMap { amount in second.amount.flatMap(amount.adding) }
                return Amount(amount: sum, digest: first.digest)
            })
        byDigest = Dictionary(
            files.compactMap { file in file.digest.map { ($0, file.name) } },
            uniquingKeysWith: { first, _ in first })
    }

    func name(of digest: String?) -> String? { digest.flatMap { byDigest[$0] } }
}
