import TerritoryModel

/// Time cut at the borders of the windows, so that a row adds to one sum instead of one per window.
///
/// Days that lie in the same windows share a segment; days in no window have none. The sum of a window is that of its
/// segments.
struct WindowSegments: Sendable {
    /// The windows of each segment.
    let masks: [WindowMask]
    /// Places by day, from `firstDay` to the as-of day; earlier days are in no window and no week.
    let days: [DayPlace]
    let firstDay: Day

    /// What a day up to the as-of day counts for.
    struct DayPlace: Equatable, Sendable {
        /// -1 = no window.
        var segment: Int16 = -1
        /// 0 = the current window, 1 = the prior one, -1 = neither; these two never meet.
        var comparison: Int16 = -1
        /// The column of its week, a year before too; -1 = none.
        var week: Int32 = -1
    }

    init(_ windows: ReportingWindows) {
        let firstOfAll = Window.allCases.map { windows[$0].from }.min() ?? windows.asOf
        let first = min(firstOfAll, windows.firstDayOfColumns)
        var masks: [WindowMask] = []
        days = (0...max(0, windows.asOf - first)).map { offset in
            let day = first + offset
            var place = DayPlace(week: Int32(windows.weekColumn(of: day) ?? -1))
            let mask = windows.mask(on: day)
            guard mask.bits != 0 else { return place }
            if let known = masks.firstIndex(of: mask) {
                place.segment = Int16(known)
            } else {
                place.segment = Int16(masks.count)
                masks.append(mask)
            }
            place.comparison = mask.contains(.current) ? 0 : mask.contains(.prior) ? 1 : -1
            return place
        }
        firstDay = first
        self.masks = masks
    }

    var count: Int { masks.count }

    /// What a day up to the as-of day counts for.
    @inline(__always)
    func place(of day: Day) -> DayPlace {
        day < firstDay ? DayPlace() : days.span[day - firstDay]
    }

    /// The windows made up of their segments; no sum can overflow, since the sum of all magnitudes did not.
    func windows(_ sum: (_ segment: Int) -> Int64) -> WindowValues {
        var values = WindowValues()
        for segment in masks.indices { values.addWrapping(sum(segment), in: masks[segment]) }
        return values
    }
}
