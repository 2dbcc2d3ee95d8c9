import Importing
import Tabular
import TerritoryModel

/// Why a file does not count as arrived, in facts.
public enum ArrivalObstacle: Hashable, Sendable {
    /// It was written to so many seconds ago and must rest longer.
    case stillWritten(seconds: Int64, stable: Duration)
    case noMarker(String)
    /// The marker is older than the file.
    case oldMarker(String)
    case otherLastLine(String, expected: String)

    /// What is the matter with the file, as the end of a sentence.
    var text: String {
        switch self {
        case .stillWritten(let seconds, let stable):
            "it was written to \(DurationText.age(seconds)) ago, and must rest for \(DurationText.write(stable))"
        case .noMarker(let path): "its marker '\(path)' is not there"
        case .oldMarker(let path): "its marker '\(path)' is older than the file itself"
        case .otherLastLine("", let expected): "it has no last line, which must be like '\(expected)'"
        case .otherLastLine(let line, let expected):
            "its last line is '\(line.prefix(80))', and must be like '\(expected)'"
        }
    }
}

/// Finds the files of the sources, and waits for those that have not arrived whole.
struct InputArrival {
    let entries: [SourceEntry]
    let unitNormalization: UnitNormalization
    let workspace: String
    let clock: RunClock

    /// Between two looks at the files.
    private static let pause = Duration.seconds(2)

    /// What keeps a run from starting.
    private struct Hindrance {
        let entry: SourceEntry
        let error: PipelineError
        /// Whether the run goes on where it is still there when the time is over; the quality gate tells it then.
        var isForTheGate = false
    }

    /// What was seen of a file, and how much had been waited then.
    private typealias Sightings = [String: (stamp: FileStamp, waited: Duration)]

    /// The sources with their files.
    ///
    /// - Parameters:
    ///   - waits: Whether to wait as long as the rules allow.
    ///   - observe: Is told once what is waited for.
    /// - Throws: What the first source lacks when no time is left for it.
    func catalog(
        waits: Bool, observe: (_ waitingFor: String) -> Void
    ) throws(PipelineError) -> SourceCatalog {
        var waited = Duration.zero
        var seen: Sightings = [:]
        while true {
            var mappings: [SourceMapping] = []
            var hindrances: [Hindrance] = []
            for entry in entries {
                do throws(PipelineError) {
                    let mapping = try WorkspaceFiles.mapping(entry, in: workspace)
                    mappings.append(mapping)
                    if let found = hindrance(entry, mapping, waited, &seen) { hindrances.append(found) }
                } catch {
                    hindrances.append(Hindrance(entry: entry, error: error))
                }
            }
            let waiting = hindrances.filter { hindrance in
                hindrance.error.isOfArrival && waits && waited < hindrance.entry.wait
            }
            if let first = hindrances.first(where: { hindrance in
                !hindrance.isForTheGate
                    && !(hindrance.error.isOfArrival && waits && waited < hindrance.entry.wait)
            }) {
                throw first.error.after(waited)
            }
            guard let longest = waiting.map({ $0.entry.wait - waited }).min() else {
                return SourceCatalog(mappings: mappings, unitNormalization: unitNormalization)
            }
            if waited == .zero, let first = waiting.first { observe(first.error.message) }
            let pause = min(InputArrival.pause, longest)
            clock.pause(pause)
            waited += pause
        }
    }

    /// What is the matter with the files of a source, the first of them; nil where they have arrived.
    private func hindrance(
        _ entry: SourceEntry, _ mapping: SourceMapping, _ waited: Duration, _ seen: inout Sightings
    ) -> Hindrance? {
        for input in mapping.files {
            guard let obstacle = obstacle(entry, input, waited, &seen) else { continue }
            return Hindrance(
                entry: entry,
                error: .incomplete(path: input.displayPath, source: mapping.source, obstacle: obstacle))
        }
        guard entry.wait > .zero, let rule = entry.freshness, rule.by.contains(.file),
            let newest = SourceAges.newest(mapping.files),
            clock.now() - newest.stamp.written > rule.maxAge.inSeconds
        else { return nil }
        return Hindrance(
            entry: entry,
            error: .staleInput(
                path: newest.file, source: mapping.source, seconds: Int64(clock.now() - newest.stamp.written),
                maxAge: rule.maxAge),
            isForTheGate: true)
    }

    private func obstacle(
        _ entry: SourceEntry, _ input: TabularInput, _ waited: Duration, _ seen: inout Sightings
    ) -> ArrivalObstacle? {
        guard let rule = entry.completeness, let path = input.pathOnDisk, let stamp = FileStamp(path) else {
            return nil
        }
        if let stable = rule.stable, !isAtRest(stamp, path, stable, waited, &seen) {
            return .stillWritten(seconds: Int64(max(0, clock.now() - stamp.written)), stable: stable)
        }
        if let marker = rule.marker {
            let name = marker.replacing(CompletenessRule.filePlace, with: path)
            let shown = marker.replacing(
                CompletenessRule.filePlace,
                with: input.displayPath.split(separator: "!/").first.map(String.init) ?? input.displayPath)
            guard let made = FileStamp(WorkspaceFiles.path(name, in: workspace)) else {
                return .noMarker(shown)
            }
            if made.written < stamp.written { return .oldMarker(shown) }
        }
        guard let pattern = rule.lastLine else { return nil }
        do throws(TabularError) {
            let line = try LastLine(of: input).text
            return pattern.match(line).isMatch ? nil : .otherLastLine(line, expected: pattern.text)
        } catch {
            // Whatever cannot be read has no last line.
            return .otherLastLine("", expected: pattern.text)
        }
    }

    /// Whether a file has rested long enough, by its own time or by what has been seen of it.
    private func isAtRest(
        _ stamp: FileStamp, _ path: String, _ stable: Duration, _ waited: Duration, _ seen: inout Sightings
    ) -> Bool {
        let age = clock.now() - stamp.written
        if age >= stable.inSeconds { return true }
        // The time of a file on another machine may lie ahead; then it only counts that nothing changes.
        guard let before = seen[path], before.stamp == stamp else {
            seen[path] = (stamp, waited)
            return false
        }
        return age < 0 && waited - before.waited >= stable
    }
}

extension SourceEntry {
    /// How long a run waits for the source.
    fileprivate var wait: Duration { completeness?.wait ?? .zero }
}

extension PipelineError {
    /// Whether waiting may help: a file that is not there, not whole or too old.
    fileprivate var isOfArrival: Bool {
        switch self {
        case .missingInput, .incomplete, .staleInput, .importFailed(.unreadable): true
        default: false
        }
    }

    /// The error with how long has been waited.
    fileprivate func after(_ waited: Duration) -> PipelineError {
        guard waited > .zero else { return self }
        switch self {
        case .incomplete(let path, let source, let obstacle, _):
            return .incomplete(path: path, source: source, obstacle: obstacle, waited: waited)
        case .missingInput(let path, let source, let line, let members, _):
            return .missingInput(path: path, source: source, line: line, members: members, waited: waited)
        default: return self
        }
    }
}

extension Duration {
    var inSeconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }
}
