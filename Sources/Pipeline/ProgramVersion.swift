/// The version of the program; what a run writes down, the man page and the package all take it from here.
public let programVersion = "0.1.0"
