import Foundation
import Glibc
import Importing
import Tabular
import TerritoryModel

extension Doctor {
    /// Further than this no clock of another machine is ahead, in seconds.
    private static let clockTolerance = 86_400.0

    /// The files of a source: found, readable, whole and new enough.
    func source(_ entry: SourceEntry) -> Symptom {
        let subject = "source \(entry.mapping.source)"
        let mapping: SourceMapping
        do throws(PipelineError) {
            mapping = try WorkspaceFiles.mapping(entry, in: settings.workspace)
        } catch {
            return orWait(entry, .fault(subject, error))
        }
        for input in mapping.files + mapping.lookups.flatMap(\.files) {
            if let fault = unreadable(input) { return .fault(subject, 65, fault, Doctor.readRemedy) }
        }
        let arrival = InputArrival(
            entries: [entry], unitNormalization: .asGiven, workspace: settings.workspace,
            clock: settings.clock)
        do throws(PipelineError) {
            _ = try arrival.catalog(waits: false) { _ in }
        } catch {
            return orWait(entry, .fault(subject, error))
        }
        return age(entry, mapping, subject)
    }

    /// The file of outlines.
    func boundaries(_ outlines: Configuration.Boundaries) -> Symptom {
        do throws(PipelineError) {
            let input = try WorkspaceFiles.boundaries(outlines, in: settings.workspace)
            if let fault = unreadable(input) { return .fault(outlines.source, 65, fault, Doctor.readRemedy) }
            return .ok(
                outlines.source,
                "\(input.displayPath), \(Doctor.size(FileStamp(input.pathOnDisk ?? "")?.bytes ?? 0))")
        } catch {
            return .fault(outlines.source, error)
        }
    }

    private static let readRemedy = "allow this user to read it"

    /// Why a file cannot be read; nil where it can.
    private func unreadable(_ input: TabularInput) -> String? {
        guard let path = input.pathOnDisk else { return nil }
        // Sound: the C library only reads the path.
        return unsafe faccessat(AT_FDCWD, path, R_OK, AT_EACCESS) == 0
            ? nil : "\(input.displayPath): cannot be read: \(systemErrorText())"
    }

    /// The time of the newest file against the present.
    private func age(_ entry: SourceEntry, _ mapping: SourceMapping, _ subject: String) -> Symptom {
        let bytes = mapping.files.reduce(0) { sum, input in
            sum + (input.pathOnDisk.flatMap { FileStamp($0)?.bytes } ?? 0)
        }
        let files = "\(counted(mapping.files.count, "file")), \(Doctor.size(bytes))"
        guard let newest = SourceAges.newest(mapping.files) else { return .ok(subject, files) }
        let now = settings.clock.now()
        let text = "\(files), last written \(MomentText.minute(newest.stamp.written))"
        let age = now - newest.stamp.written
        if age < -Doctor.clockTolerance {
            return .warning(
                subject, "\(text), which lies in the future",
                "compare the clocks of this machine and the sender's")
        }
        guard let rule = entry.freshness, rule.by.contains(.file), age > rule.maxAge.inSeconds else {
            return .ok(subject, text)
        }
        let finding = "\(newest.file): \(text), which is older than \(DurationText.write(rule.maxAge))"
        let remedy = "export it again, or raise sources.\(mapping.source).freshness.max_age"
        return rule.onStale == .warn
            ? .warning(subject, finding, remedy) : orWait(entry, .fault(subject, 65, finding, remedy))
    }

    /// A fault for which a run would wait is no fault yet.
    private func orWait(_ entry: SourceEntry, _ fault: Symptom) -> Symptom {
        guard let wait = entry.completeness?.wait, wait > .zero else { return fault }
        return .warning(
            fault.subject, "\(fault.finding); a run waits up to \(DurationText.write(wait)) for it",
            fault.remedy ?? "see that it arrives")
    }

    /// Bytes in the unit that people think in.
    static func size(_ bytes: Int64) -> String {
        switch bytes {
        case ..<1_000: "\(bytes) bytes"
        case ..<1_000_000: String(format: "%.1f kB", Double(bytes) / 1e3)
        case ..<1_000_000_000: String(format: "%.1f MB", Double(bytes) / 1e6)
        default: String(format: "%.1f GB", Double(bytes) / 1e9)
        }
    }
}
