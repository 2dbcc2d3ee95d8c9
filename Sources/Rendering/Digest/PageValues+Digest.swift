import Analysis
import TerritoryModel

// The report in brief, for an e-mail.

extension PageValues {
    /// How much the digest tells, so that it stays a message whatever the field and its names are like.
    private enum Length {
        static let exceptions = 8
        static let changes = 8
        static let territories = 3
        /// In Unicode scalars.
        static let name = 80
        static let text = 240
    }

    func digest() -> TemplateValue {
        var values = page(.digest, title: Page.digest.title)
        values["headline"] = .text(Headline(report, wording).text)
        values["key_numbers"] = .list(keyNumbers().map(briefly))
        values["exceptions"] = exceptions(report.exceptions.prefix(Length.exceptions))
        values["exceptions_total"] = .text(formatting.count(report.exceptions.count))
        values["has_more_exceptions"] = .flag(report.exceptions.count > Length.exceptions)
        values.merge(changesInBrief())
        values.merge(bestAndWorst())
        values["has_url"] = .flag(site.digestAddress != nil)
        values["url"] = .text(site.digestAddress.map { $0 + Page.index.rawValue + format.ending } ?? "")
        return TemplateValue.object(values).shortened(names: Length.name, texts: Length.text)
    }

    /// The subject of the message.
    func subject(_ mail: DigestMail) -> String {
        mail.subject.text { word in
            switch word {
            case .title: report.title
            case .headline: Headline(report, wording).text
            case .grade: report.quality.grade.rawValue
            case .asOf: formatting.day(report.windows.asOf)
            }
        }
    }

    /// A key number with what it is compared to as a list.
    private func briefly(_ number: TemplateValue) -> TemplateValue {
        guard case .object(let fields) = number else { return number }
        let notes = ["prior", "year"].compactMap { name -> TemplateValue? in
            guard case .markup(let markup)? = fields[name], !markup.isEmpty else { return nil }
            return .object(["note": .markup(markup)])
        }
        return .object([
            "name": fields["name"] ?? .text(""), "value": fields["value"] ?? .markup(""),
            "notes": .list(notes),
        ])
    }

    /// What differs from the last run, in its first sentences.
    private func changesInBrief() -> TemplateFields {
        guard case .object(let last)? = comparisons(nil)["last"], let sentence = last["sentence"],
            case .list(let lines)? = last["lines"]
        else { preconditionFailure("every page has its changes since the last run") }
        return ["changes_sentence": sentence, "changes": .list(Array(lines.prefix(Length.changes)))]
    }

    /// The exclusive territories at both ends, by the first of a few measures that at least two of them have.
    private func bestAndWorst() -> TemplateFields {
        let exclusive = report.territories.filter { $0.kind == .exclusive }
        let measures: [MetricKey] = [.performanceIndex, .attainment, .growth]
        for key in measures {
            let known = exclusive.compactMap { territory in
                territory.metrics[key]?.doubleValue.map { (territory, $0) }
            }
            guard known.count > 1 else { continue }
            // Territories are in the order of their ids, and equal ones keep it.
            let ranked = known.sorted { $0.1 > $1.1 }.map { row($0.0) }
            let shown = min(Length.territories, ranked.count / 2)
            return [
                "ranked_by": .text(MetricCatalog.definition(of: key).title),
                "best": .list(Array(ranked.prefix(shown))),
                "worst": .list(ranked.suffix(shown).reversed()),
            ]
        }
        return ["ranked_by": .text(""), "best": .list([]), "worst": .list([])]
    }
}

extension ReportSite {
    /// Address of the folder of this report with a slash at its end; nil where no HTML page of it is served.
    var digestAddress: String? {
        guard formats.contains(.html), let url = mail?.url else { return nil }
        return "\(url)/\(report.windows.asOf)/"
    }

    /// The values of the digest as a page or as plain text.
    func digest(_ format: PageFormat) -> TemplateValue {
        PageValues(site: self, format: format, root: digestAddress ?? "").digest()
    }
}

extension TemplateValue {
    /// The value with no text longer than so many Unicode scalars; addresses stay whole.
    func shortened(names: Int, texts: Int) -> TemplateValue {
        switch self {
        case .text(let text): return .text(text.shortened(to: texts))
        case .sortable(let value, let sort):
            return .sortable(value.shortened(names: names, texts: texts), by: sort)
        case .list(let items): return .list(items.map { $0.shortened(names: names, texts: texts) })
        case .object(var fields):
            for (name, value) in fields.pairs where name != "url" && name != "root" {
                fields[name] = value.shortened(names: names, texts: name == "name" ? names : texts)
            }
            return .object(fields)
        case .markup, .drawn, .flag, .lookup, .none: return self
        }
    }
}
