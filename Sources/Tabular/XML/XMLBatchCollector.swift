/// What turns the events of a document into batches of records, on the thread of the parser.
protocol XMLBatchCollector<Findings>: AnyObject, SendableMetatype {
    /// What a reader must know beside the records.
    associatedtype Findings: Sendable

    /// Takes the parser's events.
    var listener: XMLPullParser.Listener { get }
    /// Takes each full batch, gives a used one in exchange, and says whether more are wanted.
    var deliver: (inout RecordBatch) -> Bool { get set }
    /// What was found up to the last batch.
    var findings: Findings { get }

    /// Delivers the last batch at the end of the document; throws what makes the document unreadable.
    func finish() throws(TabularError)
}
