"""Checks that several units linked are told the same as one unit of all their text, and as a link
of their facts files, whatever the order of these.

    as-one.py AMBIT DIRECTORY ANNOTATIONS [FLAG...]

DIRECTORY holds units (*.c or *.cpp) and headers with guards. They are analysed as a project of that
many units, and as one unit that has them one after another, with #line so that places agree. Prints
what both found, a line for each finding and each note; exits with 1 if they differ.
"""

import json
import os
import subprocess
import sys
import tempfile


def check(ambit, project, commands):
    with open(os.path.join(project, "compile_commands.json"), "w", encoding="utf-8") as out:
        json.dump(commands, out)
    report = os.path.join(project, "report.json")
    done = subprocess.run(
        [ambit, "check", "-p", project, "--quiet", "--json", report],
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )
    return lines_of(done, report)


def link(ambit, project, commands):
    """The same by `ambit unit` for each, `ambit merge` of some, and `ambit link` of what there is."""
    files = []
    for number, one in enumerate(commands):
        files.append(os.path.join(project, f"{number}.ambit"))
        subprocess.run(
            [ambit, "unit", "-o", files[-1], "--", *one["arguments"]],
            cwd=one["directory"],
            check=True,
            stdin=subprocess.DEVNULL,
        )
    merged = os.path.join(project, "merged.ambit")
    subprocess.run([ambit, "merge", "-o", merged, *files[1:]], check=True)
    report = os.path.join(project, "report.json")
    done = subprocess.run(
        [ambit, "link", "--quiet", "-o", report, merged, files[0]],
        cwd=commands[0]["directory"],
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )
    return lines_of(done, report)


def lines_of(done, report):
    if done.returncode not in (0, 1):
        sys.exit(f"as-one: {done.args[1]}: {done.returncode}\n{done.stdout}{done.stderr}")
    with open(report, encoding="utf-8") as text:
        findings = json.load(text)["findings"]
    lines = []
    for finding in findings:
        lines.append(place(finding) + f": {finding['message']} [{finding['check']}]")
        for note in finding["notes"]:
            lines.append("  " + place(note) + f": {note['message']}")
    return lines


def place(of):
    return f"{os.path.basename(of['file'])}:{of['line']}:{of['column']}"


def main():
    ambit, directory, annotations, *more = sys.argv[1:]
    directory = os.path.abspath(directory)
    names = sorted(n for n in os.listdir(directory) if n.endswith((".c", ".cpp")))
    is_cxx = names[0].endswith(".cpp")
    flags = ["clang++", "-std=c++20"] if is_cxx else ["clang", "-std=c11"]
    flags += ["-I" + annotations, "-I" + directory, *more, "-c"]

    def command(path):
        return {"directory": directory, "file": path, "arguments": flags + [path]}

    with tempfile.TemporaryDirectory() as many:
        # The order of the database says nothing.
        units = [command(os.path.join(directory, name)) for name in reversed(names)]
        linked = check(ambit, many, units)
    with tempfile.TemporaryDirectory() as steps:
        apart = link(ambit, steps, units)
    with tempfile.TemporaryDirectory() as one:
        path = os.path.join(one, "all" + (".cpp" if is_cxx else ".c"))
        with open(path, "w", encoding="utf-8") as out:
            for name in names:
                full = os.path.join(directory, name)
                with open(full, encoding="utf-8") as text:
                    out.write(f'#line 1 "{full}"\n{text.read()}\n')
        whole = check(ambit, one, [command(path)])
    print("\n".join(linked) if linked else "nothing")
    for how, lines in (("as one unit", whole), ("as facts files", apart)):
        if linked != lines:
            print(f"--- {how}:")
            print("\n".join(lines) if lines else "nothing")
    if not linked == whole == apart:
        sys.exit(1)


main()
