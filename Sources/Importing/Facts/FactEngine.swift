import TerritoryModel

/// What an engine needs to fold facts: sources and resolved ownership.
public struct FactRequest: Sendable {
    public let catalog: SourceCatalog
    public let dimensions: Dimensions
    /// Finds accounts by their ids.
    let accountIndex: IdentifierTable
    public let ownership: Ownership
    public let windows: ReportingWindows
    /// Most threads to use, at least 1; the result does not depend on it.
    public let threads: Int

    public init(
        catalog: SourceCatalog, imported: ImportedDimensions, ownership: Ownership, windows: ReportingWindows,
        threads: Int
    ) {
        self.catalog = catalog
        dimensions = imported.dimensions
        accountIndex = imported.accountIndex
        self.ownership = ownership
        self.windows = windows
        self.threads = threads
    }

    /// A request over dimensions that were not imported.
    init(
        catalog: SourceCatalog, dimensions: Dimensions, ownership: Ownership, windows: ReportingWindows,
        threads: Int
    ) {
        self.catalog = catalog
        self.dimensions = dimensions
        accountIndex = AccountLoad.index(of: dimensions.accounts)
        self.ownership = ownership
        self.windows = windows
        self.threads = threads
    }
}

/// The facts folded, and what was wrong in their files.
public struct FoldedFacts: Sendable {
    public var summary: FactSummary
    /// By the place of each in the order of the report.
    public internal(set) var files: [Int: ImportedFile]
    var rejections: [RejectionCount]
    var unmatched: UnmatchedTally
}

/// Turns streams of sales and activities into a summary whose size does not depend on their length.
public protocol FactEngine: Sendable {
    func fold(_ request: FactRequest, context: ImportContext) throws(ImportError) -> FoldedFacts
}

extension ImportQuality {
    /// Puts together what both parts of an import brought to light.
    public init(_ dimensions: ImportedDimensions, _ facts: FoldedFacts) {
        self.init()
        let all = dimensions.files.merging(facts.files) { first, _ in first }
        files = all.sorted { $0.key < $1.key }.map(\.value)
        rejections = ImportQuality.merged(dimensions.rejections + facts.rejections)
        var tally = dimensions.unmatched
        tally.merge(facts.unmatched)
        (unmatched, unmatchedBeyondLimit) = tally.result()
        structural = dimensions.structural
    }

    /// One count per source and reason; the example is the first by file and line.
    private static func merged(_ counts: [RejectionCount]) -> [RejectionCount] {
        func place(_ count: RejectionCount) -> (String, String, String, Int) {
            (count.source, count.reason, count.example.file, count.example.line ?? 0)
        }
        var merged: [RejectionCount] = []
        for count in counts.sorted(by: { place($0) < place($1) }) {
            if var last = merged.last, last.source == count.source, last.reason == count.reason {
                last.rows += count.rows
                last.rowsWithoutAmount += count.rowsWithoutAmount
                if let amount = count.amount {
                    // Each file's refused amount is checked; their sum is shown, and saturates rather than fails.
                    last.amount = (last.amount ?? .zero).adding(amount) ?? Money(units: .max)
                }
                merged[merged.count - 1] = last
            } else {
                merged.append(count)
            }
        }
        return merged
    }
}
