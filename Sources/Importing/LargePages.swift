import Glibc

extension Array {
    /// Reserves room for elements, and asks the system to lay it out in large pages as it is filled.
    ///
    /// For tables of megabytes that are read here and there: with pages of 4 KiB the processor spends much of such a
    /// read on finding the page. Changes nothing but the time it takes, and rounds the memory up to whole large pages.
    mutating func reserveLargePages(_ capacity: Int) {
        append(addingCapacity: capacity) { output in
            // Sound: the advice is given for whole pages within the room of the array, of which it changes no byte.
            unsafe output.withUnsafeMutableBufferPointer { buffer, _ in
                guard let start = buffer.baseAddress else { return }
                let pageSize = Int(sysconf(Int32(_SC_PAGESIZE)))
                let first = (Int(bitPattern: start) + pageSize - 1) / pageSize * pageSize
                let end = unsafe Int(bitPattern: start + buffer.count) / pageSize * pageSize
                guard first < end else { return }
                // Where the system has no large pages, small ones do.
                unsafe madvise(UnsafeMutableRawPointer(bitPattern: first), end - first, MADV_HUGEPAGE)
            }
        }
    }
}
