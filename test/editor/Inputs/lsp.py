"""A client of the language server protocol, for the tests and the benchmark."""

import json
import pathlib
import queue
import subprocess
import threading
import urllib.parse


class Died(Exception):
    """The server ended, or did not answer in time."""


def uri(path):
    return "file://" + urllib.parse.quote(str(path))


class Server:
    """A running server with its root at a directory.

    `relatedInformation` and `codeDescription` are asked for, as editors do; `capabilities` says what the
    editor can do besides.
    """

    def __init__(self, command, root, timeout=60, capabilities=None):
        capabilities = capabilities or {}
        self.timeout = timeout
        self.root = pathlib.Path(root)
        self.log = open(self.root / "server.log", "w+")
        self.process = subprocess.Popen(
            [*map(str, command)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.log, cwd=root
        )
        self.messages = queue.Queue()
        self.number = 0
        self.published = {}  # uri -> (version, diagnostics) last told
        self.asked = []  # other notifications and requests of the server
        threading.Thread(target=self._read, daemon=True).start()
        self.capabilities = self.ask(
            "initialize",
            {
                "processId": None,
                "rootUri": uri(root),
                "capabilities": {
                    **capabilities,
                    "textDocument": {
                        **capabilities.get("textDocument", {}),
                        "publishDiagnostics": {
                            "relatedInformation": True,
                            "codeDescriptionSupport": True,
                            "versionSupport": True,
                            "codeActionsInline": True,
                        },
                        "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix"]}}},
                    }
                },
            },
        )
        self.tell("initialized", {})

    def _read(self):
        out = self.process.stdout
        while True:
            length = 0
            while line := out.readline().strip():
                if line.lower().startswith(b"content-length"):
                    length = int(line.split(b":")[1])
            if not length:
                self.messages.put(None)
                return
            self.messages.put(json.loads(out.read(length)))

    def _send(self, message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        try:
            self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
            self.process.stdin.flush()
        except BrokenPipeError:
            raise Died(self.last_words()) from None

    def last_words(self):
        self.log.seek(0)
        return f"the server is gone ({self.process.poll()}):\n" + self.log.read()[-4000:]

    def receive(self):
        """The next message; diagnostics are remembered on the way."""
        try:
            message = self.messages.get(timeout=self.timeout)
        except queue.Empty:
            raise Died(f"no answer in {self.timeout} s; " + self.last_words()) from None
        if message is None:
            raise Died(self.last_words())
        if message.get("method") == "textDocument/publishDiagnostics":
            told = message["params"]
            self.published[told["uri"]] = (told.get("version"), told["diagnostics"])
        elif "method" in message:
            self.asked.append(message)
        if "method" in message and "id" in message:  # The server asks for something: nothing here.
            self._send({"id": message["id"], "result": None})
        return message

    def log_of(self, method):
        """The messages of that kind that came so far."""
        return [m for m in self.asked if m["method"] == method]

    def tell(self, method, params):
        self._send({"method": method, "params": params})

    def ask(self, method, params):
        self.number += 1
        self._send({"id": self.number, "method": method, "params": params})
        while True:
            message = self.receive()
            if message.get("id") == self.number and "method" not in message:
                if "error" in message:
                    raise Died(f"{method}: {message['error']}")
                return message["result"]

    def open(self, path, text=None, version=1):
        path = pathlib.Path(path)
        text = path.read_text() if text is None else text
        language = "c" if path.suffix in (".c", ".h") else "cpp"
        document = {"uri": uri(path), "languageId": language, "version": version, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": document})

    def change(self, path, changes, version, want=None):
        """Edits; `want` is clangd's own: True builds this version whatever comes after."""
        params = {"textDocument": {"uri": uri(path), "version": version}, "contentChanges": changes}
        if want is not None:
            params["wantDiagnostics"] = want
        self.tell("textDocument/didChange", params)

    def nudge(self, path, line, version):
        """Puts a space at the beginning of the line, or takes it away the next time, and has that built."""
        text = " " if version % 2 == 0 else ""
        end = {"line": line, "character": 0 if text else 1}
        change = {"range": {"start": {"line": line, "character": 0}, "end": end}, "text": text}
        self.change(path, [change], version, True)

    def diagnostics(self, path, version=1):
        """What is said about that version of a file, once it is said."""
        while self.published.get(uri(path), (None,))[0] != version:
            self.receive()
        return self.published[uri(path)][1]

    def stop(self):
        self.ask("shutdown", None)
        self.tell("exit", None)
        self.process.wait(self.timeout)
        return self.process.returncode
