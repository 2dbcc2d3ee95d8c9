import Foundation

/// One thing that was looked at before a run, and what is wrong with it.
public struct Symptom: Hashable, Sendable {
    /// How bad it is.
    public enum Severity: String, Hashable, Sendable, CaseIterable {
        case ok
        /// A run would go on.
        case warning
        /// A run would fail.
        case fault
    }

    /// What was looked at, such as `disk space`.
    public let subject: String
    public let severity: Severity
    /// What was found, in words.
    public let finding: String
    /// What to do about it; nil where nothing is to be done.
    public let remedy: String?
    /// The exit code that a run would end with; nil unless it is a fault.
    public let exitCode: Int32?

    static func ok(_ subject: String, _ finding: String) -> Symptom {
        Symptom(subject: subject, severity: .ok, finding: finding, remedy: nil, exitCode: nil)
    }

    static func warning(_ subject: String, _ finding: String, _ remedy: String) -> Symptom {
        Symptom(subject: subject, severity: .warning, finding: finding, remedy: remedy, exitCode: nil)
    }

    static func fault(_ subject: String, _ code: Int32, _ finding: String, _ remedy: String) -> Symptom {
        Symptom(subject: subject, severity: .fault, finding: finding, remedy: remedy, exitCode: code)
    }

    /// The failure that a run would end with.
    static func fault(_ subject: String, _ error: PipelineError) -> Symptom {
        let lines = error.message.split(separator: "\n").map { $0.drop { $0 == " " } }
        return fault(
            subject, error.exitCode, String(lines.first ?? ""),
            lines.dropFirst().joined(separator: " "))
    }
}

/// Everything that was looked at, in the order in which a run would meet it.
public struct Diagnosis: Hashable, Sendable {
    public let workspace: String
    public let symptoms: [Symptom]

    /// 0 without a fault, else what a run would end with.
    public var exitCode: Int32 { symptoms.lazy.compactMap(\.exitCode).first ?? 0 }

    /// A table for people: what, how it is, what was found, and the remedy beneath.
    public var table: String {
        let width = symptoms.map(\.subject.count).max() ?? 0
        let lines = symptoms.flatMap { symptom -> [String] in
            let mark = symptom.severity.rawValue
            let padding = String(repeating: " ", count: 9 - mark.count)
            let space = String(repeating: " ", count: width - symptom.subject.count + 2)
            let indent = String(repeating: " ", count: 9 + width + 2)
            let head = "\(mark)\(padding)\(symptom.subject)\(space)\(symptom.finding)"
            return [head] + (symptom.remedy.map { ["\(indent)→ \($0)"] } ?? [])
        }
        return (lines + ["", verdict]).joined(separator: "\n")
    }

    private var verdict: String {
        let faults = symptoms.count { $0.severity == .fault }
        let warnings = symptoms.count { $0.severity == .warning }
        let found = [(faults, "fault"), (warnings, "warning")].filter { $0.0 > 0 }
            .map { "\($0.0) \($0.1)\($0.0 == 1 ? "" : "s")" }.joined(separator: ", ")
        if faults > 0 { return "\(found): a run would end with \(exitCode)" }
        return found.isEmpty ? "a run can start" : "\(found): a run can start"
    }

    /// The same for a program: one object, in one line.
    public var json: String {
        struct Check: Encodable {
            let subject: String
            let severity: String
            let finding: String
            let remedy: String?
        }
        struct Document: Encodable {
            let schema = "bailiwick.doctor/1"
            let workspace: String
            let exit_code: Int32
            let checks: [Check]
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let document = Document(
            workspace: workspace, exit_code: exitCode,
            checks: symptoms.map {
                Check(
                    subject: $0.subject, severity: $0.severity.rawValue, finding: $0.finding,
                    remedy: $0.remedy)
            })
        // Texts and whole numbers always encode.
        return (try? encoder.encode(document)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }
}
