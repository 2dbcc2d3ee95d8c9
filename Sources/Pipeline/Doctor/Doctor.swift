import Foundation
import Geography
import History
import Importing
import Tabular
import TerritoryModel

/// Looks at everything that a run needs, and changes nothing.
///
/// - Parameter version: Of the program.
public func diagnose(_ settings: RunSettings, version: String) -> Diagnosis {
    var doctor = Doctor(settings: settings)
    doctor.examine(version: version)
    return Diagnosis(workspace: settings.workspace, symptoms: doctor.symptoms)
}

/// An examination of one workspace, step by step in the order of a run.
struct Doctor {
    let settings: RunSettings
    private(set) var symptoms: [Symptom] = []

    init(settings: RunSettings) { self.settings = settings }

    mutating func note(_ symptom: Symptom) { symptoms.append(symptom) }

    mutating func examine(version: String) {
        note(versions(version))
        note(clock())
        let workspace: Workspace
        do throws(PipelineError) {
            workspace = try Workspace.configured(settings, observe: { _ in })
            note(
                .ok(
                    "configuration",
                    "\(Configuration.fileName) is valid, \(workspace.configuration.sources.count) sources"))
        } catch {
            note(.fault("configuration", error))
            return
        }
        note(templates(workspace))
        note(permissions(ofFolder: workspace.reportDirectory, subject: "reports folder"))
        note(lock(workspace.reportDirectory))
        note(leftovers(workspace.reportDirectory))
        note(latest(workspace.reportDirectory))
        note(history(workspace))
        for entry in workspace.configuration.sources { note(source(entry)) }
        for outlines in [workspace.configuration.boundaries, workspace.configuration.territoryBoundaries] {
            if let outlines { note(boundaries(outlines)) }
        }
        note(diskSpace(workspace))
    }

    private func versions(_ program: String) -> Symptom {
        let libraries =
            readingLibraryVersions() + [
                ("GEOS", geosVersion()), ("SQLite", sqliteVersion() ?? "does not answer"),
            ]
        let text = ["bailiwick \(program)"] + libraries.map { "\($0.name) \($0.version)" }
        guard sqliteVersion() != nil else {
            return .fault(
                "versions", 70, text.joined(separator: ", "), "install the package libsqlite3-0 again")
        }
        return .ok("versions", text.joined(separator: ", "))
    }

    /// The first moment that a clock may show; before it the program was not yet written.
    private static let earliest = 1_735_689_600.0

    private func clock() -> Symptom {
        let now = settings.clock.now()
        let text = "\(MomentText.minute(now)); today is \(settings.today) in the local time zone"
        guard now >= Doctor.earliest else {
            return .warning("clock", "\(text), which lies in the past", "set the clock of the machine")
        }
        return .ok("clock", text)
    }

    private func templates(_ workspace: Workspace) -> Symptom {
        do throws(PipelineError) {
            _ = try workspace.templates()
            return .ok("templates", "all can be parsed")
        } catch {
            return .fault("templates", error)
        }
    }

}
