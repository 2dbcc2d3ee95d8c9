import Importing
import Tabular
import TerritoryModel

/// How old the sources are, and which of them are older than their rules allow.
struct SourceAges {
    /// One rule that a source breaks.
    struct Stale: Hashable {
        let finding: GateFinding
        let response: FreshnessRule.Response
    }

    /// Of the sources with dated rows or a rule, in the order of the configuration.
    private(set) var ages: [SourceAge] = []
    private(set) var stale: [Stale] = []

    /// - Parameter now: Seconds since 1970-01-01 UTC.
    init(
        _ entries: [SourceEntry], _ catalog: SourceCatalog, _ quality: ImportQuality, asOf: Day, now: Double
    ) {
        for (entry, mapping) in zip(entries, catalog.mappings)
        where entry.freshness != nil || SourceEntry.datedSources.contains(mapping.source) {
            let age = SourceAges.age(mapping, quality, asOf)
            judge(age, entry.freshness, mapping, asOf, now)
        }
    }

    /// The findings that end a run.
    var findings: [GateFinding] { stale.filter { $0.response == .refuse }.map(\.finding) }
    /// The findings that a report is published with.
    var warnings: [GateFinding] { stale.filter { $0.response == .warn }.map(\.finding) }

    /// The file that was written last, with its state; nil where none is a plain file.
    static func newest(_ files: [TabularInput]) -> (file: String, stamp: FileStamp)? {
        var newest: (file: String, stamp: FileStamp)?
        for input in files {
            guard let path = input.pathOnDisk, let stamp = FileStamp(path) else { continue }
            if let known = newest, known.stamp.written >= stamp.written { continue }
            newest = (input.displayPath, stamp)
        }
        return newest
    }

    private static func age(_ mapping: SourceMapping, _ quality: ImportQuality, _ asOf: Day) -> SourceAge {
        let names = Set(mapping.files.map(\.displayPath))
        var age = SourceAge(source: mapping.source)
        age.newestDay = quality.files.filter { $0.source == mapping.source && names.contains($0.file) }
            .compactMap(\.newestDay).max()
        age.ageInDays = age.newestDay.map { asOf - $0 }
        return age
    }

    private mutating func judge(
        _ known: SourceAge, _ rule: FreshnessRule?, _ mapping: SourceMapping, _ asOf: Day, _ now: Double
    ) {
        var age = known
        defer { ages.append(age) }
        guard let rule else { return }
        let limit = DurationText.write(rule.maxAge)
        age.maxAge = limit
        var words: [String] = []
        if rule.by.contains(.newestRow), let fault = rowFault(age, rule, asOf) {
            words.append(fault)
            note(fault, "source '\(mapping.source)'", mapping, rule)
        }
        if rule.by.contains(.file), let newest = SourceAges.newest(mapping.files) {
            age.lastWritten = MomentText.minute(newest.stamp.written)
            let seconds = now - newest.stamp.written
            if seconds > rule.maxAge.inSeconds {
                words.append("\(newest.file) was last written \(MomentText.minute(newest.stamp.written))")
                note(
                    "last written \(DurationText.age(Int64(seconds))) ago, "
                        + "\(MomentText.minute(newest.stamp.written)), which is older than \(limit)",
                    "\(newest.file): the newest file of source '\(mapping.source)' was", mapping, rule)
            }
        }
        if !words.isEmpty { age.staleness = words.joined(separator: "; ") + ": older than \(limit)" }
    }

    /// What is wrong with the newest row; nil where it is new enough.
    private func rowFault(_ age: SourceAge, _ rule: FreshnessRule, _ asOf: Day) -> String? {
        guard let day = age.newestDay, let days = age.ageInDays else {
            return "no row has a day up to \(asOf)"
        }
        guard Double(days) * 86_400 > rule.maxAge.inSeconds else { return nil }
        return "the newest row is of \(day), \(counted(days, "day")) before \(asOf)"
    }

    private mutating func note(
        _ fault: String, _ place: String, _ mapping: SourceMapping, _ rule: FreshnessRule
    ) {
        let isOfRow = place.hasPrefix("source")
        let text =
            isOfRow
            ? "\(place): \(fault), which is older than \(DurationText.write(rule.maxAge))"
            : "\(place) \(fault)"
        stale.append(
            Stale(
                finding: GateFinding(
                    message: text
                        + "\n  export it again, or raise sources.\(mapping.source).freshness.max_age"),
                response: rule.onStale))
    }
}
