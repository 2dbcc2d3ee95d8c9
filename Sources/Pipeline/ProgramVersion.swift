/// Which Bailiwick this is; the package, the man page and what a run writes down all take it from here.
public enum ProgramVersion {
    /// Semantic versioning: what the workspace and the outputs look like is what a version promises.
    public static let text = "0.1.0"
}
