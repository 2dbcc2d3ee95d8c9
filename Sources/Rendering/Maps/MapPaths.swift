import Geography

/// Lines of the map as path data: relative lines between whole tenths, the shortest text that says the same.
enum MapPaths {
    static func data(_ lines: [[MapPoint]], closed: Bool = true) -> String {
        var text = ByteText()
        for line in lines {
            guard var last = line.first else { continue }
            text.write("M")
            text.write(last.x)
            text.write(" ")
            text.write(last.y)
            text.write("l")
            var isFirst = true
            for point in line.dropFirst() {
                if !isFirst && point.x >= last.x { text.write(" ") }
                text.write(point.x - last.x)
                if point.y >= last.y { text.write(" ") }
                text.write(point.y - last.y)
                last = point
                isFirst = false
            }
            if closed { text.write("z") }
        }
        return text.text
    }
}
