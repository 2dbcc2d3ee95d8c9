import TerritoryModel

extension Field {
    /// What each known rep did at a shared account, and by what right.
    func touches(of account: Int) -> [SharedAccount.Touch] {
        facts.accountReps[factsOfAccount[account]].compactMap { part in
            guard part.isTouched, Int(part.rep) < dimensions.unassignedRep else { return nil }
            let rep = Int(part.rep)
            var touch = SharedAccount.Touch(
                rep: named(rep: rep), sales: part.amount.money(.current), calls: part.calls)
            (touch.firstSale, touch.lastSale) = (part.firstSale, part.lastSale)
            (touch.firstCall, touch.lastCall) = (part.firstCall, part.lastCall)
            let standing = standing(of: rep, at: account)
            touch.role = standing.role
            touch.through = standing.territory.map { named(territory: $0) }
            (touch.since, touch.until) = (standing.since, standing.until)
            return touch
        }
    }

    /// The part that a rep plays at an account, first match wins: owner, former owner, overlay, other, none.
    private func standing(of rep: Int, at account: Int) -> Standing {
        if let ownership = ownerStanding(of: rep, at: account) { return ownership }
        if let role = ownership.overlayRole(rep: rep, account: account, on: asOf) {
            return Standing(.overlay, role)
        }
        let territory = territoryOfAccount[account]
        let others = ownership.roles(ofRep: rep).filter {
            $0.territory == territory && $0.validity.contains(asOf)
        }
        guard let role = others.min(by: { $0.validity.firstNumber < $1.validity.firstNumber }) else {
            return Standing(.none)
        }
        return Standing(.other, role)
    }

    /// The last run of days up to the as-of day on which the rep was the owner, if it reaches into the current window.
    private func ownerStanding(of rep: Int, at account: Int) -> Standing? {
        let steps = ownership.ownerSteps(ofAccount: account)
        guard
            let place = steps.lastIndex(where: { step in
                step.value == rep && (step.from.map { $0 <= asOf } ?? true)
            })
        else { return nil }
        let next = place + 1 < steps.count ? steps[place + 1].from : nil
        let until = next.map { $0 - 1 }
        let isNow = until.map { $0 >= asOf } ?? true
        guard isNow || until.map({ $0 >= windows.current.from }) ?? true else { return nil }
        let day = isNow ? asOf : until ?? asOf
        var standing = Standing(isNow ? .owner : .formerOwner)
        standing.territory = ownership.territory(ofAccount: account, on: day)
        (standing.since, standing.until) = (steps[place].from, until)
        return standing
    }

    /// Why a sharing has its kind, in one sentence.
    func evidence(of sharing: Sharing, _ touches: [SharedAccount.Touch]) -> String {
        switch sharing.kind {
        case .handover:
            let relationship = relationships[sharing.account]
            let names = [relationship.formerOwner, relationship.owner].compactMap { $0 }.map {
                named(rep: $0).name
            }
            let day = relationship.since.map { " on \($0)" } ?? ""
            return "The owner rep changed from \(names.joined(separator: " to "))\(day)."
        case .overlay:
            let roles = touches.filter { $0.role == .overlay }.map { touch in
                "\(touch.rep.name) (\(touch.through?.name ?? "overlay"))"
            }
            return "Covered by an overlay role: \(listed(roles, limit: ExceptionWording.namesShown))."
        case .conflict:
            let parts = touches.filter { $0.role != .owner }.map(\.standingText)
            return "\(listed(parts, limit: ExceptionWording.namesShown))."
        }
    }
}

/// By what right a rep works at an account.
private struct Standing {
    let role: SharedAccount.Role
    var territory: Int?
    var since: Day?
    var until: Day?

    init(_ role: SharedAccount.Role) { self.role = role }

    init(_ role: SharedAccount.Role, _ assignment: RepAssignment) {
        self.role = role
        territory = assignment.territory
        (since, until) = (assignment.validity.from, assignment.validity.to)
    }
}

extension SharedAccount.Touch {
    /// The rep and the role in words, such as `Ann has no role here`.
    fileprivate var standingText: String {
        switch role {
        case .owner: "\(rep.name) owns it"
        case .formerOwner: "\(rep.name) owned it\(until.map { " until \($0)" } ?? "")"
        case .overlay: "\(rep.name) has an overlay role"
        case .other: "\(rep.name) has another role in \(through?.name ?? "the territory")"
        case .none: "\(rep.name) has no role here"
        }
    }
}
