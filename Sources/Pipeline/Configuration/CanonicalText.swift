/// A value of the configuration as text that is the same for the same meaning, whatever the order in which it was
/// written.
///
/// Fields of structs are named and sorted; what is absent, empty or false is left out, so that a new option does not
/// change the text of configurations that do not use it.
enum CanonicalText {
    static func of(_ value: Any) -> String { text(value) ?? "none" }

    /// nil for what is absent, empty or false.
    private static func text(_ value: Any) -> String? {
        switch value {
        case let text as String: return String(reflecting: text)
        case let flag as Bool: return flag ? "true" : nil
        default: break
        }
        let mirror = Mirror(reflecting: value)
        switch mirror.displayStyle {
        case .optional: return mirror.children.first.flatMap { text($0.value) ?? "some" }
        case .collection: return list(mirror.children.map { of($0.value) })
        case .set: return list(mirror.children.map { of($0.value) }.sorted())
        case .dictionary: return fields(mirror.children.compactMap { pair($0.value) })
        case .enum: return choice(value, mirror)
        case .struct, .class:
            return mirror.children.isEmpty
                ? String(describing: value) : fields(mirror.children.compactMap(named))
        case .tuple: return list(mirror.children.map { of($0.value) })
        default: return String(describing: value)
        }
    }

    private static func list(_ items: [String]) -> String? {
        items.isEmpty ? nil : "[\(items.joined(separator: ", "))]"
    }

    private static func fields(_ fields: [(name: String, text: String)]) -> String? {
        guard !fields.isEmpty else { return nil }
        return
            "{\(fields.sorted { $0.name < $1.name }.map { "\($0.name): \($0.text)" }.joined(separator: ", "))}"
    }

    private static func named(_ child: Mirror.Child) -> (name: String, text: String)? {
        guard let name = child.label, let text = text(child.value) else { return nil }
        return (name, text)
    }

    private static func pair(_ value: Any) -> (name: String, text: String)? {
        let parts = Mirror(reflecting: value).children.map(\.value)
        guard parts.count == 2 else { return nil }
        return (of(parts[0]), of(parts[1]))
    }

    /// A case with what belongs to it, such as `trailingWeeks(13)`.
    private static func choice(_ value: Any, _ mirror: Mirror) -> String {
        guard let child = mirror.children.first, let name = child.label else {
            return String(describing: value)
        }
        return "\(name)(\(of(child.value)))"
    }
}
