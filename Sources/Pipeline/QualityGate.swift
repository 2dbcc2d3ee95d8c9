import Analysis
import Foundation
import TerritoryModel

/// One rule of the quality gate that the data broke.
public struct GateFinding: Hashable, Sendable {
    /// Where, what and the remedy.
    public let message: String
}

/// Decides whether the data is good enough to be published.
enum QualityGate {
    static func judge(_ quality: ImportQuality, totals: FactTotals, by rules: Configuration.Quality)
        -> [GateFinding]
    {
        var findings: [GateFinding] = []
        var bySource: [(source: String, read: Int64, rejected: Int64, loaded: Int64)] = []
        for file in quality.files {
            if bySource.last?.source != file.source { bySource.append((file.source, 0, 0, 0)) }
            let last = bySource.count - 1
            bySource[last].read += file.rowsRead - file.rowsFiltered
            bySource[last].rejected += file.rowsRejected
            bySource[last].loaded += file.rowsLoaded
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
