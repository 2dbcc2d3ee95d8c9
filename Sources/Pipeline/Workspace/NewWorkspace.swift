import Foundation

/// Makes a new workspace: the sample as it ships, or a commented configuration to fill in.
///
/// - Returns: the paths made, relative to the folder.
/// - Throws: `targetExists` where the folder has a configuration already.
public func makeWorkspace(at directory: String, sample: Bool, resources: Resources) throws(PipelineError)
    -> [String]
{
    let configuration = directory + "/" + Configuration.fileName
    guard !FileManager.default.fileExists(atPath: configuration) else {
        throw .targetExists(path: configuration)
    }
    try Publisher.makeFolder(directory)
    if sample { return try copySample(resources.sample, to: directory) }
    try Publisher.makeFolder(directory + "/data")
    try write(Array(emptyConfiguration.utf8), to: configuration)
    return [Configuration.fileName, "data/"]
}

private func write(_ bytes: [UInt8], to path: String) throws(PipelineError) {
    do throws(OutputFault) {
        let output = try OutputFile(path: path)
        try output.write(bytes)
        try output.close()
    } catch {
        throw .cannotWrite(path: error.path, cause: error.cause)
    }
}

/// Copies contents only: the copies belong to who asked for them, and may be written where the program's own may not.
private func copySample(_ source: String, to directory: String) throws(PipelineError) -> [String] {
    let names = ["README.md", Configuration.fileName, "data"]
    for name in names { try copy("\(source)/\(name)", to: "\(directory)/\(name)") }
    return names
}

private func copy(_ source: String, to target: String) throws(PipelineError) {
    guard FileStatus(source)?.isFolder == true else {
        do throws(OutputFault) {
            let output = try OutputFile(path: target)
            try output.append(contentsOf: source, from: 0)
            try output.close()
        } catch {
            throw .cannotWrite(path: error.path, cause: error.cause)
        }
        return
    }
    try Publisher.makeFolder(target)
    let names: [String]
    do {
        names = try FileManager.default.contentsOfDirectory(atPath: source)
    } catch {
        throw .cannotWrite(path: target, cause: "\(source): \(error.localizedDescription)")
    }
    for name in names.sorted() { try copy("\(source)/\(name)", to: "\(target)/\(name)") }
}

/// The configuration that `init` writes: complete, with the words to replace in it.
let emptyConfiguration = """
    # A Bailiwick workspace. Put the exports into data/; 'bailiwick inspect data/FILE' writes the mapping of each, to put
    # in place of those below; then run 'bailiwick check'.
    title: Field sales
    as_of: latest-sale             # or a day such as 2026-06-28, or today
    currency: USD
    period: {trailing_weeks: 13}   # or month, fiscal_quarter, year_to_date
    sources:
      territories:
        file: data/territories.csv
        fields: {territory_id: territory_id, name: name, parent_id: parent_id, kind: kind}
      account_assignments:
        file: data/account_assignments.csv
        fields: {account_id: account_id, territory_id: territory_id, from: from, to: to}
      reps:
        file: data/reps.csv
        fields: {rep_id: rep_id, name: name, hired: hired, weekly_capacity_hours: weekly_capacity_hours}
      rep_assignments:
        file: data/rep_assignments.csv
        fields: {rep_id: rep_id, territory_id: territory_id, role: role, from: from, to: to}
      accounts:
        file: data/accounts.csv
        fields: {account_id: account_id, name: name, segment: segment, potential: potential}
      sales:
        file: data/sales-*.csv
        fields: {date: date, account_id: account_id, rep_id: rep_id, amount: amount}
      # activities, quotas, units, unit_assignments, crosswalk, demographics, boundaries and notes light up more.
    quality: {max_rejected_rows: 1%, max_unmatched_sales: 5%, min_rows: {sales: 1}}
    publish: {directory: reports, keep: 53, formats: [html, markdown, csv, json, digest]}

    """
