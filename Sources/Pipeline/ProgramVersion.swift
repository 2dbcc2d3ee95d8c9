/// The version of the program, which runs are recorded with.
public let programVersion = "0.1.0"
