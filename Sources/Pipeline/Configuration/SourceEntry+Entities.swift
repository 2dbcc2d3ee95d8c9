import Importing

extension SourceEntry {
    typealias Entity = SourceEntity
    static let entities = SourceEntity.all
}
