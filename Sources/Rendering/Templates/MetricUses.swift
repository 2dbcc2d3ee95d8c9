import Analysis

/// Which metrics the template of a page prints, and under which sections.
struct MetricUses: Sendable {
    /// A section round a metric.
    struct Condition: Hashable {
        let name: String
        let isInverted: Bool
    }

    /// The metrics by the sections round them, outermost first.
    private var keys: [[Condition]: Set<MetricKey>] = [:]

    /// Of a page without a template.
    static let none = MetricUses()

    private init() {}

    /// - Parameters:
    ///   - page: The name of the page's template.
    ///   - sources: All templates of the format by name, checked.
    init(page: String, sources: [String: (text: String, path: String)]) {
        add(page, within: [], sources)
    }

    private mutating func add(
        _ name: String, within outer: [Condition], _ sources: [String: (text: String, path: String)]
    ) {
        // A template that cannot be scanned has been refused before.
        guard let source = sources[name], let tags = try? TemplateTag.scan(source.text) else { return }
        var open = outer
        for tag in tags {
            switch tag.kind {
            case .section: open.append(Condition(name: tag.name, isInverted: false))
            case .inverted: open.append(Condition(name: tag.name, isInverted: true))
            case .end: if open.count > outer.count { open.removeLast() }
            case .partial: add(tag.name, within: open, sources)
            case .variable, .unescaped:
                if let key = MetricUses.key(of: tag.name, within: open) {
                    keys[open.filter { $0.name != "metrics" }, default: []].insert(key)
                }
            case .unsupported: continue
            }
        }
    }

    /// The metric that a variable prints: `metrics.sales`, or `sales` in a section over metrics.
    private static func key(of name: String, within open: [Condition]) -> MetricKey? {
        var parts = name.split(separator: ".")[...]
        if parts.first == "metrics" {
            parts.removeFirst()
        } else if open.last?.name != "metrics" {
            return nil
        }
        return parts.first.flatMap { MetricKey(rawValue: String($0)) }
    }

    /// The metrics that a page with these values prints, in the order of the catalog.
    func printed(_ values: TemplateFields) -> [MetricKey] {
        var found: Set<MetricKey> = []
        for (conditions, keys) in keys where MetricUses.hold(conditions, values) { found.formUnion(keys) }
        return MetricKey.allCases.filter(found.contains)
    }

    /// Whether what is in the sections is printed; what is asked of the items of a list is taken to hold.
    private static func hold(_ conditions: [Condition], _ values: TemplateFields) -> Bool {
        for condition in conditions {
            guard let value = values[condition.name] else { continue }
            if value.isPresent == condition.isInverted { return false }
            if case .list = value { return true }
        }
        return true
    }
}

extension TemplateValue {
    /// Whether a section over the value is printed.
    fileprivate var isPresent: Bool {
        switch self {
        case .flag(let flag): flag
        case .none: false
        case .list(let items): !items.isEmpty
        case .text, .markup, .drawn, .object, .lookup, .sortable: true
        }
    }
}
