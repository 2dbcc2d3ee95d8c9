import Synchronization
import Tabular
import TerritoryModel

/// How one file is written, found out once for all threads that read it, when the first value needs it.
///
/// What is found depends on the file and the mapping alone, so it does not matter which thread asks first; others
/// that ask meanwhile wait.
final class FileDecisions: Sendable {
    private struct Decided {
        var conventions: FileConventions
        var dates: Result<DateConvention, ImportError>?
        var decimals: Result<ConventionScan.DecimalFinding, ImportError>?
    }

    private let source: SourceFile
    private let decided: Mutex<Decided>

    init(_ source: SourceFile) {
        self.source = source
        decided = Mutex(Decided(conventions: FileConventions(source.mapping)))
    }

    /// As far as they have been needed.
    var conventions: FileConventions { decided.withLock { $0.conventions } }

    /// What the report tells of the decisions.
    var notices: [FileNotice] {
        let conventions = conventions
        return [conventions.decimals?.notice, conventions.dates?.notice].compactMap { $0 }
    }

    /// How the dates are read.
    ///
    /// - Throws: `ImportError.ambiguousDates` where nothing decides it.
    func dates() throws(ImportError) -> DateConvention {
        let source = source
        return try decided.withLock { decided -> Result<DateConvention, ImportError> in
            if let dates = decided.conventions.dates { return .success(dates) }
            let dates = decided.dates ?? FileDecisions.dates(of: source)
            decided.dates = dates
            if case .success(let dates) = dates { decided.conventions.settle(dates) }
            return dates
        }.get()
    }

    private static func dates(of source: SourceFile) -> Result<DateConvention, ImportError> {
        Result { () throws(ImportError) in
            let finding = try ConventionScan(source: source).dates()
            if finding.decision == nil, let doubt = finding.doubt {
                throw .ambiguousDates(
                    source: source.mapping.source, file: source.input.displayPath, line: doubt.value.line,
                    column: doubt.column, value: doubt.value.value)
            }
            return finding.decision ?? DateConvention(pattern: nil, decidedBy: nil)
        }
    }

    /// The decimal separator; nil where no number of the file has one.
    ///
    /// - Throws: `ImportError.ambiguousDecimals` where numbers of the file have one and nothing decides it.
    func decimals() throws(ImportError) -> DecimalConvention? {
        let source = source
        let finding = try decided.withLock { decided -> Result<ConventionScan.DecimalFinding, ImportError> in
            let finding = decided.decimals ?? FileDecisions.decimals(of: source)
            decided.decimals = finding
            if case .success(let found) = finding, let decimals = found.convention {
                decided.conventions.settle(decimals)
            }
            return finding
        }.get()
        if finding.decision == nil, let doubt = finding.doubt { throw ambiguousDecimals(doubt) }
        return finding.convention
    }

    private static func decimals(
        of source: SourceFile
    ) -> Result<ConventionScan.DecimalFinding, ImportError> {
        Result { () throws(ImportError) in try ConventionScan(source: source).decimals() }
    }

    func ambiguousDecimals(_ doubt: ConventionScan.Doubt) -> ImportError {
        .ambiguousDecimals(
            source: source.mapping.source, file: source.input.displayPath, line: doubt.value.line,
            column: doubt.column, value: doubt.value.value)
    }
}

extension ConventionScan.DecimalFinding {
    /// nil where nothing decides.
    fileprivate var convention: DecimalConvention? {
        decision.map {
            DecimalConvention(separator: $0.separator, decidedBy: $0.by, hadDoubt: doubt != nil)
        }
    }
}
