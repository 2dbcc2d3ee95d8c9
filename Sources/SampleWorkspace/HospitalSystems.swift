import Foundation

/// Hospitals that bear the name of one system belong together: the one with the most potential is the parent.
struct HospitalSystems {
    /// Id of the parent of each account that has one, by place.
    let parents: [Int: String]

    init(_ accounts: [PlannedAccount]) {
        var members: [String: [Int]] = [:]
        for (place, account) in accounts.enumerated() where account.segment == .hospital {
            guard let name = HospitalSystems.name(of: account.name) else { continue }
            members[name, default: []].append(place)
        }
        var parents: [Int: String] = [:]
        for places in members.values where places.count > 1 {
            let head = places.max { left, right in
                // Potentials that nobody has estimated are the smallest.
                (accounts[left].potential ?? 0, accounts[right].id)
                    < (accounts[right].potential ?? 0, accounts[left].id)
            }
            for place in places where place != head { parents[place] = head.map { accounts[$0].id } }
        }
        self.parents = parents
    }

    /// `Saint Luke` of `Saint Luke Hospital Woodbury`; nil where a hospital stands for itself.
    private static func name(of hospital: String) -> String? {
        for mark in [" Health System of ", " Hospital "] {
            if let range = hospital.range(of: mark) { return String(hospital[..<range.lowerBound]) }
        }
        return nil
    }
}
