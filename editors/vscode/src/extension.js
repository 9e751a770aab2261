"use strict";
const fs = require("node:fs");
const path = require("node:path");
const vscode = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");
const { panelHtml } = require("./panel");
const { withValues } = require("./values");

const DATA = "data/figures.yml";
const SERVER_PREVIEW = "figures.server.preview";
const SERVER_VALUES = "figures.server.values";
const SERVER_USES = "figures.server.uses";

/** Everything that lives as long as one project is open. */
class Project {
  constructor(root, context) {
    this.root = root;
    this.context = context;
    this.values = {};
    this.client = undefined;
    this.panel = undefined;
  }

  get settings() {
    return vscode.workspace.getConfiguration("figures", vscode.Uri.file(this.root));
  }

  /** The command that starts the server: as it is set, or with the project's own Python. */
  get command() {
    const whole = this.settings.get("command");
    if (whole.length) return whole;
    const own = [".venv/bin/python", ".venv/Scripts/python.exe"].map((name) => path.join(this.root, name));
    const set = this.settings.get("python");
    const python = set ? path.resolve(this.root, set) : own.find((file) => fs.existsSync(file));
    return [python ?? "python3", "-m", "macros", "lsp"];
  }

  async start() {
    const [command, ...args] = this.command;
    const hints = this.settings.get("hints");
    this.client = new LanguageClient("figures", "Figures", { command, args, options: { cwd: this.root } }, {
      documentSelector: [
        { scheme: "file", language: "markdown", pattern: "**/docs/**/*.md" },
        { scheme: "file", language: "yaml", pattern: "**/data/*.yml" },
      ],
      middleware: {
        provideInlayHints: (document, range, token, next) => (hints ? next(document, range, token) : []),
        executeCommand: (name, args, next) => (name === SERVER_USES ? this.uses(...args) : next(name, args)),
        window: { showDocument: (params, token, next) => this.show(params, token, next) },
      },
    });
    this.client.onNotification("figures/values", ({ values }) => {
      this.values = Object.fromEntries(values);
      vscode.commands.executeCommand("markdown.preview.refresh");
    });
    try {
      await this.client.start();
      await this.client.sendRequest("workspace/executeCommand", { command: SERVER_VALUES });
    } catch (error) {
      this.client = undefined;
      const choice = await vscode.window.showErrorMessage(
        `Figures: '${command}' could not be started; run 'make editor' in the project or set figures.python. ${error.message ?? error}`,
        "Open Settings",
      );
      if (choice) vscode.commands.executeCommand("workbench.action.openSettings", "figures.");
    }
  }

  async stop() {
    const { client } = this;
    this.client = undefined;
    await client?.stop().catch(() => {});
  }

  async restart() {
    await this.stop();
    await this.start();
    if (this.panel) await this.fill();
  }

  /** Open a place in the column of a text, never over the preview. */
  async show(params, token, next) {
    if (params.external || !params.selection) return next(params, token);
    const text = vscode.window.visibleTextEditors.find((editor) => editor.viewColumn);
    const { start, end } = params.selection;
    try {
      const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(params.uri));
      await vscode.window.showTextDocument(document, {
        viewColumn: text?.viewColumn ?? vscode.ViewColumn.One,
        selection: new vscode.Range(start.line, start.character, end.line, end.character),
      });
      return { success: true };
    } catch {
      return { success: false };
    }
  }

  /** List the places that use an entry of the data, below its line. */
  uses(uri, line, places) {
    const found = places.map((place) => this.client.protocol2CodeConverter.asLocation(place));
    const at = new vscode.Position(line, 0);
    return vscode.commands.executeCommand("editor.action.showReferences", vscode.Uri.parse(uri), at, found);
  }

  ask(request) {
    return this.client?.sendRequest("workspace/executeCommand", { command: SERVER_PREVIEW, arguments: [request] });
  }

  async openPreview() {
    if (this.settings.get("preview.on") === "off") {
      vscode.window.showInformationMessage("Figures: the live preview is switched off; see the setting figures.preview.on.");
      return;
    }
    if (!vscode.workspace.isTrusted) {
      vscode.window.showInformationMessage("Figures: the live preview runs code of the project, and starts once you trust it.");
      return;
    }
    if (this.panel) {
      this.panel.reveal(undefined, true);
      this.follow(vscode.window.activeTextEditor);
      return;
    }
    this.panel = vscode.window.createWebviewPanel(
      "figures.preview",
      "Live Preview",
      { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
      { enableScripts: true, retainContextWhenHidden: true },
    );
    this.panel.onDidDispose(() => { this.panel = undefined; });
    this.panel.webview.onDidReceiveMessage(({ outside }) => {
      if (/^https?:/.test(outside ?? "")) vscode.env.openExternal(vscode.Uri.parse(outside));
    });
    await this.fill();
  }

  async fill() {
    const path_ = this.pageOf(vscode.window.activeTextEditor);
    const { address, page } = (await this.ask({ path: path_, on: this.settings.get("preview.on") })) ?? {};
    if (!address || !this.panel) return;
    const outside = await vscode.env.asExternalUri(vscode.Uri.parse(address));
    const host = outside.authority.replace(/:\d+$/, "");
    await this.ask({ allow: host });
    this.panel.webview.html = panelHtml(`${outside.toString(true)}#${page ?? ""}`);
  }

  pageOf(editor) {
    const file = editor?.document.languageId === "markdown" && editor.document.uri.scheme === "file" && editor.document.uri.fsPath;
    const inside = file && path.relative(path.join(this.root, "docs"), file);
    return inside && !inside.startsWith("..") && !path.isAbsolute(inside) ? `docs/${inside.split(path.sep).join("/")}` : undefined;
  }

  follow(editor) {
    const shown = this.panel && this.pageOf(editor);
    if (shown) this.ask({ show: shown });
  }
}

let project;

function activate(context) {
  const folder = vscode.workspace.workspaceFolders?.find(({ uri }) => fs.existsSync(path.join(uri.fsPath, DATA)));
  if (!folder) return {};
  project = new Project(folder.uri.fsPath, context);
  const begin = () => project.start();
  vscode.commands.executeCommand("setContext", "figures.project", true);
  context.subscriptions.push(
    vscode.commands.registerCommand("figures.openPreview", () => project.openPreview()),
    vscode.commands.registerCommand("figures.restart", () => project.restart()),
    vscode.window.onDidChangeActiveTextEditor((editor) => project.follow(editor)),
    vscode.workspace.onDidGrantWorkspaceTrust(begin),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("figures") && vscode.workspace.isTrusted) project.restart();
    }),
  );
  // The server runs code of the project.
  const ready = vscode.workspace.isTrusted ? begin() : Promise.resolve();
  ready.then(() => {}, () => {});
  return { extendMarkdownIt: (md) => withValues(md, () => project.values) };
}

function deactivate() {
  return project?.stop();
}

module.exports = { activate, deactivate };
