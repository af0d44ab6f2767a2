"""Checks that a file is SARIF 2.1.0 as far as Ambit uses it, and prints it in short.

The rules are those of the specification's schema for the properties that are there; a property that
is not named here is an error, so that a misspelt one is found.

  sarif.py FILE
"""

import json
import re
import sys

URI = re.compile(r"^(?:[A-Za-z][A-Za-z0-9+.-]*:|[A-Za-z0-9/._~%@+-])[A-Za-z0-9/._~%@:+-]*$")
TEXT, COUNT, BOOL = str, int, bool


def number(least):
    return ("number", least)


def uri(value):
    return bool(URI.match(value))


def one_of(*words):
    return ("one of", words)


# A property whose name ends with `!` is required. A list of one is an array of that.
MESSAGE = {"text!": TEXT}
MULTIFORMAT = {"text!": TEXT, "markdown": TEXT}
ARTIFACT = {"uri!": uri, "uriBaseId": TEXT}
REGION = {"startLine": number(1), "startColumn": number(1), "endLine": number(1), "endColumn": number(1)}
LOCATION = {
    "id": number(0),
    "message": MESSAGE,
    "physicalLocation!": {"artifactLocation!": ARTIFACT, "region": REGION},
}
LEVEL = one_of("none", "note", "warning", "error")
RULE = {
    "id!": TEXT, "name": TEXT, "shortDescription": MULTIFORMAT, "fullDescription": MULTIFORMAT,
    "help": MULTIFORMAT, "helpUri": uri, "defaultConfiguration": {"level": LEVEL},
}
RESULT = {
    "ruleId": TEXT, "ruleIndex": number(0), "level": LEVEL, "message!": MESSAGE, "locations": [LOCATION],
    "relatedLocations": [LOCATION], "partialFingerprints": {"ambit/v1!": TEXT},
    "codeFlows": [{"threadFlows!": [{"id": TEXT, "message": MESSAGE, "locations!": [{"location": LOCATION}]}]}],
    "fixes": [{"description": MESSAGE, "artifactChanges!": [{
        "artifactLocation!": ARTIFACT,
        "replacements!": [{"deletedRegion!": REGION, "insertedContent": MESSAGE}]}]}],
    "suppressions": [{"kind!": one_of("inSource", "external"), "justification": TEXT}],
}
RUN = {
    "tool!": {"driver!": {"name!": TEXT, "fullName": TEXT, "version": TEXT, "semanticVersion": TEXT,
                          "informationUri": uri, "rules": [RULE]}},
    "originalUriBaseIds": {"SRCROOT!": {"uri!": uri, "description": MESSAGE}},
    "columnKind": one_of("utf16CodeUnits", "unicodeCodePoints"),
    "invocations": [{"executionSuccessful!": BOOL, "exitCode": number(0), "exitCodeDescription": TEXT,
                     "toolExecutionNotifications": [{"level": LEVEL, "message!": MESSAGE, "locations": [LOCATION]}]}],
    "results": [RESULT],
}
FILE = {"$schema": uri, "version!": one_of("2.1.0"), "runs!": [RUN]}


def problems(value, shape, at):
    if isinstance(shape, dict):
        if not isinstance(value, dict):
            yield f"{at}: no object"
            return
        known = {name.rstrip("!"): part for name, part in shape.items()}
        for name in shape:
            if name.endswith("!") and name[:-1] not in value:
                yield f"{at}: no {name[:-1]}"
        for name, part in value.items():
            if name not in known:
                yield f"{at}: unknown property {name}"
            else:
                yield from problems(part, known[name], f"{at}.{name}")
    elif isinstance(shape, list):
        if not isinstance(value, list):
            yield f"{at}: no array"
            return
        for index, item in enumerate(value):
            yield from problems(item, shape[0], f"{at}[{index}]")
    elif isinstance(shape, tuple):
        kind, limit = shape
        if kind == "number" and not (type(value) is int and value >= limit):
            yield f"{at}: {value} is no number from {limit}"
        if kind == "one of" and value not in limit:
            yield f"{at}: {value} is none of {limit}"
    elif isinstance(shape, type):
        if not isinstance(value, shape):
            yield f"{at}: no {shape.__name__}"
    elif not (isinstance(value, str) and shape(value)):
        yield f"{at}: no URI: {value}"


def references(run):
    """What the schema cannot say."""
    rules = run["tool"]["driver"]["rules"]
    if not run["originalUriBaseIds"]["SRCROOT"]["uri"].endswith("/"):
        yield "the base URI does not end in /"
    for result in run["results"]:
        if rules[result["ruleIndex"]]["id"] != result["ruleId"]:
            yield f"rule {result['ruleIndex']} is not {result['ruleId']}"
        ids = [at["id"] for at in result.get("relatedLocations", [])]
        if len(ids) != len(set(ids)):
            yield "two related locations have one id"


def place(location):
    physical = location["physicalLocation"]
    region = physical.get("region", {})
    return ":".join(map(str, [physical["artifactLocation"]["uri"], *region.values()][:1])) + (
        f":{region['startLine']}:{region['startColumn']}" if region else "")


def main(path):
    file = json.load(open(path, encoding="utf-8"))
    wrong = list(problems(file, FILE, "file")) or list(references(file["runs"][0]))
    if wrong:
        sys.exit("\n".join(wrong))
    run = file["runs"][0]
    call = run["invocations"][0]
    print(f"exit {call['exitCode']}, {'' if call['executionSuccessful'] else 'not '}successful")
    for note in call["toolExecutionNotifications"]:
        print(note["level"], place(note["locations"][0]) + ":", note["message"]["text"])
    for result in run["results"]:
        print(result["ruleId"], place(result["locations"][0]) + ":", result["message"]["text"])
        for at in result.get("relatedLocations", []):
            print("  related", place(at) + ":", at["message"]["text"])
        for code in result.get("codeFlows", []):
            for flow in code["threadFlows"]:
                steps = [step["location"]["message"]["text"] for step in flow["locations"]]
                print(f"  flow {flow['id']}:", " > ".join(steps))
        for suppression in result.get("suppressions", []):
            print(f"  suppressed {suppression['kind']}:", suppression["justification"])
        for fix in result.get("fixes", []):
            for change in fix["artifactChanges"]:
                for part in change["replacements"]:
                    print("  fix", part["deletedRegion"], repr(part["insertedContent"]["text"]))


main(sys.argv[1])
