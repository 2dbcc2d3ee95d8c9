import Foundation
import Pipeline
import TerritoryModel

/// A small workspace on disk whose files a test may change; removed when the test ends.
final class TemporaryWorkspace {
    let path: String

    /// Two districts with two territories each, an overlay, four units, eight accounts.
    static let files: [String: String] = [
        "bailiwick.yaml": """
        title: Small field
        as_of: 2026-06-28
        currency: USD
        geography: {unit: as-given, name: county}
        sources:
          units: {file: data/units.csv, fields: {unit_id: id, name: name}}
          territories: {file: data/territories.csv, fields: {territory_id: id, name: name, parent_id: parent, kind: kind}}
          unit_assignments: {file: data/unit_assignments.csv, fields: {unit_id: unit, territory_id: territory, from: from, to: to}}
          reps: {file: data/reps.csv, fields: {rep_id: id, name: name, hired: hired, weekly_capacity_hours: hours}}
          rep_assignments: {file: data/rep_assignments.csv, fields: {rep_id: rep, territory_id: territory, role: role, from: from, to: to}}
          accounts: {file: data/accounts.csv, fields: {account_id: id, name: name, unit_id: unit, potential: potential, planned_calls_per_year: plan}}
          sales: {file: "data/sales*.csv", fields: {date: date, account_id: account, rep_id: rep, product_id: product, amount: amount}}
          activities: {file: data/calls.csv, fields: {date: date, account_id: account, rep_id: rep, minutes: minutes}}
          quotas: {file: data/quotas.xml, records: /quotas/quota, fields: {territory_id: "@territory", from: from, to: to, amount: amount}}
        quality: {max_rejected_rows: 50%, max_unmatched_sales: 50%, min_rows: {sales: 1}}
        publish: {directory: reports, keep: 3}

        """,
        "data/units.csv": "id,name\nU1,Ash\nU2,Birch\nU3,Cedar\nU4,Elm\n",
        "data/territories.csv": """
        id,name,parent,kind
        N,North,,
        T1,Ashland,N,exclusive
        T2,Birchwood,N,exclusive
        S,South,,
        T3,Cedar Hill,S,exclusive
        T4,Elmton,S,exclusive
        OV,Specialists,,overlay

        """,
        "data/unit_assignments.csv": """
        unit,territory,from,to
        U1,T1,,
        U2,T2,,
        U3,T3,,2025-12-31
        U3,T4,2026-01-01,
        U1,OV,,

        """,
        "data/reps.csv": """
        id,name,hired,hours
        R1,Ann Ames,2019-01-07,28
        R2,Bob Birk,2020-03-02,28
        R3,Cho Cerny,2021-05-03,26
        R4,Dee Diaz,2018-09-03,28
        R5,Eve Eng,2017-02-06,30

        """,
        "data/rep_assignments.csv": """
        rep,territory,role,from,to
        R1,T1,owner,,
        R2,T2,owner,,
        R3,T3,owner,,
        R4,T4,owner,,
        R5,OV,overlay,,

        """,
        "data/accounts.csv": """
        id,name,unit,potential,plan
        A1,Alpha,U1,1000,12
        A2,Beta,U1,2000,
        A3,Gamma,U2,1500,6
        A4,Delta,U2,500,4
        A5,Epsilon,U3,800,12
        A6,Zeta,U3,1200,12
        A7,Eta,U4,700,
        A8,Theta,,900,

        """,
        "data/sales.csv": """
        date,account,rep,product,amount
        2026-06-01,A1,R1,P1,100.50
        2026-06-02,A2,,P2,200.25
        2026-05-20,A3,R2,P1,300
        2026-03-15,A4,R2,P1,50.0001
        2025-11-10,A5,,P3,400
        2026-06-10,A5,R4,P3,410
        2026-06-11,A6,R2,P3,75
        2026-06-12,A1,R5,P9,60
        2026-04-10,A7,R4,P1,33.3333
        2025-06-10,A6,R3,P1,90

        """,
        "data/calls.csv": """
        date,account,rep,minutes
        2026-06-01,A1,R1,45
        2026-06-03,A3,R2,30
        2026-06-09,A5,,40
        2025-06-09,A6,R3,40

        """,
        "data/quotas.xml": """
        <?xml version="1.0" encoding="UTF-8"?>
        <quotas>
          <quota territory="T1"><from>2026-04-01</from><to>2026-06-30</to><amount>400</amount></quota>
          <quota territory="T2"><from>2026-04-01</from><to>2026-06-30</to><amount>500</amount></quota>
        </quotas>

        """,
    ]

    /// Makes the workspace; `changed` replaces files, nil removes one.
    init(_ changed: [String: String?] = [:]) throws {
        path = FileManager.default.temporaryDirectory.path + "/bailiwick-test-\(UUID().uuidString)"
        for (name, text) in TemporaryWorkspace.files {
            if let replacement = changed[name] {
                if let replacement { try write(replacement, to: name) }
            } else {
                try write(text, to: name)
            }
        }
        for (name, text) in changed where TemporaryWorkspace.files[name] == nil {
            if let text { try write(text, to: name) }
        }
    }

    /// Makes a workspace of these files only.
    init(only files: [String: Data]) throws {
        path = FileManager.default.temporaryDirectory.path + "/bailiwick-test-\(UUID().uuidString)"
        for (name, bytes) in files { try write(bytes, to: name) }
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)  // a leftover in the temporary folder harms nobody
    }

    /// One file with lines added at the end.
    static func file(_ name: String, adding lines: String) -> [String: String?] {
        [name: (files[name] ?? "") + lines]
    }

    /// One file with a text replaced.
    static func file(_ name: String, replacing old: String, by new: String) -> [String: String?] {
        [name: (files[name] ?? "").replacing(old, with: new)]
    }

    func write(_ text: String, to name: String) throws {
        try write(Data(text.utf8), to: name)
    }

    func write(_ bytes: Data, to name: String) throws {
        let url = URL(fileURLWithPath: path + "/" + name)
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try bytes.write(to: url)
    }

    /// - Parameter day: As-of day instead of the configured one.
    func settings(threads: Int = 2, asOf day: String? = nil) throws -> RunSettings {
        guard let today = Day(iso: "2026-07-01") else { throw CocoaError(.formatting) }
        return RunSettings(
            workspace: path, asOf: day.flatMap { AsOf($0) }, today: today, threads: threads,
            resources: try Repository.resources())
    }

    @discardableResult
    func run(threads: Int = 2, asOf day: String? = nil) throws -> RunOutcome {
        try Pipeline.run(settings(threads: threads, asOf: day), observe: { _ in })
    }

    func check() throws -> CheckOutcome {
        try Pipeline.check(settings(), observe: { _ in })
    }

    /// The failure of a run; nil where it succeeded.
    func failure() throws -> PipelineError? {
        do {
            try run()
            return nil
        } catch let error as PipelineError {
            return error
        }
    }

    /// The published files of the day by relative path.
    func published(_ day: String = "2026-06-28") throws -> [String: Data] {
        let root = path + "/reports/" + day
        var files: [String: Data] = [:]
        for name in try FileManager.default.subpathsOfDirectory(atPath: root) {
            let url = URL(fileURLWithPath: root + "/" + name)
            guard try url.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true else { continue }
            files[name] = try Data(contentsOf: url)
        }
        return files
    }

    func reportJSON(_ day: String = "2026-06-28") throws -> JSON {
        guard let data = try published(day)["report.json"] else { throw CocoaError(.fileNoSuchFile) }
        return try JSON(data)
    }
}

/// The repository that the tests belong to.
enum Repository {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path

    static func resources() throws -> Resources {
        try Resources(executable: root + "/.build/debug/bailiwick")
    }

    /// The presets that a workspace may name.
    static func presets(of workspace: String) throws -> PresetLibrary {
        PresetLibrary(workspace: workspace, resources: try resources())
    }
}

/// A JSON value with look-ups that fail loudly; numbers keep their decimal digits.
struct JSON: Decodable {
    struct Missing: Error { let key: String }

    enum Value {
        case object([String: JSON])
        case array([JSON])
        case string(String)
        case number(Decimal)
        case boolean(Bool)
        case null
    }

    let value: Value

    init(_ data: Data) throws { self = try JSONDecoder().decode(JSON.self, from: data) }

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        // Each attempt that does not fit the value is the reason for the next.
        if container.decodeNil() {
            value = .null
        } else if let boolean = try? container.decode(Bool.self) {
            value = .boolean(boolean)
        } else if let number = try? container.decode(Decimal.self) {
            value = .number(number)
        } else if let string = try? container.decode(String.self) {
            value = .string(string)
        } else if let array = try? container.decode([JSON].self) {
            value = .array(array)
        } else {
            value = .object(try container.decode([String: JSON].self))
        }
    }

    subscript(key: String) -> JSON {
        get throws {
            guard case .object(let members) = value, let member = members[key] else {
                throw Missing(key: key)
            }
            return member
        }
    }

    var array: [JSON] {
        get throws {
            guard case .array(let array) = value else { throw Missing(key: "array") }
            return array
        }
    }

    var string: String {
        get throws {
            guard case .string(let string) = value else { throw Missing(key: "string") }
            return string
        }
    }

    var number: Decimal {
        get throws {
            guard case .number(let number) = value else { throw Missing(key: "number") }
            return number
        }
    }

    var isNull: Bool { if case .null = value { true } else { false } }

    /// The element with the id.
    func element(_ id: String) throws -> JSON {
        for element in try array {
            if case .object(let members) = element.value, case .string(id)? = members["id"]?.value {
                return element
            }
        }
        throw Missing(key: id)
    }

    /// The value of a metric; nil where it is not available.
    func metric(_ key: String) throws -> Decimal? {
        let value = try self["metrics"][key]["value"]
        return value.isNull ? nil : try value.number
    }
}
