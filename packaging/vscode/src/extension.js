// Starts ambit-clangd for C and C++, and adds what the protocol has no word for: the page about a
// check, a waiver with its reason, the picture of contexts.

const fs = require('fs');
const path = require('path');
const vscode = require('vscode');
const { LanguageClient } = require('vscode-languageclient/node');

const LANGUAGES = [
  { scheme: 'file', language: 'c' },
  { scheme: 'file', language: 'cpp' },
];

let client;
let output;

/** The folder that relative settings start from. */
function folder() {
  return vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
}

function fromFolder(file) {
  return path.isAbsolute(file) ? file : path.join(folder(), file);
}

/** The path of the server, or undefined. */
function findServer(settings) {
  const given = settings.get('path');
  if (given) return fs.existsSync(fromFolder(given)) ? fromFolder(given) : undefined;
  const places = [...(process.env.PATH ?? '').split(path.delimiter), '/usr/bin', '/usr/local/bin'];
  return places.map((place) => path.join(place, 'ambit-clangd')).find((file) => fs.existsSync(file));
}

function serverArguments(settings) {
  const models = settings.get('models').map(fromFolder);
  return [
    ...(settings.get('unannotated') ? [`--unannotated=${settings.get('unannotated')}`] : []),
    ...(models.length ? [`--models=${models.join(';')}`] : []),
    ...(settings.get('facts') ? [`--facts=${fromFolder(settings.get('facts'))}`] : []),
    ...settings.get('arguments'),
  ];
}

async function start() {
  const settings = vscode.workspace.getConfiguration('ambit');
  const command = findServer(settings);
  if (!command) {
    const given = settings.get('path');
    const what = given ? `There is no ${given}` : 'ambit-clangd is not on the path';
    const chosen = await vscode.window.showErrorMessage(`Ambit: ${what}.`, 'Settings');
    if (chosen) vscode.commands.executeCommand('workbench.action.openSettings', 'ambit.path');
    return;
  }
  client = new LanguageClient(
    'ambit',
    'Ambit',
    { command, args: serverArguments(settings) },
    { documentSelector: LANGUAGES, outputChannel: output },
  );
  await client.start();
}

async function restart() {
  const old = client;
  client = undefined;
  await old?.stop();
  await start();
}

/** The finding of Ambit's at a position of a document; without one there, of its line. */
function findingAt(document, position) {
  const all = vscode.languages.getDiagnostics(document.uri).filter((d) => d.source === 'ambit');
  return (
    all.find((d) => d.range.contains(position)) ?? all.find((d) => d.range.start.line === position.line)
  );
}

function currentFinding() {
  const editor = vscode.window.activeTextEditor;
  const finding = editor && findingAt(editor.document, editor.selection.active);
  if (!finding) vscode.window.showInformationMessage('Ambit finds nothing in this line.');
  return finding;
}

async function explain() {
  const page = currentFinding()?.code?.target;
  if (!page) return;
  if (page.scheme === 'file') await vscode.commands.executeCommand('markdown.showPreviewToSide', page);
  else await vscode.env.openExternal(page);
}

/** Includes the header of the annotations, unless the file names it. */
function includeAnnotations(document, edit) {
  const text = document.getText();
  if (text.includes('ambit/annotations.h')) return;
  // The first include stands under no condition; the last one may.
  const first = text.search(/^[ \t]*#[ \t]*include\b/m);
  edit.insert(document.uri, document.positionAt(Math.max(first, 0)), '#include "ambit/annotations.h"\n');
}

async function waive() {
  const finding = currentFinding();
  if (!finding) return;
  const reason = await vscode.window.showInputBox({
    title: 'Why is it right?',
    prompt: 'The reason stands in the code, for whoever reads it next',
    validateInput: (text) => (text.trim() ? undefined : 'A waiver needs a reason'),
  });
  if (!reason) return;
  const { document } = vscode.window.activeTextEditor;
  const line = document.lineAt(finding.range.start.line);
  const at = new vscode.Position(line.lineNumber, line.firstNonWhitespaceCharacterIndex);
  const edit = new vscode.WorkspaceEdit();
  edit.insert(document.uri, at, `AMBIT_UNCHECKED(${JSON.stringify(reason)}) `);
  includeAnnotations(document, edit);
  await vscode.workspace.applyEdit(edit);
}

async function showContexts() {
  const file = fromFolder(vscode.workspace.getConfiguration('ambit').get('contextsPage'));
  if (!fs.existsSync(file)) {
    vscode.window.showErrorMessage(`Ambit: there is no ${file}; 'ambit check --html' writes it.`);
    return;
  }
  const panel = vscode.window.createWebviewPanel('ambit.contexts', 'Contexts', vscode.ViewColumn.Beside, {
    enableScripts: true,
    localResourceRoots: [vscode.Uri.file(path.dirname(file))],
  });
  panel.webview.html = fs.readFileSync(file, 'utf8');
}

/** Offers the commands where a finding is. */
const actions = {
  provideCodeActions(document, range, context) {
    if (!context.diagnostics.some((d) => d.source === 'ambit')) return [];
    return [
      ['Explain this check', 'ambit.explain'],
      ['Write a waiver with a reason', 'ambit.waive'],
    ].map(([title, command]) => {
      const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
      action.command = { title, command };
      action.diagnostics = context.diagnostics.filter((d) => d.source === 'ambit');
      return action;
    });
  },
};

exports.activate = async (context) => {
  output = vscode.window.createOutputChannel('Ambit');
  context.subscriptions.push(
    output,
    vscode.commands.registerCommand('ambit.explain', explain),
    vscode.commands.registerCommand('ambit.waive', waive),
    vscode.commands.registerCommand('ambit.showContexts', showContexts),
    vscode.commands.registerCommand('ambit.restart', restart),
    vscode.languages.registerCodeActionsProvider(LANGUAGES, actions, {
      providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
    }),
    vscode.workspace.onDidChangeConfiguration((e) => {
      if (e.affectsConfiguration('ambit')) restart();
    }),
  );
  await start();
};

exports.deactivate = () => client?.stop();
