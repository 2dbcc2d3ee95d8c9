import Yams

extension YAMLSection {
    /// Parses a whole file of YAML.
    init(yaml: String, file: String, table: KeyTable) throws(ConfigurationError) {
        try self.init(YAMLSection.compose(yaml, file: file), file: file, path: "", table: table)
    }

    fileprivate static func compose(_ yaml: String, file: String) throws(ConfigurationError) -> Node {
        try ConfigurationText.check(yaml, file: file)
        do {
            guard let node = try Yams.compose(yaml: yaml) else {
                throw ConfigurationError(
                    file: file, line: nil, problem: "the file is empty", remedy: "see 'bailiwick init'")
            }
            return node
        } catch let error as ConfigurationError {
            throw error
        } catch {
            let line: Int? =
                switch error as? YamlError {
                case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _):
                    mark.line
                case .duplicatedKeysInMapping(_, let context): context.mark.line
                default: nil
                }
            throw ConfigurationError(
                file: file, line: line, problem: "the file is not valid YAML: \(words(of: error))",
                remedy: "correct the spelling there; a key stands once, and tabs do not indent")
        }
    }

    private static func words(of error: any Error) -> String {
        switch error as? YamlError {
        case .parser(_, let problem, _, _) where problem.hasPrefix("Maximum nesting level"):
            "lists and keys are nested too deeply"
        case .scanner(_, let problem, _, _), .parser(_, let problem, _, _), .composer(_, let problem, _, _):
            problem
        case .duplicatedKeysInMapping(let keys, _):
            "the key '\(keys.map { "\($0)" }.sorted().joined(separator: "', '"))' stands twice"
        default: "it cannot be parsed"
        }
    }
}
