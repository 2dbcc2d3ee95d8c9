"""Holds the JSON Schema of bailiwick.yaml against the parser: what one refuses, the other has to refuse in the same place.

  check.py PROGRAM

Right ones: SampleData, every example of the documents, every preset, and complete.yaml, which has every key.
Wrong ones: complete.yaml with one thing changed at a time, hundreds of them.
"""
import copy
import json
import pathlib
import re
import subprocess
import sys
import tempfile

import jsonschema
import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
MISSING_INPUT = 66
WRONG_CONFIGURATION = 78

# What the schema cannot say, and the parser alone refuses: rules between keys, and names of things elsewhere.
PARSER_ALONE = [
    r"contradicts", r"stands without 'records'", r"is for numbers, but", r"which is no preset", r"is for .* only",
    r"'bands\.watch' is below", r"no demographic source has a field", r"has no meaning for a sum",
    r"does not say of which year", r"nothing says which territory", r"has no 'records'", r"is not a name of a lookup",
    r"maps no indicator", r"need each other", r"asks for nothing", r"maps '(latitude|longitude)' and not", r"maps the blank cell",
    r"does not have digest", r"'locale' is .*, which is not known",
    r"cannot be (read|used) as (a|an) (template|expression)", r"': .*(column|brace|operator|number|expression)",
]

# What the schema alone refuses: a number where only a text makes sense, which the program takes as it is written.
SCHEMA_ALONE = r"\.(delimiter|quote) = (-?[0-9]|True)"


class Core(yaml.CSafeLoader):
    """YAML 1.2: `off` and days are texts, as they are to the program and to editors."""


Core.yaml_implicit_resolvers = {}
for tag, pattern, first in [
    ("null", r"^(~|null|)$", ["~", "n", ""]),
    ("bool", r"^(true|false)$", list("tf")),
    ("int", r"^[-+]?[0-9]+$", list("-+0123456789")),
    ("float", r"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$", list("-+.0123456789")),
]:
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(pattern), first)


class Plain(yaml.CSafeDumper):
    """Writes so that Core reads the same; in block style, so that every value has a line of its own."""


Plain.yaml_implicit_resolvers = Core.yaml_implicit_resolvers


def read(text):
    return yaml.load(text, Core)


def line_of(text, path):
    """Line of the value at a path, 1 = first."""
    node = yaml.compose(text, Core)
    for step in path:
        if isinstance(node, yaml.MappingNode):
            node = next(value for key, value in node.value if key.value == str(step))
        else:
            node = node.value[step]
    return node.start_mark.line + 1


class Schema:
    def __init__(self, program):
        text = subprocess.run([program, "schema"], check=True, capture_output=True, text=True).stdout
        published = (ROOT / "docs/bailiwick.schema.json").read_text()
        require(text == published, "docs/bailiwick.schema.json is not what the program makes: run 'make schema'")
        self.node = json.loads(text)
        jsonschema.Draft7Validator.check_schema(self.node)
        self.configuration = jsonschema.Draft7Validator(self.node)
        preset = {"$ref": "#/definitions/preset", "definitions": self.node["definitions"]}
        self.preset = jsonschema.Draft7Validator(preset)

    def places(self, value):
        """Paths of what is wrong; empty where nothing is."""
        found = []
        for error in self.configuration.iter_errors(value):
            found += self._deepest(error)
        return found

    def _deepest(self, error):
        """Where an alternative fits in kind, what is wrong in it; else the place of the alternatives."""
        path = list(error.absolute_path)
        if error.validator == "additionalProperties":
            return [path + [key] for key in error.instance if key not in error.schema.get("properties", {})]
        if error.validator != "anyOf":
            return [path]
        inner = [child for child in error.context if len(list(child.absolute_path)) > len(path)
                 or child.validator in ("additionalProperties", "required", "oneOf")]
        return [place for child in inner for place in self._deepest(child)] or [path]


def require(holds, message):
    if not holds:
        sys.exit(f"error: {message}")


class Parser:
    def __init__(self, program, folder):
        self.program = program
        self.folder = folder

    def refusal(self, text):
        """The message; None where the configuration is taken."""
        (self.folder / "bailiwick.yaml").write_text(text)
        command = [self.program, "check", "--quiet", "--workspace", str(self.folder)]
        run = subprocess.run(command, capture_output=True, text=True)
        require(run.returncode in (MISSING_INPUT, WRONG_CONFIGURATION), f"exit code {run.returncode}:\n{text}\n{run.stderr}")
        return run.stderr if run.returncode == WRONG_CONFIGURATION else None


def examples():
    """Every YAML example of the documents, completed to a whole configuration; presets as they are."""
    needed = {
        "accounts": {"file": "a.csv", "fields": {"account_id": "id", "name": "n", "territory_id": "t"}},
        "sales": {"file": "s.csv", "fields": {"date": "d", "account_id": "a", "amount": "m"}},
        "territories": {"file": "t.csv", "fields": {"territory_id": "id", "name": "n"}},
    }
    for document in [*sorted((ROOT / "docs").glob("*.md")), ROOT / "README.md"]:
        for number, block in enumerate(re.findall(r"^```yaml\n(.*?)^```", document.read_text(), re.M | re.S), 1):
            value = read(block.replace("{...}", "{}"))
            name = f"{document.relative_to(ROOT)}, example {number}"
            if "preset" not in value:
                value["sources"] = {**needed, **(value.get("sources") or {})}
            yield name, value


def check_right(schema, parser):
    names = 0
    for name, value in [("SampleData/bailiwick.yaml", read((ROOT / "SampleData/bailiwick.yaml").read_text())),
                        *examples()]:
        validator = schema.preset if "preset" in value else schema.configuration
        error = jsonschema.exceptions.best_match(validator.iter_errors(value))
        require(error is None, f"{name}: the schema refuses it: {error and error.message} at {error and error.json_path}")
        names += 1
    for path in sorted((ROOT / "Sources/Pipeline/Presets").glob("*.yaml")):
        error = jsonschema.exceptions.best_match(schema.preset.iter_errors(read(path.read_text())))
        require(error is None, f"{path.name}: the schema refuses it: {error and error.message}")
        names += 1
    print(f"the schema takes {names} right configurations and presets")


def is_a(node, kind):
    types = node.get("type", [])
    return kind in (types if isinstance(types, list) else [types])


def used(node, value, schema, names):
    """Notes which properties of the schema a value uses."""
    if "$ref" in node:
        name = node["$ref"].rsplit("/", 1)[1]
        return used(schema["definitions"][name], value, schema, names)
    for part in node.get("anyOf", []):
        used(part, value, schema, names)
    if isinstance(value, dict) and is_a(node, "object"):
        for key, inner in value.items():
            if key in node.get("properties", {}):
                names.add((id(node), key))
                used(node["properties"][key], inner, schema, names)
            elif isinstance(node.get("additionalProperties"), dict):
                used(node["additionalProperties"], inner, schema, names)
    if isinstance(value, list) and is_a(node, "array"):
        for inner in value:
            used(node["items"], inner, schema, names)


def all_properties(node):
    if isinstance(node, dict):
        if is_a(node, "object"):
            for key in node.get("properties", {}):
                yield id(node), key
        for inner in node.values():
            yield from all_properties(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from all_properties(inner)


def check_complete(schema, value):
    root = schema.node
    names = set()
    used(root, value, root, names)
    own = {k: v for k, v in root.items() if k != "definitions"}
    parts = [own["properties"], *(part for name, part in root["definitions"].items() if not name.startswith("preset"))]
    offered = {(id(root), key) for key in root["properties"]} | {pair for part in parts for pair in all_properties(part)}
    # Each source has the shared keys; it is enough that one uses each.
    left = {key for _, key in offered} - {key for _, key in names}
    require(not left, f"complete.yaml lacks: {', '.join(sorted(left))}")
    print(f"complete.yaml uses all {len({key for _, key in offered})} keys")


def paths(value, path=()):
    """Every place of a configuration."""
    yield path
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else []:
        yield from paths(inner, (*path, key))


def at(value, path):
    for step in path:
        value = value[step]
    return value


def mutations(whole):
    """The configuration with one thing changed: what was done, and the result."""
    seen = set()
    for path in paths(whole):
        if not path:
            continue
        old = at(whole, path)
        # Once for each kind of place: all columns of all sources are read alike, and so are all numbers of rows.
        place = path[-2:-1] if path[-2:-1] in (("fields",), ("min_rows",)) else path[-2:]
        if (place, type(old)) in seen:
            continue
        seen.add((place, type(old)))
        others = ["zzz", "", -1, 10**13, 1.5, True, [["zzz"]], {"zzz": "zzz"}, "101%"]
        for new in others:
            if new == old and type(new) is type(old):
                continue
            changed = copy.deepcopy(whole)
            at(changed, path[:-1])[path[-1]] = new
            yield f"{dotted(path)} = {new!r}", changed
        changed = copy.deepcopy(whole)
        del at(changed, path[:-1])[path[-1]]
        yield f"without {dotted(path)}", changed
        if isinstance(old, dict):
            changed = copy.deepcopy(whole)
            at(changed, path)["zzz"] = "zzz"
            yield f"{dotted(path)} with a key zzz", changed


def dotted(path):
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)[1:]


def check_wrong(schema, parser, whole):
    refused, alone, taken, failures = 0, 0, 0, []
    for name, value in mutations(whole):
        text = yaml.dump(value, Dumper=Plain, default_flow_style=False, sort_keys=False, allow_unicode=True)
        require(read(text) == value, f"{name}: the text does not say what is meant")
        message = parser.refusal(text)
        places = schema.places(value)
        if message is None:
            taken += 1
            if places and not re.search(SCHEMA_ALONE, name):
                failures.append(f"{name}: only the schema refuses it, at {[dotted(p) for p in places]}")
        elif not places:
            alone += 1
            if not any(re.search(rule, message) for rule in PARSER_ALONE):
                failures.append(f"{name}: only the parser refuses it: {message.strip()}")
        else:
            refused += 1
            line = int(re.search(r"bailiwick\.yaml:(\d+)", message).group(1))
            # What is wrong in a list of words is told in the line of the list.
            places += [place[:-1] for place in places if place and isinstance(place[-1], int)]
            lines = {line_of(text, place) for place in places}
            if line not in lines:
                failures.append(f"{name}: the parser refuses line {line}, the schema {sorted(lines)}: {message.strip()}")
    print(f"{refused} wrong configurations are refused by both, in the same line; {alone} by the parser alone, for a rule "
          f"between keys; {taken} are right")
    require(not failures, "the schema and the parser disagree:\n" + "\n".join(failures))


def main():
    program = str(pathlib.Path(sys.argv[1]).resolve())
    schema = Schema(program)
    whole = read((pathlib.Path(__file__).parent / "complete.yaml").read_text())
    with tempfile.TemporaryDirectory() as folder:
        parser = Parser(program, pathlib.Path(folder))
        check_right(schema, parser)
        check_complete(schema, whole)
        text = yaml.dump(whole, Dumper=Plain, sort_keys=False)
        require(not schema.places(whole), f"complete.yaml: the schema refuses {schema.places(whole)}")
        message = parser.refusal(text)
        require(message is None, f"complete.yaml: {message}")
        check_wrong(schema, parser, whole)


if __name__ == "__main__":
    main()
