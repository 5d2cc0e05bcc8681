// What Pulumi's Node host loads of the folder: it can only `require`, and the rest are modules.
const { existsSync } = require("node:fs");
const { enableCompileCache } = require("node:module");
const { join } = require("node:path");

enableCompileCache?.();
const entry = ["../crossguard.ts", "../crossguard.js"].map((name) => join(__dirname, name)).find((file) => existsSync(file));
module.exports = () => import(entry).then(({ serve }) => serve());
