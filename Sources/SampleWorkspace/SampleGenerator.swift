import Foundation

/// Generates workspaces; the same geography, options and seed give the same bytes on every machine.
public enum SampleGenerator {
    /// All files of the sample workspace, sorted by path.
    public static func files(
        geography: SampleGeography, options: SampleOptions = SampleOptions()
    ) throws(SampleError) -> [SampleFile] {
        let values = try SampleWorkspaceValues(geography, options)
        let facts = try PlantedFacts(values)
        var files = geography.files.map { SampleFile(path: "data/\($0.path)", bytes: $0.bytes) }
        files += DimensionFiles(values: values).files()
        files += SalesFiles.files(values)
        files.append(CallsFile.file(values))
        files.append(SampleFile(path: "bailiwick.yaml", bytes: Array(ConfigurationFile.sample.utf8)))
        files.append(SampleFile(path: "planted.json", bytes: Array((facts.json().text() + "\n").utf8)))
        files.append(SampleFile(path: "README.md", bytes: Array(SampleReadme(facts: facts).text().utf8)))
        return files.sorted { $0.path < $1.path }
    }

    /// Reads the geography files from a folder.
    public static func geography(in folder: URL) throws(SampleError) -> SampleGeography {
        var files: [SampleFile] = []
        for name in SampleGeography.fileNames {
            // Whatever the cause, the remedy is the same: name the folder with the files.
            guard let data = try? Data(contentsOf: folder.appendingPathComponent(name)) else {
                throw .missingFile(folder.appendingPathComponent(name).path)
            }
            files.append(SampleFile(path: name, bytes: Array(data)))
        }
        return try SampleGeography(files: files)
    }

    /// Writes files below a folder, which is made where it is missing; other files are left alone.
    public static func write(_ files: [SampleFile], to folder: URL) throws(SampleError) {
        for file in files {
            let target = folder.appendingPathComponent(file.path)
            do {
                try FileManager.default.createDirectory(
                    at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
                try Data(file.bytes).write(to: target)
            } catch {
                throw .unwritable(path: target.path, cause: error.localizedDescription)
            }
        }
    }
}
