import History
import Importing

extension Configuration {
    /// The part of the configuration that decides about numbers, presets and defaults filled in.
    ///
    /// Titles, words, the as-of day, thresholds of the quality gate and where reports go do not change a number. The
    /// paths of inputs are told with the inputs, and comparing them is what the history is for.
    var recorded: RunConfiguration {
        var settings = [
            "currency": currency, "period": CanonicalText.of(period),
            "fiscal_year_starts": "\(fiscalYearStarts)", "geography": CanonicalText.of(unitNormalization),
            "workload": CanonicalText.of(workload), "ranking": "\(rampingDays)",
            "bands": CanonicalText.of(bands), "indicators": CanonicalText.of(indicators),
            "strategy": CanonicalText.of(strategy), "exceptions": CanonicalText.of(exceptions),
        ]
        for boundaries in [boundaries, territoryBoundaries].compactMap({ $0 }) {
            settings["sources.\(boundaries.source)"] = CanonicalText.of(boundaries.id)
        }
        for (source, entries) in Dictionary(grouping: sources, by: \.mapping.source) {
            settings["sources.\(source)"] = CanonicalText.of(entries.map(\.mapping))
        }
        return RunConfiguration(settings: settings)
    }
}
