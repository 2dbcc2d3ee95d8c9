import TerritoryModel

/// Checks the variables of a template against the documented list.
///
/// A name is looked for in the innermost section first, as Mustache does when it renders.
struct TemplateCheck {
    /// The text and the path for errors of every template of one format, by name.
    let sources: [String: (text: String, path: String)]

    /// Checks the template, and the partials where it uses them.
    func check(_ name: String, variables: TemplateShape) throws(RenderingError) {
        try check(name, stack: [variables], through: [name])
    }

    private func check(_ name: String, stack outer: [TemplateShape], through path: [String])
        throws(RenderingError)
    {
        guard let source = sources[name] else { return }
        var stack = outer
        var open: [TemplateTag] = []
        for tag in try tags(of: source) {
            switch tag.kind {
            case .variable, .unescaped:
                try checkValue(tag, field: try field(tag, in: stack, source.path), source.path)
            case .section, .inverted:
                let field = try field(tag, in: stack, source.path)
                open.append(tag)
                stack.append(tag.kind == .section ? field.kind.shape ?? .nothing : .nothing)
            case .end:
                guard open.last?.name == tag.name else {
                    throw .brokenTemplate(
                        path: source.path, line: tag.line, reason: "{{/\(tag.name)}} ends no open section")
                }
                open.removeLast()
                stack.removeLast()
            case .partial:
                try checkPartial(tag, stack: stack, through: path, source.path)
            case .unsupported:
                throw .brokenTemplate(
                    path: source.path, line: tag.line,
                    reason: "blocks, parents, pragmas and other delimiters are not supported")
            }
        }
        if let unclosed = open.last {
            throw .brokenTemplate(
                path: source.path, line: unclosed.line, reason: "section '\(unclosed.name)' is never closed")
        }
    }

    private func tags(of source: (text: String, path: String)) throws(RenderingError) -> [TemplateTag] {
        do throws(TemplateTag.Unclosed) {
            return try TemplateTag.scan(source.text)
        } catch {
            throw .brokenTemplate(path: source.path, line: error.line, reason: "a tag is never closed")
        }
    }

    private func checkPartial(
        _ tag: TemplateTag, stack: [TemplateShape], through path: [String], _ file: String
    ) throws(RenderingError) {
        guard sources[tag.name] != nil else {
            let nearest = nearestName(to: tag.name, among: sources.keys.sorted())
            throw .unknownPartial(path: file, line: tag.line, name: tag.name, nearest: nearest)
        }
        guard !path.contains(tag.name) else {
            throw .brokenTemplate(
                path: file, line: tag.line, reason: "'\(tag.name)' would include itself without end")
        }
        try check(tag.name, stack: stack, through: path + [tag.name])
    }

    private func checkValue(_ tag: TemplateTag, field: TemplateField, _ path: String) throws(RenderingError) {
        switch (field.kind, tag.kind) {
        case (.markup, .variable): throw .markupEscaped(path: path, line: tag.line, name: tag.name)
        case (.text, .unescaped): throw .textUnescaped(path: path, line: tag.line, name: tag.name)
        case (.text, _), (.markup, _): return
        default: throw .notAValue(path: path, line: tag.line, name: tag.name)
        }
    }

    private func field(
        _ tag: TemplateTag, in stack: [TemplateShape], _ path: String
    ) throws(RenderingError) -> TemplateField {
        let names = tag.name.split(separator: ".").map(String.init)
        if let first = names.first, let found = stack.lazy.reversed().compactMap({ $0[first] }).first {
            var field: TemplateField? = found
            for name in names.dropFirst() { field = field?[name] }
            if let field { return field }
        }
        if let way = TemplateCheck.way(to: tag.name, in: stack) {
            throw .outsideSection(path: path, line: tag.line, name: tag.name, way: way.map(\.name))
        }
        let known = stack.reversed().flatMap { shape in
            shape.fields.flatMap { field in
                [field.name] + (field.kind.shape?.fields.map { "\(field.name).\($0.name)" } ?? [])
            }
        }
        throw .unknownVariable(
            path: path, line: tag.line, name: tag.name, nearest: nearestName(to: tag.name, among: known))
    }

    /// How many sections deep a variable is looked for.
    private static let deepest = 3

    /// The shortest way to a variable of that name: the objects and lists to open, outermost first; nil where no
    /// section that could be opened here has it.
    private static func way(to name: String, in stack: [TemplateShape]) -> [TemplateField]? {
        var ways: [[TemplateField]] = [[]]
        for _ in 1...deepest {
            ways = ways.flatMap { way -> [[TemplateField]] in
                let shapes = way.last.map { [$0.kind.shape].compactMap(\.self) } ?? stack.reversed()
                return shapes.flatMap(\.fields).filter { $0.kind.shape != nil }.map { way + [$0] }
            }
            if let found = ways.first(where: { $0.last?.kind.shape?[name] != nil }) { return found }
        }
        return nil
    }
}

extension TemplateShape {
    /// What a section over a flag adds.
    fileprivate static let nothing = TemplateShape("nothing", "", [])
}
