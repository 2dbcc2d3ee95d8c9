import Tabular

extension MapInspection {
    /// Looks through a KML file: its placemarks are the shapes, their `SimpleData` and `Data` the properties.
    ///
    /// The reader of KML boundaries is not there yet; until then only the name of each placemark is read.
    init(kml input: TabularInput) throws(InspectionError) {
        var tally = MapTally()
        do throws(TabularError) {
            let reader = try openRecords(
                input, as: .xml(XMLRecordSettings(recordPath: "//Placemark")),
                columns: ["name", "description"])
            var batch = RecordBatch()
            while try reader.next(into: &batch) {
                for record in batch.records {
                    var properties: [String: String] = [:]
                    if let name = batch.text(of: 0, in: record), !name.isEmpty {
                        properties["name"] = String(name.prefix(96))
                    }
                    tally.add(properties)
                }
            }
        } catch {
            throw .unreadable(error)
        }
        self.init(tally)
    }
}
