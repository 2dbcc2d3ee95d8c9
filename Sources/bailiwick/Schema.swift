import ArgumentParser
import Pipeline

struct Schema: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print the JSON Schema of bailiwick.yaml, for editors that complete and check it.",
        discussion: """
            Made from the same tables of keys that the program reads by. An editor with the YAML language server \
            uses it when the file begins with: # yaml-language-server: $schema=PATH
            """)

    func run() throws {
        print(try configurationSchema(), terminator: "")
    }
}
