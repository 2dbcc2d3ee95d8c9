/// The text of `Templates/README.md`, made of the documented list of variables.
enum TemplateReference {
    static var markdown: String {
        let pages = Page.allCases.map { page in
            "## `\(page.rawValue)`\n\n"
                + table(page.variables.fields.filter { field in !common.contains(field.name) })
        }
        let shapes = TemplateVariables.shapes.map { shape in
            "### `\(shape.name)`\n\n\(shape.summary)\n\n" + table(shape.fields)
        }
        let everyPage =
            "## Every page\n\n" + table(Page.index.variables.fields.filter { common.contains($0.name) })
        let rest = "## Shapes\n\n" + shapes.joined(separator: "\n")
        return introduction + ([everyPage] + pages + [rest]).joined(separator: "\n")
    }

    private static let common = Set(TemplateVariables.everyPage.map(\.name) + ["has_navigation"])

    private static func table(_ fields: [TemplateField]) -> String {
        "| variable | type | example or meaning |\n|---|---|---|\n"
            + fields.map { "| `\($0.name)` | \($0.title) | \($0.example) |\n" }.joined()
    }

    private static var introduction: String {
        """
        # Templates

        `html/` and `markdown/` hold one [Mustache](https://mustache.github.io/mustache.5.html) template for each kind
        of page, and partials that pages include with `{{>name}}`; `text/` has the digest as plain text. A file of the
        same name in `templates/html/`, `templates/markdown/` or `templates/text/` of a workspace replaces that one
        template; the others stay as they are. All templates are parsed and all their variables checked before any data
        is read.

        `bailiwick templates list` names them, `bailiwick templates export DIR` copies them with this file, and
        `bailiwick templates preview` shows what becomes of those of a workspace. docs/templates.md has an example.

        - *text* is printed with `{{name}}` and escaped for the format; *markup* is finished HTML, SVG or Markdown and
          is printed with `{{{name}}}`. The other way round is an error.
        - *yes/no*, *one* and *list* are sections: `{{#name}}…{{/name}}`, `{{^name}}…{{/name}}`.
        - Metrics are printed in their unit, such as `{{{metrics.sales}}}`; where a metric is not available, n/a with
          its reason; where the subject has no such metric, a dash.
        - What is *sortable* has beside its text the value that a table is sorted by, `{{sales.value}}`: a number, or a day
          such as `2026-06-28`, the same in every locale and for every number of places; empty where there is none.
        - `script` is the script of HTML pages: it has no tags, and takes its words from the `data-` attributes of its
          element. It stands as `<script …>{{>script}}</script>` on one line, and `{{>script_hash}}` in the policy of the
          page allows it and no other.
        - A list `things` of a page has a flag `has_things`, for a heading that appears only over something.

        Partials of `html/`: \(names(.html)).
        Partials of `markdown/`: \(names(.markdown)).
        `text/` has no partials.

        This file is made of the list in `Sources/Rendering/Templates/TemplateVariables.swift`; a test compares them.


        """
    }

    private static func names(_ format: PageFormat) -> String {
        format.partials.map { "`\($0)`" }.joined(separator: ", ")
    }
}
