import { declareClassPlugin, PluginKind } from "@stryker-mutator/api/plugin";

/** What a finding says is no part of its verdict: mutants in a `message` are left out, as texts elsewhere are. */
class Texts {
	shouldIgnore({ node }) {
		const name = node.type === "ObjectProperty" ? node.key.name : node.type === "VariableDeclarator" ? node.id.name : undefined;
		return name === "message" ? "a text" : undefined;
	}
}

export const strykerPlugins = [declareClassPlugin(PluginKind.Ignore, "texts", Texts)];
