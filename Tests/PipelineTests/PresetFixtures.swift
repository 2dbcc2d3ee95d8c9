import Foundation
import Importing
import TerritoryModel
import Testing

@testable import Pipeline

/// An export in the exact shape of a vendor, read with a preset in a workspace, and what must come of it.
struct PresetFixture: CustomTestStringConvertible, Sendable {
    let preset: String
    let entity: String
    /// Distinguishes several files of one preset.
    var variant = ""
    /// The sources that replace those of the base workspace, in YAML; nil removes one.
    let sources: [String: String?]
    /// Rows loaded, left out and refused.
    let rows: [Int64]
    /// Keys of notices that the report must have.
    var notices: [String] = []
    /// The loaded values, in words of the test.
    let values: [String]

    var testDescription: String { variant.isEmpty ? preset : "\(preset), \(variant)" }

    static let folder = Repository.root + "/Tests/PipelineTests/Fixtures/presets"

    /// The sources around the one that is tried.
    static let base = [
        "units": "{file: base/units.csv, fields: {unit_id: id, name: name}}",
        "territories":
            "{file: base/territories.csv, fields: {territory_id: id, name: name, parent_id: parent}}",
        "reps": "{file: base/reps.csv, fields: {rep_id: id, name: name}}",
        "accounts": "{file: base/accounts.csv, fields: {account_id: id, name: name, postal_code: zip}}",
        "account_assignments":
            "{file: base/account_assignments.csv, fields: {account_id: account, territory_id: territory}}",
        "sales": "{file: base/sales.csv, fields: {date: date, account_id: account, amount: amount}}",
    ]

    /// Copies the fixtures into a new workspace that reads this one.
    func makeWorkspace() throws -> TemporaryWorkspace {
        var sources: [String: String?] = [:]
        for (entity, text) in PresetFixture.base { sources[entity] = text }
        sources.merge(self.sources) { $1 }
        let lines = sources.sorted { $0.key < $1.key }.compactMap { entity, text in
            text.map { "  \(entity): \($0)" }
        }
        let yaml = """
            as_of: 2026-06-28
            geography: {unit: us-county}
            sources:
            \(lines.joined(separator: "\n"))

            """
        let workspace = try TemporaryWorkspace(["bailiwick.yaml": yaml])
        for name in ["base", preset.isEmpty ? nil : preset, entity == "sales" ? accountsPreset : nil] {
            guard let name else { continue }
            try FileManager.default.copyItem(
                atPath: "\(PresetFixture.folder)/\(name)", toPath: "\(workspace.path)/\(name)")
        }
        return workspace
    }

    /// The preset of the accounts that the sales of this one refer to.
    private var accountsPreset: String? {
        ["hubspot-deals": "hubspot-companies", "dynamics-opportunity": "dynamics-account"][preset]
    }
}

/// Loaded values as lines, so that a test compares them whole.
struct LoadedValues {
    let imported: Workspace.Imported

    private var dimensions: Dimensions { imported.dimensions }
    private var facts: FactSummary { imported.facts.summary }

    func lines(_ entity: String) -> [String] {
        switch entity {
        case "units":
            dimensions.units.map { unit in
                line(unit.id, unit.name, unit.region, unit.landAreaKm2.map { "\($0)" })
            }
        case "crosswalk":
            dimensions.accounts.map { line($0.name, $0.postalCode, $0.unit.map { dimensions.units[$0].id }) }
        case "demographics":
            dimensions.demographics.map {
                line(dimensions.units[$0.unit].id, $0.indicator, "\($0.year)", "\($0.value)")
            }
        case "territories":
            dimensions.territories.map { territory in
                line(
                    territory.id, territory.name, territory.parent.map { dimensions.territories[$0].id },
                    territory.kind.rawValue)
            }
        case "account_assignments":
            dimensions.accountAssignments.map {
                line(dimensions.accounts[$0.account].id, dimensions.territories[$0.territory].id)
            }
        case "reps": dimensions.reps.map { line($0.id, $0.name) }
        case "rep_assignments":
            dimensions.repAssignments.map {
                line(dimensions.reps[$0.rep].id, dimensions.territories[$0.territory].id, "\($0.role)")
            }
        case "accounts":
            dimensions.accounts.map { account in
                line(
                    account.id, account.name, account.postalCode, account.segment,
                    account.parent.map { dimensions.accounts[$0].id })
            }
        case "sales":
            facts.accountReps.filter { $0.lines.trailingYear > 0 }.map {
                line(name(account: $0.account), name(rep: $0.rep), "\(Money(units: $0.amount.trailingYear))")
            }
        case "activities":
            facts.accountReps.filter { $0.calls > 0 }.map {
                line(name(account: $0.account), name(rep: $0.rep), "\($0.calls)", "\($0.minutes)")
            }
        default: []
        }
    }

    private func line(_ parts: String?...) -> String { parts.map { $0 ?? "–" }.joined(separator: " | ") }

    private func name(account: Int32) -> String {
        Int(account) < dimensions.accounts.count ? dimensions.accounts[Int(account)].name : "unknown"
    }

    private func name(rep: Int32) -> String {
        Int(rep) < dimensions.reps.count ? dimensions.reps[Int(rep)].name : "unassigned"
    }
}
