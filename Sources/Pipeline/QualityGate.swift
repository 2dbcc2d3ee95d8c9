import Analysis
import Foundation
import Importing
import Tabular
import TerritoryModel

/// One rule of the quality gate that the data broke.
public struct GateFinding: Hashable, Sendable {
    /// Where, what and the remedy.
    public let message: String
}

/// Decides whether the data is good enough to be published.
enum QualityGate {
    static func judge(
        _ quality: ImportQuality, of catalog: SourceCatalog, totals: FactTotals,
        by rules: Configuration.Quality
    ) -> [GateFinding] {
        var findings = catalog.mappings.compactMap { emptySource($0, quality) }
        var bySource: [(source: String, read: Int64, rejected: Int64, loaded: Int64)] = []
        for file in quality.files {
            let known = bySource.firstIndex { $0.source == file.source }
            if known == nil { bySource.append((file.source, 0, 0, 0)) }
            let place = known ?? bySource.count - 1
            bySource[place].read += file.rowsRead - file.rowsFiltered
            bySource[place].rejected += file.rowsRejected
            bySource[place].loaded += file.rowsLoaded
        }
        for (source, read, rejected, loaded) in bySource {
            if read > 0, Double(rejected) > rules.maxRejectedRows * Double(read) {
                findings.append(tooManyRejected(source, rejected, read, quality, rules))
            }
            if let least = rules.minRows[source], loaded < least {
                findings.append(
                    GateFinding(
                        message:
                            "source '\(source)': \(loaded) rows were loaded, the gate asks for \(least)\n"
                            + "  look whether the export is complete, or lower quality.min_rows.\(source)"))
            }
        }
        let all = totals.absoluteAmount.doubleValue
        if all > 0, totals.absoluteUnmatchedAmount.doubleValue > rules.maxUnmatchedSales * all {
            let share = percent(totals.absoluteUnmatchedAmount.doubleValue / all)
            findings.append(
                GateFinding(
                    message:
                        "source 'sales': \(share) of the sales belong to accounts that are not in source "
                        + "'accounts' (the gate allows \(percent(rules.maxUnmatchedSales)))\n"
                        + "  export the accounts again, or raise quality.max_unmatched_sales"))
        }
        return findings
    }

    /// A source whose files have a header each and no row at all; nil where it may, or has rows.
    private static func emptySource(_ mapping: SourceMapping, _ quality: ImportQuality) -> GateFinding? {
        let names = Set(mapping.files.map(\.displayPath))
        let files = quality.files.filter { $0.source == mapping.source && names.contains($0.file) }
        guard !mapping.allowsEmpty, let first = files.first, files.allSatisfy({ $0.rowsRead == 0 }) else {
            return nil
        }
        let what =
            files.count == 1
            ? "\(first.file) has a header" : "\(first.file) and \(files.count - 1) more have headers"
        return GateFinding(
            message: "source '\(mapping.source)': \(what) but no rows\n"
                + "  export it again, or set allow_empty: true")
    }

    private static func tooManyRejected(
        _ source: String, _ rejected: Int64, _ read: Int64, _ quality: ImportQuality,
        _ rules: Configuration.Quality
    ) -> GateFinding {
        let reasons = quality.rejections.filter { $0.source == source }.sorted { $0.rows > $1.rows }.prefix(3)
        let examples = reasons.map { count in
            let row = count.example
            let line = row.line.map { ":\($0)" } ?? ""
            return "  \(count.rows) × \(count.reason), first at \(row.file)\(line): \(row.reason.text)\n"
                + "    \(row.reason.remedy)"
        }
        return GateFinding(
            message: "source '\(source)': \(rejected) of \(read) rows were refused, "
                + "\(percent(Double(rejected) / Double(read))) (the gate allows \(percent(rules.maxRejectedRows)))\n"
                + examples.joined(separator: "\n"))
    }

    static func percent(_ share: Double) -> String {
        String(format: "%.2f%%", share * 100)
    }
}
