"""Writes the man page (mdoc) from what the program says of itself.

  manual-page.py HELP.json DATE < CONFIGURATION_AND_FILES > bailiwick.1

HELP.json is what --experimental-dump-help prints; DATE is the day that the page bears, yyyy-mm-dd.
"""
import datetime
import json
import re
import sys

# Arguments that every command has; they are told once.
EVERYWHERE = {"version", "help"}
MONTHS = "January February March April May June July August September October November December".split()


def escaped(text):
    """Text for roff: nothing in it is taken for a command."""
    text = text.replace("\\", "\\e").replace("-", "\\-").replace("…", "...").replace("×", "\\(mu").replace("'", "\\(aq")
    return "\\&" + text if text.startswith(".") else text


def sentences(text):
    """A sentence on each line, as roff wants it."""
    lines = re.sub(r"([.;:!?)]) +(?=[A-Z'A-Z-])", r"\1\n", " ".join(text.split())).split("\n")
    return [escaped(line) for line in lines if line]


def prose(text):
    """Paragraphs; lines that begin with two spaces are shown as they stand."""
    lines, written = [], []
    text = (text or "").strip("\n")
    for block in re.split(r"\n\s*\n", text):
        rows = block.split("\n")
        plain = [row for row in rows if not row.startswith("  ")]
        shown = [row[2:] for row in rows if row.startswith("  ")]
        if written:
            written.append(".Pp" if plain else "")
        written += sentences(" ".join(plain))
        if shown:
            written += [".Bd -literal -offset indent", *(escaped(row) for row in shown), ".Ed"]
    lines += [line for line in written if line]
    return lines


def flag(name):
    return f"Fl \\-{name['name']}" if name["kind"] == "long" else f"Fl {name['name']}"


def word(argument):
    return escaped(argument.get("valueName") or "")


def title(argument):
    dots = " ..." if argument.get("isRepeating") else ""
    if argument["kind"] == "positional":
        return f"Ar {word(argument)}{dots}"
    names = " , ".join(flag(name) for name in argument["names"])
    return names if argument["kind"] == "flag" else f"{names} Ar {word(argument)}{dots}"


def usage(argument):
    text = title(argument)
    return text if not argument.get("isOptional", True) else f"Op {text}"


def described(argument):
    """What the argument does, its words to choose from and what holds without it."""
    lines = sentences(argument.get("abstract") or "")
    choices = argument.get("allValues") or argument.get("allValueStrings")
    if choices and not all(choice in (argument.get("abstract") or "") for choice in choices):
        lines.append(f"One of: {escaped(', '.join(choices))}.")
    if argument.get("defaultValue") is not None and argument["kind"] != "flag":
        lines += ["Default:", f".Ql \\&{escaped(argument['defaultValue'])} ."]
    return lines


def own_arguments(command):
    shown = [argument for argument in command.get("arguments", []) if argument.get("shouldDisplay", True)]
    return [a for a in shown if not EVERYWHERE & {name["name"] for name in a.get("names", [])}]


def options(command):
    arguments = own_arguments(command)
    if not arguments:
        return []
    lines = [".Bl -tag -width Ds"]
    for argument in arguments:
        lines += [f".It {title(argument)}", *described(argument)]
    return [*lines, ".El"]


def subcommands(command):
    return [child for child in command.get("subcommands", []) if child["commandName"] != "help"]


def synopsis(command, names):
    lines = [".Nm", ".Cm " + " ".join(names)] if names else [".Nm"]
    return lines + [f".{usage(argument)}" for argument in own_arguments(command)]


def leaves(command, names=()):
    """Every command that can be run, with its names."""
    children = subcommands(command)
    if not children:
        yield list(names), command
    for child in children:
        yield from leaves(child, (*names, child["commandName"]))


def commands(root):
    lines = []
    for child in subcommands(root):
        lines += [f".Ss {child['commandName']}", *sentences(child.get("abstract") or "")]
        for names, leaf in leaves(child, [child["commandName"]]):
            if len(names) > 1:
                lines += [".Pp", f".Nm Cm {' '.join(names)}", ".Pp", *sentences(leaf.get("abstract") or "")]
            lines += options(leaf)
            if len(names) > 1 and leaf.get("discussion"):
                lines += [".Pp", *prose(leaf["discussion"])]
        if child.get("discussion"):
            lines += [".Pp", *prose(child["discussion"])]
    return lines


def page(root, date, rest):
    day = datetime.date.fromisoformat(date)
    discussion = root.get("discussion") or ""
    head, _, codes = discussion.partition("Exit codes:")
    lines = [
        ".\\\" Made from the program by Packaging/manual-page.py.",
        f".Dd {MONTHS[day.month - 1]} {day.day}, {day.year}", ".Dt BAILIWICK 1", ".Os", ".Sh NAME", ".Nm bailiwick",
        f".Nd {escaped(root['abstract'].rstrip('.'))}", ".Sh SYNOPSIS",
    ]
    for names, leaf in leaves(root):
        lines += synopsis(leaf, names)
    lines += [".Nm", ".Fl \\-version", ".Nm", ".Op Ar command ...", ".Fl \\-help"]
    lines += [".Sh DESCRIPTION", *prose(head), ".Sh COMMANDS", *commands(root)]
    files, mark, others = rest.partition(".Sh EXAMPLES")
    lines += files.rstrip("\n").split("\n")
    lines += [".Sh EXIT STATUS", ".Bl -tag -width Ds"]
    listed, *after = codes.strip().split(". ", 1)
    for entry in re.split(r",\s+(?=\d+ )", " ".join(listed.rstrip(".").split())):
        code, meaning = entry.split(" ", 1)
        lines += [f".It {code}", escaped(meaning)]
    lines.append(".El")
    if after:
        lines += [".Pp", *prose(after[0])]
    return lines + (mark + others).rstrip("\n").split("\n")


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        root = json.load(file)["command"]
    print("\n".join(page(root, sys.argv[2], sys.stdin.read())))


if __name__ == "__main__":
    main()
