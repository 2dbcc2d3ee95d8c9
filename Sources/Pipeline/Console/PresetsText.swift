import Importing
import TerritoryModel

/// The list of presets, beneath the source that each is for; the workspace's own are marked.
public func presetsText(_ presets: [Preset]) -> String {
    let groups =
        SourceEntry.entities.map { entity in
            (entity.name, presets.filter { $0.entities.contains(entity.name) && !$0.isForAnyEntity })
        } + [("any source", presets.filter(\.isForAnyEntity))]
    let width = presets.map(\.name.count).max() ?? 0
    let lists = groups.filter { !$0.1.isEmpty }.map { title, members in
        ([title] + members.map { "  \(line($0, width: width))" }).joined(separator: "\n")
    }
    let own =
        presets.contains(where: \.isOwn)
        ? "* of this workspace (presets/)" : "your own presets are files in presets/ of the workspace"
    return lists.joined(separator: "\n\n")
        + "\n\n\(own); 'bailiwick presets show NAME' tells what a preset expects and what to adapt"
}

private func line(_ preset: Preset, width: Int) -> String {
    let padding = String(repeating: " ", count: width - preset.name.count)
    let mark = preset.isOwn ? "*" : " "
    let hiding = preset.hidesShipped ? " (in place of the program's own)" : ""
    return "\(mark) \(preset.name)\(padding)  \(preset.title)\(hiding)"
}

/// All of one preset: what it reads, the vendor's columns, the notes and the file itself.
public func presetText(_ preset: Preset) -> String {
    let entity = preset.isForAnyEntity ? "any source" : preset.entities.joined(separator: ", ")
    let columns =
        preset.columns.isEmpty ? "chosen by whoever exports" : preset.columns.joined(separator: ", ")
    return """
        \(preset.name) — \(preset.title)
        for: \(entity)\(preset.isOwn ? " (of this workspace)" : "")
        columns: \(columns)

        \(preset.notes.trimmedOfLineEnds)

        use it in bailiwick.yaml; keys that you write beside it go first:
          sources:
            \(preset.isForAnyEntity ? "accounts" : preset.entities[0]): {file: data/export.csv, preset: \(preset.name)}

        \(preset.file):
        \(preset.text.trimmedOfLineEnds)
        """
}

extension String {
    fileprivate var trimmedOfLineEnds: String {
        var text = self[...]
        while text.last?.isNewline == true { text.removeLast() }
        return String(text)
    }
}

/// The table of `docs/presets.md`.
public func presetsTable(_ presets: [Preset]) -> String {
    let rows = presets.map { preset in
        let entity = preset.isForAnyEntity ? "any" : preset.entities.map { "`\($0)`" }.joined(separator: ", ")
        return "| `\(preset.name)` | \(entity) | \(preset.title) |"
    }
    return (["| preset | source | reads |", "|---|---|---|"] + rows).joined(separator: "\n")
}
