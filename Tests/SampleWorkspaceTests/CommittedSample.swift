import Foundation
import SampleWorkspace
import Testing

/// The sample as it lies in the repository, and generated once for all tests.
enum CommittedSample {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("SampleData")

    private static let generatedFiles = Result {
        try SampleGenerator.files(geography: geography())
    }

    static func geography() throws -> SampleGeography {
        try SampleGenerator.geography(in: folder.appendingPathComponent("data"))
    }

    static func generated() throws -> [SampleFile] { try generatedFiles.get() }

    static func text(_ path: String) throws -> String {
        let file = try #require(try generated().first { $0.path == path })
        // Only the Census file is in Latin-1, and nobody asks for it here.
        return try #require(String(bytes: file.bytes, encoding: .utf8))
    }

    static func planted() throws -> PlantedFile {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(PlantedFile.self, from: Data(text("planted.json").utf8))
    }
}

/// The contents of `planted.json`.
struct PlantedFile: Decodable {
    struct SharedCounty: Decodable, Hashable {
        let unit: String
        let territories: [String]
        let owner: String
    }
    struct Vacancy: Decodable, Hashable {
        let territory: String
        let since: String
        let vacantDays: Int
    }
    struct Handover: Decodable {
        let day: String
        let territory: String
        let from: String
        let to: String
        let sharedAccounts: Int
    }
    struct Realignment: Decodable {
        let day: String
        let units: [String]
        let from: String
        let to: String
        let salesMovedCurrent: String
        let salesMovedTrailingYear: String
        let accountsBookedToOld: [String]
    }
    struct Conflict: Decodable {
        let reps: [String]
        let territory: String
        let accounts: [String]
        let sales: String
        let outsideSales: String
        let outsideLines: Int
    }
    struct Outside: Decodable {
        let rep: String
        let home: String
        let territory: String
        let amount: String
        let lines: Int
        let accounts: [String]
    }
    struct StrongRep: Decodable {
        let rep: String
        let territory: String
        let sales: String
        let potential: String
        let owningReps: Int
        let salesPositionByRawSales: Int
        let indexRank: Int
        let performanceIndexTimes10000: Int
    }
    struct Concentrated: Decodable {
        let territory: String
        let account: String
        let accountSales: String
        let territorySales: String
        let concentrationRoundedDown: Int
    }
    struct Uncalled: Decodable {
        let accounts: [String]
        let value: String
        let uncalledWithoutSales: Int
        let unassignedAccounts: Int
        let unassignedValue: String
    }
    struct DirtyRows: Decodable {
        struct File: Decodable, Hashable {
            let file: String
            let rows: Int
            let refused: Int
        }
        let sales: [String: Int]
        let calls: [String: Int]
        let refusedByFile: [File]
    }
    struct Totals: Decodable {
        let accounts: Int
        let salesRows: Int
        let salesRowsLoaded: Int
        let salesLoaded: String
        let salesCurrent: String
        let salesTrailingYear: String
        let salesCurrentUnassignedRep: String
        let salesCurrentUnassignedTerritory: String
        let outsideSalesCurrent: String
        let callRows: Int
        let callsCurrent: Int
        let potential: String
    }

    let unassignedCounties: [String]
    let sharedCounties: [SharedCounty]
    let vacantTerritories: [Vacancy]
    let handover: Handover
    let realignment: Realignment
    let conflict: Conflict
    let outside: Outside
    let hiddenStrongRep: StrongRep
    let concentrated: Concentrated
    let uncalled: Uncalled
    let dirtyRows: DirtyRows
    let totals: Totals
}
